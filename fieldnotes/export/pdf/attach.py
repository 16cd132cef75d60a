"""The last touch to the file: attachments, language, metadata; no date of today and no random identity in it."""

import hashlib
import zlib
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import NamedTuple

import pikepdf

_TYPES = {"json": "application/json", "jot": "text/plain"}


class Packed(NamedTuple):
    """A file that waits to be attached, deflated: ten times as small as it is."""

    deflated: bytes
    size: int
    digest: bytes


def packed(pieces: Iterable[bytes]) -> Packed:
    """A file, piece by piece, deflated; with its size and its MD5, by which readers check it (ISO 32000-1)."""
    deflating, digest, size, deflated = zlib.compressobj(6), hashlib.md5(usedforsecurity=False), 0, bytearray()
    for piece in pieces:
        size += len(piece)
        digest.update(piece)
        deflated += deflating.compress(piece)
    return Packed(bytes(deflated) + deflating.flush(), size, digest.digest())


def _attach(pdf: pikepdf.Pdf, name: str, file: Packed) -> None:
    kind = _TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    spec = pikepdf.AttachedFileSpec(pdf, b"", filename=name, mime_type=kind)
    inside = spec.get_file().obj
    inside.write(file.deflated, filter=pikepdf.Name.FlateDecode)
    inside.Params.Size = file.size
    inside.Params.CheckSum = pikepdf.String(file.digest)
    pdf.attachments[name] = spec


def finished(drawn: bytes, attachments: Mapping[str, Packed], language: str = "en") -> bytes:
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
