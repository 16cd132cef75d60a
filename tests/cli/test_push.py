"""`push`: what it says when a server fails, and that nothing is lost or sent twice by it."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fieldnotes.export.taguette import connection, sending
from fieldnotes.export.taguette.server import Server
from tests.cli.calling import Caller, command, environment
from tests.export.taguette.live import free_port
from tests.export.taguette.stub import GONE, TOKEN, Answer, Stub, js, served

WORDS = [("challenge", []), ("the beds", ["beds", "interesting"])]


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stub]:
    monkeypatch.setattr(sending, "WAITS", (0.0, 0.0))
    with served() as running:
        yield running


@pytest.fixture
def coded(fieldnotes: Caller, study: Path, meeting: str) -> Path:
    """A study with one meeting, in which two lines are coded."""
    fieldnotes.well("add", study, meeting, "P1: the beds #interesting #beds")
    fieldnotes.well("add", study, meeting, "P2: “<b>who</b>” has them #beds")
    return study


def kept() -> list[Path]:
    from fieldnotes.export.taguette.outbox import outbox_folder

    return sorted(outbox_folder().glob("*.json"))


def of_one_sentence(said: str) -> bool:
    return len(said.splitlines()) == 1 and "Traceback" not in said and TOKEN not in said.replace("Taguette", "")


def test_what_is_made_and_that_a_second_push_makes_nothing(fieldnotes: Caller, coded: Path, stub: Stub) -> None:
    push = ("push", coded, "--taguette", stub.url)
    first = fieldnotes.well(*push)
    assert "document made, 2 highlights made" in first.out
    made = f"1 project, 1 document, {len(stub.tags) - 1} tags, 2 highlights"
    assert first.out.endswith(f"/project/1: {made} made\n")
    assert stub.words() == [("the beds", ["beds", "interesting"]), ("“<b>who</b>” has them", ["beds"])]
    assert len([one for one in stub.tags if one["path"] == "interesting"]) == 1  # a tag that was there is used
    asked = len(stub.asked)
    assert "nothing made" in fieldnotes.well(*push).out
    assert not [one for one in stub.asked[asked:] if one.startswith("POST")]
    (path,) = kept()
    assert TOKEN not in path.read_text(encoding="utf-8")
    assert path.stat().st_mode & 0o077 == 0
    assert str(path.parent) in fieldnotes.well("paths").out


def test_without_codes_documents_alone(fieldnotes: Caller, coded: Path, stub: Stub) -> None:
    fieldnotes.well("push", coded, "last", "--taguette", stub.url, "--no-codes")
    assert (len(stub.documents), len(stub.tags), stub.highlights) == (1, 1, [])
    assert "#beds" not in stub.documents[0]["file"]


def test_a_dry_run_sends_nothing_and_keeps_nothing(fieldnotes: Caller, coded: Path, stub: Stub) -> None:
    said = fieldnotes.well("push", coded, "--taguette", stub.url, "--dry-run")
    assert said.out.splitlines()[-1].split(": ")[1].startswith("1 project, 1 document, ")
    assert said.out.endswith(" tags, 2 highlights to make\n")
    assert not [one for one in stub.asked if one.startswith("POST")]
    assert kept() == []


HTML = {"Content-Type": "text/html"}
FAULTS: dict[str, tuple[str, "Answer | str", str]] = {
    "forbidden": ("POST /api/project/1/tag/new", js({"error": "Unauthorized"}, 403), "refuses the tag"),
    "xsrf": ("POST /project/new", (403, HTML, b"<title>Error | Taguette</title>xsrf"), "refuses a new project"),
    "deleted": ("GET /project/1", (404, HTML, b"<title>Error 404 | Taguette</title>"), "does not find project 1"),
    "a fault there": ("POST /api/project/1/document/new", (500, HTML, b"oops"), "failed at the document"),
    "too long": ("POST /api/project/1/document/new", js({"error": "\x1b[2J too long"}, 400), "(�[2J too long)"),
    "no JSON": ("POST /api/project/1/tag/new", (200, HTML, b"<html>"), "should be JSON"),
    "other JSON": ("POST /api/project/1/tag/new", js({"identity": 5}), "not understood as a Taguette"),
    "no list": ("GET /project/1", (200, HTML, b"<title>x | Taguette</title>"), "which documents"),
    "half a list": ("GET /project/1", (200, HTML, b"<title>x | Taguette</title>var documents = {,"), "cannot be"),
    "no HTTP": ("GET /", "SSH-2.0-OpenSSH\r\n\r\n", "not understood as a Taguette"),
    "another page": ("GET /", (200, {**HTML, "Server": "nginx"}, b"<h1>It works</h1>"), "its page is another one"),
    "another 404": ("GET /", (404, {**HTML, "Server": "nginx"}, b"no"), "not understood as a Taguette"),
    "elsewhere": ("GET /", (302, {"Location": "https://else.example/?next=1"}, b""), "sends on to https://else.example"),
    "a circle": ("GET /", (302, {"Location": "/"}, b""), "without end"),
    "a login": ("GET /project/1", (302, {"Location": "/login"}, b""), "log in again"),
    "logged out": ("POST /api/project/1/tag/new", (302, {"Location": "/login"}, b""), "log in again"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_failure_is_one_sentence_and_the_next_push_does_the_rest(
    fieldnotes: Caller, coded: Path, stub: Stub, name: str
) -> None:
    where, what, words = FAULTS[name]

    def fault(method: str, path: str) -> "Answer | str | None":
        if path == "/login":
            return 200, HTML, b"<title>Log in | Taguette</title>"
        return what if where == f"{method} {path}" else None

    stub.fault = fault
    said = fieldnotes("push", coded, "--taguette", stub.url)
    assert said.code == 1
    assert words in said.err
    assert of_one_sentence(said.err)
    assert "nothing" in said.err.lower() or "not sent twice" in said.err
    assert not [path for path in kept() if json.loads(path.read_bytes())["waits"]]
    stub.fault = lambda method, path: None
    fieldnotes.well("push", coded, "--taguette", stub.url)
    assert (len(stub.projects), len(stub.documents), len(stub.highlights)) == (1, 1, 2)


def test_a_token_that_is_not_its_own(fieldnotes: Caller, coded: Path, stub: Stub) -> None:
    stub.token = "another"
    said = fieldnotes("push", coded, "--taguette", stub.url)
    assert (said.code, "the token is not, or no longer, its own" in said.err) == (1, True)
    assert of_one_sentence(said.err)


@pytest.mark.parametrize("after", range(1, 30, 5))
def test_a_line_that_is_cut_at_any_request_is_taken_up_again(
    fieldnotes: Caller, coded: Path, stub: Stub, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The request is done and its answer is lost, as when a laptop is closed; then nobody answers any more."""
    done = len(stub.asked) + after

    def fault(method: str, path: str) -> "Answer | str | None":
        if len(stub.asked) > done:
            return GONE
        return None

    stub.fault = fault
    said = fieldnotes("push", coded, "--taguette", stub.url)
    assert (said.code, said.err.splitlines()[-1].startswith(stub.url.split("/?")[0])) == (1, True)
    assert "The push waits, and nothing is lost" in said.err
    stub.fault = lambda method, path: None
    without = fieldnotes("push", coded)
    assert (without.code, "FIELDNOTES_TAGUETTE_TOKEN" in without.err) == (2, True)
    monkeypatch.setenv("FIELDNOTES_TAGUETTE_TOKEN", TOKEN)
    fieldnotes.well("push", coded)
    assert stub.words() == [("the beds", ["beds", "interesting"]), ("“<b>who</b>” has them", ["beds"])]
    assert (len(stub.projects), len(stub.documents)) == (1, 1)
    assert "Nothing of this study waits" in fieldnotes.well("push", coded).out
    assert fieldnotes.well("push", coded, "--json").json is None


