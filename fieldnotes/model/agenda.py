"""Items: the lines of a meeting's agenda."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from fieldnotes.text import is_word_character, name_key

LONGEST_NUMBER = 16
_WHOLE = re.compile(r"\d+", re.ASCII)


class Item(Struct, frozen=True, omit_defaults=True):
    """A line of the agenda; `number` is its identity in the meeting (`2`, `2a`, `3.1`), times are minutes."""

    number: str
    title: str = ""
    planned_minutes: int | float | None = None
    purpose: str = ""
    presenter: str = ""
    added: bool = False


def is_item_number(token: str) -> bool:
    """True for digits, then digits, letters or dots; the last one no dot."""
    if not 0 < len(token) <= LONGEST_NUMBER or not (token[0].isascii() and token[0].isdigit()):
        return False
    return is_word_character(token[-1]) and all(is_word_character(c) or c == "." for c in token)


def on_paper(items: Iterable[Item], order: Sequence[str]) -> tuple[Item, ...]:
    """The items in the order of these numbers; those that are not among them stay behind, in their own."""
    places = {number.casefold(): place for place, number in enumerate(order)}
    return tuple(sorted(items, key=lambda item: places.get(item.number.casefold(), len(places))))


class Agenda:
    """The items of a meeting, found by number or by title."""

    def __init__(self, items: tuple[Item, ...] = ()) -> None:
        self.items = items
        self._by_number = {item.number.casefold(): item for item in items}
        self._by_title: dict[str, Item] = {}
        for item in items:
            if key := name_key(item.title):
                self._by_title.setdefault(key, item)

    def with_item(self, item: Item) -> "Agenda":
        """The agenda with one more item at its end."""
        return Agenda((*self.items, item))

    def get(self, number: str) -> Item | None:
        """The item of that number, in whatever case."""
        return self._by_number.get(number.casefold())

    def titled(self, title: str) -> Item | None:
        """The first item of that title."""
        return self._by_title.get(name_key(title))

    def next_number(self) -> str:
        """The next whole number after every one on the agenda."""
        wholes = [int(found.group()) for item in self.items if (found := _WHOLE.match(item.number))]
        return str(max(wholes, default=0) + 1)

    def after(self, number: str | None) -> Item | None:
        """The item that follows the one of that number on the paper; the first for None; None after the last."""
        if number is None:
            return self.items[0] if self.items else None
        numbers = [item.number.casefold() for item in self.items]
        place = numbers.index(number.casefold()) + 1 if number.casefold() in numbers else len(numbers)
        return self.items[place] if place < len(numbers) else None
