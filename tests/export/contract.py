"""What every exporter holds to; each inherits these tests and says how its files are read."""

import os
import subprocess
import sys
from collections.abc import Mapping

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldnotes.export.registry import exporter
from fieldnotes.model.meeting import Record
from fieldnotes.text import clean_line
from tests.export.readers import folded
from tests.export.sample import sample
from tests.measures.meetings import meeting, seen
from tests.shared_material import CHECKOUT

ANY_TEXT = st.text(max_size=60).map(clean_line)
_AGAIN = """
import hashlib
from fieldnotes.export.registry import exporter
from tests.export.sample import sample
files = exporter({name!r})(sample()).files
print(hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest(), end="")
"""


def _digest(name: str, hash_seed: str) -> str:
    """The digest of the files as a fresh process makes them."""
    own = {**os.environ, "PYTHONHASHSEED": hash_seed}
    asked = [sys.executable, "-c", _AGAIN.format(name=name)]
    return subprocess.run(asked, env=own, cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout


class ExporterContract:
    """Inherit it, name the format, and say how to read its files."""

    name = ""

    def read(self, files: Mapping[str, bytes]) -> str:
        """All text that stands in the files."""
        raise NotImplementedError

    def words(self, record: Record) -> str:
        return folded(self.read(exporter(self.name)(record).files))

    def test_the_same_record_gives_the_same_bytes(self) -> None:
        first, again = exporter(self.name)(sample()), exporter(self.name)(msgspec.structs.replace(sample()))
        assert first == again

    def test_another_process_gives_the_same_bytes(self) -> None:
        assert len(_digest(self.name, "1")) == 64
        assert _digest(self.name, "1") == _digest(self.name, "2")

    def test_every_observation_that_stands_is_in_it(self) -> None:
        whole = self.words(sample())
        standing = [o for o in sample().observations if not o.retracted]
        assert [o.text for o in standing if folded(o.text) not in whole] == []
        written_up = [line for o in standing if o.written_up for line in o.written_up.split("\n")]
        assert len(written_up) == 2
        assert [line for line in written_up if folded(line) not in whole] == []

    def test_everybody_every_item_and_every_code_is_in_it(self) -> None:
        whole = self.words(sample())
        names = [p.role for p in sample().people] + [i.title for i in sample().items]
        codes = [code for o in sample().observations for code in o.codes]
        assert [name for name in names + codes if folded(name) not in whole] == []

    def test_an_empty_meeting_is_written_too(self) -> None:
        assert all(exporter(self.name)(meeting()).files.values())
        assert all(exporter(self.name)(meeting(start=None)).files.values())

    # the same test is run by each exporter's class, which is what the second check warns of
    @settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors],
    )
    @given(text=ANY_TEXT, title=ANY_TEXT)
    def test_no_text_of_any_kind_raises(self, text: str, title: str) -> None:
        record = sample()
        hostile = [
            msgspec.structs.replace(o, text=text, verbatim=(), codes=(title,), written_up=text)
            for o in record.observations
        ]
        head = msgspec.structs.replace(record.meeting, body=title, site=text, header=(text,))
        people = tuple(msgspec.structs.replace(p, role=text, group=title) for p in record.people)
        items = tuple(msgspec.structs.replace(i, title=text, purpose=title) for i in record.items)
        exporter(self.name)(
            msgspec.structs.replace(record, observations=tuple(hostile), meeting=head, people=people, items=items,
                                    study=text)
        )  # fmt: skip

    def test_very_long_text_is_written(self) -> None:
        long = "x" * 100_000
        assert exporter(self.name)(meeting(seen("14:00", "note", text=long, observer="KC"))).files