def test_an_answer_that_is_lost_once_is_no_second_document(fieldnotes: Caller, coded: Path, stub: Stub) -> None:
    lost: list[str] = []

    def change(method: str, path: str, given: Answer) -> "Answer | str":
        if method == "POST" and path not in lost:
            lost.append(path)
            return GONE
        return given

    stub.change = change
    said = fieldnotes.well("push", coded, "--taguette", stub.url, "--json")
    assert "the next try is in" in said.err
    assert len(lost) == 4
    assert (len(stub.projects), len(stub.documents), len(stub.highlights)) == (1, 1, 2)


def test_where_nobody_listens_it_waits_and_says_how_to_send_it(
    fieldnotes: Caller, coded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "WAITS", (0.0,))
    url = f"http://127.0.0.1:{free_port()}"
    said = fieldnotes("push", coded, "--taguette", url, "--project", "x")
    assert (said.code, said.out) == (1, "")
    tried, last = said.err.splitlines()
    assert "the next try is in 0 s" in tried
    assert f"`fieldnotes push {coded}`" in last
    (path,) = kept()
    assert json.loads(path.read_bytes())["waits"] is True
    again = fieldnotes("push", coded)
    assert (again.code, again.err.splitlines()[-1]) == (1, last)


@pytest.mark.parametrize(
    "url",
    ["localhost:7465", "ftp://host/", "http://", "", "http://kc:secret@host/", "http://host:99999/", "http://[::1"],
)
def test_words_that_are_no_address(fieldnotes: Caller, coded: Path, url: str) -> None:
    said = fieldnotes("push", coded, "--taguette", url)
    assert (said.code, "no address of a Taguette server" in said.err) == (2, True)
    assert "secret" not in said.err


