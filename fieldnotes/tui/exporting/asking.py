"""The form of an export: which meetings, for which tool, in which formats, with what in them, where to. Pure."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, cast

from msgspec.structs import replace

from fieldnotes.export.options import LAST, PLAIN, Layout, Newline, Options, Paper
from fieldnotes.export.outgoing import Asked
from fieldnotes.export.registry import format_named, known_formats
from fieldnotes.export.tools import TOOLS, Tool
from fieldnotes.tui.entry import Entry
from fieldnotes.tui.exporting.choice import Choice, Option, Several
from fieldnotes.tui.exporting.kept import Chosen
from fieldnotes.tui.form import Form

_OWN = Option("", "formats of my own", "name them below")
_YES_NO = {
    "codes": ("Codes", "codes behind the lines and listed", "no codes anywhere"),
    "reflections": ("Reflections", "interpretations, notes on method, feelings", "none of the observer's own"),
    "roles": ("Roles", "people with role and group", "people by their codes alone"),
    "structure": ("Structure", "speakers, acts, decisions and items are codes too", "only your own codes"),
}
_OF_MANY = {
    "layout": (
        "Paragraphs",
        (
            Option("speaker", "speaker first", "for coding by speaker"),
            Option("time", "time first", "[14:06:40] P3: …"),
        ),
    ),
    "paper": ("Paper", (Option("a4", "A4"), Option("letter", "US letter"))),
    "newline": (
        "Line ends",
        (Option("lf", "LF", "as most programs want them"), Option("crlf", "CRLF", "as MAXQDA is said to")),
    ),
    "since": (
        "Since",
        (
            Option("", "everything"),
            Option(LAST, "what changed since the last", "of the project file; a project of its own"),
        ),
    ),
}
_LEFT_OUT = ("codes", "reflections", "roles")  # what is left out of one export stays out of the next
_ORDER = ("since", *_YES_NO, "layout", "paper", "newline")
_TOGETHER = (
    Option("", "a file a meeting"),
    Option("yes", "all in one document", "in order of time, where the format can"),
)


class Which(NamedTuple):
    """Meetings that can be chosen: what they are kept as, in words, and the names of their folders.

    `labels` are what people call them, by the names of their folders.
    """

    value: str
    words: str
    stems: tuple[str, ...]
    labels: Mapping[str, str] = {}


class _Own(NamedTuple):
    """Formats that were typed, and what was chosen for them, while a tool fills in its own."""

    formats: str
    choices: Mapping[str, str]
    together: str


class ExportForm(Form):
    """What is asked; only what makes a difference for the formats is there. `changed` is told of each change.

    Formats that were typed give way to those of a tool, and are there again for formats of one's own.
    """

    def __init__(
        self,
        which: Sequence[Which],
        chosen: Chosen,
        enter: Callable[[], None],
        leave: Callable[[], None],
        changed: Callable[[], None],
    ) -> None:
        self.which = Choice("Meetings", [Option(one.value, one.words, _many(one)) for one in which])
        self._meetings = {one.value: one for one in which}
        tools = [Option(tool.name, tool.title) for tool in TOOLS]
        self.tool = Choice("For", [*tools, _OWN])
        self.formats = Several("Formats", known_formats(), "docx, html")
        self.options: dict[str, Choice] = {
            name: _yes_no(*_YES_NO[name]) if name in _YES_NO else Choice(*_OF_MANY[name]) for name in _ORDER
        }
        self.together = Choice("Together", _TOGETHER)
        self.out = Entry("Folder", chosen.out, "where the files go; made if it is missing")
        self._told: Callable[[], None] = lambda: None
        self._own: _Own | None = None
        super().__init__("Export", self._shown(), enter, leave)
        self._take(chosen)
        self._read = self._was_changed
        self._told = changed

    # -- what stands there

    def _take(self, chosen: Chosen) -> None:
        """Have it as it was chosen before; a tool or a format that there is no more is left out.

        Where the filter shows all, or no meeting is chosen any more, that is the study.
        """
        self.which.choose(chosen.meetings if chosen.meetings in self._meetings else [*self._meetings][-1])
        self.tool.choose(chosen.tool)
        tool = self.tool_chosen
        formats = tuple(name for name in chosen.formats if name in known_formats())
        self.formats.give(", ".join(formats or (tool.formats if tool else ())))
        self._is_own = tool is None
        self._set(chosen.options)
        self.together.choose("yes" if chosen.together else "")
        self._answer()

    def _set(self, options: Options) -> None:
        for name, choice in self.options.items():
            value = getattr(options, name)
            choice.choose("" if value in (None, False) else "yes" if value is True else str(value))

    @property
    def tool_chosen(self) -> Tool | None:
        """The tool; None for formats of one's own."""
        return next((tool for tool in TOOLS if tool.name == self.tool.value), None)

    @property
    def stems(self) -> tuple[str, ...]:
        """The meetings that are chosen, by the names of their folders."""
        return self._meetings[self.which.value].stems

    def label_of(self, stem: str) -> str:
        """What people call the meeting in the folder of that name."""
        return self._meetings[self.which.value].labels.get(stem, stem)

    @property
    def heeded(self) -> list[str]:
        """The options that make a difference for any of the formats."""
        found = {name for each in self._formats() for name in format_named(each).heeds}
        return [name for name in self.options if name in found]

    def _formats(self) -> list[str]:
        return [name for name in self.formats.names if name in self.formats.offered]

    def _shown(self) -> list[Entry]:
        joins = any(format_named(name).is_joined for name in self._formats())
        options = [self.options[name] for name in self.heeded]
        return [self.which, self.tool, self.formats, *options, *([self.together] if joins else []), self.out]

    def _answer(self) -> None:
        """Have the entries that count, the one in hand in hand, and say what is understood."""
        entry, self.entries = self.entry, self._shown()
        self.at = self.entries.index(entry) if entry in self.entries else min(self.at, len(self.entries) - 1)
        unknown = self.formats.unknown
        self.formats.is_wrong = bool(unknown)
        self.formats.understood = f"no format: {', '.join(unknown)}" if unknown else ""

    # -- keys

    def key(self, key: str, character: str | None) -> bool:
        """Tab completes a format before it goes on; what stands there gives way to typing."""
        if key == "tab" and self.entry is self.formats and self.formats.complete():
            self._changed()
            return True
        return super().key(key, character)

    def go_to(self, place: int) -> None:
        """Type in the entry of that place; what was typed to choose is no beginning there."""
        if isinstance(self.entry, Choice):
            self.entry.forget()
        super().go_to(place)

    def _was_changed(self, entry: Entry) -> None:
        tool = self.tool_chosen
        if entry is self.tool and self._is_own and tool:
            choices = {name: choice.value for name, choice in self.options.items() if name not in _LEFT_OUT}
            self._own = _Own(self.formats.text, choices, self.together.value)
        if entry is self.tool and tool:
            self.formats.give(", ".join(tool.formats))
            self._set(_wanted(tool, self._options()))
            self.together.choose("yes" if tool.together else "")
        elif entry is self.tool and not self._is_own and self._own:
            self._bring_back(self._own)
        elif entry is self.formats and tool and self.formats.names != tool.formats:
            self.tool.choose(_OWN.value)
        self._is_own = self.tool_chosen is None
        self._answer()
        self._told()

    def _bring_back(self, own: _Own) -> None:
        """Formats of one's own as they were typed, and the choices made for them."""
        self.formats.line.set(own.formats)
        self.formats.is_given = False
        for name, value in own.choices.items():
            self.options[name].choose(value)
        self.together.choose(own.together)

    # -- what it comes to

    def _options(self) -> Options:
        """The choices; those that make no difference are as they come."""
        of = {name: choice.value for name, choice in self.options.items() if name in self.heeded}
        return Options(
            codes=of.get("codes", "yes") == "yes",
            reflections=of.get("reflections", "yes") == "yes",
            roles=of.get("roles", "yes") == "yes",
            layout=cast(Layout, of.get("layout", PLAIN.layout)),
            paper=cast(Paper, of.get("paper", PLAIN.paper)),
            since=of.get("since") or None,
            structure=of.get("structure", "yes") == "yes",
            newline=cast(Newline, of.get("newline", PLAIN.newline)),
        )

    @property
    def folder(self) -> Path | None:
        """The folder that is meant, also as a terminal writes one dropped on it."""
        plain = self.out.text.strip().strip("'\"").replace("\\ ", " ").removeprefix("file://")
        return Path(os.path.abspath(os.path.expanduser(plain))) if plain else None

    def fault(self) -> tuple[Entry, str] | None:
        """The entry with which something is wrong, and what."""
        if unknown := self.formats.unknown:
            there = ", ".join(known_formats())
            return self.formats, f"There is no format “{', '.join(unknown)}”; there are {there}."
        if not self.formats.names:
            return self.formats, "Say for which tool, or name formats: docx, html."
        if self.folder is None:
            return self.out, "Say where to: a folder, which is made if it is missing."
        if self.folder.exists() and not self.folder.is_dir():
            return self.out, "That is a file; say a folder, which is made if it is missing."
        return None

    def asked(self) -> Asked:
        """The export, as far as it is understood."""
        formats = tuple(self._formats())
        able = (name for name in formats if format_named(name).is_joined)
        joined = frozenset(able if self.together.value else ())
        return Asked(formats, self.folder or Path(), self._options(), joined)

    def chosen(self) -> Chosen:
        """What to keep for the next time."""
        return Chosen(
            self.which.value, self.tool.value, self.formats.names, self._options(), bool(self.together.value),
            self.out.text,
        )  # fmt: skip


def _wanted(tool: Tool, options: Options) -> Options:
    """The choices that fit a tool; what is to be left out stays left out."""
    return replace(tool.options, codes=options.codes, reflections=options.reflections, roles=options.roles)


def _yes_no(label: str, yes: str, no: str) -> Choice:
    return Choice(label, (Option("yes", "with", yes), Option("", "without", no)))


def _many(one: Which) -> str:
    return f"{len(one.stems):,} meetings" if len(one.stems) != 1 else ""
