"""A recording by the meeting's clock: its words and its turns as observations, and who is known by them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from fieldnotes.intake.casting import Had, Likeness, key_of
from fieldnotes.intake.floor import FloorEvent, Stretch, floor_events, stretches
from fieldnotes.intake.recording import Recording, Said
from fieldnotes.intake.verbatim import spoken
from fieldnotes.jottings.marks import write_text
from fieldnotes.model.clock import in_zone
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import TRANSCRIPT, TURNS, Observation
from fieldnotes.model.people import NOT_KNOWN

_Sign = tuple[datetime, str]
_SIGNS = {"takes": "", "joins": "+", "stops": "-"}


class Line(NamedTuple):
    """What one cue or stretch of talk is in the record, all of it there or all of it new."""

    line: int
    says: str
    observations: tuple[Observation, ...]


class Aligned:
    """A recording by the meeting's clock. Each record is a line of its own, `typed` as the language writes it."""

    def __init__(self, recording: Recording, zero: datetime, zone: str) -> None:
        self._recording, self._zero, self._zone = recording, zero, zone

    def at(self, ms: int) -> datetime:
        """The instant that many milliseconds into the recording."""
        return in_zone(self._zero + timedelta(milliseconds=ms), self._zone)

    def said(self, codes: Mapping[str, str]) -> Iterator[Line]:
        """The words as speech, all of each word for word, in order of time."""
        for one in sorted(self._recording.said, key=lambda one: (one.begin, one.line)):
            seen = self._speech(one, codes.get(one.who, NOT_KNOWN))
            yield Line(one.line, f"{seen.actor}: {seen.text}", (seen,))

    def _speech(self, one: Said, actor: str) -> Observation:
        text, spans = spoken(one.text)
        seen = Observation(at=self.at(one.begin), kind="speech", actor=actor, text=text, verbatim=spans)
        return replace(seen, observer=TRANSCRIPT, typed=f"{actor}: {write_text(text)}")

    def turns(self, talk: list[Stretch]) -> Iterator[Line]:
        """Stretches of talk as records of the floor."""
        by_stretch: dict[int, list[FloorEvent]] = {}
        for event in floor_events(talk):
            by_stretch.setdefault(event.stretch, []).append(event)
        for number, one in enumerate(talk):
            seen = tuple(self._floor(event) for event in by_stretch[number])
            yield Line(one.line, f"{one.code} speaks for {(one.end - one.begin) / 1000:g} s", seen)

    def _floor(self, event: FloorEvent) -> Observation:
        seen = Observation(at=self.at(event.ms), kind="floor", mode=event.mode, actor=event.code)
        return replace(seen, observer=TURNS, typed=f"/floor {_SIGNS[event.mode]}{event.code}")

    def had(self, record: Record) -> Had:
        """The codes of the meeting with what a speaker said, or that began and ended to speak when he did."""
        there: dict[_Sign, Counter[str]] = {}
        for seen in record.observations:
            if seen.from_recording and seen.actor and seen.kind in ("speech", "floor"):
                what = seen.text if seen.kind == "speech" else "stops" if seen.mode == "stops" else "starts"
                there.setdefault((seen.at, what), Counter())[seen.actor] += 1

        def had(name: str) -> list[Likeness]:
            own = Counter(self._signs(key_of(name))) if there else Counter[_Sign]()
            shared: Counter[str] = Counter()
            for sign, count in own.items():
                for code, times in there.get(sign, {}).items():
                    shared[code] += min(count, times)
            return [Likeness(count, own.total(), code) for code, count in shared.items()]

        return had

    def _signs(self, key: str) -> Iterator[_Sign]:
        """What tells a speaker without the name: the instants and words of what was said, the edges of the talk."""
        for one in self._recording.said:
            if one.who and key_of(one.who) == key:
                yield self.at(one.begin), spoken(one.text)[0]
        own = [turn for turn in self._recording.turns if key_of(turn.who) == key]
        for stretch in stretches(own, {turn.who: key for turn in own}):
            yield self.at(stretch.begin), "starts"
            yield self.at(stretch.end), "stops"