def test_what_is_asked_without_an_address_is_a_wrong_call(fieldnotes: Caller, coded: Path) -> None:
    for words in (("last",), ("--again",), ("--project", "x"), ("--no-codes",)):
        assert fieldnotes("push", coded, *words).code == 2


def test_a_project_by_its_address_and_two_of_one_name(fieldnotes: Caller, coded: Path, stub: Stub) -> None:
    stub.projects |= {1: ("A study", ""), 2: ("A study", ""), 3: ("Other", "")}
    said = fieldnotes("push", coded, "--taguette", stub.url)
    assert (said.code, "There are 2 projects called “A study”" in said.err) == (1, True)
    assert of_one_sentence(said.err)
    own = stub.url.replace("/?", "/project/3?")
    assert fieldnotes.well("push", coded, "--taguette", own, "--json").json["project"]["id"] == 3
    none = fieldnotes("push", coded, "--taguette", stub.url.replace("/?", "/project/9/document/1?"))
    assert (none.code, "does not find project 9" in none.err) == (1, True)


def test_a_project_that_was_renamed_there_is_found_again(fieldnotes: Caller, coded: Path, stub: Stub) -> None:
    push = ("push", coded, "--taguette", stub.url, "--json")
    fieldnotes.well(*push)
    stub.projects[1] = ("Renamed", stub.projects[1][1])
    again = fieldnotes.well(*push).json
    assert (again["project"], again["documents"]) == ({"id": 1, "name": "Renamed", "new": False}, 0)
    stub.projects[1] = ("Renamed", "")  # the database was begun anew: number 1 is another project
    assert fieldnotes.well(*push).json["project"] == {"id": 2, "name": "A study", "new": True}


def test_another_push_of_the_study_is_waited_for(fieldnotes: Caller, coded: Path, stub: Stub) -> None:
    from filelock import FileLock

    fieldnotes.well("push", coded, "--taguette", stub.url)
    with FileLock(kept()[0].with_suffix(".lock")):
        said = fieldnotes("push", coded, "--taguette", stub.url)
    assert (said.code, "is under way" in said.err) == (1, True)


def test_words_that_the_server_changed_are_not_highlighted(fieldnotes: Caller, coded: Path, stub: Stub) -> None:
    def change(method: str, path: str, given: Answer) -> Answer:
        status, headers, content = given
        return status, headers, content.replace(b"the beds", b"the Beds") if path.endswith("/contents") else content

    stub.change = change
    said = fieldnotes("push", coded, "--taguette", stub.url)
    assert said.code == 1
    assert "not placed: #interesting #beds “the beds”" in said.err
    assert "1 highlight whose words are not there" in said.err
    assert [words for words, _ in stub.words()] == ["“<b>who</b>” has them"]


def test_a_document_that_is_there_twice_is_named(fieldnotes: Caller, coded: Path, stub: Stub) -> None:
    push = ("push", coded, "--taguette", stub.url)
    fieldnotes.well(*push)
    stub.documents.append({**stub.documents[0], "id": 2})
    assert "there more than once, as documents 1, 2" in fieldnotes.well(*push).err
    assert len(stub.highlights) == 2


def test_two_folders_of_one_meeting_are_two_documents(fieldnotes: Caller, coded: Path, stub: Stub) -> None:
    [folder] = (coded / "meetings").iterdir()
    copied = shutil.copytree(folder, folder.with_name(folder.name + " (copy)"))
    fieldnotes.well("add", coded, folder.name, "P1: only here #beds")
    push = ("push", coded, "--taguette", stub.url)
    first = fieldnotes.well(*push)
    assert f"{copied.name}: another folder holds the same meeting" in first.err
    assert len(stub.documents) == 2
    assert [one["document"] for one in stub.highlights] == [1, 1, 1, 2, 2]
    again = fieldnotes.well("push", coded, copied.name, "--taguette", stub.url, "--json").json
    assert [(one["document"], one["state"]) for one in again["meetings"]] == [(2, "there")]
    assert "nothing made" in fieldnotes.well(*push).out
    assert len(stub.highlights) == 5


def test_lines_that_are_missing_there_are_counted_as_they_were_typed(
    fieldnotes: Caller, coded: Path, meeting: str, stub: Stub
) -> None:
    push = ("push", coded, "--taguette", stub.url)
    fieldnotes.well(*push)
    fieldnotes.well("add", coded, meeting, "P3: somebody new, one line")
    said = fieldnotes(*push)
    assert (said.code, "which lacks 1 line of it, and" in said.err) == (1, True)
    assert fieldnotes(*push, "--json").json["meetings"][0]["lines_missing"] == 1


