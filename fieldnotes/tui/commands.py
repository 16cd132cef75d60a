"""The one table of commands. Keys, footer, palette and help are all made from it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from fieldnotes.jottings.signs import LANGUAGE


class Command(NamedTuple):
    """Something the observer can do.

    `keys` are Textual's names, the first one shown; `footer` its word there, empty where it is not.
    Every function key has a ctrl or alt twin: laptops and Macs hide function keys. `letter` does the same on a
    screen where nothing is typed; the commands of those are in `fieldnotes.tui.tables`.
    """

    id: str
    title: str
    explains: str
    keys: tuple[str, ...] = ()
    footer: str = ""
    in_palette: bool = True
    letter: str = ""


COMMANDS = (
    Command("help", "Help", "Show or hide this help; the line being typed stays.", ("f1", "alt+h"), "help"),
    Command("next-item", "Next item", "Open the next item, closing the open one.", ("f2", "alt+n"), "next item"),
    Command("item", "Item…", "Open any item: its number or words, then Enter.", ("f3", "alt+i"), "item…"),
    Command("keys", "Key mode", "A key a person, a key an act; again: back to typing.", ("f4", "alt+k"), "keys"),
    Command("in-out", "In or out", "Who comes in: a code or words, Enter. Again: who goes out.",
            ("f5", "alt+p"), "in/out"),
    Command("item-before", "Item before", "Open the item again that was open before this one.", ("ctrl+o",)),
    Command("close-item", "Close the item", "Close the open item; the next one is opened when it begins."),
    Command("break", "Break", "The meeting pauses."),
    Command("resume", "Resume", "The meeting goes on after a break."),
    Command("gap", "Gap", "Put the gap that is offered into the line; Enter records it.", ("ctrl+g",)),
    Command("end", "End the meeting", "Mark the end of the meeting; what comes later is kept as late."),
    Command("back", "Back", "Leave help or a search; the end of the timeline.", ("escape",)),
    Command("choose", "Choose a line", "Choose a line, then amend it, write it up, code it, take it back.",
            ("f6", "alt+l")),
    Command("find", "Find", "Show only the lines that fit: words, P3, #code, !, kind:action, item:2.",
            ("f7", "alt+s")),
    Command("undo", "Undo", "Take back your latest line; again, the one before.", ("ctrl+z",)),
    Command("redo", "Redo", "Bring back the line that was taken back last.", ("ctrl+y",)),
    Command("earlier", "A minute earlier", "The time of the line a minute earlier.", ("alt+up",), in_palette=False),
    Command("later", "A minute later", "Its time a minute later, up to now.", ("alt+down",), in_palette=False),
    Command("page-up", "Page up", "Earlier observations.", ("pageup", "ctrl+b"), in_palette=False),
    Command("page-down", "Page down", "Later observations.", ("pagedown", "ctrl+f"), in_palette=False),
    Command("row-up", "Row up", "One row up.", ("ctrl+up",), in_palette=False),
    Command("row-down", "Row down", "One row down.", ("ctrl+down",), in_palette=False),
    Command("first", "First observation", "The start of the meeting.", ("ctrl+home", "home")),
    Command("last", "Last observation", "The end of the timeline; new lines are followed.", ("ctrl+end", "end")),
    Command("panels", "Agenda and who is here", "In a narrow window, show or hide the two panels.", ("ctrl+t",)),
    Command("prompt", "Next prompt", "The protocol's next question, or the rating asked for.", ("f8", "alt+q")),
    Command("veil", "Privacy", "Blank the screen at once; nothing is lost.", ("f9", "alt+x")),
    Command("unveil", "Screen back", "The one key that does anything then.", ("ctrl+r",), in_palette=False),
    Command("theme-dark", "Theme: dark", "Light on dark."),
    Command("theme-light", "Theme: light", "Dark on light."),
    Command("theme-dim", "Theme: dim", "Amber on black, for a dark room."),
    Command("theme-high-contrast", "Theme: high contrast", "White on black, 7 to 1 at least."),
    Command("suspend", "Suspend", "Go back to the shell; `fg` there comes back to the meeting."),
    Command("palette", "Commands", "All commands, found by typing.", ("ctrl+p",), "commands", in_palette=False),
    Command("leave", "Leave", "Leave. All is saved, the line being typed too.", ("ctrl+q",), "leave"),
)  # fmt: skip

Table = Sequence[Command]


def by_key(table: Table) -> dict[str, str]:
    """The commands' ids by their keys."""
    return {key: command.id for command in table for key in command.keys}


BY_KEY = by_key(COMMANDS)
BY_ID = {command.id: command for command in COMMANDS}

_WRITTEN = {"up": "Up", "pageup": "PgUp", "pagedown": "PgDn", "escape": "Esc", "home": "Home", "end": "End"}


def written(key: str) -> str:
    """A key as people write it: `F2`, `^Q`, `Alt+N`, `^Home`."""
    *modifiers, name = key.split("+")
    shown = _WRITTEN.get(name, name.upper() if len(name) <= 3 else name.capitalize())
    return "".join("^" if m == "ctrl" else f"{m.capitalize()}+" for m in modifiers) + shown


