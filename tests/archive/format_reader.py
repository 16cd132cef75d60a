"""A reader of studies written from docs/format.md alone: the standard library, and nothing of the program."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

Clock = tuple[int, int]
Rank = tuple[Clock, Clock, str, str]
Tables = dict[str, dict[str, dict[str, Any]]]
HERE = None  # the field that stands for a record's being there
TAKEN_AWAY = object()


class Unfit(Exception):
    """A log of a later version, or lines whose chain does not hold."""


class Told(NamedTuple):
    """A change, and where it stands."""

    device: str
    log: str
    line: int
    said: dict[str, Any]

    @property
    def clock(self) -> Clock:
        """Its own clock."""
        ms, counter = self.said["clock"]
        return ms, counter


class Version(NamedTuple):
    """What a change made of a field."""

    counting: Clock
    told: Told
    value: Any
    replaces: frozenset[str] = frozenset()

    def rank(self) -> Rank:
        """By what versions are compared."""
        return self.counting, self.told.clock, self.told.device, self.told.said["id"]


def payload_of(line: bytes, before: str, n: int) -> tuple[bytes | None, str]:
    """The payload of a line, None where it was erased, and its chain; raises Unfit."""
    outer = json.loads(line)
    payload = line[line.index(b'"payload":') + len(b'"payload":') : -1]
    erased = payload == b"null"
    expected = hashlib.sha256(f"{before} {n} {outer['digest']}".encode()).hexdigest()[:32]
    if outer["n"] != n or outer["chain"] != expected:
        raise Unfit(f"line {n}: the chain does not hold")
    if not erased and hashlib.sha256(payload).hexdigest() != outer["digest"]:
        raise Unfit(f"line {n}: the digest is wrong")
    return (None if erased else payload), outer["chain"]


def read_log(path: Path) -> Iterator[Told]:
    """The changes of a log; raises Unfit."""
    chain, log, device = "", "", ""
    n = -1
    for line in path.read_bytes().split(b"\n")[:-1]:
        n += 1
        if line.startswith(b'{"n":0,'):  # a pack holds whole logs, one after the other
            chain, n = "", 0
        payload, chain = payload_of(line, chain, n)
        said = json.loads(payload) if payload else {}
        if n == 0:
            if said["fieldnotes"] != 1:
                raise Unfit("a later version")
            log, device = said["log"], said["device"]
        elif "changes" in said:
            yield Told(device, log, n, said)


class Record:
    """One record, with the versions of its fields by the id of the change."""

    def __init__(self) -> None:
        self.versions: dict[str | None, dict[str, Version]] = {}
        self.first: tuple[Any, ...] | None = None

    def of(self, change: str, field: str | None) -> Version | None:
        """The version that a change made of a field; else the highest it made of any."""
        if change in self.versions.get(field, {}):
            return self.versions[field][change]
        made = [versions[change] for versions in self.versions.values() if change in versions]
        return max(made, key=Version.rank, default=None)

    def take(self, told: Told, over: str, field: str | None, value: Any, also: Iterable[str] = ()) -> None:
        """One more version."""
        clock = told.clock
        replaced = self.of(over, field) if over else None
        if replaced and clock <= replaced.counting:
            clock = (replaced.counting[0], replaced.counting[1] + 1)
        self.versions.setdefault(field, {})[told.said["id"]] = Version(clock, told, value, frozenset({over, *also}))

    def shown(self, field: str | None) -> Any:
        """What is shown of a field."""
        return max(self.versions[field].values(), key=Version.rank).value

    def differences(self) -> list[tuple[str, Any]]:
        """What was written apart from what is shown, and not settled: field and value."""
        found = []
        for field, versions in self.versions.items():
            replaced = frozenset[str]().union(*(version.replaces for version in versions.values()))
            apart = [version.value for change, version in versions.items() if change not in replaced]
            found += [(field, value) for value in apart if field is not HERE and value != self.shown(field)]
        return found

    def document(self) -> dict[str, Any]:
        """All fields that were not taken away."""
        fields = {field: self.shown(field) for field in self.versions if field is not HERE}
        return {field: value for field, value in fields.items() if value is not TAKEN_AWAY}


def apply(record: Record, told: Told, entry: dict[str, Any], place: int) -> None:
    """What one entry makes of a record."""
    if entry["do"] == "delete":
        record.take(told, entry["over"], HERE, False)
        return
    over, again = entry.get("over", {}), entry.get("again", "")
    made = [
        (over.get(field, ""), field, entry["fields"].get(field, TAKEN_AWAY))
        for field in {**over, **entry["fields"]}
    ]
    if not over or again:
        made.append((again, HERE, True))
    if not over and not again:
        born = (told.clock, told.device, told.said["id"], place)
        record.first = min(record.first or born, born)
    for replaced, field, value in made:
        record.take(told, replaced, field, value, entry.get("also", {}).get(field, ()))


def wanted(entry: dict[str, Any]) -> set[str]:
    """The changes that an entry waits for."""
    if entry["do"] == "delete":
        return {entry["over"]}
    return {*entry.get("over", {}).values(), entry.get("again", "")} - {""}


def fold(changes: list[Told]) -> dict[tuple[str, str], Record]:
    """All records, those too that are not there, by table and key."""
    entries = [(told, place, entry) for told in changes for place, entry in enumerate(told.said["changes"])]
    erasures = {(e["log"], e["line"]): e["id"] for _, _, e in entries if e["do"] == "erase"}
    left = [
        (told, place, entry)
        for told, place, entry in entries
        if entry["do"] != "erase"
        and (told.log, told.line) not in erasures
        and told.said["id"] not in erasures.values()
    ]
    records: dict[tuple[str, str], Record] = {}
    counted: dict[tuple[str, str], set[str]] = {}
    came = True
    while came:
        came = False
        for each in list(left):
            told, place, entry = each
            key = (entry["table"], entry["key"])
            known = counted.get(key, set())
            if told.said["id"] in known:
                left.remove(each)
                continue
            begins = entry["do"] == "put" and not wanted(entry)
            if not begins and (key not in records or not wanted(entry) <= known | set(erasures.values())):
                continue
            apply(records.setdefault(key, Record()), told, entry, place)
            counted.setdefault(key, set()).add(told.said["id"])
            left.remove(each)
            came = True
    return records


def records_of(folder: Path) -> dict[tuple[str, str], Record]:
    """The records of all logs in a folder, by table and key; raises Unfit."""
    return fold([told for log in folder.glob("*.jsonl") for told in read_log(log)])


def read_folder(folder: Path) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """The records that are there, table by table, in order: key and document; raises Unfit."""
    found: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for (table, name), record in sorted(records_of(folder).items(), key=lambda item: item[1].first or ()):
        if record.shown(HERE):
            found.setdefault(table, []).append((name, record.document()))
    if "observations" in found:
        found["observations"].sort(key=lambda each: (datetime.fromisoformat(each[1]["at"]), each[1]["id"]))
    return found


def read_study(folder: Path) -> dict[str, Any]:
    """The study's own records, and those of its meetings by the names of their folders; raises Unfit."""
    meetings = {each.name: read_folder(each) for each in (folder / "meetings").iterdir() if each.is_dir()}
    return {"study": read_folder(folder / "logs"), "meetings": meetings}
