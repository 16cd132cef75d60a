"""The marks inside text: verbatim quotes, `#codes`, `(?)`; read off a line and written back onto one.

These rules hold in every kind of jotting, after its head is gone.
"""

import unicodedata
from typing import NamedTuple

from fieldnotes.model.observation import Span
from fieldnotes.text import hyphened_name, is_word_character

UNCERTAIN = "(?)"
_ESCAPED = "\\" + UNCERTAIN
_CLOSING = {'"': '"', "“": "”"}


class Marked(NamedTuple):
    """Text without its marks, and what the marks said; `codes` as they were written, without `#` and quotes."""

    text: str
    verbatim: tuple[Span, ...]
    codes: tuple[str, ...]
    uncertain: bool


def _has_letter(name: str) -> bool:
    return any(unicodedata.category(c)[0] == "L" for c in name)


def _code_at(raw: str, start: int) -> tuple[str, int] | None:
    """The code whose name begins at `start` (behind the `#`), and where it ends; None where there is none."""
    if raw[start : start + 1] == '"':
        end = raw.find('"', start + 1)
        name = raw[start + 1 : end] if end > 0 else ""
        return (name, end + 1) if _has_letter(name) else None
    end = start
    while end < len(raw) and (is_word_character(raw[end]) or (raw[end] == "-" and end > start)):
        end += 1
    name = raw[start:end].rstrip("-")
    return (name, start + len(name)) if _has_letter(name) else None


def _hashes_at(raw: str, start: int) -> int:
    """How many `#` stand at `start` where a code mark may: at the beginning or after a blank; else 0."""
    if raw[start] != "#" or (start > 0 and raw[start - 1] != " "):
        return 0
    end = start
    while end < len(raw) and raw[end] == "#":
        end += 1
    return end - start


def _quote_at(raw: str, start: int, before: str) -> tuple[int, bool] | None:
    """Where a quotation that opens at `start` ends (behind its mark), and whether it is a verbatim span."""
    closing = _CLOSING.get(raw[start])
    if closing is None or (before and is_word_character(before)):
        return None
    end = raw.find(closing, start + 1)
    return None if end < 0 else (end + 1, end > start + 1)


def opens_quote(raw: str) -> bool:
    """True where a quotation has been opened and not closed: what is typed next is meant to stand in it."""
    place = 0
    while place < len(raw):
        closing = _CLOSING.get(raw[place])
        if closing is not None and not (place and is_word_character(raw[place - 1])):
            place = raw.find(closing, place + 1)
            if place < 0:
                return True
        place += 1
    return False


class _Scan:
    """One pass over a line: builds the text and notes spans and codes on the way."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.text = ""
        self.spans: list[Span] = []
        self.codes: list[str] = []
        place = 0
        while place < len(raw):
            place = self._step(place)

    def _step(self, place: int) -> int:
        char = self.raw[place]
        if char == "#" and (hashes := _hashes_at(self.raw, place)):
            return self._hashes(place, hashes)
        if char in _CLOSING and (quote := _quote_at(self.raw, place, self.text[-1:])):
            end, is_span = quote
            if is_span:
                self.spans.append((len(self.text) + 1, len(self.text) + end - place - 1))
            self.text += self.raw[place:end]
            return end
        plain = place + 1
        while plain < len(self.raw) and self.raw[plain] not in '#"“':
            plain += 1
        self.text += self.raw[place:plain]
        return plain

    def _hashes(self, place: int, hashes: int) -> int:
        behind = place + hashes
        code = _code_at(self.raw, behind)
        if code is None or hashes > 1:
            self.text += "#" * (hashes if code is None else hashes - 1)
            return behind
        self.text = self.text.rstrip(" ")
        self.codes.append(code[0])
        return code[1]


def _without_uncertain(text: str) -> tuple[str, bool]:
    uncertain = text.endswith(UNCERTAIN) and not text.endswith(_ESCAPED)
    if uncertain:
        text = text[: -len(UNCERTAIN)].rstrip(" ")
    if text.endswith(_ESCAPED):
        text = text[: -len(_ESCAPED)] + UNCERTAIN
    return text, uncertain


def read_text(raw: str) -> Marked:
    """Read the marks off a cleaned line; never raises, and no other character is lost."""
    scan = _Scan(raw.strip(" "))
    lead = len(scan.text) - len(scan.text.lstrip(" "))
    text, uncertain = _without_uncertain(scan.text.strip(" "))
    spans = tuple((start - lead, end - lead) for start, end in scan.spans)
    return Marked(text, spans, tuple(scan.codes), uncertain)


def verbatim_spans(text: str) -> tuple[Span, ...]:
    """The verbatim spans of text that holds no marks any more (of which each `#` and `(?)` is text)."""
    spans: list[Span] = []
    place = 0
    while place < len(text):
        quote = _quote_at(text, place, text[place - 1 : place]) if text[place] in _CLOSING else None
        if quote and quote[1]:
            spans.append((place + 1, quote[0] - 1))
        place = quote[0] if quote else place + 1
    return tuple(spans)


def _with_hashes_doubled(text: str) -> str:
    if "#" not in text:
        return text
    written = ""
    done = 0
    for start, end in (*verbatim_spans(text), (len(text), len(text))):
        place = done
        while place < start:
            hashes = _hashes_at(text, place)
            if hashes and _code_at(text, place + hashes):
                written += "#"
            written += text[place : place + max(hashes, 1)]
            place += max(hashes, 1)
        written += text[start:end]
        done = end
    return written


def write_text(text: str, codes: tuple[str, ...] = (), uncertain: bool = False) -> str:
    """Text with its marks written so that `read_text` gives the same: codes, then `(?)`, last."""
    written = _with_hashes_doubled(text)
    if text.endswith(UNCERTAIN):
        written = written[: -len(UNCERTAIN)] + _ESCAPED
    marks = ["#" + hyphened_name(code) for code in codes] + [UNCERTAIN] * uncertain
    return " ".join([written, *marks] if written else marks)
