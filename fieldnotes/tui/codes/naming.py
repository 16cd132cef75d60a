"""Naming a code as it is typed: which ones are meant, tab takes the first. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.text import name_key
from fieldnotes.tui.entry import Entry
from fieldnotes.tui.form import Form

_MOST = 5
NEW_LINE = "⏎"
"""Stands for the end of a line where a paragraph is typed in one line."""


def meant(book: Codebook, words: str, apart_from: Code | None = None) -> list[Code]:
    """The codes that words can mean, the likeliest first: so called, then beginning so, then with it in a name.

    A name that a code once had means it; merged ones are not offered.
    """
    key = name_key(words)
    if not key:
        return []
    exact = book.resolve(words)
    ranked = []
    for place, code in enumerate(book.living()):
        names = [name_key(name) for name in (code.called, code.title, code.name, *code.aliases) if name]
        rank = 0 if code is exact else 1 if any(n.startswith(key) for n in names) else 2
        if code is not apart_from and (rank < 2 or any(key in n for n in names)):
            ranked.append((rank, code.retired, place, code))
    return [code for *_, code in sorted(ranked, key=lambda found: found[:3])]


class CodeEntry(Entry):
    """A code that is asked for, by any part of its name or title; `code` is the one that is meant."""

    def __init__(
        self,
        label: str,
        book: Callable[[], Codebook],
        text: str = "",
        hint: str = "",
        apart_from: Code | None = None,
    ) -> None:
        super().__init__(label, text, hint)
        self._book, self._apart_from = book, apart_from

    @property
    def offered(self) -> Sequence[Code]:
        """The codes that can be meant."""
        return meant(self._book(), self.text.removeprefix("#"), self._apart_from)

    @property
    def code(self) -> Code | None:
        """The one that is named, or the only one that can be meant; None where that is open."""
        offered = self.offered
        if not offered:
            return None
        is_named = self._book().resolve(self.text.removeprefix("#")) is offered[0]
        return offered[0] if is_named or len(offered) == 1 else None

    def complete(self) -> bool:
        """Take the likeliest; False where it stands there already, or nothing can be meant."""
        offered = self.offered
        if not offered or self.text == offered[0].called:
            return False
        self.line.set(offered[0].called)
        return True

    def understand(self, nothing: str) -> None:
        """Say which code is meant, or which can be; `nothing` where the entry is empty."""
        offered, code = self.offered, self.code
        self.is_wrong = bool(self.text) and not offered
        if not self.text:
            self.understood = nothing
        elif code:
            self.understood = f"#{code.called}{f'  {code.title}' if code.title else ''}"
        elif offered:
            more = " …" if len(offered) > _MOST else ""
            self.understood = f"Tab takes {' · '.join(one.called for one in offered[:_MOST])}{more}"
        else:
            self.understood = "there is no such code"


class ParagraphEntry(Entry):
    """Paragraphs in one line, their line ends as signs; ctrl+n types one. What is not touched stays as it was."""

    def __init__(self, label: str, text: str = "", hint: str = "") -> None:
        super().__init__(label, text.replace("\n", NEW_LINE), hint)
        self._before, self._shown = text, self.line.text

    @property
    def words(self) -> str:
        """What is to be kept, line ends as they are."""
        return self._before if self.line.text == self._shown else self.text.replace(NEW_LINE, "\n")

    def key(self, key: str, character: str | None) -> bool:
        """As in any line; ctrl+n ends one."""
        if key == "ctrl+n":
            self.line.insert(NEW_LINE)
            return True
        return super().key(key, character)

    def paste(self, text: str) -> None:
        """Line ends within the text stay."""
        super().paste(NEW_LINE.join(text.strip("\r\n").splitlines()))


class CodeForm(Form):
    """A form in which tab takes the code that is offered before it goes on."""

    def key(self, key: str, character: str | None) -> bool:
        """Tab, or enter, in a half-typed name takes what is offered first."""
        entry = self.entry
        is_last = self.at == len(self.entries) - 1
        takes = key == "tab" or (
            key in ("enter", "ctrl+j") and not is_last and isinstance(entry, CodeEntry) and entry.code
        )
        if takes and isinstance(entry, CodeEntry) and entry.text and entry.complete():
            self._changed()
            if key == "tab":
                return True
        return super().key(key, character)
