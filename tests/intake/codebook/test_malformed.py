"""Files that are wrong, or meant to do harm, end in one sentence with the line; so do mutated ones."""

import os
import random
import re
import string
from pathlib import Path

import pytest

from fieldnotes.errors import FieldnotesError
from fieldnotes.intake.codebook.incoming import LARGEST, Unreadable, read_codebook
from fieldnotes.intake.codebook.plan import Plan, plan
from fieldnotes.locations import read_template
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.codebook_edits import after
from fieldnotes.model.codebook_faults import CodebookFault
from fieldnotes.model.codebook_toml import codebook_from_toml
from tests.intake.codebook.making import READ, STUDY, WRITE

FUZZ = int(os.environ.get("FIELDNOTES_FUZZ", "500"))
ONE = '<Code guid="01DE7AAC-7C8B-5473-8720-73C3F76321C{n}" name="{name}" isCodable="true"/>'
NO_CODES = Codebook()
HEAD = '<?xml version="1.0"?>\n<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>\n'
END = "</Codes></CodeBook>"


def qdc(*codes: str) -> bytes:
    return (HEAD + "\n".join(codes) + END).encode()


def fault(form: str, content: bytes | str, book: Codebook = NO_CODES) -> str:
    """The sentence that a file is refused with."""
    raw = content.encode() if isinstance(content, str) else content
    with pytest.raises(CodebookFault) as refused:
        plan(READ[form](raw, "a file"), book, STUDY)
    said = str(refused.value)
    assert said.startswith("a file, line ")
    assert said.endswith("Nothing was changed.")
    assert "\n" not in said
    return said


BOMB = """<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code name="&b;"/></Codes></CodeBook>"""
OUTSIDE = BOMB.replace('"aaaaaaaaaa"', 'SYSTEM "file:///etc/passwd"')


@pytest.mark.parametrize(
    ("form", "content", "says"),
    [
        ("qdc", BOMB, "line 2: .*declares a document type"),
        ("qdc", '<!DOCTYPE CodeBook SYSTEM "codes.dtd"><CodeBook/>', "line 1: .*declares a document type"),
        ("qdc", OUTSIDE, "line 2: .*declares a document type"),
        ("qdc", "", "XML breaks off"),
        ("qdc", "\x00\x00", "XML breaks off"),
        ("qdc", HEAD, "line 3: .*breaks off"),
        ("qdc", "<html/>", "first element is “html”"),
        ("qdc", qdc(), "there is no code in it"),
        ("qdc", qdc("<Code isCodable='true'/>"), "line 3: .*no name"),
        ("qdc", qdc(ONE.format(n=1, name="a"), "<Code name='b'/>"), "line 4: .*“b” has no GUID"),
        ("qdc", qdc("<Code name='b' guid='x'/>"), "has no GUID"),
        ("qdc", qdc(ONE.format(n=1, name="a"), ONE.format(n=1, name="b")), "line 4: .*GUID of the one in line 3"),
        ("qdc", qdc(ONE.format(n=1, name="a").replace("/>", ' color="red"/>')), "“red” is no colour"),
        ("qdc", qdc(*[ONE.format(n=1, name="a")[:-2] + ">"] * 1, "</Code>" * 2), "breaks off"),
        ("qdc", '<?xml version="1.0" encoding="x-no-such"?><CodeBook/>', "encoding|breaks off"),
        ("qdc", HEAD + "<x>" * 100, "deeper than 50"),
        ("csv", "", "names no column"),
        ("csv", "a,b\n1,2", "line 1: .*names no column"),
        ("csv", "name,name\na,b", "two columns are called name"),
        ("csv", "name\n", "there is no code in it"),
        ("csv", 'name,definition\na,"b', "line 2: .*broken"),
        ("csv", "name,title\na,b,c", "line 2: .*more cells"),
        ("csv", "name\na\n\n#!?\n", "line 4: .*neither a name nor a title"),
        ("csv", "name,colour\na,red", "line 2: .*no colour"),
        ("csv", "name,status\na,maybe", "line 2: .*no status"),
        ("csv", "name,parent\na,b", "line 2: .*lies under “b”"),
        ("csv", "name,parent\na,b\nb,c\nc,a", "line 2: .*under itself"),
        ("csv", "name,parent\na,a", "line 2: .*under itself"),
        ("csv", "name\na\nb\nA\n", "line 4: .*“a”"),
        ("csv", "name\n" + "x" * 200_000, "line 2: .*broken"),
        ("toml", "name = ", "line 1"),
        ("toml", 'name = "a"\ntitle = "b"\nversion = "1"\n', "there is no code"),
        ("toml", 'name = "a"\ntitle = "b"\nversion = "1"\n[[codes]]\ntitle = 3', "line 4"),
        (
            "toml",
            'name = "a"\ntitle = "b"\nversion = "1"\n[[codes]]\ntitle = "A"\n[[codes]]\ntitle = "a"',
            "line 7",
        ),
        ("toml", 'name = "a"\ntitle = "b"\nversion = "1"\n[[codes]]\ntitle = "12"', "line 5: .*makes no name"),
        (
            "toml",
            'name = "a"\ntitle = "b"\nversion = "1"\n[[codes]]\ntitle = "x"\ncolour = "red"',
            "line 6: .*colour",
        ),
        ("toml", "x = " + "[" * 5000, "nested too deep|line 1"),
    ],
)
def test_a_wrong_file_is_one_sentence(form: str, content: bytes | str, says: str) -> None:
    assert re.search(says, fault(form, content)), fault(form, content)


