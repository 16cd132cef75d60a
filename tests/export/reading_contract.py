"""What every document that is read and coded holds to, besides what every exporter does.

A document gives its paragraphs back, as the program that it is for sees them.
"""

from collections.abc import Mapping
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from fieldnotes.export.options import Options, named
from fieldnotes.export.registry import exporter, joiner
from fieldnotes.model.coding import Coding, Part, part_of
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation
from tests.export.contract import ExporterContract
from tests.export.hostile import LINES, hostile_meeting
from tests.export.real import NAMES, real_record
from tests.export.sample import sample
from tests.measures.meetings import meeting, seen
from tests.shared_material import needs_shared

PARTS: tuple[Part, ...] = ("text", "write-up")


class CodedWords(NamedTuple):
    """A coding of words, told in short."""

    of: str
    part: Part
    start: int
    end: int
    code: str
    stands: bool = True


def coded(record: Record, *words: CodedWords) -> Record:
    """The meeting with those codings."""
    parts = {(o.id, part): part_of(o, part) for o in record.observations for part in PARTS}
    codings = tuple(
        Coding(id=f"c{n}", of=each.of, part=each.part, start=each.start, end=each.end, code=each.code,
               quote=parts[each.of, each.part][each.start : each.end], retracted=not each.stands)
        for n, each in enumerate(words)
    )  # fmt: skip
    return replace(record, codings=codings)


def texts(record: Record) -> list[str]:
    """The texts that stand, write-ups under their jottings, in order of time."""
    standing = [o for o in sorted(record.observations, key=lambda o: (o.at, o.id)) if not o.retracted]
    return [line for o in standing for line in (o.text, *(o.written_up or "").split("\n")) if line.strip()]


def lost(wanted: list[str], paragraphs: list[str]) -> list[str]:
    """The texts that do not stand in the paragraphs one after the other, exactly."""
    place, whole, missing = 0, "\n".join(paragraphs), []
    for text in wanted:
        found = whole.find(text, place)
        if found < 0:
            missing.append(text)
        else:
            place = found + len(text)
    return missing


