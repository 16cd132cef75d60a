"""Real meetings out of ../shared/real as jottings files (JOTTINGS.md), for tests.

The transcripts are from QMSum (Zhong et al., NAACL 2021; MIT licence). They hold no times: **the times here are
estimates**, a turn lasting its words at 150 a minute; date and start are made up. Speakers become P1, P2 … in the
order in which they first speak, one code a label of the transcript, so that no name of one leaves. A topic is an
agenda item, open over its spans of turns; where spans overlap the one that starts latest holds.
"""

import json
import re
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from tests.shared_material import SHARED

NAMES = ("education_0", "education_4", "covid_2")
MS_A_WORD = 60_000 // 150
START = datetime.combine(date(2020, 5, 12), time(14, 0))

_READ_AS_MORE = re.compile(r'(?:^|\s)#|\(\?\)\s*$|["“\\]|[\x00-\x1f\x7f-\x9f]')


class RealMeeting(NamedTuple):
    """A meeting: its turns as (code, text), the titles of its items, and for each turn the item's number or None.

    A text is what the language keeps of a turn: blanks at both ends are gone, nothing else is changed.
    """

    name: str
    turns: list[tuple[str, str]]
    titles: list[str]
    item_of: list[str | None]
    start: datetime

    @property
    def date(self) -> date:
        """The day of the meeting, made up."""
        return self.start.date()

    @property
    def begins(self) -> list[datetime]:
        """When each turn begins, and at last when the meeting ends: estimates, 150 words a minute."""
        moments = [self.start]
        for _, text in self.turns:
            moments.append(moments[-1] + timedelta(milliseconds=MS_A_WORD * len(text.split())))
        return moments

    @property
    def jottings(self) -> str:
        """The meeting as the text of a jottings file."""
        return "\n".join([*self._head(), "---", *self._lines(), ""])

    def typed_lines(self, limit: int | None = None, cut: int | None = None) -> list[str]:
        """The first `limit` turns as they are typed into a composer, each text cut at `cut` characters."""
        return [f"{code}: {text[:cut].strip()}" for code, text in self.turns[:limit]]

    def _head(self) -> list[str]:
        codes = list(dict.fromkeys(code for code, _ in self.turns))
        return [
            "% Times are estimates: a turn lasts its words at 150 a minute. Date and start are made up.",
            "Study: Real meetings",
            "Source: observation",
            "Site: QMSum",
            f"Body: {self.name}",
            f"Date: {self.date.isoformat()}",
            f"Start: {self.start:%H:%M}",
            "Zone: Europe/London",
            "Observer: T1",
            "Protocol: meeting-observation",
            "People:",
            *(f"  {code}" for code in codes),
            "Agenda:",
            *(f"  {number}. {title}" for number, title in enumerate(self.titles, 1)),
        ]

    def _lines(self) -> list[str]:
        lines, in_force = [], None
        for (code, text), item, moment in zip(self.turns, self.item_of, self.begins, strict=False):
            if item != in_force:
                lines.append(f"{_when(moment)} /item {item or ''}".rstrip())
                in_force = item
            lines.append(f"{_when(moment)} {code}: {text}")
        return [*lines, f"{_when(self.begins[-1])} /end"]


def _when(moment: datetime) -> str:
    return f"{moment:%H:%M:%S}.{moment.microsecond // 1000:03}"


def from_transcript(
    name: str, transcript: dict[str, list[dict[str, object]]], start: datetime = START
) -> RealMeeting:
    """The meeting of a transcript in QMSum's form; raises ValueError for a text that would be read as more."""
    codes: dict[str, str] = {}
    turns = []
    for number, turn in enumerate(transcript["meeting_transcripts"]):
        text = str(turn["content"]).strip(" \t")
        if not text or _READ_AS_MORE.search(text):
            raise ValueError(f"{name}: turn {number} is empty or holds a mark of the language")
        turns.append((codes.setdefault(str(turn["speaker"]), f"P{len(codes) + 1}"), text))
    topics = transcript["topic_list"]
    titles = [str(topic["topic"]) for topic in topics]
    if any(mark in title for title in titles for mark in ";()"):
        raise ValueError(f"{name}: a title holds a mark of the agenda")
    spans = [_spans(topic) for topic in topics]
    return RealMeeting(name, turns, titles, [_item_of(turn, spans) for turn in range(len(turns))], start)


def _spans(topic: dict[str, object]) -> list[tuple[int, int]]:
    pairs = topic["relevant_text_span"]
    assert isinstance(pairs, list)
    return [(int(first), int(last)) for first, last in pairs]


def _item_of(turn: int, spans: list[list[tuple[int, int]]]) -> str | None:
    covering = [
        (first, number) for number, pairs in enumerate(spans, 1) for first, last in pairs if first <= turn <= last
    ]
    return str(max(covering)[1]) if covering else None


def meeting(name: str, folder: Path = SHARED / "real") -> RealMeeting:
    """The meeting of that name from ../shared/real."""
    return from_transcript(name, json.loads((folder / f"{name}.json").read_text(encoding="utf-8")))
