"""The whole PDF of a meeting beside a bare canvas, and typst and weasyprint on its text; its memory, how it grows.

Processor time of a warm process, so that a busy machine counts less. The canvas draws the lines of the observations
and nothing else, and is given them broken; ours has the front with its charts, the bookmarks, the margin, and the
copies attached. typst and weasyprint set one paragraph an observation in the same font and size; they run in an
environment of their own, and where that cannot be made the row says so. Memory is the peak of a process of its own.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.pdf_body import bare, pages
from bench.row import Row, by_turns
from fieldnotes.export.pdf.document import exported
from fieldnotes.export.wording import clock, worded
from fieldnotes.model.meeting import Record
from tests.export.real import REAL, real_record
from tests.programs import programs
from tests.shared_material import CHECKOUT

MOST_MB, BOUND, GROWTH = 80.0, 3.0, 12.0
_OTHERS = {"typst": "typst==0.15.2", "weasyprint": "weasyprint==70.0"}
_ROUNDS = {50: 15, 500: 5, 5_000: 3}
_ASKED = """
import json, sys, time
from pathlib import Path
name, folder = sys.argv[1], Path(sys.argv[2])
texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
def typst(texts):
    import typst
    head = '#set page(paper: "a4")\\n#set text(font: "FiraGO", size: 9.5pt)\\n#set par(spacing: 1.1em)\\n'
    lines = "".join(f"#par[#{json.dumps(text, ensure_ascii=False)}]\\n" for text in texts)
    (folder / "in.typ").write_text(head + lines, encoding="utf-8")
    return typst.compile(folder / "in.typ", font_paths=[folder])
def weasyprint(texts):
    import html, weasyprint
    face = f'@font-face {{ font-family: F; src: url("{(folder / "face.ttf").as_uri()}") }}'
    look = f"<style>{face} @page {{ size: a4 }} body {{ font: 9.5pt/13.5pt F }} p {{ margin: 0 0 6pt }}</style>"
    return weasyprint.HTML(string=look + "".join(f"<p>{html.escape(text)}</p>" for text in texts)).write_pdf()
made = {"typst": typst, "weasyprint": weasyprint}[name]
made([f"{text} again" for text in texts[:100]])  # warm, but not of the same words, which typst remembers
start = time.process_time()
made(texts)
print(time.process_time() - start)
"""
_PEAK = """
import pathlib, resource, sys
from bench.pdf import repeated
from fieldnotes.export.pdf.document import exported
exported(repeated(int(sys.argv[1])))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << (20 if sys.platform == "darwin" else 10))
own = pathlib.Path("/proc/self/status")  # on Linux the other figure begins with that of the parent
if own.exists():
    peak = next(int(line.split()[1]) / 1024 for line in own.read_text().splitlines() if line.startswith("VmHWM"))
print(peak)
"""


def repeated(count: int) -> Record:
    """That many observations of education_0, as often after itself as makes them."""
    record = real_record("education_0")
    times = -(-count // len(record.observations))
    return record.with_observations((record.observations * times)[:count])


def rows(quick: bool) -> Iterator[Row]:
    """50, 500 and 5,000 observations; nothing where the real meeting is not at hand."""
    if not REAL.is_dir():
        return
    taken: dict[int, float] = {}
    for count in (50, 500) if quick else (50, 500, 5_000):
        record, rounds = repeated(count), 3 if quick else _ROUNDS[count]
        lines = pages(record)
        exported(record), bare(lines)  # both warm
        taken[count], other = by_turns(lambda: exported(record), lambda: bare(lines), rounds, time.process_time)  # noqa: B023, called at once
        bound = BOUND if count > 50 else None
        yield Row(f"pdf, {count:,} observations", taken[count] * 1000, "bare canvas", other * 1000, "ms CPU", bound)
        yield from _beside(record, taken[count], ("typst",) if quick or count > 500 else tuple(_OTHERS))
    if not quick:
        yield Row(
            "pdf, 5,000 observations", taken[5_000] * 1000, "500 of them", taken[500] * 1000, "ms CPU", GROWTH
        )
        yield Row("pdf, 5,000 observations, memory", _peak(5_000), "the most it may take", MOST_MB, "MB", 1.0)
    yield Row("pdf, 500 observations, memory", _peak(500), "the most it may take", MOST_MB, "MB", 1.0)


def _peak(count: int) -> float:
    """The most memory that a process took to export so many observations, in MB."""
    asked = [sys.executable, "-c", _PEAK, str(count)]
    return float(subprocess.run(asked, cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout)


def _beside(record: Record, ours: float, names: tuple[str, ...]) -> Iterator[Row]:
    import pymupdf_fonts

    lines = [f"{clock(o.at)} {worded(o).head} {o.text}" for o in record.observations]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "texts.json").write_text(json.dumps(lines), encoding="utf-8")
        (folder / "face.ttf").write_bytes(pymupdf_fonts.fontbuffers["figo"]())
        for name in names:
            what = f"pdf, {len(lines):,} observations"
            try:
                python = programs(_OTHERS[name]) / "python"
            except (pytest.skip.Exception, pytest.fail.Exception):
                yield Row(what, ours * 1000, f"{name}, which cannot be installed here", None, "ms CPU")
                continue
            asked = [str(python), "-c", _ASKED, name, str(folder)]
            said = subprocess.run(asked, capture_output=True, text=True, check=False)
            if said.returncode:
                yield Row(what, ours * 1000, f"{name}, which does not run here", None, "ms CPU")
            else:
                yield Row(what, ours * 1000, name, float(said.stdout) * 1000, "ms CPU")
