"""Real importers take the project: qualitative-coding every coding, pyrefiqda every element, strictly."""

import json
import os
import sqlite3
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from fieldnotes.export.qdpx.project import Counts
from fieldnotes.model.meeting import Record
from tests.cli.calling import Caller
from tests.export.qdpx.coded import hard_meeting
from tests.export.qdpx.reading import Q, ReadBack, project
from tests.export.real import real_record
from tests.export.sample import sample
from tests.export.test_spans import WORST, spread, standing, worst
from tests.programs import programs
from tests.shared_material import SHARED

NEEDED = ("qualitative-coding==1.7.8", "pyrefiqda==0.3.1")
STRICTLY = """
import json, pathlib, sys
from pyrefiqda import RefiProject
project = RefiProject.load(sys.argv[1], extract_dir=sys.argv[2])
def under(codes):
    return sum(1 + under(code.code) for code in codes)
def names(codes):
    return {str(guid): name for code in codes for guid, name in [(code.guid, code.name), *names(code.code).items()]}
sources = project.sources.text_source
called, users = names(project.code_book.codes.code), {str(user.guid): user.name for user in project.users.user}
def words(source):
    path = next(pathlib.Path(sys.argv[2]).rglob(source.plain_text_path.removeprefix("internal://")))
    text = path.read_bytes().decode("utf-8")
    for one in source.plain_text_selection:
        for coding in one.coding:
            yield [source.name, text[one.start_position:one.end_position], called[str(coding.code_ref.target_guid)],
                   users[str(coding.creating_user)]]
print(json.dumps({
    "sources": len(sources),
    "codings": sum(len(one.coding) for source in sources for one in source.plain_text_selection),
    "codes": under(project.code_book.codes.code),
    "cases": len(project.cases.case),
    "notes": len(project.notes.note) if project.notes else 0,
    "values": sum(len(source.variable_value) for source in sources),
    "sets": len(project.sets.set),
    "words": [each for source in sources for each in words(source)],
}))
"""


@pytest.fixture(scope="module")
def bin_folder() -> Path:
    return programs(*NEEDED)


def records() -> list[Record]:
    """The hard meeting, one of every kind of line, and, where it is there, a real one."""
    more = [real_record("education_4")] if SHARED.is_dir() else []
    return [hard_meeting(), sample(), *more]


def coded_all_over() -> list[Record]:
    """The same with codings of every kind of span on the real one, and the worst lines there are."""
    hard, whole, *more = records()
    return [hard, whole, _other(worst(WORST), "w"), *(spread(each, 3) for each in more)]


def _other(record: Record, meeting: str) -> Record:
    return replace(record, meeting=replace(record.meeting, id=meeting))


def made(tmp_path: Path, meetings: list[Record]) -> tuple[Path, ReadBack, Counts]:
    content, counts = project(tmp_path, *map(_with_emergent, meetings))
    path = tmp_path / "study.qdpx"
    path.write_bytes(content)
    return path, ReadBack(content), counts


def _with_emergent(record: Record) -> Record:
    return replace(
        record, observations=tuple(replace(o, codes=(*o.codes, "Łóżka & “beds”")) for o in record.observations)
    )


def run(folder: Path, *words: object) -> str:
    folder.mkdir(exist_ok=True)
    own = {**os.environ, "PYTHONBREAKPOINT": "0", "PYTHONUTF8": "1"}
    own.pop("PYTHONPATH", None)
    ran = subprocess.run(list(map(str, words)), cwd=folder, env=own, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    return ran.stdout


def taken(folder: Path) -> set[tuple[str, int, str, str]]:
    """What qualitative-coding keeps: the name of the file, the line, the code, the coder."""
    asked = """
        select i.document_id, c.line, c.code_id, c.coder_id from coded_line c
        join coded_line_location_association l on l.coded_line_id = c.id join location o on o.id = l.location_id
        join document_index i on i.id = o.document_index_id
    """
    with sqlite3.connect(folder / "qualitative_coding.sqlite3") as database:
        return set(database.execute(asked))


def wanted(back: ReadBack) -> set[tuple[str, int, str, str]]:
    """Every coding as that program keeps one: by the line on which it begins."""
    return {
        (f"{one.source}.txt", back.text(one.source).count("\n", 0, one.start), one.code, one.coder)
        for one in back.codings()
    }


def test_qualitative_coding_has_every_coding(bin_folder: Path, tmp_path: Path) -> None:
    path, back, _ = made(tmp_path, records())
    run(tmp_path / "qc", bin_folder / "qc", "init", "--import", path)
    assert taken(tmp_path / "qc") == wanted(back)
    assert len(wanted(back)) > 300 or not SHARED.is_dir()
    for name in back.sources:
        kept = (tmp_path / "qc" / "corpus" / f"{name}.txt").read_bytes().decode("utf-8")
        assert kept == back.text(name)


def test_pyrefiqda_reads_all_of_it(bin_folder: Path, tmp_path: Path) -> None:
    path, back, counts = made(tmp_path, coded_all_over())
    said = json.loads(run(tmp_path / "refi", bin_folder / "python", "-c", STRICTLY, path, tmp_path / "out"))
    count = {name: len(list(back.root.iter(f"{Q}{name}"))) for name in ("Code", "Case", "Note", "Set")}
    assert said["sources"] == counts.sources == len(coded_all_over())
    assert said["codings"] == counts.codings == len(list(back.codings()))
    exact = sorted([one.source, one.words, one.code, one.coder] for one in back.codings())
    assert sorted(said["words"]) == exact
    coded = [(coding.quote, coding.coder) for record in coded_all_over() for coding, _ in standing(record)]
    by_hand = [(words, coder) for _, words, _, coder in said["words"] if coder != "fieldnotes"]
    assert not Counter(coded) - Counter(by_hand)
    assert said["notes"] == counts.memos == count["Note"]
    assert (said["codes"], said["cases"], said["sets"]) == (count["Code"], count["Case"], count["Set"])
    assert said["values"] == len(back.root.findall(f".//{Q}TextSource/{Q}VariableValue"))


def test_the_demo_study_arrives_whole(bin_folder: Path, fieldnotes: Caller, tmp_path: Path) -> None:
    fieldnotes.well("demo", "--no-open", tmp_path / "demo")
    study = next((tmp_path / "demo").rglob("study.json")).parent
    (path,) = fieldnotes.well("export", study, "--to", "qdpx", "--out", tmp_path / "out", "--json").json
    run(tmp_path / "qc", bin_folder / "qc", "init", "--import", path)
    found = wanted(ReadBack(Path(path).read_bytes()))
    assert taken(tmp_path / "qc") == found
    assert len(found) > 50
