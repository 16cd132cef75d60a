"""A text written in the user's own editor: by a file of their own that nobody else may read, gone afterwards.

What was written and cannot be taken is kept where drafts are, for its owner only, and the sentence names the file.
"""

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from fieldnotes.archive.disk import make_folder, write_whole
from fieldnotes.errors import FieldnotesError
from fieldnotes.locations import state_folder
from fieldnotes.text import clean_paragraphs, lost_in, read_bytes, visible

NOT_UTF8 = "The text is not UTF-8; it is read as Windows-1252."

_USUAL = ("notepad",) if os.name == "nt" else ("sensible-editor", "nano", "vi")


class NoEditor(FieldnotesError):
    """There is no editor to write in."""

    def __init__(self, word: str = "") -> None:
        what = f"The editor “{word}” could not be started" if word else "No editor was found"
        super().__init__(f"{what}; nothing was changed. Name one in the variable EDITOR, such as EDITOR=nano.")


class EditorFailed(FieldnotesError):
    """The editor ended with an error."""

    def __init__(self, word: str, code: int, kept: Path | None = None) -> None:
        there = f" What was written is kept in {kept}." if kept else ""
        super().__init__(f"The editor “{word}” ended with error {code}; the note was left as it was.{there}")


class NoText(FieldnotesError):
    """What the editor left holds what no note can hold."""

    def __init__(self, odd: str, kept: Path | None) -> None:
        there = f"what was written is kept in {kept}" if kept else "what was written could not be kept"
        super().__init__(
            f"What the editor left is no plain text: it holds {visible(odd[:5])}{' …' if odd[5:] else ''}. "
            f"The note was left as it was, and {there}. Write again, and save it as UTF-8."
        )


class Edited(NamedTuple):
    """The text as it was left in the editor; `warning` says that its bytes were no UTF-8, and is empty else."""

    text: str
    warning: str = ""


def editor() -> list[str]:
    """The words that start the user's editor: `VISUAL`, `EDITOR`, or one that is usual; raises NoEditor."""
    for variable in ("VISUAL", "EDITOR"):
        if said := os.environ.get(variable, "").strip():
            return shlex.split(said, posix=os.name != "nt")
    found = next((word for word in _USUAL if shutil.which(word)), None)
    if found is None:
        raise NoEditor
    return [found]


def edited(text: str, name: str = "note") -> Edited:
    """What is made of a text in the editor; raises NoEditor, EditorFailed, NoText, OSError.

    The file lies in a folder made for it, 0700, with whatever copies the editor puts beside it; the folder is taken
    away however this ends, but for a kill that no program can hear.
    """
    words = editor()
    place = state_folder() / "drafts"
    make_folder(place)
    before = (text + "\n" if text and not text.endswith("\n") else text).encode("utf-8", "replace")
    with _heard(), tempfile.TemporaryDirectory(prefix="editor-", dir=place) as folder:
        path = Path(folder) / f"{name}.txt"
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(before)
        try:
            code = subprocess.call([*words, str(path)])
        except OSError as error:
            raise NoEditor(words[0]) from error
        except BaseException:  # a terminal that closed takes nothing of what was saved until then
            _kept(path, before)
            raise
        if code:
            raise EditorFailed(words[0], code, _kept(path, before))
        return _read(path.read_bytes())


def _read(raw: bytes) -> Edited:
    """The text of a file that an editor left; raises NoText."""
    text, is_odd = read_bytes(raw)
    if odd := lost_in(text):
        raise NoText(odd, keep(raw))
    return Edited(clean_paragraphs(text.removeprefix("\ufeff")).rstrip("\n"), NOT_UTF8 if is_odd else "")


def _kept(path: Path, before: bytes) -> Path | None:
    """Keep what is in the file where it is no longer what was put in."""
    with contextlib.suppress(OSError):
        raw = path.read_bytes()
        return keep(raw) if raw not in (before, b"") else None
    return None


def keep(raw: bytes) -> Path | None:
    """Keep what was written and could not be taken; the file, None where it cannot be written."""
    path = state_folder() / "drafts" / f"kept-{time.strftime('%Y%m%d-%H%M%S')}-{os.urandom(3).hex()}.txt"
    try:
        make_folder(path.parent)
        write_whole(path, raw, str(os.getpid()))
    except OSError:
        return None
    return path


@contextlib.contextmanager
def _heard() -> Iterator[None]:
    """Inside, a request to end, or a terminal that closes, lets the file be taken away first.

    Ctrl+C is the editor's alone: it would be killed, with all that is not saved, were it ours too.
    """

    def leave(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    asked = {getattr(signal, name): leave for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)}
    before = {}
    try:
        for number, does in {**asked, signal.SIGINT: lambda number, frame: None}.items():
            with contextlib.suppress(ValueError):  # not in the main thread
                before[number] = signal.signal(number, does)
        yield
    finally:
        for number, was in before.items():
            signal.signal(number, was)
