"""What the PDF readers that people use give back of a file: its text, each run of white space one blank."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from typing import Any, cast


def folded(text: str) -> str:
    """Each run of white space as one blank, and nothing else."""
    return re.sub(r"\s+", " ", text).strip()


def _pypdf(pdf: bytes) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def _pdfminer(pdf: bytes) -> str:
    from pdfminer.high_level import extract_text

    return cast(str, extract_text(BytesIO(pdf)))


def _pymupdf(pdf: bytes) -> str:
    import pymupdf

    read: Any = pymupdf.open(stream=pdf, filetype="pdf")
    return "\n".join(page.get_text() for page in read)


def _pdftotext(pdf: bytes) -> str:
    asked = [str(shutil.which("pdftotext")), "-enc", "UTF-8", "-", "-"]
    return subprocess.run(asked, input=pdf, capture_output=True, check=True).stdout.decode()


READERS: dict[str, Callable[[bytes], str]] = {"pypdf": _pypdf, "pdfminer.six": _pdfminer, "PyMuPDF": _pymupdf}
if os.environ.get("CI") or shutil.which("pdftotext"):
    READERS["pdftotext"] = _pdftotext


def lost_in_order(texts: list[str], whole: str) -> list[str]:
    """The texts that do not stand in `whole` one after the other, exactly but for white space."""
    place, lost = 0, []
    for text in map(folded, texts):
        found = whole.find(text, place)
        if found < 0:
            lost.append(text)
        else:
            place = found + len(text)
    return lost
