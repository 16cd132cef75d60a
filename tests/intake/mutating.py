"""Valid files made malformed: what a bad copy, an editor or another program may do to them."""

import os
import random
from collections.abc import Callable, Iterator

COUNT = int(os.environ.get("FIELDNOTES_FUZZ", "500"))
"""How many of each kind of file; `.ci/run` asks for 10,000."""


def mutated(seeds: list[bytes], count: int, name: str) -> Iterator[bytes]:
    """So many files that each differ from a valid one, the same ones in every run."""
    chance = random.Random(f"mutations of {name}")
    for _ in range(count):
        content = chance.choice(seeds)
        for _ in range(chance.choice((1, 1, 2, 3, 5))):
            content = chance.choice(_WAYS)(content, chance)
        yield content


def _flipped(content: bytes, chance: random.Random) -> bytes:
    raw = bytearray(content or b" ")
    for _ in range(chance.randint(1, 4)):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(raw)


def _of_lines(change: Callable[[list[bytes], random.Random], None]) -> Callable[[bytes, random.Random], bytes]:
    def changed(content: bytes, chance: random.Random) -> bytes:
        lines = content.split(b"\n")
        change(lines, chance)
        return b"\n".join(lines)

    return changed


def _drop(lines: list[bytes], chance: random.Random) -> None:
    del lines[chance.randrange(len(lines))]
    lines += [] if lines else [b""]


def _double(lines: list[bytes], chance: random.Random) -> None:
    place = chance.randrange(len(lines))
    lines[place:place] = [lines[place]] * chance.choice((1, 1, 30))


def _cut(lines: list[bytes], chance: random.Random) -> None:
    place = chance.randrange(len(lines))
    lines[place] = lines[place][: chance.randint(0, len(lines[place]))]


def _cut_off(lines: list[bytes], chance: random.Random) -> None:
    del lines[chance.randint(1, len(lines)) :]


def _exchange_lines(lines: list[bytes], chance: random.Random) -> None:
    one, other = (chance.randrange(len(lines)) for _ in range(2))
    lines[one], lines[other] = lines[other], lines[one]


def _exchange_fields(lines: list[bytes], chance: random.Random) -> None:
    place = chance.randrange(len(lines))
    mark = chance.choice((b" ", b",", b";", b":", b"\t"))
    fields = lines[place].split(mark)
    chance.shuffle(fields)
    lines[place] = mark.join(fields)


_NUMBERS = (b"99999999999999999999", b"-1", b"1e308", b"nan", b"0", b"00", b"1.2.3", "１２".encode(), b"2147483648")


def _huge(lines: list[bytes], chance: random.Random) -> None:
    places = [(n, at) for n, line in enumerate(lines) for at, byte in enumerate(line) if 48 <= byte <= 57]
    if places:
        n, at = chance.choice(places)
        lines[n] = lines[n][:at] + chance.choice(_NUMBERS) + lines[n][at + 1 :]


_STRANGE = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b'"', b"<v ", b"-->", "\u2028".encode(), b"&#xD800;",
    b"&#99999999;",
    b"=", b"'" * 50, b"\t", b"---", b"=> :", b"/floor +", b"\\", b"\xe9", "\u202e".encode(),
    b"{\\an8}",
)  # fmt: skip


def _strange(content: bytes, chance: random.Random) -> bytes:
    place = chance.randint(0, len(content))
    return content[:place] + chance.choice(_STRANGE) + content[place:]


def _wrong_header(lines: list[bytes], chance: random.Random) -> None:
    lines[0] = chance.choice((b"", b"WEBVTT - x", b"{}", b"<?xml version='1.0'?>", b"a,b,c", lines[-1]))


_WAYS: list[Callable[[bytes, random.Random], bytes]] = [
    _flipped, _flipped, _strange, *map(
        _of_lines,
        (_drop, _double, _cut, _cut, _cut_off, _exchange_lines, _exchange_fields, _exchange_fields, _huge, _huge),
    ), _of_lines(_wrong_header),
]  # fmt: skip
