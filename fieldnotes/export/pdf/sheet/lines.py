"""The pages to write on: lines with time and who to whom, the signs of the protocol, reflections kept apart."""

from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.fonts import BOLD
from fieldnotes.export.pdf.sheet.pen import Pen
from fieldnotes.model.protocol import Protocol

_LINE = 23.0
_TIME, _WHO = 44.0, 92.0
_KEYING = "Key it in with fieldnotes add STUDY MEETING, a line of the sheet a line, each with its time in front:"
_EXAMPLES = (
    "@14:00 /item 1", "@14:06 P3>P5 challenge: nobody has the money", '@14:07 P5: "who has the beds"',
    "@14:09 ! deferred: the post", "@14:09 => P3 by 12 June: options", "@14:12 /in P5", "@14:30 /out P5",
    "@14:31 ~ nobody looks at the chair", "@15:10 /end",
)  # fmt: skip
_EXAMPLE_COLUMNS = 3
_FEWEST = 4


def add_keying(pen: Pen) -> None:
    """How the sheet is keyed in, with examples in columns."""
    rows = -(-len(_EXAMPLES) // _EXAMPLE_COLUMNS)
    pen.section("Afterwards", follows=14 + rows * 11)
    pen.paragraph(_KEYING, 8, 12)
    wide = (pen.right - pen.left) / _EXAMPLE_COLUMNS
    for place, example in enumerate(_EXAMPLES):
        column, row = divmod(place, rows)
        pen.words(example, pen.left + column * wide, pen.y - 8 - row * 11, 8, BOLD)
    pen.y -= rows * 11 + 6


def add_legend(pen: Pen, protocol: Protocol) -> None:
    """The acts of the protocol, with their keys, its ways of deciding, and its scales."""
    acts = ", ".join(f"{act.name} ({act.key})" if act.key else act.name for act in protocol.acts)
    modes = ", ".join(mode.name for mode in protocol.modes)
    scales = ", ".join(f"{scale.name} {scale.lowest}–{scale.highest}" for scale in protocol.scales)
    named = [part for part in (("Acts", acts), ("Decisions (!)", modes), ("Scales", scales)) if part[1]]
    if not named:
        return
    pen.section("Signs", protocol.title, follows=40)
    for label, words in named:
        pen.paragraph(f"{label}: {words}.", 8, 11)
    pen.paragraph('Words as they were said in "…"; => an action, by whom and when; (?) not sure; #code.', 8, 11)


def add_lines(pen: Pen, pages: int) -> None:
    """The rest of this page where it is worth it, and so many pages more, of lines to write on.

    They have a column for the time and one for who to whom.
    """
    heads = (("time", 0.0), ("who → whom", _TIME), ("what was seen and said", _TIME + _WHO))
    if pages and pen.room >= _FEWEST * _LINE:
        pen.y -= 8
        _ruled(pen, heads, (_TIME, _TIME + _WHO))
    for _ in range(pages):
        pen.new_page()
        _ruled(pen, heads, (_TIME, _TIME + _WHO))


def add_reflections(pen: Pen, prompts: tuple[str, ...]) -> None:
    """A page of its own for what the observer made of it, with the protocol's questions for after the meeting."""
    pen.new_page()
    pen.words("Your own", pen.left, pen.y - 12, 12, BOLD, look.SAND)
    aside = "kept apart from what was seen: ~ what you make of it, ~m on method, ~f a feeling"
    pen.words(aside, pen.left + 60, pen.y - 12, 8, colour=look.QUIET)
    pen.y -= 20
    for prompt in prompts:
        pen.paragraph(f"· {prompt}", 8, 11, look.QUIET)
    pen.y -= 4
    _ruled(pen, (("time", 0.0),), (_TIME,))


def _ruled(pen: Pen, heads: tuple[tuple[str, float], ...], columns: tuple[float, ...]) -> None:
    for word, x in heads:
        pen.words(word, pen.left + x + (6 if x else 0), pen.y - 7, 7.5, colour=look.QUIET)
    pen.y -= 11
    top = pen.y
    pen.rule(top, colour=look.QUIET)
    while pen.room >= _LINE:
        pen.y -= _LINE
        pen.rule(pen.y)
    for x in columns:
        pen.upright(pen.left + x, top, pen.y)
