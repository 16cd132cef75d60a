"""The contract for transcripts and turns."""

import re

from fieldnotes.errors import FieldnotesError
from fieldnotes.intake.faults import FileFault
from fieldnotes.model.people import NOT_KNOWN
from tests.cli.calling import Caller
from tests.intake.contract import NAME, ImporterContract
from tests.intake.rooms import PEOPLE, planned, record, taken

VTT = b"""\
WEBVTT - made by a meeting

NOTE a remark
that goes on

STYLE
::cue { color: red }

1
00:00:01.000 --> 00:00:04.000 align:start
Alice Smith: Hello &amp; welcome, "all" of you

c0ffee-1/2-0
00:05.500 --> 00:07.000
<v.loud Bob Jones>Thanks, <i>all</i></v>
<v Alice Smith>Not at all</v>

3
00:00:08.000 --> 00:00:09.000
chair: so it is
and nobody else: us
"""
SRT = b"""\
1
00:00:01,000 --> 00:00:04,000
ALICE SMITH: <font color="#fff">Hello</font> {\\an8}there

3
00:00:05,5 --> 00:00:07,000 X1:10 X2:20
- Bob Jones: Thanks

3
0:01:08,000 --> 0:01:09,000
chair: so it is
"""
RTTM = b"""\
;; made by hand
SPKR-INFO x 1 <NA> <NA> <NA> unknown ann <NA> <NA>
SPEAKER x 1 0.2 4.63 <NA> <NA> ann <NA> <NA>
SPEAKER x 1 3.18 2.62 <NA> <NA> bea <NA> <NA>
SPEAKER x 1 5.8 0.05 <NA> <NA> bea <NA> <NA>
SPEAKER x 1 37.05 2.67 <NA> <NA> ann <NA> <NA>
SPEAKER x 1 38 0.5 <NA> <NA> P2 <NA> <NA>
"""
CSV = b"""\
start,end,who,text
0.2,4.83,ann,"hello, all"
0:03,00:00:05.8,bea,
37.05,39.72,ann,yes
38,38.5,P2,
"""
TABS = b"Speaker\tStart time\tDuration\tWords\ncid\t60.2\t4.63\thello, all\nbea\t1:03\t2,8\t\ncid\t137\t2\t\n"
SEMICOLONS = "Begin;Duration;Speaker\n0,2;4,63;Änne\n1:03;2;bea\n70;1,5;Änne\n72;3;bea\n80;4;P2\n".encode("cp1252")


class Recordings(ImporterContract):
    """What the four have in common."""

    form = ""

    def prepare(self, fieldnotes: Caller, study: object) -> None:
        words = ("--site", "Site B", "--body", "PEC", "--date", "2004-05-12", "--start", "14:00")
        fieldnotes.well("new", study, *words)
        for line in ("/in P1", "/in P2", "P1: an own line"):
            fieldnotes.well("add", study, "last", f"@14:00 {line}")

    def call(self, study: object, file: object) -> tuple[object, ...]:
        return ("import", study, file, "--meeting", "last", "--observer", "KC")

    def pure(self, content: bytes) -> object:
        plan = planned(self.form, content, name=NAME)
        allowed = {person.code for person in PEOPLE} | {NOT_KNOWN}
        new = {person.code for person in plan.people}
        assert all(re.fullmatch(r"P\d{1,9}", code) for code in new)
        assert {seen.actor for seen in plan.observations} <= allowed | new
        again = planned(self.form, content, taken(record(), plan), name=NAME)
        assert (again.observations, again.people) == ((), ())
        return plan

    def is_in_header(self, error: FieldnotesError) -> bool:
        return isinstance(error, FileFault) and error.in_header


class TestVtt(Recordings):
    form, ending = "vtt", ".vtt"

    def sound(self) -> list[bytes]:
        later = VTT.replace(b"Alice", b"Carol").replace(b":0", b":1")
        return [VTT, b"\xef\xbb\xbf" + later.replace(b"\n", b"\r\n")]

    def malformed(self) -> list[tuple[bytes, int]]:
        return [
            (b"WEBVTX\n\n00:01.000 --> 00:02.000\nx\n", 1),
            (b"", 1),
            (b"WEBVTT\n\n", 1),
            (VTT.replace(b"00:05.500 -->", b"00:65.500 -->"), 14),
            (VTT.replace(b"00:08.000 -->", b"00:10.000 -->"), 19),
            (VTT.replace(b"00:00:08.000 --> ", b"00:00:08.000 -> "), 19),
            (VTT.replace(b"00:00:09.000", b"90:00:09.000"), 19),
        ]


class TestSrt(Recordings):
    form, ending = "srt", ".srt"

    def sound(self) -> list[bytes]:
        return [SRT, ("\ufeff" + SRT.decode().replace("Thanks", "Danke schön")).encode("utf-16")]

    def malformed(self) -> list[tuple[bytes, int]]:
        return [
            (b"hello\n", 1),
            (b"", 1),
            (SRT.replace(b"00:00:05,5 -->", b"00:00:05,5x -->"), 6),
            (SRT.replace(b"0:01:09,000", b"0:01:07,000"), 10),
        ]


class TestRttm(Recordings):
    form, ending = "rttm", ".rttm"

    def sound(self) -> list[bytes]:
        return [RTTM, RTTM.replace(b"ann", b"cid").replace(b" 37.05", b" 47.05").replace(b" 38 ", b" 48 ")]

    def malformed(self) -> list[tuple[bytes, int]]:
        return [
            (b"", 1),
            (b"TURN x 1\n", 1),
            (RTTM.replace(b"3.18 2.62", b"3.18 -2.62"), 4),
            (RTTM.replace(b"SPEAKER x 1 38", b"SPEAKER y 1 38"), 7),
            (RTTM.replace(b"<NA> ann <NA> <NA>\nSPEAKER x 1 38", b"\nSPEAKER x 1 38"), 6),
            (RTTM.replace(b"37.05", b"3e7"), 6),
            (RTTM.replace(b"37.05", b"370000"), 6),
        ]


class TestCsv(Recordings):
    form, ending = "csv", ".csv"

    def sound(self) -> list[bytes]:
        return [CSV, TABS]

    def malformed(self) -> list[tuple[bytes, int]]:
        return [
            (b"", 1),
            (b"a,b,c\n1,2,x\n", 1),
            (b"start,who\n1,x\n", 1),
            (CSV[:19], 1),
            (CSV.replace(b"0:03", b"0;03"), 3),
            (CSV.replace(b"38.5", b"37.5"), 5),
            (CSV + b'1,2,"ann\n', 6),
        ]


class TestCsvOfAnotherProgram(TestCsv):
    def sound(self) -> list[bytes]:
        return [SEMICOLONS]
