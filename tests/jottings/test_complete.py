"""What the line at the cursor may become, and that it is then read as that very thing."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.jottings import candidates
from fieldnotes.jottings.body import read_body
from fieldnotes.jottings.commands import _COMMANDS as READ
from fieldnotes.jottings.complete import Completion, complete
from fieldnotes.jottings.setting import Setting
from fieldnotes.model.agenda import Agenda, Item
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person, Roster
from fieldnotes.model.protocol import Act, Mode, Scale
from fieldnotes.model.room import opening
from fieldnotes.text import clean_line, hyphened_name
from tests.jottings.rooms import NOON, codebook, protocol, setting

ACTS = {"undo": "takes back", "amend": "is to read"}


def offered(before: str, where: Setting | None = None) -> list[str]:
    """The texts that are offered."""
    found = complete(before, where or setting(), ACTS)
    return [one.text for one in found.candidates] if found else []


@pytest.mark.parametrize(
    ("before", "texts"),
    [
        ("ch", ["P1", "P2"]),
        ("dia", ["P3"]),
        ("k", ["KC"]),
        ("fin", ["P4"]),
        ("P3>ch", ["P1", "P2"]),
        ("P3 > P5 , ch", ["P1", "P2"]),
        ("P3>5", ["P5"]),
        ("P3>ev", ["*"]),
        ("P3>P5 chal", ["challenge"]),
        ("P3>P5 challenge, s", ["support", "shut-out", "silence", "side-talk"]),
        ("P3 out", ["shut-out"]),
        ("chair si", ["silence", "side-talk"]),
        ("! ra", ["ratified", "ratified-after-discussion"]),
        ("! ratified a", ["ratified-after-discussion"]),
        ("=> P2, cha", ["P1"]),
        ("x #eng", ["engagement"]),
        ("#tens", ["underlying-tensions"]),
        ('x #"critical ch', ["critical-challenge"]),
        ("P3: beds #represen", ["representational", "ensuring-clinical-voice", "critical-challenge", "engagement"]),
        ("\\! no #eng", ["engagement"]),
        ("/i", ["item", "in"]),
        ("/am", ["amend"]),
        ("/item ao", ["2a"]),
        ("/item nsf", ["2"]),
        ("/in ", ["P4", "P1", "P2", "P3", "P5", "KC"]),
        ("/out fin", ["P4"]),
        ("/in P5 l", ["late"]),
        ("/in P5 d", ["deputy for"]),
        ("/in P5 deputy for P", ["P4", "P1", "P2", "P3"]),
        ("/floor + ch", ["P1", "P2"]),
        ("/rate ten", ["tension"]),
        ("/rate ten ", ["1", "2", "3", "4", "5"]),
        ("/amend P3>cha", ["P1"]),
        ("  /rate clarity", []),
        ("P3>P5 challenge: s", []),
        ('P3: "we said #eng', []),
        ("P3: C#eng", []),
        ("P3: ##eng", []),
        ("10", []),
        ("the beds", []),
        ("chair ", []),
        ("~ ch", []),
        ("=> P2 by P", []),
        ("=> P2: ch", []),
        ("! vote ", []),
        ("! vote: ch", []),
        ("/undo ch", []),
        ("/nonsense ch", []),
        ("/floor P3, ch", []),
        ("/rate nothing ", []),
        ("P3", []),
        ("", []),
    ],
)  # fmt: skip
def test_what_is_offered(before: str, texts: list[str]) -> None:
    assert offered(before) == texts


def test_each_says_what_it_is() -> None:
    says = {
        before: complete(before, setting(), ACTS).candidates[0].says  # type: ignore[union-attr]
        for before in ("fin", "P3>P5 inf", "/item nsf", "/rate ten", "/und", "x #eng")
    }
    assert says["fin"] == "finance director, not here"
    assert says["P3>P5 inf"].startswith("Gives facts")
    assert says["/item nsf"] == "Diabetes NSF update · 20 min"
    assert says["/rate ten"].startswith("How much strain")
    assert says["/und"] == "takes back"
    assert says["x #eng"].startswith("Representational › Others are drawn in")


def test_the_points_of_a_scale_have_their_anchors() -> None:
    found = complete("/rate chairing ", setting())
    assert found is not None
    assert dict(found.candidates)["5"].startswith("drew everybody in")


def test_who_is_here_comes_first() -> None:
    where = setting()
    gone = where._replace(room=where.room._replace(here=frozenset({"P5", "P4"})))
    assert offered("P3>", gone)[:2] == ["P4", "P5"]
    assert offered("/in ", gone)[-2:] == ["P4", "P5"]
    assert offered("/out ", gone)[:2] == ["P4", "P5"]
    speaking = where._replace(room=where.room._replace(floor=("P3",)))
    assert offered("/floor -", speaking)[0] == "P3"
    assert offered("/floor +", speaking)[:4] == ["P1", "P2", "P5", "KC"]


def test_the_next_item_comes_first_and_the_open_one_last() -> None:
    where = setting()
    assert offered("/item ", where._replace(room=where.room._replace(item="1"))) == ["2", "2a", "1"]


def test_every_command_of_the_language_is_offered() -> None:
    assert set(candidates.COMMANDS) == set(READ)
    assert set(offered("/")) == {*READ, *ACTS}


def test_what_is_understood_as_it_stands_says_so() -> None:
    many = setting()._replace(roster=Roster(tuple(Person(f"P{n}") for n in (5, 50, 51))))
    found = complete("/in P5", many)
    assert found is not None
    assert found.whole
    assert [one.text for one in found.candidates] == ["P50", "P51"]
    beginning = complete("/item nsf", setting())
    assert beginning is not None
    assert not beginning.whole


# -- it agrees with the parser

_NAMES = st.one_of(
    st.text(st.sampled_from("ab1é-_ ,:>#\"“/'.🙂"), min_size=1, max_size=8),
    st.sampled_from(["shows solidarity", "1 agrees", "10 agrees", "vote 7-2", "a:b", "x, y", "P1", "chair"]),
)
_BITS = st.sampled_from(
    [
        "P1", "P3", "chair", "ch", "KC", "*", "?", ">", ",", " ", " ", ":", "! ", "=> ", "~ ", "/item ", "/in ",
        "/out ", "/floor ", "/rate ", "chairing ", "+", "-", "#", " #", '"', "“", "\\", "by ", "a", "b", "1", "s",
        "deputy for ", "é", "challenge", "consensus", "vote", "/", "/amend ", "tens", "(?)",
    ]
)  # fmt: skip
_HEADS = st.sampled_from(
    [
        "", "P1>", "P1 > P3 ,", "?>", "P1 ", "P1>P3 ", "P1 challenge, ", "! ", "=> ", "=> P1, ", "x #", 'P1: "a" #',
        '~ #"', "/item ", "/in ", "/out P1,", "/in P1 ", "/in P1 deputy for ", "/floor +", "/floor ", "/rate ",
        "/rate chairing ", "/", "/amend P1>", "/amend ! ", "/amend /item ", "  ",
    ]
)  # fmt: skip
LINES = st.one_of(
    st.lists(_BITS, max_size=9).map("".join),
    st.text(),
    st.tuples(_HEADS, st.one_of(_BITS, _NAMES, st.text(max_size=2), st.just(""))).map("".join),
)


def test_codes_are_offered_by_the_name_they_have_now_and_not_at_all_once_retired_or_merged() -> None:
    book = Codebook(
        (
            Code("beds", "Beds", written="bed-days"),
            Code("bed-blocking", retired=True),
            Code("bedding", merged_into="beds"),
            Code("porters", parent="bedding"),
        )
    )
    where = setting()._replace(codebook=book)
    assert offered("x #bed", where) == ["bed-days", "porters"]
    assert offered("x #bed-d", where) == ["bed-days", "porters"]
    [read] = read_body("x #bed-days #beds #bedding", NOON, where).observations
    assert read.codes == ("beds", "bedding")


@st.composite
def settings_of_any_names(draw: st.DrawFn) -> Setting:
    """A meeting whose people, items, codes and protocol have whatever names."""
    names = draw(st.lists(_NAMES, max_size=4))
    people = (Person("P1", "chair"), *(Person(f"P{n + 30}", name) for n, name in enumerate(names)))
    people += tuple(Person(name, status=draw(st.sampled_from(["present", "absent"]))) for name in names)
    made = msgspec.structs.replace(
        protocol(),
        acts=tuple(Act(name) for name in (*names, "challenge", "shut-out")),
        modes=tuple(Mode(name) for name in (*names, "vote", "consensus")),
        scales=tuple(Scale(name, 0, 40) for name in (*names, "chairing")),
    )
    items = tuple(Item(str(n), name) for n, name in enumerate(names))
    codes = tuple(Code(name) for name in names)
    return Setting(
        made, Roster(people), Agenda(items), Codebook((*codebook().codes, *codes)), opening(people), NOON.date()
    )


_BEHIND = {"person": ": x", "act": ": x", "mode": ": x"}


def means(found: Completion, body: str, text: str, where: Setting) -> bool:
    """True where a line that was completed so is read as what was offered."""
    reading = read_body(body, NOON, where)
    seen = reading.observations[-1]
    protocol = where.protocol
    match found.kind:
        case "act":
            return protocol.act(text) in seen.acts
        case "mode":
            return seen.kind == "decision" and seen.mode == protocol.mode(text)
        case "code":
            brought = [hyphened_name(code.name) for code in reading.codes]
            return text in map(hyphened_name, seen.codes) and text not in brought
        case "item":
            return seen.kind == "item" and seen.item == text and not reading.items
        case "scale" | "point":
            return seen.kind == "rating" and text in (str(seen.rating), hyphened_name(seen.scale or ""), seen.scale)
        case "how":
            return seen.kind == "presence" and seen.text == text
        case "command":
            return not any("not a command" in warning for warning in reading.warnings)
        case _:
            return text in named_in(seen)


def named_in(seen: Observation) -> tuple[str, ...]:
    """Everybody whom a record names."""
    deputed = seen.text.split("deputy for ")[-1:] if seen.kind == "presence" else []
    return (seen.actor or "", *seen.addressees, *seen.owners, *deputed)


def finished(found: Completion, before: str, text: str) -> str:
    """The line with the candidate taken, and what must follow for all of it to be read."""
    line = before[: found.start] + text
    in_command = before.lstrip(" ").startswith("/")
    return line + (" 3" if found.kind == "scale" else "" if in_command else _BEHIND.get(found.kind, ""))


@given(LINES, settings_of_any_names())
def test_what_is_completed_is_read_as_that_very_thing(typed: str, where: Setting) -> None:
    before = clean_line(typed)
    found = complete(before, where)
    if found is None:
        return
    assert 0 <= found.start <= len(before)
    assert len(set(found.candidates)) == len(found.candidates)
    for one in found.candidates:
        line = finished(found, before, one.text)
        while line.lstrip(" ").casefold().startswith("/amend "):
            line = line.lstrip(" ")[7:]
            if not line.lstrip(" ").startswith("/") and found.kind in _BEHIND:
                line += _BEHIND[found.kind]
        assert means(found, line, one.text, where), (line, found.kind, one)


@given(LINES, settings_of_any_names())
def test_a_candidate_that_was_taken_is_not_offered_again(typed: str, where: Setting) -> None:
    before = clean_line(typed)
    found = complete(before, where)
    for one in found.candidates if found else ():
        again = complete(before[: found.start] + one.text, where)  # type: ignore[union-attr]
        assert again is None or one.text not in [other.text for other in again.candidates]
