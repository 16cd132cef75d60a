"""`protocol`: what there is, a new file, what is wrong with one, and a study's own."""

import errno
import json
import os
import random
import re
import tomllib
from pathlib import Path

import pytest

from fieldnotes.archive import StudyArchive
from fieldnotes.archive.offered import shipped
from fieldnotes.cli.protocol_file import look_at
from fieldnotes.locations import templates_folder
from fieldnotes.model.protocol import protocol_from_toml
from fieldnotes.model.protocol_start import beginning
from fieldnotes.model.protocol_toml import written
from tests.cli.calling import Caller

HOW_MANY = int(os.environ.get("FIELDNOTES_FUZZ", "500"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A sound protocol of somebody's own, called `ward`."""
    path = tmp_path / "ward.toml"
    path.write_text(written(beginning()).replace("my-protocol", "ward"), encoding="utf-8")
    return path


def test_list_tells_what_ships(fieldnotes: Caller) -> None:
    rows = fieldnotes.well("protocol", "list", "--json").json
    assert [row["name"] for row in rows] == sorted(protocol.name for protocol in shipped())
    assert [row["name"] for row in rows if row["default"]] == ["meeting-observation"]
    assert not any(row["own"] for row in rows)
    said = fieldnotes.well("protocol", "list").out
    assert said.count("\n") == len(rows)
    assert "(default)" in said


@pytest.mark.parametrize("protocol", shipped(), ids=lambda protocol: protocol.name)
def test_show_tells_all_of_a_protocol(fieldnotes: Caller, protocol: object) -> None:
    name = protocol.name  # type: ignore[attr-defined]
    shown = fieldnotes.well("protocol", "show", name, "--json").json
    assert set(shown) == {"name", "title", "version", "citation", "acts", "modes", "scales", "prompts"}
    said = fieldnotes.well("protocol", "show", name.upper()).out
    texts = [shown["citation"], *(entry["definition"] for entry in shown["acts"] + shown["modes"])]
    texts += [words for scale in shown["scales"] for words in scale["anchors"].values()]
    texts += [prompt for asked in shown["prompts"].values() for prompt in asked]
    assert not [text for text in texts if text not in said]
    assert protocol_from_toml(fieldnotes.well("protocol", "show", name, "--toml").out, name) == protocol


def test_a_new_file_is_sound_and_never_over_another(fieldnotes: Caller, tmp_path: Path) -> None:
    path = tmp_path / "Ward Round é.toml"
    fieldnotes.well("protocol", "new", path)
    assert fieldnotes.well("protocol", "check", path, "--json").json["protocol"]["name"] == "ward-round-é"
    before = path.read_bytes()
    again = fieldnotes("protocol", "new", path)
    assert (again.code, path.read_bytes()) == (1, before)
    assert "left as it is" in again.err


def test_a_new_file_from_another_protocol_says_so(fieldnotes: Caller, tmp_path: Path, file: Path) -> None:
    made = tmp_path / "made.toml"
    fieldnotes.well("protocol", "new", made, "--from", "mdt-decision", "--name", "Our MDT", "--title", "Ours")
    found = fieldnotes.well("protocol", "show", made, "--json").json
    assert (found["name"], found["title"], found["version"]) == ("our-mdt", "Ours", "1")
    assert found["citation"].startswith("Adapted from Decision-making in a multidisciplinary team, version 1. ")
    assert len(found["scales"]) == 14
    fieldnotes.well("protocol", "new", tmp_path / "….toml", "--from", file)
    assert fieldnotes.well("protocol", "show", tmp_path / "….toml", "--json").json["name"] == "ward"


def test_check_names_file_and_line_of_every_fault(fieldnotes: Caller, file: Path) -> None:
    text = file.read_text(encoding="utf-8").replace('key = "c"', 'key = "q"').replace("highest = 5", "highest = 1")
    file.write_text(text, encoding="utf-8")
    lines = [n for n, line in enumerate(text.split("\n"), 1) if '"challenge"' in line or "highest = 1" in line]
    said = fieldnotes("protocol", "check", file)
    assert (said.code, said.out) == (1, "")
    assert [line.partition(": ")[0] for line in said.err.splitlines()] == [f"{file}:{n}" for n in lines]
    told = fieldnotes("protocol", "check", file, "--json")
    assert (told.code, told.err, told.json["protocol"]) == (1, "", None)
    assert [fault["line"] for fault in told.json["faults"]] == lines


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (b"", 1, "missing"),
        (b'name = "x"\n\ntitle = "caf\xe9"\n', 3, "UTF-8"),
        ('name = "x"\n'.encode("utf-16"), 1, "UTF-16"),
        (b"\x00\x01", 1, "no TOML"),
        (b"a = " + b"[" * 100_000, 1, "too deep"),
        (b"a = " + b"9" * 100_000, 1, "more digits"),
    ],
)
def test_odd_bytes_are_told_with_their_line(
    fieldnotes: Caller, tmp_path: Path, content: bytes, line: int, says: str
) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(content)
    said = fieldnotes("protocol", "check", path)
    assert said.code == 1
    assert said.err.startswith(f"{path}:{line}: ")
    assert says in said.err


