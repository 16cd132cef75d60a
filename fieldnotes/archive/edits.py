"""From what a record should be to the change that makes it so: what differs, each field over its last change."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from msgspec import Raw, Struct

from fieldnotes.archive.failures import NoSuchRecord, NotText
from fieldnotes.archive.fold import Fold, Record
from fieldnotes.archive.line import Change, Delete, Put, encode
from fieldnotes.model.agenda import Item
from fieldnotes.model.codebook import Code
from fieldnotes.model.coding import Coding
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person

IDENTITY: dict[str, tuple[str, ...]] = {
    "meeting": ("id",),
    "observations": ("id",),
    "codings": ("id",),
    "study": ("id",),
    "people": ("code",),
    "items": ("number",),
    "codes": ("name",),
    "protocol": ("name",),
    "protocols": ("name", "version"),
    "sites": ("name",),
    "bodies": ("site", "name"),
}
"""Which fields say which record it is, table by table; a record of any other table has a key of its own."""


class Edit(NamedTuple):
    """What a record should be from now on: the whole document, encoded, or None to take it away."""

    table: str
    key: str
    doc: bytes | None


def identity_of(table: str, doc: Any) -> str | None:
    """The key of a document, from its own fields; None where its table or it has none."""
    fields = IDENTITY.get(table)
    if fields is None or not all(isinstance(doc.get(f, ""), str) for f in fields) or not doc.get(fields[-1]):
        return None
    return "\t".join(doc.get(field, "") for field in fields)


def edit_of(table: str, key: str, struct: Struct) -> Edit:
    """The record that a struct should be: defaults left out, instants in ISO 8601 with offset and milliseconds.

    Raises NotText.
    """
    try:
        return Edit(table, key, encode(struct))
    except UnicodeEncodeError as error:
        raise NotText(str(error)) from error


def edits_of(
    *,
    people: Iterable[Person] = (),
    items: Iterable[Item] = (),
    codes: Iterable[Code] = (),
    observations: Iterable[Observation] = (),
    codings: Iterable[Coding] = (),
) -> list[Edit]:
    """The records that these should be; raises NotText."""
    edits = [edit_of("people", person.code, person) for person in people] if people else []
    if items or codes:
        edits += [edit_of("items", item.number, item) for item in items]
        edits += [edit_of("codes", code.name, code) for code in codes]
    for seen in observations:
        edits.append(edit_of("observations", seen.id, seen))
    edits.extend(edit_of("codings", coding.id, coding) for coding in codings)
    return edits


def encoded(value: Any) -> bytes:
    """A value as JSON; raises NotText."""
    import orjson  # 6 ms, wanted where a record was changed

    try:
        return orjson.dumps(value, option=orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS)
    except TypeError as error:
        raise NotText(str(error)) from error


def plan_edits(edits: Iterable[Edit]) -> Callable[[Fold], Sequence[Change]]:
    """The plan of a commit: the changes by which these records become what they should be."""
    wanted = list(edits)
    if len(wanted) > 1:  # of two about one record the later says it all
        wanted = list({(edit.table, edit.key): edit for edit in wanted}.values())
    return lambda fold: [change for edit in wanted if (change := _change(fold, edit))]


def plan_amendment(table: str, key: str, fields: dict[str, Any]) -> Callable[[Fold], Sequence[Change]]:
    """The plan of one change over these fields of a record that is there; raises NoSuchRecord, NotText."""
    raw = Raw(encoded(fields))

    def plan(fold: Fold) -> Sequence[Change]:
        record = fold.get(table, key)
        if record is None or not record.doc_id:
            raise NoSuchRecord(table, key)
        return [put_over(table, record, raw, fields)] if fields else []

    return plan


def put_over(table: str, record: Record, fields: Raw, names: Iterable[str]) -> Put:
    """The change of these fields over everything that is known of them: what is shown, and what is not."""
    over, also = over_all(record, names)
    return Put(table, record.key, fields, over, also=also)


def over_all(record: Record, names: Iterable[str]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """For each field the change that it is shown by, and those made apart from it that nobody replaced yet."""
    heads = {name: record.heads(name) for name in names}
    return {name: ids[0] for name, ids in heads.items()}, {n: tuple(ids[1:]) for n, ids in heads.items() if ids[1:]}


def _change(fold: Fold, edit: Edit) -> Change | None:
    table, key, doc = edit
    record = fold.get(table, key)
    if doc is None:
        return Delete(table, key, record.latest()) if record and record.doc_id else None
    if record is None:
        return Put(table, key, Raw(doc))
    return _difference(record, edit, doc)


def _difference(record: Record, edit: Edit, doc: bytes) -> Change | None:
    import orjson  # as above

    old: dict[str, Any] = orjson.loads(record.doc)
    new: dict[str, Any] = orjson.loads(doc)
    if record.doc_id:
        fields = {f: v for f, v in new.items() if f not in old or orjson.dumps(old[f]) != orjson.dumps(v)}
        names = [*fields, *(f for f in old if f not in new)]
        return put_over(edit.table, record, Raw(orjson.dumps(fields)), names) if names else None
    over, also = over_all(record, {**old, **new})
    return Put(edit.table, edit.key, Raw(doc), over, record.head(None), also)
