"""The export screen by keys and mouse: what, for which tool, where; the plan first, all that came of it after."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events

from fieldnotes.archive import StudyArchive
from fieldnotes.export.options import LAST
from fieldnotes.tui.exporting.job import Exporting, Report
from fieldnotes.tui.exporting.kept import last_chosen
from tests.tui.at_export import Exporter, exporting
from tests.tui.at_start import make_study, starting


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """The study of seven meetings."""
    make_study(tmp_path / "beds").close()
    return tmp_path / "beds"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_the_chosen_meeting_goes_out_on_paper_by_two_keys(study: Path) -> None:
    async with exporting(study) as somebody:
        await somebody.sees("1 meeting, 1 file, into")
        assert "12 May 2004" in somebody.row("❯ Meetings")
        await somebody.types("", "ctrl+s")
        await somebody.sees("1 file written to")
        assert [name[:21] + name[-4:] for name in names(study.parent / "beds-export")] == [
            "2004-05-12-site-b-pec.pdf"
        ]


async def test_keys_that_come_before_the_page_are_its_own(study: Path) -> None:
    async with starting(study) as beginner:
        for key in ("x", "end", "down", "n", "ctrl+s"):
            beginner.pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await beginner.sees("2 files written to")
        assert names(study.parent / "beds-export") == ["beds-nvivo.csv", "beds.qdpx"]


async def test_the_study_for_nvivo(study: Path, tmp_path: Path) -> None:
    async with exporting(study) as somebody:
        await somebody.types("", "end", "down", "n")
        await somebody.sees("❯ For          NVivo")
        await somebody.sees("NVivo: File, Open, as type REFI-QDA Project")
        await somebody.sees("7 meetings, 2 files, into")
        await somebody.fills("Folder", str(tmp_path / "out"))
        await somebody.types("", "enter")
        await somebody.written()
        assert names(tmp_path / "out") == ["beds-nvivo.csv", "beds.qdpx"]


async def test_the_meetings_that_the_filter_shows_in_formats_of_ones_own(study: Path, tmp_path: Path) -> None:
    async with exporting(study, "/", *"pec", "tab", "x") as somebody:
        await somebody.types("", "space")
        assert "the 3 that the filter shows" in somebody.row("❯ Meetings")
        await somebody.fills("Formats", "pfd")
        await somebody.sees("no format: pfd")
        await somebody.types("", "ctrl+s")
        await somebody.sees("There is no format “pfd”; there are text, json, pdf")
        await somebody.types("", "ctrl+u")
        await somebody.types("text, js", "tab")
        assert "text, json" in somebody.row("❯ Formats")
        await somebody.fills("Folder", str(tmp_path / "out"))
        await somebody.types("", "ctrl+s")
        await somebody.sees("6 files written to")
        assert len(names(tmp_path / "out")) == 6


async def test_options_reach_the_files(study: Path, tmp_path: Path) -> None:
    async with exporting(study) as somebody:
        await somebody.fills("Formats", "markdown")
        for label in ("Codes", "Reflections", "Roles", "Paragraphs", "Together"):
            await somebody.goes_to(label)
            await somebody.types("", "space")
        await somebody.fills("Folder", str(tmp_path / "out"))
        await somebody.types("", "ctrl+s")
        await somebody.written()
        assert names(tmp_path / "out") == ["beds.md"]
        text = (tmp_path / "out" / "beds.md").read_text(encoding="utf-8")
        assert "\\[14:01:00\\] **Note:** the beds are full" in text


async def test_what_changed_since_the_last_export_is_chosen_here(study: Path, tmp_path: Path) -> None:
    async with exporting(study) as somebody:
        await somebody.types("", "end", "down", "q")
        await somebody.fills("Folder", str(tmp_path / "out"))
        await somebody.types("", "ctrl+s")
        await somebody.written()
        await somebody.types("", "enter")
        await somebody.goes_to("Since")
        await somebody.types("", "space")
        await somebody.sees("what has changed in 7 meetings, 1 file")
        await somebody.types("", "ctrl+s")
        await somebody.sees("No meeting has changed since the last export")
        assert names(tmp_path / "out") == ["beds.qdpx"]
        kept = last_chosen(study)
        assert kept
        assert kept.options.since == LAST


async def test_what_would_be_replaced_is_said_before(study: Path) -> None:
    async with exporting(study) as somebody:
        await somebody.types("", "ctrl+s")
        await somebody.written()
        await somebody.types("", "enter")
        await somebody.sees("1 meeting, 1 file; 1 replaces an older one, into")


async def test_next_week_s_export_is_one_key(study: Path, tmp_path: Path) -> None:
    async with exporting(study) as somebody:
        await somebody.types("", "end", "down", "s")
        await somebody.fills("Folder", str(tmp_path / "out"))
        await somebody.types("", "ctrl+s")
        await somebody.written()
        before = names(tmp_path / "out")
    for path in (tmp_path / "out").iterdir():
        path.unlink()
    async with exporting(study, "X") as somebody:
        await somebody.written()
        assert names(tmp_path / "out") == before
        await somebody.types("", "escape")
        assert "spreadsheet or statistics" in somebody.row("  For")
        await somebody.types("", "escape")
        await somebody.sees("by date")


async def test_one_key_without_a_last_time_asks(study: Path) -> None:
    async with exporting(study, "X") as somebody:
        await somebody.sees("Nothing was exported here before: choose, then ^S writes it.")
        assert somebody.page.view == "form"
        assert not (study.parent / "beds-export").exists()


async def test_beginning_anew_forgets_what_was_filled_in(study: Path) -> None:
    async with exporting(study) as somebody:
        await somebody.types("", "end", "down", "n", "f8")
        assert "12 May 2004" in somebody.row("❯ Meetings")
        assert "paper" in somebody.row("  For")


async def test_it_can_be_stopped_and_says_what_is_there(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    goes_on, run = threading.Event(), Exporting.run

    def slow(self: Exporting, tell: Callable[[int, int], None], stop: threading.Event) -> Report:
        def told(done: int, of: int) -> None:
            tell(done, of)
            if done == 2:
                goes_on.wait(20)

        return run(self, told, stop)

    monkeypatch.setattr(Exporting, "run", slow)
    async with exporting(study) as somebody:
        await somebody.types("", "end")
        await somebody.fills("Formats", "json")
        await somebody.types("", "ctrl+s")
        await somebody.sees("Exporting 2 of 7")
        await somebody.types("", "ctrl+q")
        await somebody.sees("then this screen can be left")
        goes_on.set()
        await somebody.sees("3 files written to")
        assert "stopped after 3 of 7" in " ".join(row.strip("│ ") for row in somebody.rows)
        assert len(names(study.parent / "beds-export")) == 3


async def test_every_sentence_can_be_read_afterwards_and_later(study: Path) -> None:
    archive = StudyArchive.open(study)
    for place in archive.meetings():
        for log in place.folder.glob("*.jsonl"):
            log.write_bytes(log.read_bytes() + b'{"half a [red]line')
    async with exporting(study) as somebody:
        await somebody.types("", "end")
        await somebody.fills("Formats", "json")
        await somebody.types("", "ctrl+s")
        await somebody.sees("7 warnings")
        seen = [row for row in await _read_on(somebody) if "-site-" in row or "-click-" in row]
        assert len([row for row in seen if not row.endswith(".json")]) == 7
        assert len([row for row in seen if row.endswith(".json")]) == 7
        await somebody.types("", "escape", "escape", "x", "f2")
        await somebody.sees("7 warnings")


async def _read_on(somebody: Exporter) -> list[str]:
    """Every row of what was written, read page by page."""
    rows: list[str] = []
    for _ in range(6):
        rows += [text for row in somebody.rows if (text := row.strip("│┃ ")) not in rows]
        await somebody.pilot.press("pagedown")
    return rows


async def test_a_folder_that_cannot_be_is_one_sentence(study: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    async with exporting(study) as somebody:
        await somebody.fills("Folder", str(tmp_path / "file"))
        await somebody.types("", "ctrl+s")
        await somebody.sees("That is a file; say a folder")
        await somebody.fills("Folder", str(tmp_path / "file" / "[b]in it[/]"))
        await somebody.types("", "ctrl+s")
        await somebody.sees("1 not written")
        await somebody.sees("could not be written")


async def test_the_mouse_goes_to_an_entry_and_changes_it(study: Path) -> None:
    async with exporting(study) as somebody:
        await somebody.pilot.click("#export-form", offset=(20, 2))
        assert somebody.page.filled.entry.label == "For"
        await somebody.pilot.click("#export-form", offset=(20, 2))
        assert "spreadsheet or statistics" in somebody.row("❯ For")
        await somebody.sees("Each table begins")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)], ids=["narrow", "small", "large"])
async def test_the_entry_in_hand_is_in_sight_in_any_window(study: Path, size: tuple[int, int]) -> None:
    async with exporting(study, size=size) as somebody:
        await somebody.types("", "down", "n")
        for _ in somebody.page.filled.entries:
            assert f"❯ {somebody.page.filled.entry.label}" in somebody.row("❯")
            assert somebody.row("What will be written")
            await somebody.types("", "down")


async def test_fields_out_of_sight_are_counted(study: Path) -> None:
    async with exporting(study, size=(60, 20)) as somebody:
        await somebody.types("", "down", "down", *"qdpx,pdf,docx")
        await somebody.sees("─ 3 more below ─")
        await somebody.types("", "up", "up", "up")
        assert somebody.page.filled.entry.label == "Folder"
        await somebody.sees("─ 3 more above ─")
    async with exporting(study, size=(120, 36)) as somebody:
        assert not somebody.row("more above")


async def test_help_and_the_palette_know_it(study: Path) -> None:
    async with exporting(study) as somebody:
        await somebody.types("", "f1")
        await somebody.sees("another choice in a field")
        await somebody.types("", "escape", "escape")
        await somebody.types("?")
        await somebody.sees("Keys")
    async with starting(study) as beginner:
        await beginner.types("", "ctrl+p")
        await beginner.types("export as", "enter")
        await beginner.sees("Nothing was exported here before")


async def test_nothing_to_export_is_said(tmp_path: Path) -> None:
    StudyArchive.create(tmp_path / "new", "New", "UTC").close()
    async with starting(tmp_path / "new") as beginner:
        await beginner.types("x")
        await beginner.sees("There is no meeting to export yet: n makes one.")
