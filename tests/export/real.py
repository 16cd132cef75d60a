"""Real meetings as records: each turn a speech, each topic an item that may be left and come back to.

There are no times in the source: a turn lasts its words at 150 a minute, which is an estimate.
"""

import json
from datetime import date, timedelta

from fieldnotes.model.agenda import Item
from fieldnotes.model.clock import cut_to_ms
from fieldnotes.model.meeting import Meeting, Record
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person
from tests.measures.meetings import PROTOCOL, at
from tests.shared_material import SHARED

REAL = SHARED / "real"
NAMES = ("education_0", "education_4", "covid_2")


def _openings(topics: list[dict[str, list[list[str]]]]) -> dict[int, str]:
    """First turn of each span -> the number of its item."""
    return {int(first): str(n) for n, topic in enumerate(topics, 1) for first, _ in topic["relevant_text_span"]}


def real_record(name: str) -> Record:
    """The meeting of that name, its speakers as P1…Pn in the order in which they first speak."""
    source = json.loads((REAL / f"{name}.json").read_text(encoding="utf-8"))
    turns, topics = source["meeting_transcripts"], source["topic_list"]
    codes = {speaker: f"P{n}" for n, speaker in enumerate(dict.fromkeys(t["speaker"] for t in turns), 1)}
    openings, moment, observations = _openings(topics), at("09:00"), []
    for number, turn in enumerate(turns):
        if item := openings.get(number):
            observations.append(
                Observation(id=f"{number:06}a", at=moment, kind="item", mode="open", item=item, observer="KC")
            )
        observations.append(
            Observation(id=f"{number:06}b", at=moment, kind="speech", actor=codes[turn["speaker"]],
                        text=turn["content"], observer="KC")
        )  # fmt: skip
        moment = cut_to_ms(moment + timedelta(minutes=len(turn["content"].split()) / 150))
    observations.append(Observation(id="~", at=moment, kind="break", mode="end", observer="KC"))
    head = Meeting(
        id=f"real-{name}", site="Site A", body="Committee", date=date(2004, 5, 12), start=at("09:00"),
        zone="Europe/London", protocol=PROTOCOL.name,
    )  # fmt: skip
    items = tuple(Item(str(n), topic["topic"], 15) for n, topic in enumerate(topics, 1))
    people = tuple(Person(code) for code in codes.values())
    return Record(meeting=head, protocol=PROTOCOL, people=people, items=items, observations=tuple(observations))
