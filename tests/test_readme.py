"""The README's two commands are lines that can be pasted, and CI runs the one for the tests."""

import re

import pytest

from tests.shared_material import CHECKOUT

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
FIRST_SCREEN = README.splitlines()[:40]
INTO = r"^python3 -m venv (\S+) && \1/bin/pip install -q -c constraints\.txt "
RUN = re.compile(INTO + r"\. && \1/bin/fieldnotes demo$")
TEST = re.compile(INTO + r'-e "\.\[test\]" && \1/bin/python -m pytest -q$')


@pytest.mark.parametrize("command", [RUN, TEST])
def test_each_command_is_one_line_that_starts_from_nothing(command: re.Pattern[str]) -> None:
    found = [line for line in README.splitlines() if command.match(line)]
    assert len(found) == 1
    assert found[0] in FIRST_SCREEN


def test_powershell_lines_stand_beside_them() -> None:
    lines = [line for line in FIRST_SCREEN if line.startswith("py -3.11 -m venv ")]
    assert [line.rsplit("\\", 1)[1] for line in lines] == ["fieldnotes demo", "python -m pytest -q"]


def test_ci_takes_its_test_command_from_here() -> None:
    ci = (CHECKOUT / ".ci" / "run").read_text(encoding="utf-8")
    pattern = re.search(r"grep -E '([^']+)' README\.md", ci)
    assert pattern
    assert [line for line in README.splitlines() if re.search(pattern[1], line) and TEST.match(line)]
    assert '"${commands[0]}"' in ci


def test_every_file_it_points_to_is_there() -> None:
    pointed = re.findall(r"\]\((?!https?:)([^)#]+)\)|`((?:tests|\.ci)/[\w./]+)`", README)
    paths = {link or quoted for link, quoted in pointed}
    assert len(paths) > 8
    assert not [path for path in paths if not (CHECKOUT / path).exists()]


def test_pins_name_versions_and_nothing_else() -> None:
    pins = [
        line for line in (CHECKOUT / "constraints.txt").read_text(encoding="utf-8").splitlines() if line[:1] != "#"
    ]
    assert len(pins) > 20
    assert not [line for line in pins if not re.fullmatch(r"[\w.-]+==[\w.]+", line)]
