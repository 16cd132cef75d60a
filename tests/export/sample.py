"""A meeting that has something of every kind, written as an observer would."""

from functools import cache
from pathlib import Path

from msgspec.structs import replace

from fieldnotes.jottings.file import Given, Known, read_file
from fieldnotes.locations import read_template
from fieldnotes.model.meeting import Record
from fieldnotes.model.observation import Observation
from fieldnotes.model.protocol import protocol_from_toml

JOTTINGS = Path(__file__).with_name("whole.jot")


@cache
def sample() -> Record:
    """The meeting as a record: ids in order, the codes of the shipped codebook not known."""
    protocol = protocol_from_toml(read_template("protocols", "meeting-observation.toml"), "shipped")
    read = read_file(
        JOTTINGS.read_text(encoding="utf-8"), JOTTINGS.name, Known(lambda name: protocol), Given("Europe/London")
    )
    assert read.warnings == ()
    observations = [replace(o, id=f"o{n:03}", observer="KC") for n, o in enumerate(read.observations)]
    return Record(
        meeting=replace(read.meeting, id="0190a000-0000-7000-8000-00000000000b"),
        protocol=protocol, people=read.people, items=read.items, codes=read.codes,
        observations=(*observations, _retracted(observations[5])), study=read.study,
    )  # fmt: skip


def _retracted(seen: Observation) -> Observation:
    return replace(seen, id="o999", text="struck out again", retracted=True)
