"""To be run with a folder on a file system of 1 MiB: fills it with notes, makes room, goes on, and tells it all."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from fieldnotes.archive import MeetingArchive, StudyArchive
from fieldnotes.capture.session import Session
from fieldnotes.capture.writer import Outcome
from fieldnotes.cli.unsaved import unsaved_folder
from tests.archive.making import a_meeting, a_study

TEXT = "a long remark on the second practice " * 40
ROOM = 300_000


def _open(folder: Path) -> MeetingArchive:
    return StudyArchive.open(folder).open_meeting("last")


def _found(folder: Path) -> list[str]:
    return [seen.id for seen in _open(folder).record().observations if seen.text.startswith(TEXT)]


def _kept() -> list[str]:
    """The lines that were kept outside the study."""
    return [line for path in unsaved_folder().glob("*") for line in path.read_text(encoding="utf-8").splitlines()]


def by_line_mode(folder: Path, lines: int) -> dict[str, Any]:
    """The ids that `add -` acknowledged, what it said on standard error, and its exit status."""
    fed = "".join(f"{TEXT}{number}\n" for number in range(lines))
    call = [sys.executable, "-m", "fieldnotes", "add", str(folder), "last", "-"]
    done = subprocess.run(call, input=fed, capture_output=True, text=True, check=False)
    saved = [line.split()[2] for line in done.stdout.splitlines() if line.startswith("saved ")]
    return {"saved": saved, "said": done.stderr, "code": done.returncode, "found": _found(folder), "kept": _kept()}


def by_session(folder: Path, room: Path) -> dict[str, Any]:
    """Fill it through a live session, make room, and wait until what was refused is written too."""
    archive = _open(folder)
    session = Session(archive, "AB")
    told = threading.Condition()
    saved: list[int] = []
    refused: list[str] = []

    def listen(outcome: Outcome) -> None:
        with told:
            if outcome.error is None:
                saved.append(outcome.ticket)
            else:
                refused.append(outcome.error)
            told.notify_all()

    session.listen(listen)
    taken: dict[int, str] = {}
    while not refused:
        entered = session.take(f"{TEXT}{len(taken)}", session.now())
        taken[entered.ticket] = entered.observations[0].id
        with told:
            assert told.wait_for(lambda ticket=entered.ticket: ticket in saved or refused, 60)  # type: ignore[misc]
    acknowledged, before = [taken[ticket] for ticket in saved], _found(folder)
    room.unlink()
    with told:
        assert told.wait_for(lambda: set(saved) == set(taken), 60)
    left = session.close()
    return {
        "saved": acknowledged,
        "before": before,
        "taken": list(taken.values()),
        "left": left,
        "found": _found(folder),
        "said": refused,
    }


def main(disk: Path) -> None:
    """All of it."""
    study = a_study(disk / "study")
    a_meeting(study).close()
    study.close()
    room = disk / "room"
    room.write_bytes(bytes(ROOM))
    told: dict[str, Any] = {"full": by_line_mode(disk / "study", 2000)}
    room.unlink()
    told["again"] = by_line_mode(disk / "study", 5)
    room.write_bytes(bytes(ROOM // 2))
    before = set(_found(disk / "study"))
    told["session"] = by_session(disk / "study", room)
    told["kept"] = before <= set(told["session"]["found"])
    told["damage"] = [damage.sentence for damage in _open(disk / "study").damage]
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
