"""A text written in the user's own editor: by a file of their own that nobody else may read, gone afterwards."""

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from fieldnotes.archive.disk import make_folder
from fieldnotes.errors import FieldnotesError
from fieldnotes.locations import state_folder
from fieldnotes.text import clean_paragraphs, read_bytes

_USUAL = ("notepad",) if os.name == "nt" else ("sensible-editor", "nano", "vi")


class NoEditor(FieldnotesError):
    """There is no editor to write in."""

    def __init__(self, word: str = "") -> None:
        what = f"The editor “{word}” could not be started" if word else "No editor was found"
        super().__init__(f"{what}; nothing was changed. Name one in the variable EDITOR, such as EDITOR=nano.")


class EditorFailed(FieldnotesError):
    """The editor ended with an error."""

    def __init__(self, word: str, code: int) -> None:
        super().__init__(f"The editor “{word}” ended with error {code}; the note was left as it was.")


def editor() -> list[str]:
    """The words that start the user's editor: `VISUAL`, `EDITOR`, or one that is usual; raises NoEditor."""
    for variable in ("VISUAL", "EDITOR"):
        if said := os.environ.get(variable, "").strip():
            return shlex.split(said, posix=os.name != "nt")
    found = next((word for word in _USUAL if shutil.which(word)), None)
    if found is None:
        raise NoEditor
    return [found]


def edited(text: str, name: str = "note") -> str:
    """The text as it was left in the editor; raises NoEditor, EditorFailed, OSError.

    The file lies in a folder made for it, 0700, with whatever copies the editor puts beside it; the folder is taken
    away however this ends, but for a kill that no program can hear.
    """
    words = editor()
    place = state_folder() / "drafts"
    make_folder(place)
    with _heard(), tempfile.TemporaryDirectory(prefix="editor-", dir=place) as folder:
        path = Path(folder) / f"{name}.txt"
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write((text + "\n" if text and not text.endswith("\n") else text).encode("utf-8", "replace"))
        try:
            code = subprocess.call([*words, str(path)])
        except OSError as error:
            raise NoEditor(words[0]) from error
        if code:
            raise EditorFailed(words[0], code)
        return clean_paragraphs(read_bytes(path.read_bytes())[0].removeprefix("\ufeff")).rstrip("\n")


@contextlib.contextmanager
def _heard() -> Iterator[None]:
    """Inside, a request to end, or a terminal that closes, lets the file be taken away first."""

    def leave(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    asked = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {}
    try:
        for number in asked:
            with contextlib.suppress(ValueError):  # not in the main thread
                before[number] = signal.signal(number, leave)
        yield
    finally:
        for number, was in before.items():
            signal.signal(number, was)
