"""The `html` export: a page without scripts, each observation a paragraph with an id.

Taguette strips classes and all elements but paragraphs, headings, lists and bold: the text is whole without them.
"""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from fieldnotes.export.characters import held
from fieldnotes.export.coded import Segment, segments
from fieldnotes.export.document import passages
from fieldnotes.export.exported import Exported
from fieldnotes.export.head import title_of
from fieldnotes.export.options import PLAIN, Options, Source, named, study_of
from fieldnotes.export.parts import Part, code_marks, parts_of
from fieldnotes.export.passages import WRITTEN_UP, Kind, Passage
from fieldnotes.model.meeting import Record

_LOOK = Path(__file__).with_name("look.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_LISTED: frozenset[Kind] = frozenset(("person", "agenda", "code"))
_FOOT = '@bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #444; }'
_SHEET = {"a4": "A4", "letter": "letter"}


def exported(record: Record, options: Options = PLAIN, name: str = "") -> Exported:
    """One file, `.html`, UTF-8 with LF."""
    return together([named(record, name)], options)


def together(sources: Sequence[Source], options: Options) -> Exported:
    """Several meetings on one page, with links to each at its top."""
    return Exported({".html": ("\n".join(_page(sources, options)) + "\n").encode()})


def _page(sources: Sequence[Source], options: Options) -> Iterator[str]:
    titles = [title_of(source.record) for source in sources]
    title = titles[0] if len(titles) == 1 else study_of(sources)
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_words(title)}</title>"
    sheet = f"@page {{ size: {_SHEET[options.paper]}; margin: 18mm 16mm; {_FOOT} }}"
    yield f"<style>\n{_LOOK.read_text(encoding='utf-8')}{sheet}\n</style>"
    yield "</head>"
    yield "<body>"
    if len(sources) > 1:
        yield from _contents(titles)
    for number, source in enumerate(sources, 1):
        yield f'<article id="meeting-{number}">'
        yield from _blocks(source, options)
        yield "</article>"
    yield "</body>"
    yield "</html>"


def _contents(titles: Sequence[str]) -> Iterator[str]:
    yield "<nav>\n<ul>"
    for number, title in enumerate(titles, 1):
        yield f'<li><a href="#meeting-{number}">{_words(title)}</a></li>'
    yield "</ul>\n</nav>"


def _blocks(source: Source, options: Options) -> Iterator[str]:
    """A line a passage; those of a list within it."""
    is_listing = False
    for passage in passages(source, options):
        if (passage.kind in _LISTED) != is_listing:
            is_listing = not is_listing
            yield "<ul>" if is_listing else "</ul>"
        yield _block(passage, options)
    if is_listing:
        yield "</ul>"


def _block(passage: Passage, options: Options) -> str:
    kind = passage.kind
    if kind == "meeting":
        return f'<h1 dir="auto">{_words(passage.text)}</h1>'
    if kind in ("item", "section"):
        return f'<h2 class="{kind}" dir="auto">{_words(passage.text) or "–"}</h2>'
    inside = "".join(_part(part, passage) for part in parts_of(passage, options.layout))
    if kind in _LISTED:
        return f'<li class="list">{inside}</li>'
    name = f' id="o-{escape(passage.id)}"' if passage.id and kind not in WRITTEN_UP else ""
    return f'<p class="{kind}"{name}>{inside}</p>'


def _part(part: Part, passage: Passage) -> str:
    """A stretch of the paragraph; the blanks that part it from the others stand outside of its element."""
    role, text = part
    if role == "text":
        return f'<span class="text" dir="auto">{"".join(map(_segment, _cut(passage)))}</span>'
    core = text.strip(" ")
    before, behind = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
    if role == "codes":
        core = " ".join(f'<span class="code">{_words(mark)}</span>' for mark in code_marks(passage))
    else:
        tag, close = {"time": ("<time>", "</time>"), "label": ('<b class="who">', "</b>")}.get(
            role, ('<span class="aside">', "</span>")
        )
        core = f"{tag}{_words(core)}{close}"
    return f"{before}{core}{behind}"


def _cut(passage: Passage) -> list[Segment]:
    return [piece._replace(text=held(piece.text, passage.text)) for piece in segments(passage.text, passage.spans)]


def _segment(piece: Segment) -> str:
    if not piece.codes:
        return escape(piece.text, quote=False)
    codes = _words(" ".join(f"#{code}" for code in piece.codes))
    codings = _words(" ".join(f"{span.id}:{span.code}" for span in piece.spans))
    several = ' class="several"' if len(piece.codes) > 1 else ""
    return f'<mark{several} title="{codes}" data-codings="{codings}">{escape(piece.text, quote=False)}</mark>'


def _words(text: str) -> str:
    return escape(held(text))
