"""The commands of the page on which a meeting is prepared."""

from fieldnotes.tui.commands import Command
from fieldnotes.tui.tables import shared

COMMANDS = (
    Command("part-head", "Meeting", "Where, what, when: its head.", ("f2", "alt+m"), "meeting"),
    Command("part-agenda", "Agenda", "Its agenda: pasted, from a file, or typed.", ("f3", "alt+a"), "agenda"),
    Command("part-people", "People", "Who is expected, and who sent apologies.", ("f4", "alt+p"), "people"),
    Command("make", "Make it", "Make the meeting, or save its changes; Enter behind the last line does too.",
            ("ctrl+s",), "save"),
    Command("sheet", "Paper sheet", "Write a blank sheet of it as PDF, to write on by hand and key in later.",
            ("f5", "alt+s"), "sheet"),
    Command("apologies", "Apologies", "The chosen person sent apologies, or is expected again; so does a blank.",
            ("f6", "alt+o")),
    Command("carried", "Leave out, take over", "Leave those of the last meeting out, or take them over again.",
            ("f7", "alt+l")),
    Command("move-up", "Move up", "The chosen item before the one above it; in a field, the choice before.",
            ("alt+up",)),
    Command("move-down", "Move down", "The chosen item behind the one below it; in a field, the next choice.",
            ("alt+down",)),
    Command("drop", "Take out", "Take the chosen line out; so does Del.", ("ctrl+d",)),
    Command("anew", "Begin anew", "Forget what was filled in, and begin anew.", ("f8", "alt+n")),
    Command("back", "Back", "One level out; what was filled in is kept for the next time.", ("escape",), "back",
            in_palette=False),
    *shared(help="help"),
)  # fmt: skip

FILLING = (
    ("Enter  Tab", "go on; Tab completes first what the study has: sites, bodies, types, protocols"),
    ("Alt+Down", "the next of what there is to choose from"),
    ("what is filled in", "gives way to what you type; arrows and Backspace correct it"),
    ("12 June 2pm", "also next Tuesday 14:00, in 3 weeks, tomorrow noon: what was understood stands under it"),
)

LISTS = (
    ("Down  Up", "choose a line; Enter corrects it, Del takes it out"),
    ("paste", "several lines at once are read as an agenda, or as a list of people"),
    ("agenda.txt", "a file's name, or a file dropped here, is read"),
    ("2. Title (15; decision; P4)", "an item: number, title, minutes, purpose, who presents it; 2a goes behind 2"),
    ("P4  role; group; apologies", "a person: code, role, group; what does not apply is left out"),
    ("⚠", "look at it: a real name was left out, or may be one"),
    ("⇒  ◇", "brought forward: an open action, a deferred decision"),
)
