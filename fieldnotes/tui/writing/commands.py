"""The commands of the write-up screen: keys, footer, palette and help are made from this table."""

from fieldnotes.tui.commands import BY_ID, Command

_EVERYWHERE = (
    "veil", "unveil", "theme-dark", "theme-light", "theme-dim", "theme-high-contrast", "suspend", "palette",
    "leave",
)  # fmt: skip

COMMANDS = (
    Command("help", "Help", "Show or hide this help; what is being written stays.", ("f1", "alt+h"), "help"),
    Command("next-unwritten", "Next unwritten line", "The next line without a fuller note.", ("f2", "alt+n"),
            "next"),
    Command("unwritten-before", "Unwritten line before", "The one before that has none.", ("f3", "alt+p")),
    Command("code-words", "Code these words", "Codes on what is selected: #code, Tab completes, Enter.",
            ("f4", "alt+k"), "code"),
    Command("uncode-words", "Take a code off", "Take the code off the words at the cursor.", ("f5", "alt+u")),
    Command("jotting", "The jotting itself", "Select words of the frozen jotting; again: back to the note.",
            ("f6", "alt+j"), "jotting"),
    Command("reflect", "Reflection…", "Add one: ~ interpretation, ~m method, ~f feeling.", ("f7", "alt+r"),
            "reflect"),
    Command("answer-prompt", "Answer a prompt", "The protocol's next question for afterwards, answered.",
            ("f8", "alt+q")),
    Command("editor", "Write in $EDITOR", "The note in your own editor; it comes back when that ends.",
            ("f10", "alt+e")),
    Command("left", "What is left", "Lines without a note, uncertain ones, codes, prompts, reflections.",
            ("f12", "alt+t")),
    Command("line-before", "Line before", "The line above in the list.", ("ctrl+up", "alt+up"), in_palette=False),
    Command("line-after", "Line after", "The line below.", ("ctrl+down", "alt+down"), in_palette=False),
    Command("select-word", "Select the word", "Select the word at the cursor.", ("alt+w",)),
    Command("select-all", "Select all", "Select all of the text.", ("alt+a",)),
    Command("done", "Written up", "Mark the meeting as written up; again: not yet.", ("alt+d",)),
    Command("reflections", "Reflections", "In a narrow window, in the place of the jottings.", ("ctrl+t",)),
    Command("back", "Back", "Leave help, what is asked, a selection, the jotting.", ("escape",), in_palette=False),
    *(BY_ID[name] for name in _EVERYWHERE),
)  # fmt: skip

WRITING = (
    ("Arrows  Home  End  Page keys", "move; with Ctrl by words, to the start and the end"),
    ("Shift with these", "select; where the terminal has no such keys, ^Space begins and ends it"),
    ("^Z  ^Y", "undo and redo what was typed"),
    ("^X  ^C  ^V", "cut, copy, put in; the terminal's own paste does as well"),
    ("^W  ^K  ^U", "delete the word before, the rest of the paragraph, what stands before"),
)

SIGNS = (
    ("✓ … ·", "has a fuller note · is being written · wants one"),
    ("#", "some of its words are coded"),
    ("▌", "in the margin of the note: coded words in this row, which are underlined"),
    (
        "kept as a draft",
        "outlives a crash and a power cut; it goes into the record with the next line, or a minute's rest",
    ),
    ("saved", "in the record, on the disk"),
)
