"""Two sessions of two runs on one meeting: each comes to show what both wrote."""

from pathlib import Path

from fieldnotes.archive import StudyArchive
from fieldnotes.capture.session import Session
from fieldnotes.model.clock import now_in
from fieldnotes.model.meeting import Meeting
from tests.jottings.rooms import ITEMS, PEOPLE, protocol


def test_each_comes_to_show_what_both_wrote(tmp_path: Path) -> None:
    study = StudyArchive.create(tmp_path / "s", "A study", "Europe/London")
    head = Meeting(site="B", body="PEC", date=now_in("Europe/London").date(), zone="Europe/London", protocol="x")
    study.new_meeting(head, protocol(), PEOPLE, ITEMS, who="KC").close()
    sessions = [Session(StudyArchive.open(tmp_path / "s").open_meeting("last"), who) for who in ("KC", "RS")]
    for number in range(100):
        for session in sessions:
            session.take(f"P1: {session.observer} {number}", session.now())
            session.look()
    left = [session.close() for session in sessions[:1]]
    while len(sessions[1].observations) < 200:
        sessions[1].look()
    left.append(sessions[1].close())
    assert left == [[], []]
    shown = [[seen.text for seen in session.observations] for session in sessions]
    record = study.open_meeting("last").record()
    assert sorted(shown[1]) == sorted(seen.text for seen in record.observations)
    assert len(shown[1]) == 200
    for who in ("KC", "RS"):
        assert [text for text in shown[1] if text.startswith(who)] == [f"{who} {n}" for n in range(100)]
        assert [text for text in shown[0] if text.startswith("KC")] == [f"KC {n}" for n in range(100)]
