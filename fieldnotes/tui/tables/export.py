"""The commands of the export screen."""

from fieldnotes.tui.commands import Command
from fieldnotes.tui.tables import shared

COMMANDS = (
    Command("write-out", "Write it", "Write the files; Enter in the last field does too.", ("ctrl+s", "alt+w"),
            "write"),
    Command("report", "What was written", "What the last export wrote, and every sentence about it.",
            ("f2", "alt+r")),
    Command("anew", "Begin anew", "Forget what was filled in, and begin anew.", ("f8", "alt+n")),
    Command("details-up", "Details up", "Earlier in what is said beside.", ("pageup", "shift+up"),
            in_palette=False),
    Command("details-down", "Details down", "Later in it.", ("pagedown", "shift+down"), in_palette=False),
    Command("back", "Back", "One level out: of work under way, of what was written; then the start screen.",
            ("escape",), "back", in_palette=False),
    *shared(help="help"),
)  # fmt: skip

FILLING = (
    ("Down  Up", "another field; Enter and Tab go on, too"),
    ("Space  →  ←", "another choice in a field; first letters go to one that begins so, as does a second click"),
    ("Formats", "with commas; Tab completes, Alt+Down goes round what there is"),
    ("fields that are missing", "make no difference for these formats"),
    ("Meetings", "the one chosen on the start screen; those that its filter shows; the whole study"),
)