def key_of(table: Table, command: str) -> str:
    """The first key of a command, as people write it; where it has none, that of all commands and its title."""
    found = next((written(c.keys[0]) for c in table if c.id == command and c.keys), "")
    return found or f"{key_of(table, 'palette')} {BY_ID[command].title}"


_NAMED = re.compile(r"\{([a-z-]+)\}")


def with_keys(table: Table, words: str) -> str:
    """A sentence of the program's own with each `{command}` in it as the key that command has."""
    return _NAMED.sub(lambda named: key_of(table, named[1]) if named[1] in BY_ID else named[0], words)


def footer(table: Table = COMMANDS) -> list[tuple[str, str, str]]:
    """The keys of the footer: command, key, word."""
    return [(c.id, written(c.keys[0]), c.footer) for c in table if c.footer and c.keys]


CHOSEN = (
    ("❯", "the chosen line; arrows, page keys, home and end choose another, a click too"),
    ("e  Enter", "amend it: its text comes into the composer as it was typed"),
    ("w", "write it up: a fuller note under it"),
    ("c", "code it: #beds puts a code on, -#beds takes it off"),
    ("r  u", "take it back, with the reason · bring it back"),
    ("g", "go to a time, an item, so many minutes on or back"),
    ("Esc", "back to the end; any other letter begins a jotting"),
)

SOUGHT = (
    ('beds  "who has"', "words, and words in that order; all must be there"),
    ("!  =>  ~  kind:gap", "decisions, actions, reflections, any kind by its name"),
    ("P3  P3:  >P3  P1>P3", "of P3 · P3 says · P3 is told · P1 says to P3"),
    ("#tens  #", "codes that begin so · anything coded"),
    ("item:2  item:finance", "what belongs to an item"),
    ('"  (?)', "what is word for word · what is not certain"),
    ("Up  Down  Enter", "choose one of those that fit · go there, everything shown again"),
    ("{choose}  {find}  Esc", "act on it · jot on while only these are shown · show all again"),
)

SIGNS = (
    ("▶ 2 · ✓ 1 · – 4", "item open · done · not reached"),
    ("2× · ↕", "come back to · taken out of the order of the paper"),
    ("▶+5", "an item added in the meeting"),
    ("6/20 +1", "minutes used / planned, and over the plan"),
    ("planned 45 used 12 +1", "behind: we end later by so much if the rest keeps to its plan (− ahead)"),
    ("ends 14:45 likely 14:46", "by the plan, and as it looks now"),
    ("◀", "has the floor"),
    ("▇▇▇", "talk for each minute present; the longest bar has most"),
    ("share of talk · turns", "minutes of the floor; lines of speech where none was kept"),
    ("clinical 22 % ×0.7", "share of a group; ×: that share ÷ its share of presence"),
)

KEY_MODE = (
    ("a b c …", "a person takes the floor; again, gives it up"),
    (", a    + a", "a speaks as well; a again stops"),
    ("c A    c A B", "straight after: c speaks to a, to a and b"),
    ("c A 2    c .h", "straight after: an act, by its digit or its letter"),
    ("2    A", "later: of whoever has the floor, at its own time"),
    ("*  &  ?", "to everyone · all together · somebody not made out"),
    ("Space", "nobody speaks"),
    ("Backspace", "take back the last key, then the last line"),
    ("Enter", "leave, with words for the last one"),
    ("Esc  {keys}", "leave; what was keyed is saved"),
    ("u a", "over 20 people: two letters; u shows those of u"),
    ("Tab  Shift+Tab", "show more people, where not all have room"),
)


def help_sections(
    table: Table = COMMANDS, in_force: Sequence[tuple[str, str]] = ()
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Help: first the keys of what is in force, then the signs of a line, and all keys."""
    keys = [("  ".join(map(written, c.keys)), c.explains) for c in table if c.keys]
    editing = [
        ("Enter", "Take the line. Its time is that of its first key."),
        ("Tab  Shift+Tab", "Complete what the last row offers, go on to the next, back. Esc: as it was."),
        ("Up  Down", "Lines entered before."),
        ("^U  ^W  ^K", "Clear the line, the word, what follows."),
        ("^A  ^E", "Start and end of the line."),
        ("^Left  ^Right", "Word by word."),
    ]
    sections = [
        ("A line", list(LANGUAGE)),
        ("Typing", editing),
        ("Key mode", list(KEY_MODE)),
        ("Keys", keys),
        ("A line that is chosen, with {choose}", list(CHOSEN)),
        ("Lines that are looked for, with {find}", list(SOUGHT)),
        ("Signs", list(SIGNS)),
    ]
    known = [section for section in sections if section[1] == list(in_force)]
    first = known or ([("Now", list(in_force))] if in_force else [])
    told = [*first, *(section for section in sections if section not in first)]
    return [
        (with_keys(table, heading), [(with_keys(table, sign), meaning) for sign, meaning in lines])
        for heading, lines in told
    ]
