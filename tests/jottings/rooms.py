"""Settings and files for the tests of the language."""

from datetime import UTC, datetime
from functools import cache

from fieldnotes.jottings.file import Given, JottingsFile, Known, read_file
from fieldnotes.jottings.setting import Setting
from fieldnotes.locations import read_template
from fieldnotes.model.agenda import Agenda, Item
from fieldnotes.model.codebook import Codebook
from fieldnotes.model.codebook_toml import codebook_from_toml
from fieldnotes.model.meeting import Record
from fieldnotes.model.people import Person, Roster
from fieldnotes.model.protocol import Protocol, protocol_from_toml
from fieldnotes.model.room import opening

NOON = datetime(2004, 5, 12, 12, 0, tzinfo=UTC)
PEOPLE = (
    Person("P1", "chair", "clinical"),
    Person("P2", "chief executive", "managerial"),
    Person("P3", "GP and diabetes lead", "hybrid"),
    Person("P4", "finance director", "managerial", "apologies"),
    Person("P5"),
    Person("KC", "lay member", "lay"),
)
ITEMS = (Item("1", "Apologies", 5), Item("2", "Diabetes NSF update", 20, "discussion", "P3"), Item("2a", "AOB"))


@cache
def protocol() -> Protocol:
    """The default protocol."""
    return protocol_from_toml(read_template("protocols", "meeting-observation.toml"), "meeting-observation")


@cache
def codebook() -> Codebook:
    """The codebook that ships."""
    return codebook_from_toml(read_template("codebooks", "system-leadership.toml"), "system-leadership")


def setting() -> Setting:
    """A meeting of six with three items, nobody yet heard."""
    return Setting(protocol(), Roster(PEOPLE), Agenda(ITEMS), codebook(), opening(PEOPLE), NOON.date())


def known() -> Known:
    """What the study knows: the default protocol, the shipped codes."""
    return Known(lambda name: protocol() if name == "meeting-observation" else None, codebook().codes)


def read(text: str) -> JottingsFile:
    """Read a file's text."""
    return read_file(text, "a.jot", known(), Given("Europe/London", "KC"))


def record_of(file: JottingsFile) -> Record:
    """The meeting that a file makes where nothing was before; ids as an import would give, in order."""
    import msgspec

    numbered = (msgspec.structs.replace(o, id=f"{n:08}") for n, o in enumerate(file.observations))
    return Record(
        meeting=file.meeting,
        protocol=file.protocol,
        people=file.people,
        items=file.items,
        codes=file.codes,
        framework=codebook().codes,
        observations=tuple(numbered),
        study=file.study,
    )
