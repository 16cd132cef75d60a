"""A protocol: what a meeting is observed by. Frozen into each meeting, so that editing one changes no past."""

from collections.abc import Sequence
from functools import cached_property

import msgspec
from msgspec import Struct

from fieldnotes.errors import FieldnotesError
from fieldnotes.text import name_key

DEFAULT_PROTOCOL = "meeting-observation"


class ProtocolFault(FieldnotesError):
    """A protocol file that cannot be read."""

    def __init__(self, source: str, why: str) -> None:
        super().__init__(f"The protocol {source} cannot be read: {why}. Nothing was changed.")


class Act(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A dynamic that can be logged, and the key that logs it in key mode."""

    name: str
    key: str = ""
    definition: str = ""


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


def protocol_from_toml(text: str, source: str) -> Protocol:
    """The protocol of a TOML file; raises ProtocolFault."""
    import tomllib  # 3 ms, which no `add` should pay

    try:
        return msgspec.convert(tomllib.loads(text), Protocol)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ProtocolFault(source, str(error)) from error
