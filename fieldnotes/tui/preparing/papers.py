"""The blank paper sheet of a meeting that is being prepared, written as PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from fieldnotes.archive.names import meeting_folder_name
from fieldnotes.model.meeting import Record
from fieldnotes.tui.work import Work

if TYPE_CHECKING:
    from fieldnotes.tui.desk import Desk
    from fieldnotes.tui.preparing.plan import Drawn


def sheet_work(
    desk: Desk, drawn: Drawn, says: Callable[[str], object], failed: Callable[[str], object]
) -> Work[str]:
    """Draws it and puts it beside the study, in the folder that exports go to; tells where. Raises CannotWrite."""
    assert desk.study is not None
    study, name = desk.study.folder.resolve(), desk.study.study.name
    record = Record(
        meeting=drawn.meeting, protocol=drawn.protocol, people=drawn.people, items=drawn.items, study=name
    )

    def write() -> str:
        from fieldnotes.export.pdf.sheet.page import sheet  # reportlab, 0.15 s
        from fieldnotes.export.placing import place

        made = sheet(record)
        path = place(_path(study, record), made.content)
        boxes = f" Its font lacks {', '.join(made.missing[:5])}: drawn as boxes." if made.missing else ""
        return f"The paper sheet, {made.pages} pages, is in {path}.{boxes}"

    return Work("Drawing the paper sheet", lambda tell, stop: write(), says, failed)


def _path(study: Path, record: Record) -> Path:
    meeting = record.meeting
    name = meeting_folder_name(meeting.date, meeting.site, meeting.body, meeting.id or "0" * 32)
    return study.parent / f"{study.name}-export" / f"{name.rpartition('-')[0]}-sheet.pdf"
