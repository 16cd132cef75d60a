"""A key in a fuller note of 5,000 words, in a real terminal, against the key of an empty Textual app.

As in `bench/gates.py`: each round starts both, by turns, each a new process; processor time is that of all threads,
less what the program takes when nothing happens. The keys go into the middle of the note, whose 5,000 words are one
paragraph for the worst case, and many for the usual one.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.gates import KEY_TIMES, KEYS, PAUSE
from bench.processes import EMPTY, spent
from bench.row import Row
from bench.startup import make_study
from fieldnotes.archive import StudyArchive
from fieldnotes.capture.session import Session
from fieldnotes.capture.spancoding import code_span, write
from tests.pty_driver import Terminal

WORDS, CODINGS = 5000, 50
SAMPLE = ("the", "chair", "asked", "who", "has", "beds,", "and", "nobody", "answered", "underneath", "of", "it.")


def rows(quick: bool) -> Iterator[Row]:
    """A key with 5,000 words in one paragraph, and in paragraphs with coded words, against an empty app's."""
    rounds, seconds = (1, 4.0) if quick else (5, 8.0)
    with tempfile.TemporaryDirectory(dir=os.environ.get("FIELDNOTES_BENCH")) as folder:
        os.environ.update({f"FIELDNOTES_{kind}": str(Path(folder, kind)) for kind in ("DATA", "STATE", "CACHE")})
        one, many = _study(Path(folder, "one"), 0), _study(Path(folder, "many"), 80)
        runs = [(_key(None, seconds), _key(one, seconds), _key(many, seconds)) for _ in range(rounds)]
    empty, in_one, in_many = (statistics.median(figures) for figures in zip(*runs, strict=True))
    beside = "key of an empty app"
    yield Row("a key among 5,000 words, one paragraph", in_one, beside, empty, "ms CPU", KEY_TIMES)
    yield Row("a key among 5,000 words, 50 coded", in_many, beside, empty, "ms CPU", KEY_TIMES)


def note(words: int, paragraph: int) -> str:
    """So many words, a line end behind each `paragraph` of them; 0 for none."""
    ends = ("\n" if paragraph and n % paragraph == paragraph - 1 else " " for n in range(words))
    return "".join(SAMPLE[n * 7 % len(SAMPLE)] + end for n, end in zip(range(words), ends, strict=False))


def _study(folder: Path, paragraph: int) -> Path:
    """A study whose first line has such a note, with coded words where it has paragraphs."""
    folder.mkdir()
    study = make_study(folder, 10)
    session = Session(StudyArchive.open(study).open_meeting("last"), "B")
    text, of = note(WORDS, paragraph), session.observations[0].id
    write(session, of, text)
    for n in range(CODINGS if paragraph else 0):
        code_span(session, of, "write-up", (n * 400 + 3, n * 400 + 40), "#beds")
    assert session.close() == []
    return study


def _key(study: Path | None, seconds: float) -> float:
    """Processor milliseconds of a key."""
    words = EMPTY if study is None else [sys.executable, "-m", "fieldnotes", "writeup", str(study), "last"]
    with Terminal(words) as screen:
        screen.wait_for("ype here" if study is None else "Fuller note")
        if study is not None:
            screen.send("\x1b[1;3A" * 12)  # alt+up: the first line, which has the note
            screen.wait_for("5,000 words")
            screen.send("\x1b[5~" * 60 + "\x1b[6~" * 10)  # into the middle of it
        screen.read_on(1.5)
        idle = spent(screen, lambda: screen.read_on(seconds)) / seconds
        taken = spent(screen, lambda: screen.type_slowly("qzjxkv" * (KEYS // 6), PAUSE)) - idle * KEYS * PAUSE
        if study is not None:
            screen.send("\x11")
            screen.wait_end()
    return taken * 1000 / KEYS
