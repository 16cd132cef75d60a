"""The text export holds the contract, and tells observers' files apart."""

from collections.abc import Mapping

from fieldnotes.export.jottings import exported
from tests.export.contract import ExporterContract
from tests.measures.meetings import meeting, seen


class TestJottings(ExporterContract):
    name = "text"

    def read(self, files: Mapping[str, bytes]) -> str:
        return "".join(content.decode() for content in files.values())


def _names(*observers: str) -> list[str]:
    return list(exported(meeting(*(seen("14:00", "note", id=o, observer=o) for o in observers))).files)


def test_one_observer_needs_no_name() -> None:
    assert _names("KC") == [".jot"]


def test_several_observers_have_a_file_each_with_a_name_safe_everywhere() -> None:
    assert _names("KC", "L/M", "kc", "Ż") == ["-kc.jot", "-l-m.jot", "-kc-3.jot", "-4.jot"]
    assert _names("a very long name of an observer", "b") == ["-a-very-long-name.jot", "-b.jot"]
