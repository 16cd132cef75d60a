"""A study: one research project."""

from msgspec import Struct


class Study(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The head of a study: its name, and the zone of meetings that do not say another."""

    id: str = ""
    name: str
    zone: str
    protocol: str = "meeting-observation"


class Site(Struct, frozen=True, omit_defaults=True):
    """A case of the study."""

    name: str


class Body(Struct, frozen=True, omit_defaults=True):
    """What meets at a site: a board, an executive committee, a working party; `type` groups them."""

    name: str
    site: str = ""
    type: str | None = None
