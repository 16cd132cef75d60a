"""Everything that is known of a meeting, for the `json` export: docs/meeting.schema.json describes it."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from fieldnotes.archive.history import Commit
from fieldnotes.export.history import history_shape
from fieldnotes.export.shape import Shape, around, iso, observation_shape
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.coding import Coding
from fieldnotes.model.course import run
from fieldnotes.model.meeting import Record

_OF_THE_MEETING = ("place", "mode", "written_up", "order")
_OF_AN_ITEM = ("added",)
_OF_AN_OBSERVATION = ("typed", "mono", "done")


def coding_shape(coding: Coding) -> Shape:
    """One coding of a span as plain builtins; `start` and `end` are code points into `part`, end exclusive."""
    return {
        "id": coding.id,
        "of": coding.of,
        "part": coding.part,
        "start": coding.start,
        "end": coding.end,
        "code": coding.code,
        "quote": coding.quote,
        "coder": coding.coder,
        "at": iso(coding.at),
        "lost": coding.lost,
        "retracted": coding.retracted,
    }


def fields(value: msgspec.Struct) -> Shape:
    """A record of the model with every field of it, those too that the archive leaves out for being as usual."""
    return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}


def _plain(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return fields(value)
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def whole(record: Record, history: Iterable[Commit] = ()) -> Shape:
    """What `show --json` gives, and beside it the rest.

    `protocol` is as it was frozen into the meeting; `codes` are the codebook, that of the study and what emerged
    here, `emerged` all that emerged here, as the meeting keeps it. `codings` are of spans, in the order in which
    they were made, `part` being `text` or `write-up` of the observation `of`; `start` and `end` are code points
    into it. `history` is every change of a record, in order, with who, when, and what it was before.
    """
    changes = history_shape(history, record.meeting.zone)
    return {**rest(record), "observations": list(observed(record)), "history": changes}


def observed(record: Record) -> Iterator[Shape]:
    """Its `observations`, one by one."""
    typed = {seen.id: seen for seen in record.observations}
    for seen in run(record.people, record.observations):
        yield {**observation_shape(seen), **_some(typed[seen.id], _OF_AN_OBSERVATION)}


def rest(record: Record) -> Shape:
    """The whole without `observations` and `history`, which are long."""
    shown = around(record)
    framework = Codebook(record.framework)
    return {
        "meeting": {**shown["meeting"], **_some(record.meeting, _OF_THE_MEETING)},
        "people": shown["people"],
        "items": _beside(shown["items"], record.items, _OF_AN_ITEM),
        "codings": [coding_shape(coding) for coding in record.codings],
        "study": record.study,
        "protocol": fields(record.protocol),
        "codes": [_code(code, framework) for code in record.codebook.codes],
        "emerged": [_code(code, framework) for code in record.codes],
    }


def _code(code: Code, framework: Codebook) -> Shape:
    return {**fields(code), "framework": framework.get(code.name) is not None}


def _beside(shown: Iterable[Shape], of: Iterable[msgspec.Struct], names: Iterable[str]) -> list[Shape]:
    return [{**one, **_some(value, names)} for one, value in zip(shown, of, strict=True)]


def _some(value: msgspec.Struct, names: Iterable[str]) -> Shape:
    return {name: _plain(getattr(value, name)) for name in names}