class ReadingContract(ExporterContract):
    """Inherit it, name the format, and say how its paragraphs are read."""

    def paragraphs(self, files: Mapping[str, bytes]) -> list[str]:
        """The paragraphs in order, each as the program for which the format is gives it."""
        raise NotImplementedError

    def read(self, files: Mapping[str, bytes]) -> str:
        return "\n".join(self.paragraphs(files))

    def made(self, record: Record, options: Options | None = None) -> list[str]:
        return self.paragraphs(exporter(self.name, options or Options())(record).files)

    @pytest.mark.parametrize("layout", ["speaker", "time"])
    def test_each_observation_is_whole_in_one_paragraph_and_in_order(self, layout: str) -> None:
        made = self.made(sample(), Options(layout="time" if layout == "time" else "speaker"))
        assert lost(texts(sample()), made) == []
        assert [text for text in texts(sample()) if not any(text in p for p in made)] == []

    def test_speakers_or_times_come_first(self) -> None:
        speech = next(o for o in sample().observations if o.kind == "speech" and o.text)
        (by_speaker,) = (p for p in self.made(sample()) if speech.text in p)
        (by_time,) = (p for p in self.made(sample(), Options(layout="time")) if speech.text in p)
        assert by_speaker.startswith(f"{speech.actor}: {speech.text}")
        assert by_time.startswith(f"[{speech.at:%H:%M:%S}] {speech.actor}: {speech.text}")

    def test_what_was_retracted_is_nowhere(self) -> None:
        assert "struck out again" not in self.read(exporter(self.name)(sample()).files)

    def test_reflections_are_marked_and_can_be_left_out(self) -> None:
        own = [o for o in sample().observations if o.kind == "reflection"]
        assert len(own) == 3
        labels = ("Interpretation: ", "Method note: ", "Feeling: ")
        made = self.made(sample())
        for each in own:
            (paragraph,) = (p for p in made if each.text in p)
            assert paragraph.startswith(labels)
        left = self.made(sample(), Options(reflections=False))
        assert not [p for p in left if p.startswith(labels) or any(each.text in p for each in own)]

    @pytest.mark.parametrize("options", [Options(codes=False), Options(reflections=False), Options(roles=False)])
    def test_an_option_changes_nothing_else(self, options: Options) -> None:
        whole, less = self.made(sample()), self.made(sample(), options)
        assert less != whole
        kept = [o for o in sample().observations if options.reflections or o.kind != "reflection"]
        rest = replace(sample(), observations=tuple(kept))
        if not options.codes:
            bare = tuple(replace(o, codes=()) for o in kept)
            rest = replace(rest, observations=bare, codes=())
        if not options.roles:
            rest = replace(rest, people=tuple(replace(p, role="", group="") for p in rest.people))
        assert less == self.made(rest)

    def test_hostile_text_comes_through_as_it_was_typed(self) -> None:
        made = self.made(hostile_meeting())
        assert lost(list(LINES.values()), made) == []
        assert [name for name, text in LINES.items() if not any(text in paragraph for paragraph in made)] == []

    def test_what_no_file_can_hold_is_spelt_out(self) -> None:
        text = "a\x07b\ud800c\u2028d\uffffe\u202ef \u200fg"
        (paragraph,) = (p for p in self.made(meeting(seen("14:00", "note", text=text))) if "a[U+" in p)
        assert "a[U+0007]b[U+D800]c[U+2028]d[U+FFFF]e[U+202E]f \u200fg" in paragraph

    def test_what_stands_behind_text_from_the_right_is_shown_behind_it(self) -> None:
        """It begins with a mark of direction, or a program would show it before the text."""
        record = meeting(seen("14:00", "note", text="قال (12%)"), seen("14:01", "note", text="said שלום no"))
        first, second = (p for p in self.made(record) if "Note: " in p)
        assert first.endswith("Note: قال (12%) \u200e[14:00:00]")
        assert second.endswith("Note: said שלום no [14:01:00]")

    def test_a_meeting_of_one_line_has_it(self) -> None:
        assert [p for p in self.made(meeting(seen("14:00", "note", text="only this"))) if "only this" in p]

    def test_a_coding_of_words_is_exactly_its_words(self) -> None:
        text = "an 😀 e\u0301 said: the beds, the beds"
        first, second = text.index("😀"), text.index("the beds,")
        noted = seen("14:00", "note", id="o1", text=text, written_up="one\nthe beds again")
        record = coded(
            meeting(noted),
            CodedWords("o1", "text", first, second + 8, "wide"),
            CodedWords("o1", "text", second, second + 8, "narrow"),
            CodedWords("o1", "write-up", 4, 12, "later"),
            CodedWords("o1", "text", 0, 2, "gone", stands=False),
        )
        made = self.made(record)
        assert lost([text, "one", "the beds again"], made) == []
        assert [p for p in made if text in p and "wide" in p and "narrow" in p]
        assert [p for p in made if "the beds again" in p and "later(“the beds”)" in p]
        assert not [p for p in made if "gone" in p]
        assert self.made(record, Options(codes=False)) == self.made(replace(record, codings=()))

    def test_several_meetings_in_one_document(self) -> None:
        other = replace(sample(), meeting=replace(sample().meeting, id="other", site="Site C"))
        files = joiner(self.name)([named(sample(), "one"), named(other, "two")]).files
        assert lost(texts(sample()) + texts(other), self.paragraphs(files)) == []
        assert files == joiner(self.name)([named(sample(), "one"), named(other, "two")]).files

    @needs_shared
    @pytest.mark.parametrize("name", NAMES)
    def test_real_meetings_are_whole_and_in_order(self, name: str) -> None:
        record = real_record(name)
        made = self.made(record)
        assert lost(texts(record), made) == []
        assert {o.actor for o in record.observations if o.actor} <= {p.split(":")[0] for p in made}

    def test_ids_of_ours_stand_nowhere_twice(self) -> None:
        twice: tuple[Observation, ...] = (seen("14:00", "note", text="same"), seen("14:01", "note", text="same"))
        assert len([p for p in self.made(meeting(*twice)) if "same" in p]) == 2
