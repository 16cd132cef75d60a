"""MAXQDA's structured text: each document begins with its name, and no line that was typed begins another."""

from collections.abc import Mapping

from fieldnotes.export.maxqda import exported, together
from fieldnotes.export.options import Options, named
from tests.export.hostile import hostile_meeting
from tests.export.reading_contract import ReadingContract
from tests.export.sample import sample
from tests.measures.meetings import meeting, seen


class TestMaxqda(ReadingContract):
    name = "maxqda"

    def paragraphs(self, files: Mapping[str, bytes]) -> list[str]:
        return files["-maxqda.txt"].decode().split("\n")


def _commands(content: bytes) -> list[str]:
    return [line for line in content.decode().splitlines() if line.startswith("#")]


def test_a_document_begins_with_the_name_of_its_files() -> None:
    files = exported(sample(), Options(), "2004-05-12-site-b-pec-1a2b3c4d").files
    assert files["-maxqda.txt"].startswith(b"#TEXT 2004-05-12-site-b-pec-1a2b3c4d\n")


def test_several_meetings_are_several_documents() -> None:
    content = together([named(sample(), "one"), named(hostile_meeting(), "two")], Options()).files["-maxqda.txt"]
    assert _commands(content) == ["#TEXT one", "#TEXT two"]


def test_no_line_that_was_typed_is_a_command() -> None:
    record = meeting(seen("14:00", "note", text="#TEXT a", written_up="b\n#TEXT c\n#ENDCODE"))
    content = exported(record, Options(), "x").files["-maxqda.txt"]
    assert _commands(content) == ["#TEXT x"]
    assert "\n #TEXT c\n" in content.decode()


def test_codes_stand_in_the_brackets() -> None:
    lines = exported(sample()).files["-maxqda.txt"].decode().splitlines()
    (line,) = (line for line in lines if "evidence-based" in line)
    assert line.endswith('credible" [support · codes: reviewing-and-presenting-evidence · 14:06:40]')
    assert "codes:" not in exported(sample(), Options(codes=False)).files["-maxqda.txt"].decode()
