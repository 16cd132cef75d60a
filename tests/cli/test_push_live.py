"""`push` against a real Taguette server: killed in the middle and taken up again, by token and by login."""

import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.calling import Caller, command, environment
from tests.export.qdpx.coded import HARD
from tests.export.taguette import live
from tests.export.taguette.live import Live

TEXTS = [text for name, text in HARD.items() if name not in ("breaks", "no character")]
USERS = """
NAME = "A server of several users"
BIND_ADDRESS = "127.0.0.1"
BASE_PATH = "/tag"
PORT = {port}
DOMAIN = "localhost"
SECRET_KEY = "not a secret"
DATABASE = "sqlite:///{database}"
EMAIL = "Nobody <nobody@example.org>"
MAIL_SERVER = dict(ssl=False, host="localhost", port=25)
TOS_FILE = None
X_HEADERS = False
COOKIES_PROMPT = True
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live.taguette(tmp_path_factory.mktemp("taguette")) as running:
        yield running


def new(fieldnotes: Caller, study: Path, day: str) -> str:
    words = ("--site", "Łódź", "--body", "PEC", "--date", day, "--start", "14:00")
    return fieldnotes.well("new", study, *words).out.strip()


def said(fieldnotes: Caller, study: Path, meeting: str, at: str, line: str) -> str:
    """A line that is added; its id."""
    fieldnotes.well("add", study, meeting, f"@{at} {line}")
    seen = fieldnotes.well("show", study, meeting, "--json").json["observations"]
    return str(next(one["id"] for one in seen if one["at"][11:16] == at and one["kind"] == "speech"))


@pytest.fixture
def coded(fieldnotes: Caller, study: Path) -> Path:
    """A study of two meetings with lines that break offsets, coded whole and in part."""
    for day, texts in (("2004-05-12", TEXTS), ("2004-06-09", TEXTS[:2])):
        meeting = new(fieldnotes, study, day)
        for n, text in enumerate(texts, 1):
            line = said(fieldnotes, study, meeting, f"14:{n:02}", f"P{n}: {text} #tension")
            fieldnotes.well("code", study, meeting, line, "beds", "--span", f"1:{len(text) - 1}")
    return study


def of_project(running: Live, name: str) -> tuple[object, ...]:
    """All of a project but ids and times."""
    own = f"(select id from projects where name = '{name}')"
    asked = (
        f"select name, description, contents from documents where project_id in {own} order by name, id",
        f"select path, description from tags where project_id in {own} order by path",
        f"""select d.name, start_offset, end_offset, snippet, group_concat(path, ' ') from highlights h
        join documents d on d.id = h.document_id left join highlight_tags on highlight_id = h.id
        left join (select * from tags order by path) t on t.id = tag_id
        where d.project_id in {own} group by h.id order by d.name, start_offset, end_offset""",
    )
    return tuple(live.rows(running.database, one) for one in asked)


def count(running: Live, table: str) -> int:
    return int(str(live.rows(running.database, f"select count(*) from {table}")[0][0]))


def killed_when(running: Live, is_time: Callable[[], bool], *words: object) -> None:
    """Run the command and kill it at once when it is time."""
    program = subprocess.Popen(
        command(*words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment()
    )
    while not is_time():
        assert program.poll() is None
        time.sleep(0.002)
    program.send_signal(signal.SIGKILL)
    assert program.wait() != 0


def test_killed_again_and_again_it_ends_with_what_one_push_makes(
    fieldnotes: Caller, coded: Path, server: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    push = ("push", coded, "--taguette", server.url, "--project")
    whole = fieldnotes.well(*push, "unbroken", "--json").json
    assert (whole["documents"], whole["highlights"]) == (2, 2 * len(TEXTS) + 4)
    first = {table: count(server, table) for table in ("projects", "documents", "tags", "highlights")}
    for table, more in (("projects", 1), ("documents", 1), ("highlights", 4), ("highlights", 19)):
        killed_when(server, lambda: count(server, table) >= first[table] + more, *push, "broken")  # noqa: B023
    assert of_project(server, "broken") != of_project(server, "unbroken")
    monkeypatch.setenv("FIELDNOTES_TAGUETTE_TOKEN", server.url.partition("token=")[2])
    rest = fieldnotes.well("push", coded, "--json").json  # it waits in the outbox
    assert 0 < rest["highlights"] < whole["highlights"]
    assert of_project(server, "broken") == of_project(server, "unbroken")
    assert count(server, "projects") == first["projects"] + 1
    for name in ("unbroken", "broken"):
        again = fieldnotes.well(*push, name, "--json").json
        assert [again[what] for what in ("documents", "tags", "highlights", "extended")] == [0, 0, 0, 0]
    assert "Nothing of this study waits" in fieldnotes.well("push", coded).out


MADE = ("documents", "tags", "highlights", "extended")


def test_what_grew_is_added_and_what_changed_is_said(
    fieldnotes: Caller, study: Path, server: Live, capsys: pytest.CaptureFixture[str]
) -> None:
    push = ("push", study, "--taguette", server.url, "--project", "grown", "--json")
    first, second = (new(fieldnotes, study, day) for day in ("2004-05-12", "2004-06-09"))
    here = said(fieldnotes, study, first, "14:01", "P1: the beds are gone #tension")
    there = said(fieldnotes, study, second, "14:01", "P1: 😀 nobody knows")
    would = fieldnotes.well(*push, "--dry-run").json
    made = fieldnotes.well(*push).json
    assert [would[one] for one in MADE] == [made[one] for one in MADE]
    assert (made["documents"], made["highlights"]) == (2, 1)

    fieldnotes.well("code", study, first, here, "beds", "--quote", "the beds are gone")
    fieldnotes.well("code", study, first, here, "beds", "--quote", "beds")
    third = new(fieldnotes, study, "2004-07-07")
    said(fieldnotes, study, third, "14:01", "P1: a third")
    new(fieldnotes, study, "2004-08-04")  # planned, and not sent before it was
    fieldnotes.well("codebook", study, "rename", "tension", "strain")
    grown = fieldnotes.well(*push).json
    assert [grown[one] for one in MADE] == [1, 1, 1, 1]
    assert [one["meeting"] for one in grown["meetings"] if one["state"] == "new"] == [third]

    late = said(fieldnotes, study, second, "14:02", "P2: and now #tension")
    fieldnotes.well("code", study, second, there, "beds", "--quote", "nobody")
    changed = fieldnotes(*push)
    assert changed.code == 1
    assert "Not everything has a place over there: 1 meeting with another text" in changed.err
    (one,) = (one for one in changed.json["meetings"] if one["state"] == "changed")
    assert (one["meeting"], one["highlights"], one["not_placed"]) == (
        second, 1, [{"words": "and now", "codes": ["strain"]}],
    )  # fmt: skip
    assert late
    assert 1 <= one["lines_missing"] <= 5

    again = fieldnotes.well(*push, "--again").json
    assert [again[one] for one in MADE] == [1, 0, 2, 0]
    names = [name for name, *_ in of_project(server, "grown")[0]]  # type: ignore[attr-defined]
    assert names == ["2004-05-12 Łódź PEC", "2004-06-09 Łódź PEC", "2004-06-09 Łódź PEC (2)", "2004-07-07 Łódź PEC"]
    assert [fieldnotes.well(*push).json[one] for one in MADE] == [0, 0, 0, 0]
    assert "strain" not in live.tags(server.database)  # renamed here, it keeps its tag there


def test_a_server_of_several_users_asks_for_a_login(
    fieldnotes: Caller, study: Path, meeting: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fieldnotes.well("add", study, meeting, "P1: the beds #beds")
    with live.taguette(tmp_path / "users", config=USERS) as running:
        password = re.findall(r"admin password to: (\w+)", running.log.read_text(encoding="utf-8"))[0]
        push = ("push", study, "--taguette", running.url)
        unknown = fieldnotes(*push)
        assert (unknown.code, "add --login NAME" in unknown.err) == (1, True)
        nobody = fieldnotes(*push, "--login", "admin")
        assert (nobody.code, "FIELDNOTES_TAGUETTE_PASSWORD" in nobody.err) == (2, True)
        monkeypatch.setenv("FIELDNOTES_TAGUETTE_PASSWORD", "not this one")
        wrong = fieldnotes(*push, "--login", "admin")
        assert (wrong.code, "this name with this password" in wrong.err) == (1, True)
        monkeypatch.setenv("FIELDNOTES_TAGUETTE_PASSWORD", password)
        done = fieldnotes.well(*push, "--login", "Admin", "--json").json
        assert (done["documents"], done["highlights"]) == (1, 1)
        assert live.highlights(running.database)[0].text == "the beds"
        assert password not in "".join(path.read_text() for path in _kept())


def _kept() -> list[Path]:
    from fieldnotes.export.taguette.outbox import outbox_folder

    return list(outbox_folder().glob("*.json"))
