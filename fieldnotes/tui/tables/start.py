"""The commands of the start screen."""

from fieldnotes.tui.commands import Command
from fieldnotes.tui.pages import PAGES
from fieldnotes.tui.tables import shared

_PAGES = (Command("codebook", "Codebook", "The codes of the study.", ("f12", "alt+k"), letter="k"),)

COMMANDS = (
    Command("open-meeting", "Open", "Open what is chosen: a meeting at its end, a line that was found, a study.",
            ("enter", "ctrl+o"), "open"),
    Command("continue", "Continue", "Open the meeting that runs, wherever you are in the list; else the latest.",
            ("f2", "alt+r"), letter="c"),
    Command("new-meeting", "New", "Make a meeting; among the studies, or where there is none, a study.",
            ("f3", "alt+n"), "new", letter="n"),
    Command("write-up", "Write up", "Write up the chosen meeting.", ("f6", "alt+w"), "write up", letter="w"),
    Command("again", "Same again", "The next meeting of the chosen one's body: people, agenda, what was left open.",
            ("alt+a",), letter="a"),
    Command("change-meeting", "Change the plan", "Change a meeting that has not begun: when, agenda, people.",
            ("alt+p",), letter="p"),
    *(command for command in _PAGES if command.id in PAGES),
    Command("narrow", "Filter", "Show only the meetings that have these words: site, body, month, “write”.",
            ("f4", "alt+f"), "filter", letter="/"),
    Command("search", "Search", "Look for words in the notes of all meetings.", ("f7", "alt+s"), "search",
            letter="f"),
    Command("order", "Order", "By date, by site, by body, by what is left to do.", ("f5", "alt+o"), letter="o"),
    Command("studies", "Studies", "The studies that were opened here.", ("f8", "alt+t"), letter="s"),
    Command("export", "Export", "Write the chosen meeting, those shown or the study: for NVivo, paper, any tool.",
            ("ctrl+e", "alt+e"), letter="x"),
    Command("export-again", "Export as last time", "The same choices as for the last export, written at once.",
            ("alt+l",), letter="X"),
    Command("import", "Import", "Bring files in, jottings or a recording's; their plan first.",
            ("ctrl+t", "alt+i"), letter="i"),
    Command("renew", "Look again", "Read what changed on the disk.", ("ctrl+l",)),
    Command("demo", "Demo", "Make the sample study, and open it.", ("f11", "alt+d"), letter="d"),
    Command("back", "Back", "One level out: of the work under way, a search, a filter, the studies.", ("escape",),
            in_palette=False),
    *shared(help="help", leave="leave"),
)  # fmt: skip

SIGNS = (
    ("▶ running", "begun today, not ended"),
    ("✎ to write up", "something was noted, and nothing of it is written up yet"),
    ("⇒ 2 open", "actions that stand"),
    ("○ planned, 2 lines", "nothing observed yet; lines typed on other days than the meeting's own"),
    ("✗ damaged", "not all of it can be read: `fieldnotes check` says what, and what is not lost"),
)

WORDS = (
    ("beds  \"who has\"", "words, and words in that order; all must be there"),
    ("prescri*", "any ending"),
    ("#beds", "what is coded so"),
    ("kind:action", "decisions, actions, reflections: any kind by its name"),
    ("person:P3  site:B  body:PEC", "of whom, where, in which meetings; _ stands for a blank"),
)  # fmt: skip
