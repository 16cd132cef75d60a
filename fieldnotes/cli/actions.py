"""`actions` and `done`: what meetings left open, and that it is settled."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fieldnotes.cli.output import complain, say, say_json, say_or_raise, telling
from fieldnotes.cli.study import STUDY
from fieldnotes.cli.words import one_line
from fieldnotes.errors import FieldnotesError
from fieldnotes.text import name_key, visible

if TYPE_CHECKING:
    from fieldnotes.prepare.matters import MeetingMatters, Standing


class NoSuchMatter(FieldnotesError):
    """An id that belongs to no action and no deferred decision, or to several."""

    def __init__(self, ref: str, several: bool) -> None:
        why = "belongs to several actions" if several else "is no action and no deferred decision of the study"
        super().__init__(f"“{ref}” {why}; nothing was changed. fieldnotes actions --all lists them with their ids.")


@click.command()
@STUDY
@click.option("--site", help="Only of this site.")
@click.option("--body", help="Only of this body.")
@click.option("--deferred", is_flag=True, help="Deferred decisions that were not taken up again, too.")
@click.option("--all", "with_settled", is_flag=True, help="What is settled, too.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def actions(
    study: Path, site: str | None, body: str | None, deferred: bool, with_settled: bool, as_json: bool
) -> None:
    """The open actions of all meetings: who, by when, from which meeting; those overdue first."""
    from fieldnotes.archive import StudyArchive
    from fieldnotes.model.clock import now_in
    from fieldnotes.prepare.gathering import gather
    from fieldnotes.prepare.matters import standing

    archive = StudyArchive.open(study)
    today = now_in(archive.study.zone).date()
    known = [each for each in gather(archive) if _fits(each, site, body)]
    found = [each for each in standing(known, with_settled) if deferred or each.matter.kind == "action"]
    rows = sorted((_row(each, today) for each in found), key=lambda row: (not row["overdue"], row["due"] or "~"))
    if as_json:
        say_json(rows)
    elif rows:
        say("\n".join(map(_line, rows)))
    else:
        say("No open actions.")


def _fits(meeting: "MeetingMatters", site: str | None, body: str | None) -> bool:
    wanted = (site, meeting.site), (body, meeting.body)
    return all(words is None or name_key(one_line(words)) == name_key(there) for words, there in wanted)


def _row(each: "Standing", today: date) -> dict[str, Any]:
    from fieldnotes.prepare.matters import is_overdue

    matter, meeting = each.matter, each.meeting
    return {
        "id": matter.id,
        "kind": matter.kind,
        "meeting": meeting.id,
        "site": meeting.site,
        "body": meeting.body,
        "date": meeting.date,
        "at": matter.at,
        "text": matter.text,
        "owners": list(matter.owners),
        "due": matter.due,
        "overdue": each.done is None and is_overdue(matter, today),
        "item": matter.item,
        "of": matter.of,
        "done": each.done,
    }


def _line(row: dict[str, Any]) -> str:
    who = ", ".join(row["owners"]) or "nobody named"
    due = f"by {row['due']}" if row["due"] else "no date"
    state = f"done {row['done']}" if row["done"] else "OVERDUE" if row["overdue"] else ""
    kind = "deferred: " if row["kind"] == "decision" else ""
    where = f"{row['site']} · {row['body']} {row['date']}"
    head = kind or f"{who} {due}: "
    return visible(f"{row['id'][-8:]}  {where}  {state + '  ' if state else ''}{head}{row['text'] or row['item']}")


@click.command()
@STUDY
@click.argument("matter")
@click.option("--why", default="", help="How it was settled; kept in the history.")
@click.option("--open", "reopen", is_flag=True, help="It is open after all.")
def done(study: Path, matter: str, why: str, reopen: bool) -> None:
    """Mark an action, or a deferred decision, as settled today; MATTER is its id as `actions` has it."""
    from fieldnotes.archive import StudyArchive
    from fieldnotes.model.clock import now_in
    from fieldnotes.prepare.gathering import gather
    from fieldnotes.prepare.matters import standing
    from fieldnotes.settings import observer_for

    archive = StudyArchive.open(study)
    archive.tell = complain
    found = _found(matter, standing(gather(archive), settled=True))
    opened = archive.open_meeting(found.meeting.id)
    record = opened.record()
    day = now_in(record.meeting.zone).date().isoformat()
    changed: tuple[dict[str, Any], list[str]] = ({}, ["done"]) if reopen else ({"done": day}, [])
    if bool(found.matter.done) == reopen:
        who = observer_for(None, record.observers)
        opened.carry_out(opened.acts(who).amend({found.matter.id: changed}, why=one_line(why)).deed)
    opened.close()
    archive.close()
    words = found.matter.text or found.matter.item
    said = f"{'open again' if reopen else 'done'} {found.matter.id}"
    with telling(said):
        say_or_raise(visible(f"{said}  {words}"))


def _found(ref: str, known: "list[Standing]") -> "Standing":
    wanted = ref.strip().lower()
    exact = [each for each in known if wanted == each.matter.id]
    fits = exact or [
        each for each in known
        if len(wanted) >= 4 and (each.matter.id.startswith(wanted) or each.matter.id.endswith(wanted))
    ]  # fmt: skip
    if len(fits) != 1:
        raise NoSuchMatter(ref, len(fits) > 1)
    return fits[0]


COMMANDS = {"actions": actions, "done": done}
