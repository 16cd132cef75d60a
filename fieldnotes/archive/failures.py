"""What can go wrong with a study on disk, each with its own sentence."""

from pathlib import Path

from msgspec import Struct

from fieldnotes.errors import FieldnotesError

FORMAT = 1


class Damage(Struct, frozen=True):
    """A place in a file that cannot be read. `line` counts from 1 as an editor does; 0 is the file itself.

    `torn` is a last line that was cut off while it was written, with nothing whole after it.
    """

    file: str
    line: int
    sentence: str
    torn: bool = False

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{where}: {self.sentence}."


class NotAStudy(FieldnotesError):
    """A folder that holds no study."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"There is no study in {folder}; `fieldnotes init` makes one, nothing was changed.")


class AlreadyAStudy(FieldnotesError):
    """A new study was to be made where there is one."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"There is a study in {folder} already; it was left as it is. Open it, or name another folder."
        )


class FolderInUse(FieldnotesError):
    """A new study was to be made among files of other kinds."""

    def __init__(self, folder: Path, stranger: str) -> None:
        super().__init__(
            f"{folder} holds other files ({stranger}), which a study would mix with; "
            "nothing was changed. Name an empty or a new folder."
        )


class NewerFormat(FieldnotesError):
    """A study written by a later version of the program."""

    def __init__(self, file: str, version: int) -> None:
        super().__init__(
            f"{file} was written in format {version} by a newer fieldnotes; this one reads up to {FORMAT}. "
            "Nothing was changed: update fieldnotes to open it."
        )


class MeetingNotFound(FieldnotesError):
    """No meeting goes by that name."""

    def __init__(self, ref: str) -> None:
        super().__init__(f"No meeting is known as “{ref}”; `fieldnotes list` shows the ids of those there are.")


class AmbiguousMeeting(FieldnotesError):
    """Several meetings begin like that."""

    def __init__(self, ref: str, fitting: list[str]) -> None:
        some = ", ".join(fitting[:4]) + (" …" if len(fitting) > 4 else "")
        super().__init__(f"“{ref}” could be {len(fitting)} meetings ({some}); write more of its id.")


class MeetingTwice(AmbiguousMeeting):
    """One meeting lies in several folders, none of which has the name it was made with."""

    def __init__(self, ref: str, folders: list[str]) -> None:
        some = ", ".join(f"“{name}”" for name in folders[:4]) + (" …" if len(folders) > 4 else "")
        FieldnotesError.__init__(
            self,
            f"The meeting “{ref}” lies in {len(folders)} folders ({some}); nothing was changed. Name a folder "
            "in place of the id; `fieldnotes check` says how to make one of them.",
        )


class MeetingExists(FieldnotesError):
    """A meeting was to be made under an id that is taken."""

    def __init__(self, meeting: str) -> None:
        super().__init__(f"The meeting {meeting} is in this study already; it was left as it is. Open it instead.")


class NoSuchRecord(FieldnotesError):
    """A change was to be made to something that is not there."""

    def __init__(self, table: str, key: str) -> None:
        super().__init__(f"There is no “{key}” among the {table} of this meeting; nothing was changed.")


class KeyTaken(FieldnotesError, ValueError):
    """A document was to be inserted under an identity that another has, or its identity changed."""

    def __init__(self, table: str, key: str) -> None:
        super().__init__(f"“{key}” is among the {table} already; nothing was changed. Change that one instead.")


class NotText(FieldnotesError, TypeError):
    """A value that JSON cannot hold."""

    def __init__(self, why: str) -> None:
        super().__init__(f"This cannot be written down ({why}); nothing was changed.")


class NotErased(FieldnotesError):
    """A line was to be emptied that cannot be."""

    def __init__(self, line: int) -> None:
        super().__init__(f"Line {line} of the log is no change that can be emptied; nothing was changed.")


class NotSaved(FieldnotesError):
    """A change could not be made durable; what was there before is untouched."""

    def __init__(self, why: str) -> None:
        super().__init__(f"Not saved: {why}. Nothing that was saved before is lost; try again.")


class ReadOnly(NotSaved):
    """A folder in which nothing can be written: on a CD, a locked stick, somebody else's share."""

    def __init__(self, why: str) -> None:
        FieldnotesError.__init__(
            self,
            f"Not saved: the study lies where nothing can be written ({why}). What is in it can be read and "
            "exported, and nothing is lost; copy it to a folder of your own to write in it.",
        )


class DiskFull(NotSaved):
    """No room for one more line."""

    def __init__(self) -> None:
        FieldnotesError.__init__(
            self,
            "Not saved: the disk is full. Nothing that was saved before is lost; make room and try again.",
        )


class FolderGone(NotSaved):
    """The folder to be written in is not where it was: moved, renamed or deleted meanwhile."""

    def __init__(self, folder: Path) -> None:
        FieldnotesError.__init__(
            self,
            f"Not saved: the folder is not there any more. {folder} was moved, renamed or deleted, and what was "
            "saved in it went with it: bring it back, or have `fieldnotes restore` put back what a backup has.",
        )
