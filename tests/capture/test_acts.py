"""Acts of a live session on the record, on a real archive: shown at once, written in order, the same on disk."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
import pytest

from fieldnotes.archive import MeetingArchive, StudyArchive
from fieldnotes.capture.linemode import LineMode
from fieldnotes.capture.session import Session, Taken
from fieldnotes.capture.spancoding import write
from fieldnotes.model.clock import now_in
from fieldnotes.model.meeting import Meeting, Record
from fieldnotes.model.observation import Observation
from tests.jottings.rooms import ITEMS, PEOPLE, protocol
from tests.keepers import Stuck


class Desk:
    """Sessions of observers on one meeting of a study."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "study"
        study = StudyArchive.create(self.folder, "A study", "Europe/London")
        today = now_in("Europe/London").date()
        head = Meeting(site="B", body="PEC", date=today, zone="Europe/London", protocol="x")
        study.new_meeting(head, protocol(), PEOPLE, ITEMS, who="KC").close()
        self.open: list[Session] = []

    def archive(self) -> MeetingArchive:
        return StudyArchive.open(self.folder).open_meeting("last")

    def sit(self, who: str = "KC") -> Session:
        session = Session(self.archive(), who)
        self.open.append(session)
        return session

    def stuck(self) -> tuple[Session, Stuck]:
        disk = Stuck(self.archive())
        session = Session(disk, "KC")
        self.open.append(session)
        return session, disk

    def leave(self) -> None:
        for session in self.open:
            assert session.close() == []
        self.open.clear()

    def on_disk(self) -> Record:
        return self.archive().record()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.leave()


def enter(session: Session, *lines: str) -> Taken:
    """Enter lines without waiting for the disk; what came of the last."""
    taken = [session.take(line, session.now()) for line in lines]
    return taken[-1]


def shown(session: Session) -> list[tuple[str, str | None, str]]:
    """What stands: kind, who, text."""
    return [(seen.kind, seen.actor, seen.text) for seen in session.observations if not seen.retracted]


def kept(observations: Sequence[Observation]) -> list[Observation]:
    """Observations as they are kept."""
    return [
        msgspec.structs.replace(o, of=None, item=o.item if (o.kind, o.mode) == ("item", "open") else None)
        for o in observations
    ]


def test_undo_takes_back_a_line_and_all_it_brought(desk: Desk) -> None:
    session = desk.sit()
    enter(session, "chair opens", "/in P5,P9 by phone #brand-new")
    taken = enter(session, "/undo")
    assert taken.says.startswith("Taken back: P5 is here")
    assert "P9 is here" in taken.says
    assert shown(session) == [("note", None, "chair opens")]
    assert not session.record.roster.is_listed("P9")
    assert session.record.codes == ()
    assert "P9" not in session.room.here
    desk.leave()
    record = desk.on_disk()
    assert [o.retracted for o in record.observations] == [False, True, True]
    assert not record.roster.is_listed("P9")
    assert record.codes == ()


def test_a_code_that_another_line_uses_stays_and_that_is_said(desk: Desk) -> None:
    session, other = desk.sit(), desk.sit("RS")
    mode = LineMode(session)
    mode.enter("one #new", session.now())
    other.look()
    LineMode(other).enter("two #new", other.now())
    session.look()
    says = mode.enter("/undo", session.now()).says
    assert says == "Taken back: note · #new: one. #new stays: another line names it."
    assert [code.name for code in desk.on_disk().codes] == ["new"]


def test_what_somebody_else_changed_since_is_left_and_said(desk: Desk) -> None:
    session = desk.sit()
    mode = LineMode(session)
    identity = mode.enter("P1: one", session.now()).identity
    desk.archive().amend("observations", identity, {"text": "another"}, "RS")
    session.look()
    says = mode.enter("/undo", session.now()).says
    assert says == "Not taken back: P1: another. RS has changed the line since: that is left as it is."
    assert shown(session) == [("speech", "P1", "another")]


def test_all_the_way_back_and_forth_over_restarts(desk: Desk) -> None:
    session = desk.sit()
    lines = [
        "/item 2",
        "P7 challenge: no",
        "! consensus: yes #new",
        "/amend ! vote 3-1: yes",
        "/write more",
        "~ hm",
    ]
    states = [shown(session)]
    for line in lines:
        enter(session, line)
        states.append(shown(session))
    for state in reversed(states[:-1]):
        desk.leave()
        session = desk.sit()
        enter(session, "/undo")
        assert shown(session) == state
    assert enter(session, "/undo").ticket == 0
    for state in states[1:]:
        enter(session, "/redo")
        assert shown(session) == state
    assert enter(session, "/redo").ticket == 0
    desk.leave()
    assert kept(session.observations) == list(desk.on_disk().observations)
    assert session.record.people == desk.on_disk().people


def test_acts_on_lines_that_wait_for_the_disk_are_shown_at_once_and_written_in_order(desk: Desk) -> None:
    session, disk = desk.stuck()
    enter(session, "first", "P1: before")
    disk.refusing.set()
    enter(session, "P9: money #new", "/amend P8: beds", "/undo", "/undo")
    assert shown(session) == [("note", None, "first"), ("speech", "P1", "before")]
    assert session.record.codes == ()
    assert not session.record.roster.is_listed("P9")
    enter(session, "/redo", "/write later", "/retract not so", "/undo")
    expected = [
        ("note", None, "first"),
        ("speech", "P1", "before"),
        ("presence", "P9", ""),
        ("speech", "P9", "money"),
    ]
    assert shown(session) == expected
    assert not session.is_durable(session.observations[-1].id)
    disk.refusing.clear()
    desk.leave()
    record = desk.on_disk()
    assert [(o.kind, o.actor, o.text) for o in record.observations if not o.retracted] == expected
    assert kept(session.observations) == list(record.observations)
    assert (session.record.people, session.record.codes) == (record.people, record.codes)


