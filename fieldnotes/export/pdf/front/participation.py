"""Who took part how much: by person and by group, with how evenly."""

from collections.abc import Sequence
from typing import Any

from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.fonts import REGULAR
from fieldnotes.export.pdf.story import Story
from fieldnotes.export.pdf.table import Cell, Column, Draw, Row, words
from fieldnotes.export.pdf.told import Told, figure, percent
from fieldnotes.measures.evenness import gini, gini_corrected, silent_share, top_share
from fieldnotes.measures.shares import GroupShare, Part, group_shares, parts, share
from fieldnotes.measures.tally import Tally, tally_of
from fieldnotes.measures.time import counting
from fieldnotes.model.observation import Observation

MOST = 24
_BASIS = {
    "floor": "A turn is a taking of the floor; shares are of the minutes of talk.",
    "speech": "No floor was kept: a turn is a line of speech, and shares are of turns.",
}
_PROPORTION = (
    "In proportion: share of talk ÷ share of presence; 1 is as much of the one as of the other. "
    "The stroke on the bar is the share of presence."
)


def add_participation(story: Story, told: Told) -> None:
    """Turns, minutes of talk and presence, shares; nothing where nobody was noted as speaking."""
    seen: list[Observation] = counting(told.record.observations)
    tally = tally_of(seen, told.record.meeting.start)
    all_parts = parts(told.record.people, tally)
    if not any(part.talk for part in all_parts):
        return
    story.section("Participation", 80)
    _by_person(story, told, tally, all_parts)
    story.note(f"{_BASIS[tally.basis]} {evenly(all_parts)}", "participation")
    if told.options.roles and any(part.group for part in all_parts):
        _by_group(story, tally, group_shares(all_parts))


def _by_person(story: Story, told: Told, tally: Tally, all_parts: Sequence[Part]) -> None:
    ranked = sorted((part for part in all_parts if part.talk), key=lambda part: -part.talk)
    by_floor, has_groups = tally.basis == "floor", told.options.roles and any(part.group for part in all_parts)
    top = share(ranked[0], all_parts)
    codes = min(max(len(part.code) for part in ranked[:MOST]) * 5.4 + 4, 110)
    columns = [Column(max(codes, 30)), *([Column(88)] if has_groups else []), Column(36, True)]
    columns += [*([Column(44, True)] if by_floor else []), Column(58, True), Column(0)]
    names = ["", *(["group"] if has_groups else []), "turns", *(["min talk"] if by_floor else []), "min present"]
    rows = []
    for part in ranked[:MOST]:
        own = share(part, all_parts)
        rows.append(
            Row(
                (
                    words(story.strong(part.code, "participation")),
                    *((story.cell(part.group, "participation"),) if has_groups else ()),
                    story.cell(str(part.turns), ""),
                    *((story.cell(figure(part.minutes), ""),) if by_floor else ()),
                    story.cell(figure(part.present), ""),
                    Cell(draw=share_bar(own, top)),
                )
            )
        )
    story.table(columns, rows, story.heads(*names, "share"))
    if rest := ranked[MOST:]:
        others = percent(sum(share(part, all_parts) for part in rest))
        turns = sum(part.turns for part in rest)
        story.note(f"{len(rest)} more spoke, with {turns} turns and {others} of it together.", "participation")


def evenly(all_parts: Sequence[Part]) -> str:
    """How evenly those who were there took part, in a sentence."""
    there = [part.talk for part in all_parts if part.present > 0 or part.talk > 0]
    plain, corrected, top, silent = gini(there), gini_corrected(there), top_share(there), silent_share(there)
    if plain is None or top is None or silent is None:
        return ""
    said = f"Gini {plain:.2f}" + (f" ({corrected:.2f} corrected for few people)" if corrected is not None else "")
    never = round(silent * len(there))
    mute = f"{never} never spoke" if never else "everybody spoke"
    return f"{said} over {len(there)} people there; the top share is {percent(top)}, {mute}."


def _by_group(story: Story, tally: Tally, groups: Sequence[GroupShare]) -> None:
    columns = [Column(84), *(Column(width, True) for width in (34, 30, 36, 54, 58))]
    rows = [
        Row(
            (
                words(story.strong(group.group or "no group", "participation")),
                story.cell(str(group.people), ""),
                story.cell(str(group.turns), ""),
                story.cell(percent(group.share), ""),
                story.cell(percent(group.presence_share), ""),
                story.cell("–" if group.in_proportion is None else f"{group.in_proportion:.2f}", ""),
                Cell(draw=share_bar(group.share, 1.0, says=False, mark=group.presence_share)),
            )
        )
        for group in groups
    ]
    heads = story.heads("by group", "people", "turns", "of talk", "of presence", "in proportion", "")
    story.table([*columns, Column(0)], rows, heads)
    story.note(_PROPORTION, "participation")


def share_bar(own: float, top: float, says: bool = True, mark: float | None = None) -> Draw:
    """A share as a bar, `top` being as long as there is room; with its per cent, and a stroke at `mark`."""

    def draw(canvas: Any, width: float, height: float) -> None:
        room, middle = width - (34 if says else 2), max(height / 2, height - 8.2)  # of the first line
        long = room * min(own / top, 1.0) if top > 0 else 0.0
        canvas.setFillColor(look.ACCENT_MID)
        canvas.rect(0, middle - 3, long, 6, stroke=0, fill=1)
        if says:
            canvas.setFillColor(look.QUIET)
            canvas.setFont(REGULAR, 8)
            canvas.drawString(long + 4, middle - 2.8, percent(own))
        if mark is not None and top > 0:
            canvas.setStrokeColor(look.ACCENT)
            canvas.setLineWidth(1.2)
            x = room * min(mark / top, 1.0)
            canvas.line(x, middle - 4.5, x, middle + 4.5)

    return draw