def test_codes_nested_without_end_are_refused() -> None:
    opened = "".join(
        f'<Code guid="01DE7AAC-7C8B-5473-8720-{n:012d}" name="c{n}" isCodable="true">' for n in range(60)
    )
    assert "deeper than 50" in fault("qdc", HEAD + opened)
    deep = 'name = "a"\ntitle = "b"\nversion = "1"\n'
    for n in range(60):
        deep += f"[[{'.'.join(['codes'] * (n + 1))}]]\ntitle = 'c{n}'\n"
    assert "deeper than 50" in fault("toml", deep)


def test_a_ring_through_codes_that_the_file_does_not_name() -> None:
    book = Codebook((Code("x"), Code("z", parent="x")))
    assert "line 2" in fault("csv", "name,parent\nx,z", book)


def test_gigabytes_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big.qdc"
    with path.open("wb") as file:
        file.truncate(LARGEST * 200)
    with pytest.raises(CodebookFault, match="larger than 16 MB"):
        read_codebook(path)


def test_a_file_that_is_not_there_or_of_no_kind(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be read"):
        read_codebook(tmp_path / "no.qdc")
    with pytest.raises(FieldnotesError, match=r"no codebook by its ending"):
        read_codebook(tmp_path / "no.docx")


def valid(form: str) -> bytes:
    """A file with everything in it."""
    book = codebook_from_toml(read_template("codebooks", "receptive-context.toml"), "x")
    more = Code(
        "beds", "Beds & “beds”", "environment", "One.\n\nTwo.", "=1+1", "c", "#AABBCC", "emergent", retired=True
    )
    return WRITE[form](book.with_code(more))


def body_of(form: str, content: bytes) -> int:
    """Where the part behind the head begins: the root's end, the first row's, the first code."""
    marks = {"qdc": b"<Codes>", "csv": b"\r\n", "toml": b"[[codes]]"}
    return content.index(marks[form]) + len(marks[form])


def mutated(chance: random.Random, content: bytes, first: int) -> bytes:
    """The file with one to four things done to it, nine times of ten behind its head."""
    raw = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        start = chance.randint(first, len(raw)) if chance.random() < 0.9 and len(raw) > first else 0
        start = chance.randint(start, len(raw))
        end = min(len(raw), start + chance.choice((1, 1, 2, 8, 60)))
        match chance.randrange(6):
            case 0:
                del raw[start:end]
            case 1:
                raw[start:start] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 4)))
            case 2:
                raw[start:start] = chance.choice(string.printable).encode()
            case 3:
                raw[start:start] = raw[chance.randrange(len(raw) or 1) :][:60]
            case 4 if start < len(raw):
                raw[start] ^= 1 << chance.randrange(8)
            case _:
                pieces = (b"<Code", b"</Code>", b'"', b",", b"\n", b"&lt;", b"&x;", b"[[codes]]", b"\xff", b"]]>")
                raw[start:start] = chance.choice(pieces)
    return bytes(raw)


def planned_or_refused(form: str, raw: bytes, book: Codebook) -> Plan | CodebookFault:
    try:
        return plan(READ[form](raw, "x"), book, STUDY)
    except CodebookFault as refused:
        return refused


@pytest.mark.parametrize("form", ["qdc", "csv", "toml"])
def test_mutated_files_are_taken_or_refused_in_a_sentence(form: str) -> None:
    chance, content = random.Random(5), valid(form)
    first, got_in, taken = body_of(form, content), 0, 0
    book = after(Codebook(), plan(READ[form](content, "x"), Codebook(), STUDY).edits)
    for _ in range(FUZZ):
        raw = mutated(chance, content, first)
        got_in += raw[:first] == content[:first]
        drawn = planned_or_refused(form, raw, book)
        if isinstance(drawn, CodebookFault):
            assert str(drawn).endswith("Nothing was changed.")
            assert "\n" not in str(drawn)
            assert drawn.line
            continue
        taken += 1
        became = after(book, drawn.edits)
        assert plan(READ[form](raw, "x"), became, STUDY).edits == ()
        assert len(list(became.tree())) == len(became.living())
    assert got_in >= FUZZ / 2
    assert taken > 0
