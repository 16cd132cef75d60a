"""The clock since a meeting in words, and what is left to do of it."""

from datetime import timedelta

from fieldnotes.measures.left import Left, WriteUpClock


def clock_in_words(clock: WriteUpClock) -> str:
    """`Over for 3 h 20 min; 20 h 40 min left to write it up.`"""
    if clock.state == "not begun":
        return "Nothing was observed yet."
    if clock.state == "over":
        return f"Over for {length(clock.since)}; it should have been written up {length(-clock.left)} ago."
    return f"Over for {length(clock.since)}; {length(clock.left)} left to write it up."


def briefly(clock: WriteUpClock) -> str:
    """`20 h 40 min left`, for a head that has little room."""
    if clock.state == "not begun":
        return ""
    return f"{length(clock.left)} left" if clock.state == "running" else f"{length(-clock.left)} too late"


def length(span: timedelta) -> str:
    """`45 min`, `3 h 20 min`, `9 days`: to the minute, to the hour past two days, to the day past a week."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    return f"{hours} h" if hours < 7 * 24 else f"{hours // 24} days"


def left_in_words(left: Left) -> str:
    """`12 to write up, 1 uncertain, 2 codes, 3 prompts, 1 reflection`; empty where nothing is left."""
    parts = [
        (len(left.unwritten), "to write up", "to write up"),
        (len(left.uncertain), "uncertain", "uncertain"),
        (len(left.undefined), "code to define", "codes to define"),
        (len(left.prompts), "prompt", "prompts"),
        (len(left.reflections), "kind of reflection", "kinds of reflection"),
    ]
    return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in parts if count)


def how_far(written: int, unwritten: int) -> str:
    """`3 written up, 9 to go`; lines that were typed on other days than the meeting's own want no note."""
    return f"{written} written up, {unwritten} to go" if written or unwritten else "none that wants a note"
