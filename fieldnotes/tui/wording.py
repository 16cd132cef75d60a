"""Times, dates and lengths as the screens write them; no locale, so that two laptops say the same."""

from datetime import date, datetime

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def clock(moment: datetime) -> str:
    """`14:12:06`"""
    return moment.strftime("%H:%M:%S")


def minute(moment: datetime) -> str:
    """`14:12`"""
    return moment.strftime("%H:%M")


def day(when: date) -> str:
    """`12 May 2004`"""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def day_of(iso: str) -> str:
    """The same of a date as it is kept, `2004-05-12`."""
    return day(date.fromisoformat(iso))


def due(words: str) -> str:
    """A due date as it is kept (`2004-06-12`, or words) told as `12 Jun 2004`, or the words."""
    try:
        return day(date.fromisoformat(words))
    except ValueError:
        return words


def running(seconds: float) -> str:
    """A time that goes on: `+12:09`, `+1:02:09`; before its start `-0:30`."""
    whole = abs(int(seconds))
    sign = "-" if seconds < 0 and whole else "+"
    hours, rest = divmod(whole, 3600)
    return f"{sign}{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{sign}{rest // 60}:{rest % 60:02}"


def number(value: float) -> str:
    """`5`, `2.5`"""
    return f"{value:g}"


def used_of_planned(used_seconds: float, planned_minutes: float | None, begun: bool) -> str:
    """Whole minutes used of those planned: `6/20`; `–/15` for what was not opened, `6` where none were planned."""
    used = str(int(used_seconds // 60)) if begun else "–"
    return used if planned_minutes is None else f"{used}/{number(planned_minutes)}"


def over(used_seconds: float, planned_minutes: float | None) -> str:
    """By how many whole minutes the plan was overrun: `+1`; empty where it was not."""
    if planned_minutes is None:
        return ""
    late = int((used_seconds - planned_minutes * 60) // 60)
    return f"+{late}" if late > 0 else ""


def behind(minutes: float | None, words: bool) -> str:
    """`+12` or `12 min behind`, `−3` or `3 min ahead`; less than a minute is nothing, or `on time`."""
    if minutes is None:
        return ""
    whole = int(minutes)
    if not words:
        return f" {'+' if whole > 0 else '−'}{abs(whole)}" if whole else ""
    return f" {abs(whole)} min {'behind' if whole > 0 else 'ahead'}" if whole else " on time"


def lasting(seconds: float) -> str:
    """How long something has lasted: `3:12`, `1:02:09`."""
    return running(max(0.0, seconds))[1:]


def percent(part: float) -> str:
    """A share of 1 as `22 %`."""
    return f"{round(part * 100)} %"