def test_a_byte_order_mark_is_no_fault(fieldnotes: Caller, file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    fieldnotes.well("protocol", "check", file)


def test_what_is_no_file_is_told(fieldnotes: Caller, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    large = tmp_path / "large.toml"
    large.write_bytes(b"#" * 1_000_001)
    for path in (tmp_path, tmp_path / "missing.toml", tmp_path / "pipe.toml", large):
        said = fieldnotes("protocol", "check", path)
        assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
        assert "nothing was changed" in said.err
    assert "No such" in fieldnotes("protocol", "new", tmp_path / "no" / "x.toml").err


def test_a_study_has_protocols_of_its_own(fieldnotes: Caller, study: Path, file: Path) -> None:
    assert "now has" in fieldnotes.well("protocol", "add", study, file).out
    assert "already has" in fieldnotes.well("protocol", "add", study, file).out
    rows = fieldnotes.well("protocol", "list", "--study", study, "--json").json
    assert [row["name"] for row in rows if row["own"]] == ["ward"]
    assert fieldnotes.well("protocol", "show", "Ward", "--study", study, "--json").json["name"] == "ward"
    assert fieldnotes("protocol", "show", "ward").code == 2
    new = ("new", study, "--site", "A", "--body", "B", "--date", "2004-05-12", "--protocol")
    made = fieldnotes.well(*new, "WARD").out.strip()
    assert fieldnotes.well("show", study, made, "--json").json["meeting"]["protocol"] == "ward"
    refused = fieldnotes(*new, "wart")
    assert refused.code == 2
    assert "ward" in refused.err


def test_its_own_stands_before_one_that_ships(fieldnotes: Caller, study: Path, file: Path, tmp_path: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace('"ward"', '"verbal-behaviour"'), encoding="utf-8")
    fieldnotes.well("protocol", "add", study, file)
    shown = fieldnotes.well("protocol", "show", "verbal-behaviour", "--study", study, "--json").json
    assert shown["title"] == "My protocol"
    rows = fieldnotes.well("protocol", "list", "--study", study, "--json").json
    assert len(rows) == len(shipped())
    jottings = tmp_path / "a.jot"
    head = "Site: A\nBody: B\nDate: 2004-05-12\nStart: 14:00\nProtocol: verbal-behaviour\n---\n"
    jottings.write_text(head + "14:00 P1 challenge: x\n", encoding="utf-8")
    fieldnotes.well("import", study, jottings)
    assert fieldnotes.well("show", study, "last", "--json").json["observations"][-1]["acts"] == ["challenge"]


def test_a_study_begins_with_the_protocol_that_is_named(fieldnotes: Caller, tmp_path: Path, file: Path) -> None:
    for folder, named, name in (("one", "mdt-decision", "mdt-decision"), ("two", file, "ward")):
        fieldnotes.well("init", tmp_path / folder, "--name", "x", "--zone", "UTC", "--protocol", named)
        made = fieldnotes.well(
            "new", tmp_path / folder, "--site", "A", "--body", "B", "--date", "2004-05-12"
        ).out.strip()
        assert fieldnotes.well("show", tmp_path / folder, made, "--json").json["meeting"]["protocol"] == name
        rows = fieldnotes.well("protocol", "list", "--study", tmp_path / folder, "--json").json
        assert [row["name"] for row in rows if row["default"]] == [name]
    file.write_text("name = 5\n", encoding="utf-8")
    refused = fieldnotes("init", tmp_path / "three", "--name", "x", "--zone", "UTC", "--protocol", file)
    assert refused.code == 1
    assert f"{file}:1: " in refused.err
    assert not (tmp_path / "three").exists()


def test_a_meeting_can_take_a_protocol_from_a_file(fieldnotes: Caller, study: Path, file: Path) -> None:
    new = ("new", study, "--site", "A", "--body", "B", "--date", "2004-05-12", "--protocol", file)
    made = fieldnotes.well(*new).out.strip()
    assert fieldnotes.well("show", study, made, "--json").json["meeting"]["protocol"] == "ward"
    file.write_text("name = 5\n", encoding="utf-8")
    before = sorted(study.rglob("*"))
    for refused in (fieldnotes(*new), fieldnotes("protocol", "add", study, file)):
        assert refused.code == 1
        assert f"{file}:1: " in refused.err
        assert "Nothing was changed" in refused.err
        assert refused.err.count("\n") == 1
    assert sorted(study.rglob("*")) == before


def test_only_a_newer_version_takes_the_place_of_one(fieldnotes: Caller, study: Path, file: Path) -> None:
    first = file.read_text(encoding="utf-8")
    fieldnotes.well("protocol", "add", study, file)
    changed = first.replace('key = "c"', 'key = "g"')
    file.write_text(changed, encoding="utf-8")
    refused = fieldnotes("protocol", "add", study, file)
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert "above 1 " in refused.err
    file.write_text(changed.replace('version = "1"', 'version = "1.10"'), encoding="utf-8")
    fieldnotes.well("protocol", "add", study, file)
    file.write_text(changed.replace('version = "1"', 'version = "1.9"'), encoding="utf-8")
    assert "newer version 1.10" in fieldnotes("protocol", "add", study, file).err
    shown = fieldnotes.well("protocol", "show", "ward", "--study", study, "--json").json
    assert (shown["version"], shown["acts"][1]["key"]) == ("1.10", "g")
    archive = StudyArchive.open(study)
    assert [each.version for each in archive.protocols()] == ["1", "1.10"]
    archive.close()
    assert fieldnotes.well("check", study, "--json").json["ok"]


HEAD = "Site: A\nBody: B\nDate: 2004-05-12\nStart: 14:00\n"


def acts_of(fieldnotes: Caller, study: Path) -> list[list[str]]:
    """The acts of what was said at the last meeting."""
    shown = fieldnotes.well("show", study, "last", "--json").json
    return [seen["acts"] for seen in shown["observations"] if seen["actor"] and seen["kind"] in ("act", "speech")]


def test_lines_that_come_later_are_read_by_the_protocol_that_the_meeting_keeps(
    fieldnotes: Caller, study: Path, file: Path, tmp_path: Path
) -> None:
    jottings = tmp_path / "a.jot"
    fieldnotes.well("protocol", "add", study, file)
    jottings.write_text(HEAD + "Protocol: ward\n---\n14:00 P1 challenge: x\n", encoding="utf-8")
    fieldnotes.well("import", study, jottings)
    newer = (
        file.read_text(encoding="utf-8").replace('"challenge"', '"doubt"').replace('version = "1"', 'version = "2"')
    )
    file.write_text(newer, encoding="utf-8")
    fieldnotes.well("protocol", "add", study, file)
    jottings.write_text(jottings.read_text(encoding="utf-8") + "14:01 P1 challenge: y\n", encoding="utf-8")
    assert fieldnotes.well("import", study, jottings).err.count("not one act") == 0
    assert acts_of(fieldnotes, study) == [["challenge"], ["challenge"]]
    jottings.write_text(jottings.read_text(encoding="utf-8").replace("Site: A", "Site: C"), encoding="utf-8")
    assert fieldnotes.well("import", study, jottings).err.count("not one act") == 2


def test_a_meeting_whose_protocol_was_a_file_comes_back_by_it(
    fieldnotes: Caller, study: Path, file: Path, tmp_path: Path
) -> None:
    new = (
        "new",
        study,
        "--site",
        "A",
        "--body",
        "B",
        "--date",
        "2004-05-12",
        "--start",
        "14:00",
        "--protocol",
        file,
    )
    fieldnotes.well(*new)
    fieldnotes.well("add", study, "last", "@14:03 P1 challenge: x")
    file.unlink()
    (out,) = fieldnotes.well("export", study, "last", "--to", "text", "--out", tmp_path / "o").out.split()
    path = Path(out)
    path.write_text(path.read_text(encoding="utf-8") + "14:04 P1 support: y\n", encoding="utf-8")
    (back,) = fieldnotes.well("import", study, path, "--json").json
    assert (back["added"], back["warnings"]) == (1, [])
    assert acts_of(fieldnotes, study) == [["challenge"], ["support"]]


def test_a_file_that_names_no_protocol_takes_the_studys(fieldnotes: Caller, tmp_path: Path, file: Path) -> None:
    fieldnotes.well("init", tmp_path / "s", "--name", "x", "--zone", "UTC", "--protocol", "board-questioning")
    jottings = tmp_path / "a.jot"
    jottings.write_text(HEAD + "---\n14:00 P1 diagnostic: x\n", encoding="utf-8")
    fieldnotes.well("import", tmp_path / "s", jottings)
    assert acts_of(fieldnotes, tmp_path / "s") == [["diagnostic"]]
    assert "board-questioning" in fieldnotes.well("show", tmp_path / "s", "last", "--json").out
    jottings.write_text(HEAD + "Protocol: gone\n---\n14:00 P1 diagnostic: y\n", encoding="utf-8")
    assert "board-questioning is taken" in fieldnotes.well("import", tmp_path / "s", jottings).err


def test_a_disk_that_fills_leaves_no_half_file(
    fieldnotes: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int, content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("fieldnotes.cli.protocol_file.os.write", full)
    said = fieldnotes("protocol", "new", tmp_path / "x.toml")
    monkeypatch.undo()
    assert said.code == 1
    assert "nothing was made" in said.err
    assert not (tmp_path / "x.toml").exists()


# -- files changed by chance


def test_files_changed_by_chance_are_sound_or_told_with_file_and_line(fieldnotes: Caller, tmp_path: Path) -> None:
    chance = random.Random(20041112)
    sound = [path.read_text(encoding="utf-8") for path in sorted((templates_folder() / "protocols").glob("*.toml"))]
    sound += [written(beginning())] * 5
    path = tmp_path / "x.toml"
    told = re.compile(re.escape(str(path)) + r":(\d+): [^\n]+\.\n")
    past_the_syntax = faulty = 0
    for number in range(HOW_MANY):
        raw = changed(chance.choice(sound), chance)
        path.write_bytes(raw)
        past_the_syntax += is_toml(raw)
        _, faults = look_at(path)
        faulty += bool(faults)
        lines = raw.count(b"\n") + 1
        assert all(1 <= fault.line <= lines for fault in faults), raw
        assert all(fault.sentence.isprintable() for fault in faults), raw
        if number % 50 == 0:  # the whole way, which costs ten times as much
            said = fieldnotes("protocol", "check", path)
            assert (said.code, bool(said.out)) == (bool(faults), not faults), raw
            assert "".join(found.group() for found in told.finditer(said.err)) == said.err, raw
    print(f"{HOW_MANY} files: {past_the_syntax} were TOML, {faulty} had faults")
    assert past_the_syntax > HOW_MANY / 2
    assert faulty > HOW_MANY / 3


def is_toml(raw: bytes) -> bool:
    """True where a file gets past the syntax."""
    try:
        tomllib.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        return False
    return True


VALUES = (
    *('""', '"x"', "5", "-1", "0.5", "true", "[]", "{}", "[[]]", "{ name = 5 }", "2004-05-12", '"q"', "99999999"),
    *('"a:b"', '"\\u0007"', "[1, {a = [{}]}]", '"' + "long " * 30 + '"', "'''\nx'''"),
)
LINES = (
    *("[[acts]]", "[[scales]]", "[prompts.more]", "key = 1", 'name = "question"', "[x]", "x = [", "= 5", '"'),
    *("[[scales.anchors]]", "lowest = 9", "prompts.before = []", "a.b.c = 1", "{}", "\\"),
)


def changed(text: str, chance: random.Random) -> bytes:
    """A file with a value, a line, a word or a byte of it changed, once to four times."""
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        text = chance.choice(CHANGES)(text, chance) or "x"
    raw = bytearray(text.encode("utf-8"))
    if chance.random() < 0.1:
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(raw[: chance.randrange(len(raw))] if chance.random() < 0.05 else raw)


def _another_value(text: str, chance: random.Random) -> str:
    found = list(re.finditer(r"(?<== )(\"[^\"\n]*\"|\d+)", text))
    return _put(text, chance.choice(found), chance.choice(VALUES)) if found else text


def _another_name(text: str, chance: random.Random) -> str:
    found = list(re.finditer(r"\b[a-z]+(?= = )", text))
    names = ("name", "key", "definition", "lowest", "colour", "7", "acts", '"a b"', "a.b")
    return _put(text, chance.choice(found), chance.choice(names)) if found else text


def _put(text: str, found: re.Match[str], words: str) -> str:
    return text[: found.start()] + words + text[found.end() :]


def _another_line(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    put = chance.choice((chance.choice(LINES), "", chance.choice(lines)))
    return "\n".join([*lines[:at], put, *lines[at + chance.choice((0, 1)) :]])


def _another_entry(text: str, chance: random.Random) -> str:
    """An entry of a list once more, or not at all."""
    found = list(re.finditer(r"^  \{.*\},\n", text, re.MULTILINE))
    if not found:
        return text
    one = chance.choice(found)
    return _put(text, one, one.group() * chance.choice((0, 2, 3)))


CHANGES = (_another_value, _another_value, _another_name, _another_line, _another_entry)


def test_json_of_a_faulty_file_can_be_read(fieldnotes: Caller, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text('"\\u001b[2J" = 1\n', encoding="utf-8")
    said = fieldnotes("protocol", "check", path)
    assert "\x1b" not in said.err
    assert json.loads(fieldnotes("protocol", "check", path, "--json").out)["faults"]
