"""Projects that come back from a coding program: `import --as qdpx`, a plan first, one commit a meeting."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fieldnotes.cli.output import complain, say_json, say_or_raise, telling
from fieldnotes.text import clean_line, visible

if TYPE_CHECKING:
    from fieldnotes.intake.qdpx.plan import MeetingPlan, NotPlaced, Plan

_LONGEST = 60


def bring(study: Path, files: Sequence[Path], observer: str | None, as_json: bool, dry_run: bool) -> None:
    """Take the codings of projects into a study; with `dry_run`, say what that would come to.

    Raises what reading, planning and saving raise.
    """
    from fieldnotes.archive import StudyArchive
    from fieldnotes.intake.qdpx.taking_in import Meetings, plan_file, take_in
    from fieldnotes.settings import observer_for

    archive = StudyArchive.open(study)
    archive.tell, archive.once = complain, True
    who = observer_for(observer, [])
    plans: list[Plan] = []
    meetings = Meetings(archive)
    try:
        plans = [plan_file(archive, meetings, path) for path in files]  # what is wrong with one is told before all
        for number, path in enumerate(() if dry_run else files):
            if number:
                plans[number] = plan_file(archive, meetings, path)  # in the light of those before it
            for one in plans[number].meetings:
                take_in(meetings, one, who)
    finally:
        archive.close()
    if not as_json:
        for sentence in (f"{plan.source}: {said}" for plan in plans for said in _doubts(plan)):
            complain(visible(sentence))
    with telling(f"{sum(plan.added for plan in plans)} codings were imported."):
        if as_json:
            say_json([_shape(plan) for plan in plans], say_or_raise)
            return
        for plan in plans:
            for line in _lines(plan, dry_run):
                say_or_raise(visible(line))


def _short(words: str) -> str:
    line = clean_line(words)
    return f"“{line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + '…'}”"


def _doubts(plan: "Plan") -> Iterator[str]:
    for one in plan.meetings:
        for lost in one.not_placed:
            yield f"not placed: #{lost.code} {_short(lost.words)} ({lost.coder}): {lost.why}."
    for name in plan.strangers:
        yield f"left: the source {_short(name)} is no meeting of this study, or is there a second time."


def _lines(plan: "Plan", dry_run: bool) -> Iterator[str]:
    for name, words in plan.renamed:
        yield f"#{name} is called {_short(words)} there, and stays #{name} here"
    for one in plan.meetings:
        title = one.meeting
        for code in one.codes:
            yield f"{title}: new code #{code.name}"
        for coding in one.new:
            yield f"{title}: + #{coding.code} {_short(coding.quote)} ({coding.coder})"
        if one.counted:
            yield f"{title}: positions in the file count {one.counted}, and were read so"
        if one.is_changed:
            yield f"{title}: its text differs from that in the file; codings are placed by their words"
        if one.taken_back:
            yield f"{title}: {one.taken_back} taken back here, left so"
        if one.missing:
            yield f"{title}: {one.missing} not in the file, left as they are"
    lost = sum(len(one.not_placed) for one in plan.meetings)
    doubt = f", {lost} not placed" if lost else ""
    verb = "to add" if dry_run else "added"
    yield f"{plan.source}: {plan.added} {verb}, {plan.there} there already{doubt}"


def _shape(plan: "Plan") -> dict[str, Any]:
    return {
        "file": plan.source,
        "meeting": None,
        "added": plan.added,
        "there_already": plan.there,
        "meetings": [_meeting(one) for one in plan.meetings],
        "strangers": list(plan.strangers),
        "called_there": dict(plan.renamed),
        "warnings": [{"line": 1, "text": "", "why": said} for said in _doubts(plan)],
    }


def _meeting(one: "MeetingPlan") -> dict[str, Any]:
    from fieldnotes.export.whole import coding_shape

    return {
        "meeting": one.meeting,
        "new": [coding_shape(coding) for coding in one.new],
        "codes": [code.name for code in one.codes],
        "there_already": one.there,
        "taken_back": one.taken_back,
        "missing_in_file": one.missing,
        "not_placed": [_lost(lost) for lost in one.not_placed],
        "text_differs": one.is_changed,
        "counted": one.counted,
    }


def _lost(lost: "NotPlaced") -> dict[str, str]:
    return {"words": clean_line(lost.words), "code": lost.code, "coder": lost.coder, "why": lost.why}
