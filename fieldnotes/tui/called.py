"""What the codes of a meeting are called now: a jotting holds the name that a code was born with."""

from collections.abc import Callable

from fieldnotes.model.codebook import Codebook
from fieldnotes.model.meeting import Record


class Called:
    """The name by which a code is written after `#` now; looked up anew only where the codes are others."""

    def __init__(self, record: Callable[[], Record]) -> None:
        self._record = record
        self._of: tuple[object, object] = ((), ())
        self._book = Codebook()

    def __call__(self, name: str) -> str:
        """Of a code that was merged its own name; what no codebook knows, as it is."""
        record = self._record()
        if self._of[0] is not record.framework or self._of[1] is not record.codes:
            self._of, self._book = (record.framework, record.codes), record.codebook
        code = self._book.get(name)
        return code.called if code else name