def test_a_document_of_another_text_may_have_all_lines(fieldnotes: Caller, coded: Path, stub: Stub) -> None:
    push = ("push", coded, "--taguette", stub.url)
    fieldnotes.well(*push)
    stub.documents[0]["description"] = re.sub(r"text \w+", "text " + "0" * 16, stub.documents[0]["description"])
    assert "which has other words around it, and stays" in fieldnotes(*push).err


def test_what_waits_for_a_place_goes_along_with_what_is_sent_there(
    fieldnotes: Caller, coded: Path, meeting: str, stub: Stub
) -> None:
    other = fieldnotes.well("new", coded, "--site", "A", "--body", "B", "--date", "2004-05-12").out.strip()
    to = ("--taguette", stub.url)
    stub.fault = lambda method, path: GONE
    assert fieldnotes("push", coded, meeting, *to).code == 1
    stub.fault = lambda method, path: None
    fieldnotes.well("push", coded, other, *to)
    assert stub.documents[0]["name"] == "2004-05-12 A B"
    assert len(stub.documents) == 2
    assert not [path for path in kept() if json.loads(path.read_bytes())["waits"]]


def test_a_meeting_that_is_planned_is_sent_when_it_is_named(fieldnotes: Caller, study: Path, stub: Stub) -> None:
    fieldnotes.well("new", study, "--site", "A", "--body", "B", "--date", "2004-05-12")
    fieldnotes.well("push", study, "--taguette", stub.url)
    assert stub.documents == []
    fieldnotes.well("push", study, "last", "--taguette", stub.url)
    assert len(stub.documents) == 1


def test_a_token_of_this_machine_goes_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    from fieldnotes.cli.pushwords import secret_for
    from fieldnotes.export.taguette.outbox import Entry

    monkeypatch.setenv("FIELDNOTES_TAGUETTE_TOKEN", TOKEN)
    assert secret_for(Entry(study="s", server="https://tag.example.org"), "").token == ""
    assert secret_for(Entry(study="s", server="http://localhost:7465"), "").token == TOKEN


@pytest.mark.skipif(sys.platform != "linux", reason="there is no /dev/full")
def test_what_standard_output_does_not_take_is_sent_all_the_same(coded: Path, stub: Stub) -> None:
    with open("/dev/full", "w") as full:
        words = command("push", coded, "--taguette", stub.url)
        ran = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, env=environment(), check=False)
    assert (ran.returncode, len(stub.highlights)) == (1, 2)
    assert ran.stderr.decode().startswith("It was sent. Only standard output")


def test_stopped_by_a_key_it_goes_on_from_there(
    fieldnotes: Caller, coded: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, stopped = Server.new_highlight, list[bool]()

    def once(self: Server, *of: Any) -> int:
        if stub.highlights and not stopped:
            stopped.append(True)
            raise KeyboardInterrupt
        return usual(self, *of)

    monkeypatch.setattr(Server, "new_highlight", once)
    monkeypatch.setenv("FIELDNOTES_TAGUETTE_TOKEN", TOKEN)
    assert fieldnotes("push", coded, "--taguette", stub.url).code == 130
    assert len(stub.highlights) == 1
    rest = fieldnotes.well("push", coded, "--json").json
    assert (rest["documents"], rest["highlights"], len(stub.highlights)) == (0, 1, 2)


def test_what_waits_can_be_forgotten(
    fieldnotes: Caller, coded: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub.fault = lambda method, path: GONE
    assert fieldnotes("push", coded, "--taguette", stub.url).code == 1
    assert fieldnotes("push", coded, "--taguette", stub.url, "--forget").code == 2
    assert "waits no more" in fieldnotes.well("push", coded, "--forget").out
    assert "Nothing of this study waits" in fieldnotes.well("push", coded).out


def test_a_server_that_does_not_encrypt_is_not_tried_again(fieldnotes: Caller, coded: Path, stub: Stub) -> None:
    said = fieldnotes("push", coded, "--taguette", stub.url.replace("http:", "https:"))
    assert (said.code, "is not safely reached" in said.err) == (1, True)
    assert of_one_sentence(said.err)
    assert kept() == []


def test_an_answer_without_end_is_not_kept_in_memory(
    fieldnotes: Caller, coded: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "LONGEST", 1 << 20)
    stub.fault = lambda method, path: (200, HTML, b"x" * (3 << 20))
    said = fieldnotes("push", coded, "--taguette", stub.url)
    assert (said.code, "longer than 1 MB" in said.err) == (1, True)


def test_a_name_that_is_too_long_for_the_server_is_the_same_name_again(
    fieldnotes: Caller, coded: Path, stub: Stub
) -> None:
    push = ("push", coded, "--taguette", stub.url, "--project", "Łódź " * 20)
    fieldnotes.well(*push)
    for path in kept():
        path.unlink()  # as from another computer
    fieldnotes.well(*push)
    assert [len(name) for name, _ in stub.projects.values()] == [50]
    assert len(stub.documents) == 1
