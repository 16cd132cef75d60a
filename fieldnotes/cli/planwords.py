"""What an `import` says: warnings and names on standard error, the plan and what was done on standard output."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from fieldnotes.cli.output import complain, say, say_json, say_or_raise
from fieldnotes.text import visible

if TYPE_CHECKING:
    from fieldnotes.intake.incoming import Incoming
    from fieldnotes.intake.planned import Step

_SIGNS = {"add": "+", "amend": "~", "retract": "-", "write up": "|", "leave": "="}


def tell_warnings(incoming: "list[Incoming]") -> None:
    """Each warning with its file and line."""
    for one in incoming:
        for warning in one.planned.warnings:
            text = f"{warning.text.strip()} — " if warning.text.strip() else ""
            complain(visible(f"{one.path}:{warning.line}: {text}{warning.why}"))


def tell_notices(incoming: "list[Incoming]") -> None:
    """Which name became which code: on standard error alone, for names stay home."""
    for one in incoming:
        for notice in one.planned.notices:
            complain(visible(f"{one.path}: {notice}"))


def tell_plan(incoming: "list[Incoming]", as_json: bool) -> None:
    """What would be done, step by step."""
    if as_json:
        say_json([_shape(one, planned=True) for one in incoming])
        return
    for one in incoming:
        for step in one.planned.steps:
            say(visible(_step_words(step)))
        for line in _beside(one):
            say(visible(line))
        say(visible(f"{one.path}: to do: {_counts(one)}"))


def tell_done(done: "list[Incoming]", as_json: bool) -> None:
    """What was done; raises OSError."""
    if as_json:
        say_json([_shape(one) for one in done], say_or_raise)
        return
    for one in done:
        for line in _beside(one):
            say_or_raise(visible(line))
        say_or_raise(visible(f"{one.path}: {_counts(one)}"))


def _step_words(step: "Step") -> str:
    line = "" if step.line is None else f"line {step.line}"
    at = "" if step.at is None else f"{step.at:%H:%M:%S}"
    why = f"  ({step.why})" if step.why else ""
    return f"{_SIGNS[step.does]} {line:10} {at}  {step.says}{why}"


def _beside(one: "Incoming") -> Iterator[str]:
    from fieldnotes.jottings.words import say as in_words

    yield from one.planned.kept
    for seen in one.planned.missing_in_file:
        words = seen.typed or (seen.text if seen.from_recording else "") or in_words(seen)
        yield f"not in the file: {seen.at:%H:%M:%S}  {words}"


def _counts(one: "Incoming") -> str:
    planned = one.planned
    parts = [f"{planned.added} added"]
    if amended := planned.count("amend"):
        parts.append(f"{amended} amended")
    if retracted := planned.count("retract"):
        parts.append(f"{retracted} taken back")
    if planned.there_already:
        parts.append(f"{planned.there_already} there already")
    if warned := len(planned.warnings):
        parts.append(f"{warned} warned of")
    where = f"meeting {one.meeting}" if one.meeting else "a new meeting"
    nothing = "; nothing in it is new" if planned.is_empty else ""
    return f"{', '.join(parts)} ({where}){nothing}"


def _shape(one: "Incoming", planned: bool = False) -> dict[str, Any]:
    from fieldnotes.export.shape import iso

    plan = one.planned
    shape: dict[str, Any] = {
        "file": str(one.path),
        "as": one.form,
        "meeting": one.meeting or None,
        "added": plan.added,
        "amended": plan.count("amend"),
        "retracted": plan.count("retract"),
        "there_already": plan.there_already,
        "missing_in_file": [
            {"id": seen.id, "at": iso(seen.at), "line": seen.typed or seen.text} for seen in plan.missing_in_file
        ],
        "warnings": [warning._asdict() for warning in plan.warnings],
    }
    if planned:
        steps = [{**step._asdict(), "at": iso(step.at)} for step in plan.steps]
        shape |= {"dry_run": True, "steps": steps}
    return shape
