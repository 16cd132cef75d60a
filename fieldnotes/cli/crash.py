"""A fault of the program itself: one sentence to the user, and a report without any note text."""

import os

from fieldnotes import __version__
from fieldnotes.locations import keep_private, state_folder


def write_report(error: BaseException) -> str:
    """Write where the program failed, without messages or locals, which may hold participants' words.

    Gives the sentence for the user.
    """
    import platform
    import time
    import traceback  # 2 ms together, hardly ever wanted

    frames = traceback.extract_tb(error.__traceback__)
    lines = [
        f"fieldnotes {__version__}, Python {platform.python_version()}, {platform.system()}",
        type(error).__name__,
    ]
    lines += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    path = state_folder() / f"crash-{time.strftime('%Y%m%dT%H%M%S')}-{os.getpid()}.txt"
    try:
        keep_private(path, ("\n".join(lines) + "\n").encode("utf-8", errors="backslashreplace"))
        where = f"; a report without any note text is in {path}"
    except OSError:
        where = ""
    return (
        f"fieldnotes met a fault of its own ({type(error).__name__}){where}. "
        "What was saved is safe; start again, and `fieldnotes show` gives it back."
    )
