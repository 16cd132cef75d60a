"""The same study gives the same bytes in every format of the registry, whoever asks, wherever and whenever."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec.structs import replace

from fieldnotes.archive import StudyArchive
from fieldnotes.cli.shipped import shipped_codebook
from fieldnotes.export.outgoing import Asked, write_out
from fieldnotes.export.registry import FORMATS
from tests.export.qdpx.coded import hard_meeting
from tests.export.sample import sample
from tests.shared_material import CHECKOUT

Digests = Mapping[str, Mapping[str, str]]
_NAMES = [known.name for known in FORMATS]
_AGAIN = """
import json, locale, sys
from pathlib import Path
import time_machine
from tests.export.test_same_bytes import digests
locale.setlocale(locale.LC_ALL, "")
with time_machine.travel(sys.argv[3], tick=False):
    print(json.dumps(digests(Path(sys.argv[1]), Path(sys.argv[2]))))
"""
_ELSEWHERE = {
    "east, 1999": ({"PYTHONHASHSEED": "1", "TZ": "Asia/Kathmandu", "LC_ALL": "C"}, "1999-12-31T23:59:59+00:00"),
    "west, 2031": (
        {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "LC_ALL": "C.UTF-8"},
        "2031-07-01T12:00+00:00",
    ),
}
"""Environments, and the instant that it is in them."""


def make(folder: Path) -> None:
    """A study of two meetings with something of every kind, one of them coded on words that break offsets."""
    codes = shipped_codebook("receptive-context")
    study = StudyArchive.create(folder, "Łódź & [b]eds[/] 😀", "Europe/London", codes=codes)
    for number, record in enumerate((sample(), hard_meeting())):
        head = replace(record.meeting, id=f"0190a000-0000-7000-8000-00000000000{number}")
        made = study.new_meeting(head, record.protocol, record.people, record.items, "KC")
        made.commit(who="KC", observations=record.observations, codes=record.codes, codings=record.codings)
        made.close()
    study.close()


def digests(study: Path, out: Path) -> Digests:
    """The digest of each file, by its name, of each format; of those that have several in one the same of both."""
    archive = StudyArchive.open(study)
    found: dict[str, dict[str, str]] = {}
    for known in FORMATS:
        asked = [Asked((known.name,), out / known.name)]
        if known.is_joined:
            asked.append(Asked((known.name,), out / known.name, joined=frozenset([known.name])))
        paths = [
            path for one in asked for step in write_out(archive, archive.meetings(), one) for path in step.paths
        ]
        found[known.name] = {path.name: sha256(path.read_bytes()).hexdigest() for path in paths}
    return found


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("same") / "beds"
    make(folder)
    return folder


@pytest.fixture(scope="module")
def here(study: Path, tmp_path_factory: pytest.TempPathFactory) -> Digests:
    return digests(study, tmp_path_factory.mktemp("here"))


@pytest.fixture(scope="module", params=_ELSEWHERE)
def elsewhere(request: pytest.FixtureRequest, study: Path, tmp_path_factory: pytest.TempPathFactory) -> Digests:
    there, when = _ELSEWHERE[request.param]
    out = tmp_path_factory.mktemp("elsewhere")
    asked = [sys.executable, "-c", _AGAIN, str(study), str(out), when]
    said = subprocess.run(
        asked, env={**os.environ, **there}, cwd=CHECKOUT, capture_output=True, encoding="utf-8", check=True
    ).stdout
    found: Digests = json.loads(said)
    return found


@pytest.mark.parametrize("name", _NAMES)
def test_a_second_time_gives_the_same(name: str, study: Path, here: Digests, tmp_path: Path) -> None:
    archive = StudyArchive.open(study)
    steps = list(write_out(archive, archive.meetings(), Asked((name,), tmp_path)))
    again = {path.name: sha256(path.read_bytes()).hexdigest() for step in steps for path in step.paths}
    assert again
    assert again.items() <= here[name].items()


@pytest.mark.parametrize("name", _NAMES)
def test_another_process_zone_locale_and_day_give_the_same(name: str, here: Digests, elsewhere: Digests) -> None:
    assert elsewhere[name] == here[name]
