"""What may stand at the cursor of a line of the composer: behind the `@` of a line that names its time, too."""

from datetime import datetime

from fieldnotes.capture.acting import acts_offered
from fieldnotes.capture.moment import KeyTime
from fieldnotes.jottings.complete import Completion, complete
from fieldnotes.jottings.setting import Setting
from fieldnotes.jottings.when import read_at
from fieldnotes.text import clean_line


def suggest(before: str, key: KeyTime, zone: str, since: datetime | None, setting: Setting) -> Completion | None:
    """What the line may go on with, given what stands before the cursor; None for nothing.

    `since` is the meeting's beginning where it has ended or is of another day, as in `heard.hear`.
    """
    raw = clean_line(before).lstrip(" ")
    body = read_at(raw, key.at, zone, since).body
    found = complete(body, setting, acts_offered())
    return found._replace(start=found.start + len(before) - len(body)) if found else None
