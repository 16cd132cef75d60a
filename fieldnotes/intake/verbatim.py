"""Words of a transcript as the text of a jotting: in quotation marks, all of it word for word."""

from fieldnotes.jottings.marks import verbatim_spans
from fieldnotes.model.observation import Span


def in_quotes(words: str) -> str:
    """The words in quotation marks that no mark within them closes.

    Straight ones where none stand within, curly ones where no closing curly one does; where both do, the straight
    ones within become curly: the one change that is made to the words.
    """
    if '"' not in words:
        return f'"{words}"'
    if "”" not in words:
        return f"“{words}”"
    opened = False
    turned = ""
    for char in words:
        turned += char if char != '"' else "”" if opened else "“"
        opened ^= char == '"'
    return f'"{turned}"'


def spoken(words: str) -> tuple[str, tuple[Span, ...]]:
    """The text of what was said, and its one span, all within the marks."""
    text = in_quotes(words)
    return text, verbatim_spans(text)
