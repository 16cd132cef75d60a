"""The one table of commands. Keys, footer, palette and help are all made from it."""

from typing import NamedTuple


class Command(NamedTuple):
    """Something the observer can do.

    `keys` are Textual's names, the first one shown; `footer` its word there, empty where it is not.
    Every function key has a ctrl or alt twin: laptops and Macs hide function keys.
    """

    id: str
    title: str
    explains: str
    keys: tuple[str, ...] = ()
    footer: str = ""
    in_palette: bool = True


COMMANDS = (
    Command("help", "Help", "Show or hide this help; the line being typed stays.", ("f1", "alt+h"), "help"),
    Command("next-item", "Next item", "Open the next item, closing the open one.", ("f2", "alt+n"), "next item"),
    Command("keys", "Key mode", "A key a person, a key an act; again: back to typing.", ("f4", "alt+k"), "keys"),
    Command("item-before", "Item before", "Open the item again that was open before this one.", ("ctrl+o",)),
    Command("close-item", "Close the item", "Close the open item; the next one is opened when it begins."),
    Command("break", "Break", "The meeting pauses."),
    Command("resume", "Resume", "The meeting goes on after a break."),
    Command("gap", "Gap", "Begin a /gap for what was not observed: the one offered, if any.", ("ctrl+g",)),
    Command("end", "End the meeting", "Mark the end of the meeting; what comes later is kept as late."),
    Command("back", "Back", "Leave help or a search; the end of the timeline.", ("escape",), in_palette=False),
    Command("choose", "Choose a line", "Choose a line, then amend it, write it up, code it, take it back.",
            ("f6", "alt+l")),
    Command("find", "Find", "Show only the lines that fit: words, P3, #code, !, kind:action, item:2.",
            ("f7", "alt+s")),
    Command("undo", "Undo", "Take back your latest line; again, the one before.", ("ctrl+z",)),
    Command("redo", "Redo", "Bring back the line that was taken back last.", ("ctrl+y",)),
    Command("page-up", "Page up", "Earlier observations.", ("pageup", "alt+up"), "earlier", in_palette=False),
    Command("page-down", "Page down", "Later observations.", ("pagedown", "alt+down"), in_palette=False),
    Command("row-up", "Row up", "One row up.", ("ctrl+up",), in_palette=False),
    Command("row-down", "Row down", "One row down.", ("ctrl+down",), in_palette=False),
    Command("first", "First observation", "The start of the meeting.", ("ctrl+home", "home")),
    Command("last", "Last observation", "The end of the timeline; new lines are followed.", ("ctrl+end", "end")),
    Command("panels", "Agenda and who is here", "In a narrow window, show or hide the two panels.", ("ctrl+t",)),
    Command("light-or-dark", "Light or dark", "Change between the light and the dark theme."),
    Command("suspend", "Suspend", "Go back to the shell; `fg` there comes back to the meeting."),
    Command("palette", "Commands", "All commands, found by typing.", ("ctrl+p",), "commands", in_palette=False),
    Command("leave", "Leave", "Leave. All is saved, the line being typed too.", ("ctrl+q",), "leave"),
)  # fmt: skip

BY_KEY = {key: command.id for command in COMMANDS for key in command.keys}
BY_ID = {command.id: command for command in COMMANDS}

_WRITTEN = {"pageup": "PgUp", "pagedown": "PgDn", "escape": "Esc", "home": "Home", "end": "End"}


def written(key: str) -> str:
    """A key as people write it: `F2`, `^Q`, `Alt+N`, `^Home`."""
    *modifiers, name = key.split("+")
    shown = _WRITTEN.get(name, name.upper() if len(name) <= 3 else name.capitalize())
    return "".join("^" if m == "ctrl" else f"{m.capitalize()}+" for m in modifiers) + shown


def footer() -> list[tuple[str, str, str]]:
    """The keys of the footer: command, key, word."""
    return [(c.id, written(c.keys[0]), c.footer) for c in COMMANDS if c.footer]


LANGUAGE = (
    ("P3: money is short", "speech, paraphrased"),
    ('P3>P5: "who pays"', "speech to P5, word for word"),
    ("P3>P5 challenge: beds", "the same with a dynamic"),
    ("P3>P5 interrupt:", "a dynamic without words"),
    ("! consensus: adopt it", "a decision and its mode"),
    ("! vote 7-2-1: …", "with counts for, against, abstained"),
    ("=> P2 by 2 July: do it", "an action, its owner, its date"),
    ("~ nobody looks at P1", "your own interpretation (~m method, ~f feeling)"),
    ("/item 2 · /item AOB", "open an item, or add one (/item alone closes)"),
    ("/in P5 · /out P5", "somebody comes in, goes out"),
    ("/floor P3 · /floor +P4", "who has the floor, who speaks as well"),
    ("/break · /resume · /end", "the meeting pauses, goes on, ends"),
    ("/gap 5m asked to leave", "the 5 minutes before were not observed"),
    ("@14:03 … · @-2m …", "it was then, not now"),
    ("/undo · /redo", "take back your latest line, bring it back"),
    ("/retract why", "take back your latest line for good"),
    ("/amend P3: beds", "how your latest line is to read"),
    ("/write TEXT", "a fuller note under your latest line"),
    ("/code #beds -#care", "codes put on your latest line, and taken off"),
    ("/find beds", "only the lines that fit are shown, until esc"),
    ("… #code  … (?)", "a code; not sure of it"),
    ("anything else", "a note of what is seen"),
)


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
    ("F6  F7  Esc", "act on it · jot on while only these are shown · show all again"),
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
    ("Esc  F4", "leave; what was keyed is saved"),
    ("u a", "over 20 people: two letters"),
)


def help_sections() -> list[tuple[str, list[tuple[str, str]]]]:
    """Help: the signs of a line, typing, key mode, and the keys."""
    keys = [("  ".join(map(written, c.keys)), c.explains) for c in COMMANDS if c.keys]
    editing = [
        ("Enter", "Take the line. Its time is that of its first key."),
        ("Up  Down", "Lines entered before."),
        ("^U  ^W  ^K", "Clear the line, the word, what follows."),
        ("^A  ^E", "Start and end of the line."),
        ("^Left  ^Right", "Word by word."),
    ]
    chosen, sought = list(CHOSEN), list(SOUGHT)
    return [
        ("A line", list(LANGUAGE)),
        ("Typing", editing),
        ("Key mode", list(KEY_MODE)),
        ("Keys", keys),
        ("A line that is chosen, with F6", chosen),
        ("Lines that are looked for, with F7", sought),
        ("Signs", list(SIGNS)),
    ]
