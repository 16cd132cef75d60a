"""A real Taguette server, on this machine alone, and what it has in its database."""

import os
import re
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from fieldnotes.export.taguette.contents import text_of
from tests.programs import programs

NEEDED = "taguette==1.5.2"
_SAYS = re.compile(r"http://\S+:\d+/\S*")
_SECONDS = 120  # before it is given up; it answers after three


class Live(NamedTuple):
    """A server that runs: the address that it showed, and its database."""

    url: str
    database: Path
    log: Path


class Highlighted(NamedTuple):
    """A highlight as the database has it, tags by path; `text` is its snippet without the elements."""

    document: str
    start: int
    end: int
    text: str
    tags: tuple[str, ...]


@contextmanager
def taguette(folder: Path, port: int = 0, config: str = "") -> Iterator[Live]:
    """Run it with a database in that folder, with the lines of a configuration as a server of several users."""
    folder.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    database, log = folder / "taguette.sqlite3", folder / "log.txt"
    words: list[object] = ["--no-browser", "-b", "127.0.0.1", "-p", port, "--database", database]
    if config:
        (folder / "config.py").write_text(config.format(port=port, database=database.as_posix()), encoding="utf-8")
        words = ["server", folder / "config.py"]
    own = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(folder), "PYTHONUNBUFFERED": "1"}
    own.pop("PYTHONPATH", None)
    with log.open("wb") as out:
        running = subprocess.Popen(
            list(map(str, [programs(NEEDED) / "taguette", *words])), cwd=folder, env=own, stdin=subprocess.DEVNULL,
            stdout=out, stderr=out, start_new_session=True,
        )  # fmt: skip
        try:
            yield Live(_address(running, log, port), database, log)
        finally:
            running.kill()
            running.wait()


def _address(running: "subprocess.Popen[bytes]", log: Path, port: int) -> str:
    """What it says its address is, once it answers."""
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until and running.poll() is None:
        said = _SAYS.search(log.read_text(encoding="utf-8", errors="replace").partition("running")[2])
        if said:
            return f"http://127.0.0.1:{port}/" + said[0].partition(f":{port}/")[2]
        time.sleep(0.05)
    raise AssertionError(log.read_text(encoding="utf-8", errors="replace")[-2000:])


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def rows(database: Path, asked: str) -> list[tuple[object, ...]]:
    """What the database answers."""
    with closing(sqlite3.connect(database)) as opened:
        return list(opened.execute(asked))


def documents(database: Path) -> dict[str, str]:
    """The HTML of each document by its name."""
    return {str(name): str(html) for name, html in rows(database, "select name, contents from documents")}


def tags(database: Path) -> dict[str, str]:
    """The description of each tag by its path."""
    return {str(path): str(said) for path, said in rows(database, "select path, description from tags")}


def highlights(database: Path) -> list[Highlighted]:
    """Every highlight, in order."""
    found: dict[object, list[str]] = {}
    for number, path in rows(
        database, "select highlight_id, path from highlight_tags join tags on tags.id = tag_id order by path"
    ):
        found.setdefault(number, []).append(str(path))
    asked = """
        select h.id, d.name, start_offset, end_offset, snippet from highlights h
        join documents d on d.id = h.document_id order by d.name, start_offset, end_offset, h.id
    """
    return [
        Highlighted(str(name), int(str(start)), int(str(end)), text_of(str(snippet)), tuple(found.get(number, ())))
        for number, name, start, end, snippet in rows(database, asked)
    ]


def everything(database: Path) -> tuple[object, ...]:
    """All of it but ids and times, to be compared."""
    projects = rows(database, "select name, description from projects order by id")
    described = rows(database, "select name, description, contents from documents order by name, id")
    return projects, described, sorted(tags(database).items()), highlights(database)