def test_lines_of_others_come_in_while_an_act_waits(desk: Desk) -> None:
    session, disk = desk.stuck()
    LineMode(session).enter("mine", session.now())
    disk.refusing.set()
    enter(session, "/undo", "another")
    other = desk.sit("RS")
    LineMode(other).enter("theirs", other.now())
    assert session.look()
    assert sorted(text for _, _, text in shown(session)) == ["another", "theirs"]
    disk.refusing.clear()


def test_an_act_that_came_to_something_else_is_shown_as_it_is(desk: Desk) -> None:
    session, disk = desk.stuck()
    mode = LineMode(session)
    identity = mode.enter("P1: one", session.now()).identity
    disk.refusing.set()
    enter(session, "/undo")
    assert shown(session) == []
    archive = desk.archive()
    archive.amend("observations", identity, {"text": "as RS heard it"}, "RS")
    disk._archive.refresh()  # as a checkpoint does: read, and nothing told
    disk.refusing.clear()
    mode.enter("the next line waits for those before it", session.now())
    session.look()
    assert ("speech", "P1", "as RS heard it") in shown(session)


@pytest.mark.parametrize(
    ("typed", "instead", "wanted"),
    [
        ("P3: money", "P5: money", [("speech", "P5", "money")]),
        ("P3: money", "~ money", [("reflection", None, "money")]),
        ("/item 2", "/item 1", [("item", None, "")]),
        ("/in P5,P9", "/in P5", [("presence", "P5", "")]),
        ("P9: money", "P1: money", [("speech", "P1", "money")]),
        ("P1: money", "P9: money", [("speech", "P9", "money"), ("presence", "P9", "")]),
    ],
)
def test_an_amended_line_is_read_as_if_it_had_been_typed_then(
    desk: Desk, typed: str, instead: str, wanted: list[tuple[str, str | None, str]]
) -> None:
    session = desk.sit()
    before = enter(session, typed).observations[-1]
    enter(session, "/undo", "/redo", f"/amend {instead}")
    assert shown(session) == wanted
    main = next(o for o in session.observations if o.id == before.id)
    assert (main.at, main.typed, main.typed_at, main.observer) == (before.at, typed, before.typed_at, "KC")


def test_an_older_line_is_amended_in_the_room_of_its_time(desk: Desk) -> None:
    session = desk.sit()
    enter(session, "/item 1")
    action = enter(session, "the terms").observations[-1]
    enter(session, "/item 2", "/out P3")
    taken = session.amend(action.id, "=> P3: the terms")
    assert taken.warnings == ()
    (changed,) = taken.observations
    assert (changed.kind, changed.owners, changed.item) == ("action", ("P3",), "1")
    assert session.amend(action.id, "@-2m P3: x").warnings[0].startswith("The time of a line stays")


def test_retract_and_write_up_reach_any_line_by_its_id(desk: Desk) -> None:
    session, other = desk.sit(), desk.sit("RS")
    theirs = LineMode(other).enter("theirs", other.now()).identity
    session.look()
    write(session, theirs, "more of it")
    session.retract(theirs, why="twice")
    assert session.retract(theirs).says == "That was taken back already; nothing was changed."
    assert shown(session) == []
    desk.leave()
    last = desk.archive().history()[-1]
    assert (last.who, last.why) == ("KC", "twice")
    (seen,) = desk.on_disk().observations
    assert (seen.retracted, seen.written_up, seen.observer) == (True, "more of it", "RS")


def test_what_an_act_will_do_is_said_while_it_is_typed(desk: Desk) -> None:
    session = desk.sit()
    wording: Callable[[str], str] = lambda line: session.read(line, session.now()).says  # noqa: E731
    assert wording("/undo") == "takes back your latest line"
    assert "is to read" in wording("/amend P3: beds")
    assert enter(session, "/retract").says == "There is no line of yours here; nothing was changed."


def test_many_changes_of_one_field_are_taken_back_and_brought_back_one_by_one(desk: Desk) -> None:
    session = desk.sit()
    for line in ("one", "/amend two", "/amend three", "/amend four", "/amend five"):
        enter(session, line)
    texts = []
    for act in ("/undo", "/undo", "/undo", "/redo", "/redo", "/undo", "/undo", "/undo", "/redo"):
        enter(session, act)
        texts.append(session.observations[0].text)
    assert texts == ["four", "three", "two", "three", "four", "three", "two", "one", "two"]
    desk.leave()
    session = desk.sit()
    enter(session, "/undo")
    assert session.observations[0].text == "one"


def test_a_line_amended_apart_is_settled_by_whoever_enters_it_anew(desk: Desk) -> None:
    """Also where it is to stay as it is shown."""
    session = desk.sit()
    mode = LineMode(session)
    identity = mode.enter("P3: the beds", session.now()).identity
    other = desk.archive()
    mode.enter("/amend P3: the beds are full", session.now())
    other.amend("observations", identity, {"text": "the beds are few"}, "RS")
    session.look()
    assert shown(session)[-1] == ("speech", "P3", "the beds are few")
    other.refresh()
    assert [d.field for d in other.storage.journal.fold.differences()] == ["text"]
    mode.enter("/amend P3: the beds are few", session.now())
    other.refresh()
    assert other.storage.journal.fold.differences() == []
    assert shown(session)[-1] == ("speech", "P3", "the beds are few")
    other.close()
