"""What is begun and not on the record: the line in the composer, lines that wait under it, what is being keyed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fieldnotes.tui.begun import Begun, begun_for

if TYPE_CHECKING:
    from fieldnotes.capture.draft import Draft
    from fieldnotes.capture.moment import KeyTime
    from fieldnotes.capture.session import Session
    from fieldnotes.tui.editing import Editing


class Unfinished:
    """Keeps all of it as one draft, so that no crash falls between two of its parts."""

    def __init__(self, session: Session, editing: Editing) -> None:
        self._session = session
        self._editing = editing
        self.under: Draft | None = None
        self.keyed: tuple[str, KeyTime] | None = None
        self._asked: Begun | None = None
        self.words_came_back = False

    def restore(self, draft: Draft | None) -> Iterator[tuple[str, KeyTime]]:
        """Put a draft back; gives what was keyed, which is whole and is to be taken, and only then is no draft."""
        keyed = []
        while draft and (draft.keyed or draft.asked):
            if draft.asked:
                self._editing.set_aside(begun_for(draft.asked, draft.line))
                self.words_came_back = True
            else:
                keyed.append((draft.line, draft.at))
            draft = draft.under
        if draft:
            self._editing.restore(draft.line, draft.at)
            self.under = draft.under
        if keyed:
            yield from keyed
            self.keep()

    def keep(self) -> None:
        """Have it kept as it is now."""
        if self._asked:
            from fieldnotes.capture.draft import Draft  # of use where something is asked for

            below = self._with_line()
            below = Draft(*self.keyed, below, keyed=True) if self.keyed else below
            asked = self._asked
            self._session.keep_draft(asked.words, self._session.now(), below, asked=asked.purpose)
        elif self.keyed is None:
            self._session.keep_draft(*self._editing.draft, self.under)
        else:
            self._session.keep_draft(*self.keyed, self._with_line(), keyed=True)

    def ask(self, begun: Begun | None) -> None:
        """What is typed of something else than a jotting, an amendment or a write-up; None where nothing is."""
        if begun != self._asked:
            self._asked = begun
            self.keep()

    def _with_line(self) -> Draft | None:
        from fieldnotes.capture.draft import Draft  # of use where something is keyed

        line, at = self._editing.draft
        return Draft(line, at, self.under) if line and at else self.under

    def type_over(self, line: str, at: KeyTime) -> None:
        """Put a line into the composer that was begun elsewhere; the one in it waits until this is entered."""
        self.under = self._with_line()
        self._editing.restore(line, at)
        self.keep()

    def come_back(self) -> bool:
        """Bring the line that was put aside last back into an empty composer; False where none waits."""
        if self._editing.line or self._editing.waiting or self.under is None:
            return False
        self._editing.restore(self.under.line, self.under.at)
        self.under = self.under.under
        self.keep()
        return True
