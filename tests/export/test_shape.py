"""The shape of `show --json` and `list --json`, held key by key."""

from datetime import datetime

import orjson

from fieldnotes.export import json
from fieldnotes.export.shape import iso, observation_shape, row, shape
from fieldnotes.export.whole import whole
from fieldnotes.model.agenda import Item
from fieldnotes.model.observation import Observation
from fieldnotes.model.people import Person
from tests.measures.meetings import at, meeting, opens, seen

OBSERVATION_KEYS = [
    "id", "at", "typed_at", "kind", "mode", "item", "actor", "addressees", "acts", "text", "verbatim", "codes",
    "votes", "owners", "due", "of", "reflection", "minutes", "scale", "rating", "uncertain", "late", "observer",
    "written_up", "retracted",
]  # fmt: skip
RECORD = meeting(
    seen("14:09", "action", id="a", owners=("P3",), due="2004-06-12", text="one page", observer="KC"),
    opens("14:01", "1"),
    seen("14:02", "speech", id="s", actor="P3", addressees=("P1", "*"), acts=("challenge",), text='"no" he said',
         verbatim=((1, 3),), codes=("tension",), uncertain=True, observer="LM", written_up="more\nof it"),
    seen("14:08", "decision", "vote", id="d", votes=(7, 2, None), text="adopt", observer="KC"),
    seen("14:10", "break", "end"),
    people=(Person("P1", "chair", "clinical"), Person("P3", status="apologies")),
    items=(Item("1", "Minutes", 5, "approval", "P1"), Item("2")),
)  # fmt: skip


def test_every_key_is_there_and_absent_values_are_null_or_empty() -> None:
    shown = observation_shape(Observation(at=at("14:00"), kind="note"))
    assert list(shown) == OBSERVATION_KEYS
    assert {key for key, value in shown.items() if value is None} == {
        "typed_at", "mode", "item", "actor", "votes", "due", "of", "reflection", "minutes", "scale", "rating",
        "written_up",
    }  # fmt: skip
    assert (shown["addressees"], shown["verbatim"], shown["text"], shown["late"]) == ([], [], "", False)


def test_the_meeting_its_people_and_items() -> None:
    shown = shape(RECORD)
    assert list(shown) == ["meeting", "people", "items", "observations"]
    assert shown["meeting"] == {
        "id": RECORD.meeting.id, "source": "observation", "site": "Site B", "body": "PEC", "type": None,
        "date": "2004-05-12", "start": "2004-05-12T14:00:00+01:00", "end": "2004-05-12T14:10:00+01:00",
        "zone": "Europe/London", "observers": ["KC", "LM"], "protocol": "meeting-observation", "blind": False,
        "header": [],
    }  # fmt: skip
    assert shown["people"] == [
        {"code": "P1", "role": "chair", "group": "clinical", "status": "present",
         "intervals": [["2004-05-12T14:00:00+01:00", "2004-05-12T14:10:00+01:00"]]},
        {"code": "P3", "role": "", "group": "", "status": "apologies", "intervals": []},
    ]  # fmt: skip
    assert shown["items"] == [
        {"number": "1", "title": "Minutes", "planned_minutes": 5, "purpose": "approval", "presenter": "P1",
         "intervals": [["2004-05-12T14:01:00+01:00", "2004-05-12T14:10:00+01:00"]], "minutes": 9.0},
        {"number": "2", "title": "", "planned_minutes": None, "purpose": "", "presenter": "", "intervals": [],
         "minutes": 0.0},
    ]  # fmt: skip


def test_observations_are_in_order_of_time_and_placed() -> None:
    shown = shape(RECORD)["observations"]
    assert [o["kind"] for o in shown] == ["item", "speech", "decision", "action", "break"]
    speech, decision, action = shown[1:4]
    assert (speech["item"], decision["item"], action["of"]) == ("1", "1", "d")
    assert (speech["verbatim"], speech["addressees"], decision["votes"]) == ([[1, 3]], ["P1", "*"], [7, 2, None])


def test_times_keep_milliseconds_where_they_are_not_zero_and_read_back() -> None:
    moment = at("14:03:20.250")
    assert iso(moment) == "2004-05-12T14:03:20.250+01:00"
    assert datetime.fromisoformat(iso(moment) or "") == moment
    assert iso(at("14:03")) == "2004-05-12T14:03:00+01:00"


def test_a_row_of_the_list() -> None:
    assert row(RECORD) == {
        "id": RECORD.meeting.id, "source": "observation", "site": "Site B", "body": "PEC", "type": None,
        "date": "2004-05-12", "start": "2004-05-12T14:00:00+01:00", "minutes": 10.0, "observations": 5, "people": 2,
        "observers": ["KC", "LM"], "written_up": True, "open_actions": 1, "state": "ended",
    }  # fmt: skip


def test_the_state_of_a_meeting() -> None:
    assert (row(meeting())["state"], row(meeting())["minutes"]) == ("planned", None)
    assert row(meeting(opens("14:00", "1")))["state"] == "open"
    retracted = seen("14:00", "action", text="x", retracted=True, written_up="y")
    shown = row(meeting(retracted))
    assert (shown["state"], shown["observations"], shown["open_actions"], shown["written_up"]) == (
        "planned",
        0,
        0,
        False,
    )


def test_the_json_export_has_the_whole_and_ends_with_a_line_feed() -> None:
    written = json.written(RECORD)
    assert orjson.loads(written) == whole(RECORD)
    assert written.endswith(b"}\n")
