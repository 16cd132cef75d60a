"""A search over 500,000 observations whose meetings came in in random order, in a process that stays open.

Each class of words is asked for its first page of 50, by itself (newest and best first: the slower counts) and with
two filters (the slowest of three pairs); every search also looks at the logs of the meetings it found. All are held
against 50 ms. With `--quick` there are 50,000 observations.
"""

import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from bench.row import Row
from fieldnotes.archive import MeetingPlace, StudyArchive
from fieldnotes.archive.names import meeting_folder_name, meeting_place
from fieldnotes.archive.search import MeetingNotes, Note, Query, SearchIndex
from fieldnotes.model.ids import new_id

MEETINGS = 2000
ARRIVALS = 20
LIMIT = 50.0
SITES, BODIES = 6, 20
KINDS = ("note", "speech", "speech", "speech", "act", "decision", "reflection")
BEGIN = datetime(2001, 1, 8, 14, 0, tzinfo=UTC)


class Vocabulary:
    """30,000 made-up words, the n-th used in proportion to 1/n (Zipf 1949): the first is in 40 % of all notes."""

    def __init__(self) -> None:
        chance = random.Random(1)
        syllables = [first + second for first in "bcdfghlmnprstvw" for second in "aeiou"]
        made = ("".join(chance.choices(syllables, k=chance.choice((2, 3, 4)))) for _ in range(34_000))
        self.words = list(dict.fromkeys(made))[:30_000]
        self._shares = list(accumulate(1 / (place + 3) for place in range(len(self.words))))

    def text(self, chance: random.Random) -> str:
        """What an observation says: 4 to 26 words."""
        return " ".join(chance.choices(self.words, cum_weights=self._shares, k=chance.randint(4, 26)))


class Meetings:
    """The meetings of a study: each folder holds a log of one line, and what its notes say is made when read."""

    def __init__(self, study: StudyArchive, each: int, vocabulary: Vocabulary) -> None:
        self.study, self._each, self._vocabulary = study, each, vocabulary
        self.places = [self._place(study, number) for number in range(MEETINGS)]
        self._numbers = {place.folder: number for number, place in enumerate(self.places)}

    def _place(self, study: StudyArchive, number: int) -> MeetingPlace:
        day = (BEGIN + timedelta(days=2 * number)).date()
        name = meeting_folder_name(day, f"Site {number % SITES}", f"Body {number % BODIES}", new_id())
        place = meeting_place(study.folder / "meetings" / name)
        assert place is not None
        return place

    def arrive(self, places: list[MeetingPlace]) -> None:
        """These meetings are there from now on."""
        for place in places:
            place.folder.mkdir()
            (place.folder / "20040512t140000-1f2e3d4c.jsonl").write_bytes(b"{}\n")

    def read(self, study: StudyArchive, place: MeetingPlace) -> MeetingNotes:
        """The notes of a meeting."""
        number = self._numbers[place.folder]
        chance = random.Random(number)
        site, body = f"Site {number % SITES}", f"Body {number % BODIES}"
        where = (("site", f"site-{number % SITES}"), ("body", f"body-{number % BODIES}"))
        begin = BEGIN + timedelta(days=2 * number)
        notes = []
        for line in range(self._each):
            kind, actor, code = chance.choice(KINDS), f"P{chance.randint(1, 40)}", int(chance.expovariate(0.1))
            names = (*where, ("kind", kind), ("code", f"code-{code}"), ("person", actor.lower()))
            at = begin + timedelta(seconds=20 * line)
            notes.append(Note(f"{number}-{line}", at, kind, actor, self._vocabulary.text(chance), "", names))
        return MeetingNotes(str(number), site, body, begin.date(), tuple(notes))


def rows(quick: bool) -> Iterator[Row]:
    """Building, size, and the first page of each class of words."""
    vocabulary = Vocabulary()
    with tempfile.TemporaryDirectory(dir=os.environ.get("FIELDNOTES_BENCH")) as name:
        for kind in ("DATA", "STATE", "CACHE"):
            os.environ[f"FIELDNOTES_{kind}"] = f"{name}/{kind.lower()}"
        study = StudyArchive.create(Path(name) / "study", "Bench", "UTC")
        meetings = Meetings(study, (50_000 if quick else 500_000) // MEETINGS, vocabulary)
        search = SearchIndex(study, read=meetings.read)
        yield from _built(search, meetings)
        yield from _asked(search, vocabulary, 3 if quick else 9)
        search.close()
        study.close()


def _built(search: SearchIndex, meetings: Meetings) -> Iterator[Row]:
    """The meetings come in in random order, a hundred at a time."""
    arriving = random.Random(2).sample(meetings.places, len(meetings.places))
    taken = making = 0.0
    for first in range(0, MEETINGS, MEETINGS // ARRIVALS):
        some = arriving[first : first + MEETINGS // ARRIVALS]
        meetings.arrive(some)
        making += _seconds(lambda some=some: [meetings.read(meetings.study, place) for place in some])
        taken += _seconds(search.update)
    yield Row("search: putting all of it in", taken - making, "", None, "s")
    yield Row("search: size of the index", search.path.stat().st_size / 1e6, "", None, "MB")
    looked = statistics.median(_seconds(search.update) for _ in range(3)) * 1000
    yield Row(f"search: looking whether any of {MEETINGS:,} meetings changed", looked, "", None, "ms")


def classes(vocabulary: Vocabulary) -> dict[str, str]:
    """What is looked for, by what kind of words it is."""
    words = vocabulary.words
    long = next(word for word in words[3:] if len(word) >= 6)
    return {
        "a rare word": words[25_000],
        "a common word": words[60],
        "a very common word": words[0],
        "a phrase": f'"{words[0]} {words[1]}"',
        "a rare phrase": f'"{words[40]} {words[41]}"',
        "one letter and *": "b*",
        "two letters and *": words[0][:2] + "*",
        "three letters and *": words[5][:3] + "*",
        "five letters and *": long[:5] + "*",
        "two common words": f"{words[0]} {words[1]}",
        "two words seldom together": f"{words[150]} {words[151]}",
        "a rare and four common words": f"{words[25_000]} {words[0]} {words[1]} {words[2]} {words[3]}",
        "nothing found": "nosuchword",
    }


def _asked(search: SearchIndex, vocabulary: Vocabulary, rounds: int) -> Iterator[Row]:
    half = (BEGIN + timedelta(days=MEETINGS)).date()
    for name, words in classes(vocabulary).items():
        alone = [Query(words), Query(words, best=True)]
        filtered = [
            Query(words, sites=("Site 1",), kinds=("speech",)),
            Query(words, people=("P7",), until=half),
            Query(words, sites=("Site 1",), bodies=("Body 2",)),  # that body never meets at that site
        ]
        for more, queries in (("", alone), (", two filters", filtered)):
            slowest = max(_median(search, query, rounds) for query in queries)
            yield Row(f"search: {name}{more}", slowest * 1000, "limit", LIMIT, "ms", 1.0)


def _median(search: SearchIndex, query: Query, rounds: int) -> float:
    search.search(query)
    return statistics.median(_seconds(lambda: search.search(query)) for _ in range(rounds))


def _seconds(act: object) -> float:
    assert callable(act)
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
