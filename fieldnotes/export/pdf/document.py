"""The `pdf` export: front, observations, back, and the lossless copies attached; of a meeting, or of a study."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace
from reportlab.platypus import PageBreak

from fieldnotes.export import jottings, json
from fieldnotes.export.exported import Exported
from fieldnotes.export.left_out import observers_of
from fieldnotes.export.options import PLAIN, Options, Source, named, study_of
from fieldnotes.export.pdf.attach import Packed, finished, packed
from fieldnotes.export.pdf.back import add_codebook, add_missing
from fieldnotes.export.pdf.body import add_observations
from fieldnotes.export.pdf.front.agenda import add_agenda
from fieldnotes.export.pdf.front.head import add_head
from fieldnotes.export.pdf.front.outcomes import add_outcomes, add_ratings
from fieldnotes.export.pdf.front.participation import add_participation
from fieldnotes.export.pdf.front.people import add_people
from fieldnotes.export.pdf.front.whom import add_whom
from fieldnotes.export.pdf.ink import Missing
from fieldnotes.export.pdf.pages import About, Chapter, drawn
from fieldnotes.export.pdf.story import Story
from fieldnotes.export.pdf.study import add_study, key_of
from fieldnotes.export.pdf.told import Told, page_title, told
from fieldnotes.model.coding import standing
from fieldnotes.model.meeting import Record
from fieldnotes.text import visible

_NAMED = 5
_PARTS = (
    add_head,
    add_people,
    add_agenda,
    add_participation,
    add_whom,
    add_outcomes,
    add_ratings,
    add_observations,
    add_codebook,
)


class Document(NamedTuple):
    """A PDF, and the characters in it that could only be drawn as boxes."""

    content: bytes
    missing: list[Missing]


def add_meeting(story: Story, told: Told) -> Iterator[None]:
    """All that stands of a meeting, in order; a step of the story each part."""
    for add in _PARTS:
        add(story, told)
        yield


def story_of(sources: Sequence[Source], options: Options = PLAIN) -> Story:
    """All that stands in the document, in order."""
    if len(sources) == 1:
        story = Story()
        story.add(Chapter(story.ink.safe(page_title(sources[0].record), "title")))
        story.later(add_meeting(story, told(sources[0], options)))
    else:
        story = Story(depth=1)
        add_study(story, sources, options)
        for number, source in enumerate(sources, 1):
            story.later(_part(story, number, source, options))
    story.later(add_missing(story, is_whole(options)))
    return story


def _part(story: Story, number: int, source: Source, options: Options) -> Iterator[None]:
    """A meeting as a part of a study, from a new page."""
    story.ink.within = f"meeting {number}, "
    title = page_title(source.record)
    story.add(PageBreak())
    story.add(Chapter(story.ink.safe(title, "title"), key_of(number)))
    story.title(title, key_of(number))
    yield from add_meeting(story, told(source, options))
    story.ink.within = ""


def is_whole(options: Options) -> bool:
    """True where nothing of the record is to be left out, so that the lossless copies may go with it."""
    return options.codes and options.reflections and options.roles


def copies(sources: Sequence[Source]) -> dict[str, Packed]:
    """The jottings files and the JSON of each meeting as it stands, by their names."""
    found: dict[str, Packed] = {}
    for source in sources:
        stem = "meeting" if len(sources) == 1 else source.name
        found[f"{stem}.json"] = packed(json.pieces(_as_it_stands(source.record)))
        for ending, content in jottings.exported(source.record).files.items():
            found[f"{stem}{ending}"] = packed([content])
    return found


def _as_it_stands(record: Record) -> Record:
    """Without what was taken back or amended away: a document that is given away does not carry it along."""
    seen = tuple(replace(each, typed=None) for each in record.observations if not each.retracted)
    return replace(record, observations=seen, codings=standing(record.codings, record.observations))


def _warnings(missing: list[Missing], is_attached: bool) -> tuple[str, ...]:
    if not missing:
        return ()
    listed = ", ".join(f"{char.code_point} {char.name}" for char in missing[:_NAMED])
    more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
    whole = ", whole in the attached files" if is_attached else ""
    return (f"The PDF's font lacks {listed}{more}: drawn as boxes, listed at the end{whole}.",)


def exported(record: Record, options: Options = PLAIN, name: str = "") -> Exported:
    """One file, `.pdf`, with the jottings files and the JSON attached as the lossless copies."""
    return together([named(record, name)], options)


def together(sources: Sequence[Source], options: Options = PLAIN) -> Exported:
    """Several meetings in one document, each from a new page, with a page on the study before them.

    Copies are attached where the document is of everything; they would tell what an option leaves out.
    """
    attached = copies(sources) if is_whole(options) else {}
    made = document_of(sources, options, attached)
    return Exported({".pdf": made.content}, _warnings(made.missing, bool(attached)))


def document(record: Record, attachments: Mapping[str, bytes] | None = None) -> Document:
    """The PDF of a meeting with files attached by name; the same record gives the same bytes."""
    return document_of([named(record)], PLAIN, {name: packed([file]) for name, file in (attachments or {}).items()})


def document_of(sources: Sequence[Source], options: Options, attachments: Mapping[str, Packed]) -> Document:
    """The PDF of meetings with files attached by name."""
    story = story_of(sources, options)
    observers = observers_of((source.record for source in sources), options)
    title = page_title(sources[0].record) if len(sources) == 1 else study_of(sources) or "Meetings"
    about = About(visible(title), visible(", ".join(observers)) or "fieldnotes", visible(study_of(sources)))
    pages = drawn(story.flow(), about, options.paper)
    return Document(finished(pages, attachments), story.ink.missing)
