"""What can be done to a codebook: add, define, rename, merge, move, retire, restore, accept.

Each is pure: it takes the codebook as it stands, the study's framework and what emerged in meetings, and gives the
edits that make it so; whoever has the study on disk commits them as one change. Raises CodebookRefusal.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple, TypedDict, Unpack

from msgspec.structs import replace

from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.codebook_faults import CodebookRefusal
from fieldnotes.model.codebook_words import a_colour, a_name, a_title, paragraphs
from fieldnotes.text import name_key


class Edited(NamedTuple):
    """A code as the framework has it, None where it has not, and as it is to be."""

    before: Code | None
    after: Code

    @property
    def fields(self) -> list[str]:
        """The fields that differ; all that are not empty for a new code."""
        old = self.before or Code(self.after.name)
        return [f for f in Code.__struct_fields__ if getattr(old, f) != getattr(self.after, f)]


Edits = tuple[Edited, ...]


class Said(TypedDict, total=False):
    """What may be said of a code; what is missing stays as it is."""

    title: str
    definition: str
    when: str
    when_not: str
    colour: str


def after(book: Codebook, edits: Iterable[Edited]) -> Codebook:
    """The codebook as these edits make it."""
    new = {edit.after.name: edit.after for edit in edits}
    stay = [new.pop(code.name, code) for code in book.codes]
    taken_in = {edit.after.name for edit in edits if not edit.after.unreviewed}
    return Codebook((*stay, *new.values()), book.waiting - taken_in)


def add(book: Codebook, words: str, under: str = "", **said: Unpack[Said]) -> Edits:
    """A new code, named by its name or title, at the top or under another."""
    name = _free_name(book, words)
    title = a_title(words)
    known = Code(name, "" if title == name else title)
    parent, taken_in = _place(book, under)
    return (*taken_in, Edited(None, replace(known, parent=parent, **_clean(said))))


def define(book: Codebook, name: str, **said: Unpack[Said]) -> Edits:
    """Another title, definition, rule of use or colour."""
    code = _own(book, name)
    changed = replace(code, **_clean(said))
    return _changed(book, code, changed, f"“{code.called}” is so already")


def rename(book: Codebook, name: str, words: str, title: str | None = None) -> Edits:
    """Another name to write after `#`; all former ones still mean the code.

    `words` may be a title: its name is then made of it. The title that the old name was made of goes with it. One
    that waits for a review waits on.
    """
    code = _own(book, name)
    new = a_name(words)
    if new is None:
        raise CodebookRefusal(f"“{words}” makes no name for a code, which has a letter at least")
    other = book.get(new)
    if other is not None and other is not code:
        raise _taken(new, other, f"To make one of both: merge {code.called} --into {other.called}")
    former = dict.fromkeys((*code.aliases, *filter(None, [code.written])))
    former.pop(new, None)
    written = "" if new == code.name else new
    changed = replace(code, written=written, aliases=tuple(former), title=_new_title(code, words, new, title))
    if changed == code:
        raise CodebookRefusal(f"“{code.called}” is called so already")
    return (Edited(_in_framework(book, code), replace(changed, unreviewed=code.name in book.waiting)),)


def _new_title(code: Code, words: str, new: str, title: str | None) -> str:
    if title is not None:
        return a_title(title)
    said = a_title(words)
    if said != new:
        return said
    if code.title and name_key(code.title) in (name_key(code.called), name_key(code.name)):
        return new[:1].upper() + new[1:].replace("-", " ")
    return code.title


def merge(book: Codebook, name: str, into: str) -> Edits:
    """The codings of one code are found under another from now on; codes under it move along.

    The merged code stays in the record, and no jotting is touched: `restore` takes it back.
    """
    code, target = _own(book, name), found(book, into)
    target = book.resolve(target.name) or target
    if target is code:
        raise CodebookRefusal(f"“{code.called}” cannot be merged into itself")
    edits = {code.name: replace(code, merged_into=target.name)}
    if book.is_under(target, code):
        edits[target.name] = replace(target, parent=code.parent)
    for child in book.children(code.name):
        if child is not target:
            edits[child.name] = replace(child, parent=target.name)
    edits.setdefault(target.name, target)
    return _edits(book, edits.values())


def move(book: Codebook, name: str, under: str = "") -> Edits:
    """Put a code, with all under it, under another one, or at the top."""
    code = _own(book, name)
    parent, taken_in = _place(book, under)
    above = book.get(parent) if parent else None
    if above is not None and (above is code or book.is_under(above, code)):
        raise CodebookRefusal(
            f"“{code.called}” cannot lie under “{above.called}”, which is it or lies under it",
            "Move that one away first.",
        )
    where = f"under “{above.called}”" if above else "at the top"
    if book.parent_of(code) is above:
        raise CodebookRefusal(f"“{code.called}” lies {where} already")
    return (*taken_in, edited(book, replace(code, parent=parent)))


def retire(book: Codebook, name: str) -> Edits:
    """Offer a code no more; its codings are found as before."""
    code = _own(book, name)
    return _changed(book, code, replace(code, retired=True), f"“{code.called}” is retired already")


def restore(book: Codebook, name: str) -> Edits:
    """Offer a code again that was retired, or that was merged: its codings are its own again."""
    code = found(book, name)
    back = replace(code, retired=False, merged_into=None)
    return _changed(book, code, back, f"“{code.called}” was neither retired nor merged")


def accept(book: Codebook, name: str, under: str = "", **said: Unpack[Said]) -> Edits:
    """Take a code that emerged in a meeting into the framework; it stays marked as emergent."""
    code = _own(book, name)
    if code.name not in book.waiting:
        raise CodebookRefusal(
            f"“{code.called}” is in the framework already", "Change it with define, rename, merge or move."
        )
    parent, taken_in = _place(book, under)
    if parent == code.name:
        raise CodebookRefusal(f"“{code.called}” cannot lie under itself")
    return (*taken_in, edited(book, replace(code, parent=parent, **_clean(said))))


def found(book: Codebook, name: str) -> Code:
    """The code of that name; raises CodebookRefusal, which names those that begin so."""
    code = book.get(name)
    if code is None:
        key = name_key(name)
        near = [c.called for c in book.living() if key and (c.called.startswith(key[:4]) or key in c.called)][:5]
        hint = f"Did you mean {', '.join(near)}?" if near else "The codes are listed by: fieldnotes codebook STUDY"
        raise CodebookRefusal(f"There is no code “{name}”", hint)
    return code


def _own(book: Codebook, name: str) -> Code:
    """The code of that name, which must not be merged."""
    code = found(book, name)
    target = book.resolve(code.name)
    if target is not None and target is not code:
        raise CodebookRefusal(
            f"“{code.called}” was merged into “{target.called}”", f"Name that one, or first: restore {code.called}"
        )
    return code


def _free_name(book: Codebook, words: str) -> str:
    name = a_name(words)
    if name is None:
        raise CodebookRefusal(f"“{words}” makes no name for a code, which has a letter at least")
    there = book.get(name)
    if there is not None:
        verb = "accept" if there.name in book.waiting else "define"
        raise _taken(name, there, f"To say more about it: {verb} {there.called}")
    return name


def _taken(name: str, there: Code, instead: str) -> CodebookRefusal:
    is_own = name_key(name) == name_key(there.called)
    whose = "There is" if is_own else f"“{there.called}” was, or is, called so: there is"
    return CodebookRefusal(f"{whose} a code “{name}” already", f"{instead}.")


def _place(book: Codebook, under: str) -> tuple[str | None, Edits]:
    """The name of the code to lie under, and the edit that takes that one in where it only emerged."""
    if not under:
        return None, ()
    above = found(book, under)
    above = book.resolve(above.name) or above
    return above.name, (edited(book, above),) if above.name in book.waiting else ()


def _clean(said: Said) -> dict[str, Any]:
    clean: dict[str, Any] = {key: paragraphs(str(text)) for key, text in said.items()}
    if "title" in said:
        clean["title"] = a_title(said["title"])
    if "colour" in said and (colour := a_colour(said["colour"])) is not None:
        clean["colour"] = colour
    elif "colour" in said:
        raise CodebookRefusal(f"“{said['colour']}” is no colour", "Write it as #2F6DB5.")
    return clean


def _changed(book: Codebook, code: Code, changed: Code, else_said: str) -> Edits:
    if changed == code:
        raise CodebookRefusal(else_said)
    return (edited(book, changed),)


def edited(book: Codebook, code: Code) -> Edited:
    """What becomes of a code; one that waited for a review is taken in by it."""
    return Edited(_in_framework(book, code), replace(code, unreviewed=False))


def _in_framework(book: Codebook, code: Code) -> Code | None:
    """A code as the framework has it; None where it only emerged."""
    known = book.get(code.name)
    return known if known and (known.unreviewed or known.name not in book.waiting) else None


def _edits(book: Codebook, codes: Iterable[Code]) -> Edits:
    return tuple(edit for code in codes if (edit := edited(book, code)).before != edit.after)
