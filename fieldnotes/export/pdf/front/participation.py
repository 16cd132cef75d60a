"""Who took part how much: by person and by group, with how evenly."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from fieldnotes.export.pdf import look
from fieldnotes.export.pdf.fonts import REGULAR
from fieldnotes.export.pdf.story import Story
from fieldnotes.export.pdf.table import PLAIN, Cell, Column, Draw, Row, Sizes, words
from fieldnotes.export.pdf.told import Told, figure, percent
from fieldnotes.measures.evenness import gini, gini_corrected, top_share
from fieldnotes.measures.interval import Interval, clipped, merged
from fieldnotes.measures.participation import floor_intervals
from fieldnotes.measures.shares import GroupShare, Part, group_shares, parts, share
from fieldnotes.measures.tally import Tally, tally_of
from fieldnotes.measures.time import counting
from fieldnotes.model.observation import Observation

_MANY = 30
_DENSE = Sizes(7.5, 9.0, 0.6)
_NEVER = datetime.min.replace(tzinfo=UTC)
_BY_FLOOR = "A turn is a taking of the floor, a line is one of speech"
_BY_TURNS = "No floor was kept: a turn is a line of speech, and shares are of turns."
_PROPORTION = (
    "In proportion: share of talk ÷ share of presence; 1 is as much of the one as of the other. "
    "The stroke on the bar is the share of presence."
)


def add_participation(story: Story, told: Told) -> None:
    """Turns, minutes of talk and presence, shares; nothing where nobody was noted as speaking."""
    seen: list[Observation] = counting(told.record.observations)
    tally = tally_of(seen, told.record.meeting.start)
    all_parts = parts(told.record.people, tally)
    if not any(part.spoke for part in all_parts):
        return
    story.section("Participation", 80)
    _by_person(story, told, tally, all_parts)
    notes = (_basis(told, tally), evenly(all_parts))
    story.note(" ".join(note for note in notes if note), "participation")
    has_groups = told.options.roles and any(part.group for part in all_parts)
    if has_groups and any(part.talk for part in all_parts):
        _by_group(story, tally, group_shares(all_parts))


def _basis(told: Told, tally: Tally) -> str:
    """What a turn is and what shares are of; for how long the floor was kept, for shares tell of no more."""
    if tally.basis == "speech":
        return _BY_TURNS
    held = floor_intervals(counting(told.record.observations))
    times = told.times
    begin, until = times.begin or _NEVER, times.until or _NEVER
    stretches = (clipped(stay, begin, until) for stays in held.values() for stay in stays)
    kept = times.minutes_within(Interval(*each) for each in merged(filter(None, stretches)))
    if not kept:
        return f"{_BY_FLOOR}; none of its time was observed, so there are no minutes and no shares."
    rest = " Of the rest they tell nothing." if kept < times.observed / 2 else ""
    of = f"{figure(kept)} of the {figure(times.observed)} minutes observed"
    return f"{_BY_FLOOR}. Shares are of the minutes of talk: somebody had the floor for {of}.{rest}"


def _by_person(story: Story, told: Told, tally: Tally, all_parts: Sequence[Part]) -> None:
    ranked = sorted(
        (part for part in all_parts if part.spoke), key=lambda part: (-part.talk, -part.turns, -part.lines)
    )
    by_floor, has_groups = tally.basis == "floor", told.options.roles and any(part.group for part in all_parts)
    has_lines = by_floor and any(part.lines for part in ranked)
    codes = min(max(len(part.code) for part in ranked) * 5.4 + 4, 110)
    columns = [Column(max(codes, 30)), *([Column(88)] if has_groups else []), Column(36, True)]
    columns += [*([Column(36, True)] if has_lines else []), *([Column(44, True)] if by_floor else [])]
    names = ["", *(["group"] if has_groups else []), "turns", *(["lines"] if has_lines else [])]
    names += [*(["min talk"] if by_floor else []), "min present", "share"]
    top = share(ranked[0], all_parts)
    rows = []
    for part in ranked:
        group = (story.cell(part.group, "participation"),) if has_groups else ()
        lines = (story.cell(str(part.lines), ""),) if has_lines else ()
        minutes = (story.cell(figure(part.minutes) if top else "", ""),) if by_floor else ()
        before = (words(story.strong(part.code, "participation")), *group, story.cell(str(part.turns), ""), *lines)
        bar = Cell(draw=share_bar(share(part, all_parts), top)) if top else Cell()
        rows.append(Row((*before, *minutes, story.cell(figure(part.present), ""), bar)))
    sizes = _DENSE if len(ranked) > _MANY else PLAIN
    story.table([*columns, Column(58, True), Column(0)], rows, story.heads(*names), sizes)


def evenly(all_parts: Sequence[Part]) -> str:
    """How evenly those who were there took part, in a sentence; of one alone there is nothing to say."""
    there = [part for part in all_parts if part.present > 0 or part.spoke]
    talk = [part.talk for part in there]
    plain, corrected, top = gini(talk), gini_corrected(talk), top_share(talk)
    if plain is None or corrected is None or top is None:
        return ""
    said = f"Gini {plain:.2f} ({corrected:.2f} corrected for few people) over {len(there)} people there"
    return f"{said}; the top share is {percent(top)}, {_unheard(there)}."


def _unheard(there: Sequence[Part]) -> str:
    """Who has no share: those never heard, and those who have lines of speech but never had the floor."""
    never = sum(not part.spoke for part in there)
    beside = sum(part.spoke and not part.talk for part in there)
    mute = [f"{never} never spoke"] if never else []
    return (
        ", ".join([*([f"{beside} spoke with no minutes of the floor"] if beside else []), *mute])
        or "everybody spoke"
    )


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
