"""What is wrong with a codebook file, or with what was asked of a codebook."""

from fieldnotes.errors import FieldnotesError
from fieldnotes.text import visible


class CodebookFault(FieldnotesError):
    """A codebook file that cannot be read."""

    def __init__(self, source: str, why: str, line: int = 0) -> None:
        at = f", line {line}" if line else ""
        super().__init__(visible(f"{source}{at}: {why}. Nothing was changed."))
        self.line = line


class CodebookRefusal(FieldnotesError):
    """A change of the codebook that would lose or muddle something."""

    def __init__(self, why: str, instead: str = "") -> None:
        super().__init__(visible(f"{why}; nothing was changed.{' ' if instead else ''}{instead}"))
