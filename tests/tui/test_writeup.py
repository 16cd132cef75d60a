"""The write-up screen: notes beside frozen jottings, drafts, codes on words, reflections, what is left."""

from pathlib import Path

import pytest
from textual import events

from fieldnotes.cli import run
from tests.tui.writer import make_study, on_disk, writing

NOTE = "Silence. Then the chair asked P3 again, and nobody looked up."


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return make_study(tmp_path)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (60, 20)])
async def test_the_jottings_stand_by_the_note_whatever_the_size(study: Path, size: tuple[int, int]) -> None:
    async with writing(study, size) as writer:
        await writer.sees("who has the beds")
        await writer.sees("Fuller note")
        assert "leave" in await writer.sees("F1")
        assert all(len(row) <= size[0] for row in writer.rows)


async def test_at_120_columns_they_stand_side_by_side_and_reflections_under_them(study: Path) -> None:
    async with writing(study, (120, 36)) as writer:
        row = await writer.sees("Fuller note")
        assert "Jottings" in row
        assert "tired" in await writer.sees("tired")


async def test_what_is_typed_is_a_draft_then_in_the_record_with_the_next_line(study: Path) -> None:
    async with writing(study) as writer:
        await writer.types(NOTE)
        await writer.sees("kept as a draft")
        assert writer.written() == [None] * 5
        await writer.types("", "f2")
        await writer.sees("● saved")
        assert writer.written()[0] == NOTE
        assert "✓" in await writer.sees("who has the beds")
        await writer.types("Another", "f2")
        await writer.types("The last.\n\nIts second paragraph.")
    assert [note for note in [seen.written_up for seen in on_disk(study).observations] if note] == [
        NOTE,
        "Another",
        "The last.\n\nIts second paragraph.",
    ]


async def test_a_draft_is_taken_up_where_the_screen_was_killed(study: Path) -> None:
    async with writing(study, killed=True) as writer:
        await writer.types("As far as it")
        await writer.sees("kept as a draft")
    assert [seen.written_up for seen in on_disk(study).observations] == [None] * 5
    async with writing(study) as writer:
        await writer.sees("As far as it")
        await writer.sees("taken up where they stood")
        await writer.types(" went.")
    assert on_disk(study).observations[0].written_up == "As far as it went."


