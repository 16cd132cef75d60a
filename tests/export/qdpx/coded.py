"""Meetings that are coded, on lines and on words, with text that breaks offsets."""

from typing import Any

from msgspec.structs import replace

from fieldnotes.model.agenda import Item
from fieldnotes.model.codebook import Code
from fieldnotes.model.coding import Coding, Part, part_of
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Kind, Observation
from fieldnotes.model.people import Person
from tests.measures.meetings import meeting, opens, seen

HARD = {
    "emoji": "😀 then the beds 👩‍👩‍👧‍👦 and 𝒳",
    "Polish": "Łukasz said żółć",
    "Arabic": "قال المدير إن الميزانية محدودة (12%) ثم سكت",
    "Chinese": "患者安全是第一位的，预算有限。",
    "combining": "e\u0301 n\u0303 नमस्ते Z͑ͫ̓ͪ̂ͫ",
    "quotes": "“curly” ‘single’ \"straight\" 'both' «angled»",
    "ampersands": "R&D & <b>bold</b> &amp; ]]> &#x41;",
    "brackets": "he said [quietly] {so} (?) [[twice]]",
    "looks like a line": "14:00:00 P9: not a line of ours",
    "breaks": "a\u2028b\u2029c d\ufeffe\u00a0f",
    "no character": "x\ufffey\uffffz",
}
NOTE = "first line 😀\n\n14:01:00 Note: second & “last” Łukasz"


def spans(text: str) -> list[tuple[int, int]]:
    """Spans of a text: all of it, its halves, a character, what is in the middle."""
    half, end = len(text) // 2, len(text)
    return [(0, end), (0, half), (half, end), (end - 1, end), (1, end - 1)]


def coding(number: int, of: str, part: Part, text: str, span: tuple[int, int], **more: str) -> Coding:
    start, end = span
    said = {"code": "beds", "coder": "KC", **more}
    return Coding(id=f"c{number:04}", of=of, part=part, start=start, end=end, quote=text[start:end], **said)  # type: ignore[arg-type]


def _line(number: int, text: str) -> Observation:
    said = {"actor": f"P{number}", "acts": ("challenge",)} if number % 2 else {}
    kind: Kind = "speech" if number % 2 else "note"
    more: dict[str, Any] = {**said, "id": f"h{number:02}", "text": text, "codes": ("tension",), "written_up": NOTE}
    return seen(f"14:{number:02}", kind, observer="KC", **more)


def hard_meeting() -> Record:
    """A line of each kind of hard text, each with codings; fuller notes; a reflection; something taken back."""
    lines = [_line(n, text) for n, text in enumerate(HARD.values(), 1)]
    parts: tuple[tuple[Part, int], ...] = (("text", 50), ("write-up", 0))
    codings = [
        coding(100 * n + m, line.id, part, text, span)
        for n, line in enumerate(lines)
        for part, first in parts
        if (text := part_of(line, part))
        for m, span in enumerate(spans(text), first)
    ]
    more = (
        seen("14:50", "reflection", id="r1", text="it was “odd” 😀", reflection="method", observer="KC"),
        seen("14:51", "act", id="a1", actor="P1", acts=("nod",), observer="KC", codes=("tension",)),
        seen("14:52", "decision", "vote", id="d1", text="go on", votes=(3, 1, None), observer="KC"),
        seen("14:53", "note", id="gone", text="struck out", observer="KC", codes=("tension",), retracted=True),
        seen("14:59", "break", "end", id="e1"),
    )
    record = meeting(
        opens("14:00", "1"),
        *lines,
        *more,
        people=(Person("P1", "chair & “<lead>”", "clinical"), Person("P3")),
        items=(Item("1", "Beds & <money>", 5),),
    )
    return replace(
        record,
        codings=tuple(codings),
        study="Study & <sons>",
        framework=(Code("tension", "Tension"), Code("beds", "Beds", parent="tension", colour="#112233")),
    )
