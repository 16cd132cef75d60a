"""The last touch to the file: attachments, language, metadata; no date of today and no random identity in it."""

from collections.abc import Mapping
from io import BytesIO

import pikepdf

_TYPES = {"json": "application/json", "jot": "text/plain"}


def _attach(pdf: pikepdf.Pdf, name: str, content: bytes) -> None:
    kind = _TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    spec = pikepdf.AttachedFileSpec(pdf, content, filename=name, mime_type=kind)
    pdf.attachments[name] = spec


def finished(drawn: bytes, attachments: Mapping[str, bytes], language: str = "en") -> bytes:
    """The PDF with files attached, in the order of their names; the same input gives the same bytes."""
    written = BytesIO()
    with pikepdf.open(BytesIO(drawn)) as pdf:
        pdf.Root.Lang = pikepdf.String(language)
        for key in ("/CreationDate", "/ModDate"):
            if key in pdf.docinfo:
                del pdf.docinfo[key]
        for name in sorted(attachments):
            _attach(pdf, name, attachments[name])
        pdf.save(written, deterministic_id=True)
    return written.getvalue()
