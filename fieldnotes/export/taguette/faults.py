"""What can go wrong between here and a server: a sentence each, and what was sent before stays sent."""

from fieldnotes.errors import FieldnotesError
from fieldnotes.text import clean_line, visible

SAFE = "The study is untouched, and what was sent before is not sent twice"
_LONGEST = 120


def said(words: str) -> str:
    """What a server said, on one short line that no terminal trips over."""
    line = visible(clean_line(words)).strip()
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


class Unreachable(FieldnotesError):
    """No answer, or none to the end; the push may go on as soon as there is one."""

    def __init__(self, server: str, why: str) -> None:
        self.server, self.why = server, said(why)
        super().__init__(f"{server} does not answer ({self.why}). {SAFE}; try again when it does.")


class Untrusted(FieldnotesError):
    """A server that cannot show who it is, or that does not encrypt where it should."""

    def __init__(self, server: str, why: str) -> None:
        super().__init__(
            f"{server} is not safely reached ({said(why)}). {SAFE}; look at the address, and ask whoever runs the "
            "server for a certificate that this computer knows."
        )


class NotTaguette(FieldnotesError):
    """Something answers, and it is no Taguette server, or none that is understood."""

    def __init__(self, server: str, why: str) -> None:
        super().__init__(
            f"What answers at {server} is not understood as a Taguette server ({said(why)}). {SAFE}; "
            "look at the address, which is that of the page with the list of projects."
        )


class Elsewhere(FieldnotesError):
    """The address sends on to another one."""

    def __init__(self, server: str, to: str) -> None:
        super().__init__(f"{server} sends on to {said(to)}. {SAFE}; give that address, if you trust it.")


class NotLetIn(FieldnotesError):
    """The server does not know who is asking."""

    def __init__(self, server: str, why: str) -> None:
        super().__init__(f"{server} did not let you in: {why}. {SAFE}.")


class Forbidden(FieldnotesError):
    """The user of the server may not do that, or the session is over."""

    def __init__(self, server: str, what: str, why: str) -> None:
        super().__init__(
            f"{server} refuses {what} ({said(why)}). {SAFE}; ask whoever runs the project for the right to change "
            "it, or push again to log in anew."
        )


class NoProject(FieldnotesError):
    """A project or document that was there a moment ago, or that an address names, is not there."""

    def __init__(self, server: str, what: str) -> None:
        super().__init__(
            f"{server} does not find {what}; was it deleted, or is it somebody else's? {SAFE}; push again to begin "
            "with what is there."
        )


class Refused(FieldnotesError):
    """The server does not take something as it is."""

    def __init__(self, server: str, what: str, why: str) -> None:
        super().__init__(f"{server} did not take {what} ({said(why)}). {SAFE}; push again when that is mended.")


class ServerFault(FieldnotesError):
    """The server has a fault of its own."""

    def __init__(self, server: str, what: str, status: int) -> None:
        super().__init__(
            f"{server} failed at {what} (status {status}). {SAFE}; tell whoever runs it, and push again."
        )


class TwoProjects(FieldnotesError):
    """Several projects of one name, none of them known to be the study's."""

    def __init__(self, server: str, name: str, ids: list[int]) -> None:
        which = " or ".join(f"{server}/project/{number}" for number in ids[:3])
        super().__init__(
            f"There are {len(ids)} projects called “{name}” at {server}. Nothing was sent; say which one with "
            f"--taguette {which}, or give another name with --project."
        )


class Busy(FieldnotesError):
    """Another push of the same study to the same place runs."""

    def __init__(self, server: str) -> None:
        super().__init__(f"Another push of this study to {server} is under way. Nothing was sent; let it end.")
