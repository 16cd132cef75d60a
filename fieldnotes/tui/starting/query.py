"""What is typed into the search made a query: words, and filters written among them."""

from typing import get_args

from fieldnotes.archive.search import Query
from fieldnotes.model.observation import Kind

KINDS: tuple[str, ...] = get_args(Kind)
_FILTERS = {"site": "sites", "body": "bodies", "person": "people", "code": "codes", "kind": "kinds"}
MOST = 200


def query_of(typed: str) -> Query:
    """`beds kind:action #waiting person:P3`: what stands before a colon, or `#`, is a filter, the rest are words.

    A kind may be begun only; a filter that names nothing yet is none.
    """
    words: list[str] = []
    filters: dict[str, tuple[str, ...]] = {}
    for word in typed.split():
        name, _, value = word.partition(":")
        if word[0] == "#":
            name, value = "code", word[1:]
        field = _FILTERS.get(name.casefold())
        if field is None or '"' in word:
            words.append(word)
            continue
        names = [kind for kind in KINDS if kind.startswith(value.casefold())] if field == "kinds" else [value]
        if value and names:
            filters[field] = (*filters.get(field, ()), *(each.replace("_", " ") for each in names))
    return Query(" ".join(words), limit=MOST, **filters)  # type: ignore[arg-type]  # names of tuples of names


def is_empty(query: Query) -> bool:
    """True where nothing is asked for yet."""
    return not (query.words.strip() or query.filters)


def marked(query: Query) -> tuple[str, ...]:
    """The words that stand out in what was found."""
    return tuple(word.casefold() for word in query.words.replace('"', " ").replace("*", " ").split())
