"""Codebooks of any shape, made as people make them, and taken from one study to another."""

import contextlib
from collections.abc import Callable

from hypothesis import strategies as st

from fieldnotes.export.codebook import qdc as qdc_out
from fieldnotes.export.codebook import table as table_out
from fieldnotes.intake.codebook import qdc, table, template
from fieldnotes.intake.codebook.incoming import CodebookFile
from fieldnotes.model import codebook_edits as edits
from fieldnotes.model.codebook import Codebook
from fieldnotes.model.codebook_edits import after
from fieldnotes.model.codebook_faults import CodebookRefusal
from fieldnotes.model.codebook_toml import codebook_to_toml

STUDY = "018f0000-0000-7000-8000-00000000000a"
WRITE: dict[str, Callable[[Codebook], bytes]] = {
    "qdc": lambda book: qdc_out.written(book, STUDY),
    "csv": table_out.written,
    "toml": lambda book: codebook_to_toml(book, "a study", "A study").encode(),
}
READ: dict[str, Callable[[bytes, str], CodebookFile]] = {"qdc": qdc.read, "csv": table.read, "toml": template.read}

WORDS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "When to use: always",
            "\\When to use: x",
            "one\n\nWhen not to use: two\nStatus: emergent",
            "Retired: yes",
            "=1+1",
            "'=1+1",
            "''-x",
            "@cmd",
            "\tx",
            'a;b,c\t"d"',
            "ends with '",
            "<b>&amp;]]>",
            "\ufeffx",
            "x" * 90,
            "\U0001f600 \u202e",
        ]
    ),
)
TITLES = st.one_of(WORDS, st.sampled_from(["Trust", "trust", "Money", "Beds & beds", "Other", "Other!", "1a"]))
COLOURS = st.sampled_from(["", "#2F6DB5", "#abc"])


def _edits(draw: st.DrawFn, book: Codebook) -> edits.Edits:
    """One act on the codebook; raises CodebookRefusal."""
    names = [code.name for code in book.codes]
    one, other = draw(st.sampled_from([*names, "x"])), draw(st.sampled_from([*names, ""]))
    match draw(st.integers(0, 9)):
        case 0:
            return edits.define(book, one, title=draw(TITLES))
        case 1:
            return edits.rename(book, one, draw(TITLES))
        case 2:
            return edits.move(book, one, other)
        case 3:
            return edits.merge(book, one, other)
        case 4:
            return edits.retire(book, one)
        case 5:
            return edits.add(book, draw(TITLES), other)
        case _:
            words = {"definition": draw(WORDS), "when": draw(WORDS), "when_not": draw(WORDS)}
            return edits.add(book, draw(TITLES), other, colour=draw(COLOURS), **words)


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    """A codebook that came about by acts, some of which were refused."""
    book = Codebook()
    for _ in range(draw(st.integers(1, 12))):
        with contextlib.suppress(CodebookRefusal):
            book = after(book, _edits(draw, book))
    return book if book.codes else after(book, edits.add(book, "Trust"))


def what_it_says(book: Codebook) -> list[tuple[object, ...]]:
    """The codes as people see them, in the order of the tree."""
    found: list[tuple[object, ...]] = []
    for depth, code in book.tree():
        words = (code.label, code.definition, code.when, code.when_not, code.colour, code.status, code.retired)
        found.append((depth, code.called, *words))
    return found
