"""Rows beside the form and in its place: what will be written and how it is read there; what was written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fieldnotes.export.registry import FORMATS
from fieldnotes.text import visible
from fieldnotes.tui.exporting.choice import Choice, Option
from fieldnotes.tui.exporting.plan import counted
from fieldnotes.tui.wrapping import Piece, Row, cells, cut, wrap

if TYPE_CHECKING:
    from fieldnotes.tui.exporting.asking import ExportForm
    from fieldnotes.tui.exporting.job import Report, Warned
    from fieldnotes.tui.exporting.plan import Plan

_MOST, _MANY = 100, 4


def before(form: ExportForm, plan: Plan, width: int) -> list[Row]:
    """The plan; what can be chosen in the entry in hand; what there is to say of the tool; the files."""
    rows = wrap([Piece(f"{plan.says}, into {_where(form, width - len(plan.says) - 7)}", "strong")], width)
    if form.entry is form.formats:
        rows += _formats(form, width)
    elif isinstance(form.entry, Choice) and len(form.entry.options) > 1:
        rows += _choices(
            [(_meant(form.entry, option), option is form.entry.chosen) for option in form.entry.options], width
        )
    if tool := form.tool_chosen:
        how = f"{tool.how[:-1]} ({tool.known})." if tool.known else tool.how
        rows += wrap([Piece(f"{tool.title}: ", "accent"), Piece(how, "text")], width)
    return [*rows, *([[]] if plan.rows else []), *_files(plan, width), *_meetings(form, width)]


def _where(form: ExportForm, room: int) -> str:
    """The folder; only the end of its path where there is no room for more, for the form has it all."""
    where = str(form.folder) if form.folder else "no folder yet"
    return where if len(where) <= room or not form.folder else f"…/{form.folder.name}"


def _meant(choice: Choice, option: Option) -> str:
    """What is shown of an option, and of the chosen one of a few what it means."""
    is_told = option is choice.chosen and option.meaning and len(choice.options) < _MANY
    return f"{option.words} ({option.meaning})" if is_told else option.words


def _choices(told: list[tuple[str, bool]], width: int) -> list[Row]:
    """All that can be chosen, in a few rows, none broken while it fits; what is chosen has a sign before it."""
    rows: list[Row] = [[]]
    for words, is_in in told:
        sign = [Piece("● ", "accent")] if is_in else []
        item = [*sign, Piece(cut(visible(words), width - cells(sign)), "strong" if is_in else "quiet")]
        if rows[-1] and cells(rows[-1]) + cells(item) + 3 > width:
            rows.append([])
        rows[-1] += [*([Piece(" · ", "quiet")] if rows[-1] else []), *item]
    return rows


def _formats(form: ExportForm, width: int) -> Iterator[Row]:
    names = form.formats.names
    yield from _choices([(known.name, known.name in names) for known in FORMATS], width)
    for known in FORMATS:
        if known.name in names:
            yield from _hanging([Piece(f"{known.name:<10}", "strong")], known.purpose, 11, width)


def _hanging(lead: Row, words: str, column: int, width: int) -> Iterator[Row]:
    """Words in a column of their own behind a lead."""
    used = sum(len(piece.text) for piece in lead)
    rows = wrap([Piece(words, "quiet")], max(8, width - column)) if words else []
    if not rows or used >= column:
        yield lead
        yield from ([Piece(" " * column), *row] for row in rows)
        return
    yield [*lead, Piece(" " * (column - used)), *rows[0]]
    yield from ([Piece(" " * column), *row] for row in rows[1:])


def _files(plan: Plan, width: int) -> Iterator[Row]:
    for row in plan.rows:
        many = f" and {row.files - 1:,} more" if row.files > 1 else ""
        yield from wrap([Piece(f"{row.format}  ", "quiet"), Piece(f"{row.name}{many}", "quiet")], width)


def _meetings(form: ExportForm, width: int) -> Iterator[Row]:
    told = [form.label_of(stem) for stem in form.stems[:_MOST]]
    yield from ([], *([Piece("  "), Piece(cut(visible(words), width - 2), "quiet")] for words in told))
    if len(form.stems) > _MOST:
        yield [Piece(f"  … and {len(form.stems) - _MOST:,} more", "quiet")]


def after(report: Report, width: int) -> list[Row]:
    """What was written, every sentence about it, and every file."""
    rows = wrap([Piece(said(report), "warning" if report.failed else "strong")], width)
    for title, told in (("Not written", report.failed), ("Warnings", report.warnings)):
        if told:
            rows += [[], [Piece(f"{title}  ", "strong"), Piece(f"{len(told):,}", "quiet")], *_told(told, width)]
    if report.paths:
        rows += [[], [Piece("Written  ", "strong"), Piece(f"{len(report.paths):,}", "quiet")]]
        rows += [row for path in report.paths for row in wrap([Piece(path.name, "text")], width)]
    return rows


def _told(told: tuple[Warned, ...], width: int) -> Iterator[Row]:
    about = ""
    for one in told:
        if one.about and one.about != about:
            yield from wrap([Piece(one.about, "accent")], width)
        about = one.about
        for n, row in enumerate(wrap([Piece(one.words, "text")], max(8, width - 2))):
            yield [Piece("  " if n else "· ", "quiet"), *row]


def said(report: Report) -> str:
    """In a sentence: how much was written, whether it was stopped, how much there is to read of it."""
    stopped = f", stopped after {report.read:,} of {counted(report.of, 'meeting')}" if report.is_stopped else ""
    failed = f", {len(report.failed):,} not written" if report.failed else ""
    warned = f", {counted(len(report.warnings), 'warning')}" if report.warnings else ""
    return f"{counted(len(report.paths), 'file')} written to {report.out}{stopped}{failed}{warned}."
