"""Write an observation as a line of the language, so that reading it gives the same again."""

from collections.abc import Callable

from fieldnotes.jottings.body import read_body
from fieldnotes.jottings.marks import write_text
from fieldnotes.jottings.setting import Setting
from fieldnotes.model.observation import Observation


def plain(number: float) -> str:
    """A number as it is written: `4`, `7.5`."""
    return str(int(number)) if float(number).is_integer() else str(number)


def write_minutes(minutes: float) -> str:
    """A length of time as `1h30m`, `5m`, `90s`; to the second."""
    seconds = round(minutes * 60)
    if seconds < 60 or (seconds % 60 and seconds < 3600):
        return f"{seconds}s"
    hours, rest = divmod(seconds, 3600)
    parts = ((hours, "h"), (rest // 60, "m"), (rest % 60, "s"))
    return "".join(f"{count}{unit}" for count, unit in parts if count)


def _joined(head: str, text: str) -> str:
    return f"{head} {text}" if text else head


def _speech(seen: Observation, text: str) -> str:
    head = seen.actor or "?"
    if seen.addressees:
        head += ">" + ",".join(seen.addressees)
    return _joined(_joined(head, ", ".join(seen.acts)) + ":", text)


def _decision(seen: Observation, text: str) -> str:
    head = seen.mode or ""
    if seen.mode and seen.votes:
        head += " " + "-".join(str(count) for count in seen.votes if count is not None)
    return _joined(_joined("!", head) + ("" if head else " ") + ":", text)


def _action(seen: Observation, text: str) -> str:
    head = ", ".join(seen.owners)
    if seen.due:
        head = _joined(head, f"by {seen.due}") if head else f"by {seen.due}"
    return _joined(_joined("=>", head) + ("" if head else " ") + ":", text)


def _reflection(seen: Observation, text: str) -> str:
    sign = {"method": "~m", "feeling": "~f"}.get(seen.reflection or "", "~")
    return _joined(sign, text)


def _item(seen: Observation, text: str) -> str:
    return _joined(f"/item {seen.item}" if seen.mode == "open" else "/item", text)


def _presence(seen: Observation, text: str) -> str:
    return _joined(f"/{seen.mode} {seen.actor}", text)


def _floor(seen: Observation, text: str) -> str:
    sign = {"joins": "+", "stops": "-"}.get(seen.mode or "", "")
    return _joined(f"/floor {sign}{seen.actor}" if seen.mode != "none" else "/floor", text)


def _break(seen: Observation, text: str) -> str:
    return _joined(f"/{seen.mode}", text)


def _gap(seen: Observation, text: str) -> str:
    return _joined(f"/gap {write_minutes(seen.minutes or 0)}", text)


def _rating(seen: Observation, text: str) -> str:
    return _joined(f"/rate {seen.scale} {plain(seen.rating or 0)}", text)


_FORMS: dict[str, Callable[[Observation, str], str]] = {
    "speech": _speech,
    "act": _speech,
    "decision": _decision,
    "action": _action,
    "reflection": _reflection,
    "item": _item,
    "presence": _presence,
    "floor": _floor,
    "break": _break,
    "gap": _gap,
    "rating": _rating,
}


def write_body(seen: Observation, setting: Setting) -> str:
    """The line that says this observation, without its time.

    A note is written with a `\\` where it would else be read as something more, or be warned of, in `setting`.
    """
    text = write_text(seen.text, seen.codes, seen.uncertain)
    form = _FORMS.get(seen.kind)
    if form:
        return form(seen, text)
    again = read_body(text, seen.at, setting)
    first = again.observations[0]
    same = first.kind == "note" and first.text == seen.text and len(again.observations) == 1
    return text if same and not again.warnings else "\\" + text
