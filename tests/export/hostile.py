"""Text that breaks exporters: each is a whole line as it may be kept, under a name that says what it is about."""

from msgspec.structs import replace

from fieldnotes.model.agenda import Item
from fieldnotes.model.meeting import Record
from fieldnotes.model.people import Person
from tests.measures.meetings import meeting, opens, seen

LINES = {
    "brackets": "he said [quietly] {so} (?) [[twice]]",
    "tags": "<b>bold</b> <script>alert(1)</script> </p> <!-- x --> &amp; &#x41; ]]>",
    "formula": '=cmd|"/c calc"!A1',
    "plus": "+1 for the pilot",
    "at": "@SUM(1+1)*cmd",
    "minus": "-2+3",
    "right to left": "قال المدير إن الميزانية محدودة (12%) ثم سكت",
    "mixed directions": "P3 said שלום עולם and left, 50%",
    "beyond the BMP": "😀👩‍👩‍👧‍👦 𝒳 𐍈 🏳️‍🌈",
    "combining": "e\u0301 n\u0303 नमस्ते Z͑ͫ̓ͪ̂ͫ",
    "long word": "x" * 10_000,
    "long emoji": "😀" * 3_000,
    "markup": "*a* _b_ `c` # d ~~e~~ | f | ![g](h) <i@j.kl> $x^2$ \\ 1. > + -",
    "quotes": "“curly” ‘single’ \"straight\" 'both' «angled» „low“",
    "reserved in names": 'a/b\\c:d*e?f"g<h>i|j',
    "a directive": "#TEXT another document",
    "a speaker in a note": "P9: this was not said by P9",
    "blanks inside": "two  blanks,   three\u00a0hard",
    "Chinese": "患者安全是第一位的，预算有限。",
    "no character": "\ufffd is kept",
}


def hostile_meeting() -> Record:
    """A meeting whose lines, items, roles, groups and header are all of it."""
    said = [
        seen(
            f"14:{n + 1:02}", "speech" if n % 2 else "note", id=f"h{n:02}", text=text, observer="KC",
            **({"actor": "P1"} if n % 2 else {}),
        )
        for n, text in enumerate(LINES.values())
    ]  # fmt: skip
    short = [text[:80] for text in LINES.values()]
    items = tuple(Item(str(n), text, 5) for n, text in enumerate(short, 1))
    people = tuple(Person(f"P{n}", text, text) for n, text in enumerate(short, 1))
    record = meeting(opens("14:00", "1"), *said, people=people, items=items)
    head = replace(record.meeting, body="a/b: <c>", site="=1+1", header=tuple(short))
    return replace(record, meeting=head, study="Study & <sons>")