async def test_a_rest_of_a_minute_puts_it_into_the_record(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fieldnotes.capture.writingup.REST_SECONDS", 0.2)
    async with writing(study) as writer:
        await writer.types("Rested")
        await writer.until(lambda: writer.written()[0] == "Rested", "the note on the disk")
        await writer.types(" and on")
        await writer.until(lambda: writer.written()[0] == "Rested and on", "the longer note on the disk")


async def test_next_and_previous_go_over_the_lines_that_want_a_note(study: Path) -> None:
    async with writing(study) as writer:
        chosen = []
        for key in ("f2", "f2", "f2", "f3", "alt+p"):
            await writer.types("", key)
            chosen.append(writer.screen.session.seen(writer.screen.of or "").text)
        beds, hot, nobody = "who has the beds", "the room is hot [/]", "nobody"
        assert chosen == [hot, nobody, beds, nobody, hot]
        await writer.types("", "alt+up")
        assert writer.screen.session.seen(writer.screen.of or "").kind == "item"


async def test_words_of_the_note_are_coded_from_the_keyboard(study: Path) -> None:
    async with writing(study) as writer:
        await writer.types(NOTE)
        await writer.types("", "home", *["ctrl+right"] * 2, "right", *["shift+ctrl+right"] * 2, "f4")
        await writer.sees("Code “the chair”")
        await writer.types("tens", "tab", "enter")
        await writer.sees("Coded: #")
        await writer.sees("“the chair”")
        await writer.types("", "ctrl+home")
        await writer.types("At two. ")
    [coding] = on_disk(study).codings
    text = on_disk(study).observations[0].written_up or ""
    assert (coding.part, coding.quote, text[slice(*coding.span)]) == ("write-up", "the chair", "the chair")
    assert text.startswith("At two. ")


async def test_words_of_the_jotting_are_coded_and_it_stays_as_it_was_typed(study: Path) -> None:
    async with writing(study) as writer:
        await writer.types("", "f6")
        await writer.sees("The jotting, frozen")
        await writer.types("x", "backspace", "end", "ctrl+shift+left", "alt+k")
        await writer.types("beds", "enter")
        await writer.sees("jotting: “beds”")
        await writer.types("", "escape", "escape")
        await writer.sees("Fuller note")
    record = on_disk(study)
    assert [(one.part, one.quote) for one in record.codings] == [("text", "beds")]
    assert record.observations[0].text == "who has the beds"
    assert record.observations[0].written_up is None


async def test_a_coding_is_taken_off_and_one_whose_words_go_is_told_as_lost(study: Path) -> None:
    async with writing(study) as writer:
        await writer.types("beds and lifts", "ctrl+home", "alt+w", "f4", "a", "enter")
        await writer.sees("Coded: #a on “beds”")
        await writer.types("", "ctrl+end", "alt+w", "f4", "b", "enter")
        await writer.sees("Coded: #b on “lifts”")
        await writer.types("", "f5")
        await writer.sees("Taken off: #b “lifts”")
        await writer.types("", "ctrl+home", "ctrl+delete")
        await writer.types("", "alt+down", "alt+up")
        await writer.sees("lost: “beds”")
        await writer.types("", "f5")
        await writer.sees("No coded words here")
    first, second = on_disk(study).codings
    assert (first.lost, first.quote, first.retracted) == (True, "beds", False)
    assert (second.lost, second.retracted) == (False, True)


async def test_nothing_selected_is_said_and_asking_can_be_left(study: Path) -> None:
    async with writing(study) as writer:
        await writer.types("beds", "f4")
        await writer.sees("Select the words first")
        await writer.types("", "alt+w", "f4")
        await writer.sees("Code “beds”")
        await writer.types("x", "escape")
        await writer.until(lambda: writer.screen.asked is None, "no question")
        await writer.types("!")
        assert writer.screen.pad.pad.text == "!"
    assert on_disk(study).codings == ()


async def test_reflections_are_kept_apart_and_late(study: Path) -> None:
    async with writing(study, (120, 36)) as writer:
        await writer.types("", "f7")
        await writer.sees("Reflection ›")
        await writer.types("", "backspace")
        await writer.types("m sat too far back", "enter")
        await writer.sees("~m sat too far back")
        await writer.types("", "f8")
        await writer.types("it went on", "enter")
        await writer.sees("Added to the reflections")
    reflections = [seen for seen in on_disk(study).observations if seen.kind == "reflection"]
    assert [(seen.reflection, seen.late) for seen in reflections][1] == ("method", True)


async def test_what_is_left_is_told_in_place_of_the_papers(study: Path) -> None:
    async with writing(study) as writer:
        await writer.types("", "f12")
        await writer.sees("Not written up: 3")
        await writer.types("", "f12")
        await writer.sees("Fuller note")
        await writer.types("", "alt+d")
        await writer.sees("marked as written up")
        await writer.types("", "f1")
        await writer.sees("undo and redo what was typed")
        await writer.types("", "escape")
        await writer.sees("Fuller note")
    assert on_disk(study).meeting.written_up


async def test_user_text_is_never_markup_and_pastes_are_whole(study: Path) -> None:
    async with writing(study) as writer:
        pasted = "[/] [red]not red[/] \x1b[31m\r\n\u202eback\u202c a\u00a0b\tc\n"
        writer.pilot.app.post_message(events.Paste(pasted))
        await writer.sees("[red]not red[/]")
        await writer.sees("[U+202E]back")
        assert writer.screen.pad.pad.text == "[/] [red]not red[/] �[31m\n\u202eback\u202c a\u00a0b c\n"
        await writer.types("", "alt+a", "f4")
        await writer.types("[x]", "enter")
        await writer.until(lambda: writer.screen.asked is None, "no question")


async def test_the_veil_takes_every_key(study: Path) -> None:
    async with writing(study) as writer:
        await writer.types("seen", "f9")
        await writer.until(lambda: not writer.row("seen"), "nothing")
        await writer.types("secret", "f2", "ctrl+q", "ctrl+r")
        await writer.sees("seen")
        assert writer.screen.pad.pad.text == "seen"


async def test_an_editor_cannot_be_had_where_the_terminal_cannot_be_lent(study: Path) -> None:
    async with writing(study) as writer:
        await writer.types("a note", "f10")
        await writer.sees("cannot be lent")
        assert writer.screen.pad.pad.text == "a note"


async def test_what_somebody_else_writes_comes_in(study: Path) -> None:
    async with writing(study) as writer:
        of = writer.screen.notes.jottings[2].id
        assert run(["write", str(study), "last", of, "theirs", "--observer", "RS"]) == 0
        await writer.until(lambda: writer.screen.notes.mark(of).startswith("✓"), "their note")
        await writer.types("mine", "f2")
        assert writer.screen.session.seen(writer.screen.of or "").text == "nobody"


async def test_a_meeting_without_lines_says_so(tmp_path: Path) -> None:
    study = make_study(tmp_path, "/undo")
    async with writing(study) as writer:
        await writer.sees("There are no jottings yet.")
        await writer.types("x", "f2", "f3", "f4", "f5", "f6", "f10", "alt+up", "f12", "f12")
        await writer.sees("There are no jottings yet.")


async def test_undo_is_of_the_note_and_never_of_the_jottings(study: Path) -> None:
    async with writing(study) as writer:
        await writer.types("one two")
        await writer.types("", *["ctrl+z"] * 9)
        assert writer.screen.pad.pad.text == ""
        await writer.types("", *["ctrl+y"] * 9)
        assert writer.screen.pad.pad.text == "one two"
    assert not any(seen.retracted for seen in on_disk(study).observations)


def test_it_wants_a_terminal(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["writeup", str(study)]) == 1
    assert "fieldnotes write" in capsys.readouterr().err
