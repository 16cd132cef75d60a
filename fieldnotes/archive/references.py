"""What the records of a meeting point to: whether it is there, and where two people wrote apart."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from fieldnotes.archive.findings import Finding, Value
from fieldnotes.archive.fold import Fold, Waiting
from fieldnotes.archive.verifying import Author
from fieldnotes.model.people import EVERYONE, NOT_KNOWN

TABLES = ("people", "items", "observations", "codings")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NOT_THERE = "the observation “{}” names {} “{}”, which is not there; the observation itself is whole"
NO_LINE = "a coding “{}” is of the observation “{}”, which is not there; the coding itself is whole"
ELSEWHERE = "the coding “{}” of “{}” does not stand where it says ({} to {} of its {}); {}, nothing is lost"
WAITS = (
    "a change of “{}” among the {} by {} waits for an earlier one that never came; it is kept in its log "
    "and takes effect when that one comes"
)
APART = (
    "the {} of “{}” among the {} was changed twice apart from one another; the later is shown and both are kept, "
    "and whoever amends that field settles it"
)


def references(fold: Fold, file: str) -> Iterator[Finding]:
    """Everything that an observation names and that is not among the records."""
    docs = {name: [orjson.loads(r.doc) for r in fold.in_order(name)] for name in TABLES}
    people = {doc.get("code") for doc in docs["people"]} | {EVERYONE, NOT_KNOWN}
    items = {doc.get("number") for doc in docs["items"]}
    decisions = {doc.get("id") for doc in docs["observations"] if doc.get("kind") == "decision"}
    for doc in docs["observations"]:
        if not doc.get("retracted"):
            for what, name in _dangling(doc, people, items, decisions):
                sentence = NOT_THERE.format(doc.get("id"), what, name)
                yield Finding(kind="reference", file=file, sentence=sentence)
    yield from _codings(docs, file)


def _codings(docs: dict[str, list[dict[str, Any]]], file: str) -> Iterator[Finding]:
    """Each coding that stands and whose words are not at its span, or whose observation is not there."""
    lines = {doc.get("id"): doc for doc in docs["observations"]}
    for doc in docs["codings"]:
        if doc.get("retracted") or doc.get("lost"):
            continue
        seen, quote = lines.get(doc.get("of")), str(doc.get("quote", ""))
        if seen is None:
            yield Finding(kind="reference", file=file, sentence=NO_LINE.format(doc.get("code"), doc.get("of")))
            continue
        part = doc.get("part", "text")
        text = str(seen.get("text" if part == "text" else "written_up") or "")
        start, end = doc.get("start"), doc.get("end")
        if not quote or text[start:end] != quote:
            where = (
                "its words stand elsewhere there" if quote and quote in text else "its words are not there any more"
            )
            sentence = ELSEWHERE.format(doc.get("code"), quote, start, end, part, where)
            yield Finding(kind="reference", file=file, sentence=sentence)


def _dangling(
    doc: dict[str, Any], people: set[Any], items: set[Any], decisions: set[Any]
) -> Iterator[tuple[str, str]]:
    named = [("the actor", doc.get("actor")), *(("the addressee", code) for code in doc.get("addressees", ()))]
    named += [("the owner", code) for code in doc.get("owners", ())]
    yield from ((what, code) for what, code in named if code and code not in people)
    if doc.get("item") and doc["item"] not in items:
        yield "the item", doc["item"]
    if doc.get("of") and doc["of"] not in decisions:
        yield "the decision", doc["of"]


def waiting(fold: Fold, authors: dict[str, Author], file: str) -> Iterator[Finding]:
    """The changes whose target never came."""
    for (table, key), held in sorted(fold.waiting.items()):
        for item in held:
            yield Finding(kind="waiting", file=file, sentence=WAITS.format(key, table, _by(item, authors)))


def _by(item: Waiting, authors: dict[str, Author]) -> str:
    author = authors.get(item.stamp.id)
    return f"{(author and author.who) or 'somebody'} ({_time(item.stamp.ms)})"


def differences(fold: Fold, authors: dict[str, Author], file: str) -> Iterator[Finding]:
    """Each field that was changed twice apart, with both values, the shown one first."""
    for apart in fold.differences():
        record = fold.get(apart.table, apart.key)
        assert record is not None
        values = (
            _value(apart.shown, authors.get(record.head(apart.field))),
            _value(apart.other, authors.get(apart.other_id)),
        )
        sentence = APART.format(apart.field, apart.key, apart.table)
        yield Finding(kind="difference", file=file, sentence=sentence, values=values)


def _value(value: Any, author: Author | None) -> Value:
    return Value(value, author.who if author else "", _time(author.ms) if author else "")


def _time(ms: int) -> str:
    try:
        return (_EPOCH + timedelta(milliseconds=ms)).isoformat(timespec="milliseconds")
    except OverflowError:
        return ""
