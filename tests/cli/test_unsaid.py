"""Standard output fails after something was made: that it was made is said all the same."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.calling import Caller, command, environment

JOT = "Site: B\nBody: PEC\nDate: 2004-05-12\n---\n14:01 one\n14:02 two\n"


def unheard(way: str, *words: object) -> tuple[int, str]:
    """Exit status and standard error of a call whose standard output is full or closed."""
    into = {"full": "> /dev/full", "closed": ">&-"}[way]
    script = f'{{ "$@"; echo $? >&2; }} {into}'
    done = subprocess.run(
        ["sh", "-c", script, "sh", *command(*words)],
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    *said, code = done.stderr.splitlines()
    return int(code), "\n".join(said)


@pytest.mark.skipif(sys.platform != "linux", reason="there is no /dev/full")
@pytest.mark.parametrize("way", ["full", "closed"])
def test_a_study_meeting_or_import_is_said_to_be_made(fieldnotes: Caller, tmp_path: Path, way: str) -> None:
    study, jot = tmp_path / "study", tmp_path / "a.jot"
    jot.write_text(JOT, encoding="utf-8")
    code, said = unheard(way, "init", study, "--name", "A", "--zone", "Europe/London")
    assert code == 1
    assert said.startswith(f"The study “A” is in {study}. Only standard output could not be written (")
    code, said = unheard(way, "new", study, "--site", "B", "--body", "CCG", "--date", "2004-05-12")
    (made,) = fieldnotes.well("list", study, "--json").json
    assert (code, said.startswith(f"The meeting {made['id']} is made. Only standard")) == (1, True)
    assert said.count("\n") == 0
    for more, lines in (([], 2), (["--json"], 0)):
        code, said = unheard(way, "import", study, jot, *more)
        (other,) = {row["id"] for row in fieldnotes.well("list", study, "--json").json} - {made["id"]}
        assert (code, said.startswith(f"1 file imported, {lines} added (meeting {other}). ")) == (1, True)
    fieldnotes.well("check", study)
