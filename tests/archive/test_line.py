"""The form of a line, which cannot be changed any more."""

import hashlib
import json
import os
import re

import pytest
from msgspec import Raw

from fieldnotes.archive import MeetingArchive
from fieldnotes.archive.line import (
    Changes,
    Delete,
    End,
    Erase,
    Put,
    Unreadable,
    encode,
    new_salt,
    read_header,
    read_line,
    read_payload,
    write_line,
)
from fieldnotes.archive.writing import new_header
from tests.archive.making import lines_of, logs_of, seen


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_line_is_these_bytes() -> None:
    payload = '{"salt":"00","text":"ä"}'
    digest = _digest(payload)
    chain = _digest(f"before 12 {digest}")[:32]
    expected = f'{{"n":12,"digest":"{digest}","chain":"{chain}","payload":{payload}}}\n'
    assert write_line(12, "before", payload.encode()) == (expected.encode(), chain)
    assert json.loads(expected)["payload"]["text"] == "ä"


def test_the_chain_begins_at_the_header_with_nothing_before_it(meeting: MeetingArchive) -> None:
    meeting.commit(who="AB", observations=[seen(1)])
    meeting.close()
    chain = ""
    for line in lines_of(logs_of(meeting)[0]):
        assert line.payload is not None
        digest = hashlib.sha256(line.payload).hexdigest()
        chain = _digest(f"{chain} {line.n} {digest}")[:32]
        assert (line.digest, line.chain) == (digest, chain)


def test_every_payload_begins_with_sixteen_random_bytes(meeting: MeetingArchive) -> None:
    meeting.commit(who="AB", observations=[seen(1)])
    meeting.close()
    payloads = [line.payload or b"" for line in lines_of(logs_of(meeting)[0])]
    salts = [json.loads(payload)["salt"] for payload in payloads]
    assert all(payload.startswith(b'{"salt":"') for payload in payloads)
    assert {len(bytes.fromhex(salt)) for salt in salts} == {16}
    assert len(set(salts)) == len(salts)


def test_the_header_says_where_the_log_belongs(meeting: MeetingArchive) -> None:
    payload = lines_of(logs_of(meeting)[0])[0].payload or b""
    said = json.loads(payload)
    assert list(said) == (
        ["salt", "fieldnotes", "log", "study", "meeting", "device", "started", "mono", "zone", "program"]
    )
    assert said["fieldnotes"] == 1
    assert said["log"] == logs_of(meeting)[0].stem
    assert said["meeting"] == meeting.record().meeting.id
    assert said["zone"] == "Europe/London"
    assert said["program"].startswith("fieldnotes ")


def test_payloads_are_these_bytes() -> None:
    changes = Changes(
        "5a",
        "id-1",
        (12, 3),
        "AB",
        [
            Put("people", "P1", Raw(b'{"role":"chair"}')),
            Put("people", "P2", Raw(b"{}"), {"role": "id-0"}, "id-9"),
            Delete("codes", "c", "id-0"),
            Erase("log-1", 7, "asked to", "id-7"),
        ],
    )
    expected = (
        b'{"salt":"5a","id":"id-1","clock":[12,3],"who":"AB","changes":['
        b'{"do":"put","table":"people","key":"P1","fields":{"role":"chair"}},'
        b'{"do":"put","table":"people","key":"P2","fields":{},"over":{"role":"id-0"},"again":"id-9"},'
        b'{"do":"delete","table":"codes","key":"c","over":"id-0"},'
        b'{"do":"erase","log":"log-1","line":7,"why":"asked to","id":"id-7"}]}'
    )
    assert encode(changes) == expected
    assert read_payload(expected) == changes
    assert encode(End("5a", 4)) == b'{"salt":"5a","end":4}'
    assert read_payload(b'{"salt":"5a","end":4}') == End("5a", 4)


def test_a_header_is_read_as_it_was_written() -> None:
    header = new_header("log-1", "study", None, "device", "Asia/Kathmandu")
    assert b'"meeting":null' in encode(header)
    assert read_header(encode(header)) == header


@pytest.mark.parametrize("payload", [b"{}", b'{"salt":"5a"}', b'{"salt":"5a","changes":[{"do":"dance"}]}', b"\xff"])
def test_other_payloads_are_not_understood(payload: bytes) -> None:
    with pytest.raises(Unreadable):
        read_payload(payload)


def test_what_has_not_the_form_of_a_line_is_none() -> None:
    raw, _ = write_line(3, "", b'{"salt":"00"}')
    whole = raw.rstrip(b"\n")
    found = read_line(whole)
    assert found is not None
    assert found.is_whole
    assert read_line(b"") is None
    assert read_line(whole + b" ") is None
    assert read_line(whole.replace(b'"n":3', b'"n":03')) is None
    altered = read_line(whole.replace(b'"00"', b'"01"'))
    assert altered is not None
    assert not altered.is_whole


def test_an_emptied_line_keeps_its_place_in_the_chain() -> None:
    raw, chain = write_line(3, "b", b'{"salt":"00"}')
    empty = read_line(raw.rstrip(b"\n").replace(b'{"salt":"00"}', b"null"))
    assert empty is not None
    assert empty.is_whole
    assert (empty.payload, empty.chain) == (None, chain)


def test_salts_are_32_hex_digits() -> None:
    assert len(new_salt()) == 32


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no children of that kind here")
def test_no_salt_is_given_out_twice_not_even_to_a_child() -> None:
    new_salt()
    assert len({new_salt() for _ in range(200)}) == 200
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        os.write(tell, "".join(new_salt() for _ in range(70)).encode())
        os._exit(0)
    os.waitpid(child, 0)
    said = os.read(told, 70 * 32).decode()
    of_child = {said[at : at + 32] for at in range(0, len(said), 32)}
    os.close(told)
    os.close(tell)
    assert len(of_child) == 70
    assert all(re.fullmatch("[0-9a-f]{32}", salt) for salt in of_child)
    assert not of_child & {new_salt() for _ in range(70)}
