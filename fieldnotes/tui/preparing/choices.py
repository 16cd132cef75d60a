"""What may stand in a field: Tab completes what was begun, or goes round what fits. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from fieldnotes.tui.entry import Entry


class Choices:
    """The choices of one entry, best first."""

    def __init__(self, entry: Entry, offered: Sequence[str] = ()) -> None:
        self.entry, self.offered = entry, tuple(offered)
        self._stem: str | None = None

    def fitting(self) -> list[str]:
        """Those that begin with what was typed, then those with a word that does; all where nothing was."""
        stem = (self.entry.text if self._stem is None else self._stem).casefold()
        begin = [each for each in self.offered if each.casefold().startswith(stem)]
        within = [
            each
            for each in self.offered
            if each not in begin and any(word.startswith(stem) for word in each.casefold().split())
        ]
        return begin + within

    def complete(self) -> bool:
        """Take the first that fits, on a further call the one after it; False where nothing was begun."""
        typed = self.entry.text
        fit = self.fitting() if typed else []
        if not fit or (self._stem is None and typed in self.offered):
            return False
        if self._stem is None:
            self._stem = typed if len(fit) > 1 else None
            self.entry.line.set(fit[0])
            return True
        place = fit.index(typed) + 1 if typed in fit else 0
        self.entry.line.set(fit[place % len(fit)])
        return True

    def step(self, by: int) -> bool:
        """Take the one after (or before) what stands there; False where there is none."""
        if not self.offered:
            return False
        typed = self.entry.text
        if typed in self.offered:
            place = (self.offered.index(typed) + by) % len(self.offered)
        else:
            fit = self.fitting()
            place = self.offered.index(fit[0] if by > 0 else fit[-1]) if fit else 0
        self.keep()
        self.entry.line.set(self.offered[place])
        return True

    def keep(self) -> None:
        """What stands there is what is meant."""
        self._stem = None

    @property
    def goes_round(self) -> bool:
        """True while Tab goes round several."""
        return self._stem is not None

    def told(self) -> str:
        """What Tab would make of it, in words; empty where it goes on."""
        typed = self.entry.text
        if self._stem is None and (not typed or typed in self.offered):
            return ""
        fit = [each for each in self.fitting() if each != typed]
        return f"Tab: {' · '.join(fit[:5])}" if fit else ""
