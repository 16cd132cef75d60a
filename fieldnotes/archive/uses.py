"""Whether anything that stands names a person, an item or a code: it does not go with the line that brought it."""

from collections.abc import Callable
from typing import Any

import orjson

from fieldnotes.archive.fold import Fold

Doc = dict[str, Any]


def _names_person(table: str, doc: Doc, code: str) -> bool:
    if table == "observations":
        people = (doc.get("actor"), *doc.get("addressees", ()), *doc.get("owners", ()))
        return code in people
    return doc.get("presenter") == code or doc.get("status") == f"deputy for {code}"


def _names_item(table: str, doc: Doc, number: str) -> bool:
    return table == "observations" and doc.get("item") == number


def _names_code(table: str, doc: Doc, name: str) -> bool:
    if table == "codings":
        return doc.get("code") == name
    return name in doc.get("codes", ()) or doc.get("parent") == name


_NAMES: dict[str, Callable[[str, Doc, str], bool]] = {
    "people": _names_person,
    "items": _names_item,
    "codes": _names_code,
}


def is_used(fold: Fold, table: str, key: str, apart_from: set[tuple[str, str]]) -> bool:
    """True where a record names that one; retracted observations, and the records `apart_from`, do not count."""
    names = _NAMES.get(table)
    if names is None:
        return True  # a table that nothing here knows: what it holds is left
    quick = key.encode()
    for name in ("observations", "people", "items", "codes", "codings"):
        for record in fold.table(name).rows.values():
            if (name, record.key) in apart_from or (quick.isascii() and quick not in record.doc):
                continue
            doc = orjson.loads(record.doc)
            if not doc.get("retracted") and names(name, doc, key):
                return True
    return False
