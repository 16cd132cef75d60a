"""A protocol: what a meeting is observed by. Frozen into each meeting, so that editing one changes no past."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property

import msgspec
from msgspec import Struct

from fieldnotes.errors import FieldnotesError
from fieldnotes.text import name_key

DEFAULT_PROTOCOL = "meeting-observation"
_VERSION = r"[0-9]{1,6}(?:\.[0-9]{1,6}){0,3}"  # compiled where it is wanted


class ProtocolFault(FieldnotesError):
    """A protocol file that cannot be read."""

    def __init__(self, source: str, why: str) -> None:
        super().__init__(f"The protocol {source} cannot be read: {why}. Nothing was changed.")


class Act(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A dynamic that can be logged, and the key that logs it in key mode."""

    name: str
    key: str = ""
    definition: str = ""


def usable_key(key: str) -> str:
    """The key of an act as key mode takes it; empty where it can take none: a key is one visible character."""
    folded = key.casefold()
    is_visible = len(folded) == 1 and folded.isprintable() and not folded.isspace()
    return folded if is_visible and unicodedata.category(folded)[0] != "M" else ""


class Mode(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A way in which a decision is reached."""

    name: str
    definition: str = ""


class Scale(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A rating from `lowest` to `highest`, with words for some of its points."""

    name: str
    lowest: int = 1
    highest: int = 5
    definition: str = ""
    anchors: dict[str, str] = {}


class Prompts(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Questions to the observer before, during and after the meeting."""

    before: tuple[str, ...] = ()
    during: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class Protocol(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, dict=True):
    """Acts, decision modes, prompts and scales, with the source they come from."""

    name: str
    title: str
    version: str
    citation: str
    acts: tuple[Act, ...] = ()
    modes: tuple[Mode, ...] = ()
    scales: tuple[Scale, ...] = ()
    prompts: Prompts = Prompts()

    @cached_property
    def _act_names(self) -> tuple[str, ...]:
        return tuple(act.name for act in self.acts)

    @cached_property
    def _mode_names(self) -> tuple[str, ...]:
        return tuple(mode.name for mode in self.modes)

    def act(self, token: str) -> str | None:
        """The act that a token names; None where none or several fit."""
        return match_name(token, self._act_names)

    def mode(self, token: str) -> str | None:
        """The decision mode that a token names; None where none or several fit."""
        return match_name(token, self._mode_names)

    def scale(self, token: str) -> Scale | None:
        """The scale of that name; None where none or several fit."""
        name = match_name(token, tuple(scale.name for scale in self.scales))
        return next((scale for scale in self.scales if scale.name == name), None)


def match_name(token: str, names: Sequence[str]) -> str | None:
    """The one name that a token stands for: the whole name, then whole first words, then any prefix.

    A token that fits several names at the first of these that fits any stands for none.
    """
    key = name_key(token)
    if not key:
        return None
    keys = [(name_key(name), name) for name in names]
    for fits in (
        [name for k, name in keys if k == key],
        [name for k, name in keys if k.startswith(key + "-")],
        [name for k, name in keys if k.startswith(key)],
    ):
        if fits:
            return fits[0] if len(fits) == 1 else None
    return None


def version_numbers(version: str) -> tuple[int, ...] | None:
    """The numbers of a version, by which two are compared (`2` is `2.0`); None where it is none."""
    if not re.fullmatch(_VERSION, version):
        return None
    numbers = [int(part) for part in version.split(".")]
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def protocol_from_toml(text: str, source: str) -> Protocol:
    """The protocol of a TOML file; raises ProtocolFault, which names the line.

    Only what cannot be held is refused; `protocol_faults.faults` finds all that is wrong with it besides.
    """
    import tomllib  # 3 ms, which no `add` should pay

    try:
        return msgspec.convert(tomllib.loads(text), Protocol)
    except (ValueError, RecursionError) as error:  # both kinds of fault, and numbers without end
        from fieldnotes.model.protocol_faults import faults  # wanted where something is wrong

        found = next(iter(faults(text)), None)
        raise ProtocolFault(source, f"line {found.line}: {found.sentence}" if found else str(error)) from error
