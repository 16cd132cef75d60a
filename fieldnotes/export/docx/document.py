"""The `docx` export: Heading 1 a meeting, Heading 2 an item of the agenda, one paragraph an observation."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from fieldnotes.export.characters import held
from fieldnotes.export.document import passages
from fieldnotes.export.exported import Exported
from fieldnotes.export.head import title_of
from fieldnotes.export.options import PLAIN, Options, Source, named, study_of
from fieldnotes.model.meeting import Record

if TYPE_CHECKING:
    from docx.document import Document

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say
_LONGEST = 255


def exported(record: Record, options: Options = PLAIN, name: str = "") -> Exported:
    """One file, `.docx`."""
    return together([named(record, name)], options)


def together(sources: Sequence[Source], options: Options) -> Exported:
    """Several meetings in one document, each from a new page."""
    # late: python-docx and lxml take a fifth of a second
    from docx import Document as new_document

    from fieldnotes.export.docx.body import Body
    from fieldnotes.export.docx.look import dress

    document = new_document()
    dress(document, options.paper)
    _number(document)
    _describe(document, sources)
    body = Body(document, options)
    for source in sources:
        for passage in passages(source, options):
            body.write(passage)
    return Exported({".docx": packed(document)})


def _describe(document: "Document", sources: Sequence[Source]) -> None:
    """Core properties that follow from the meetings alone; none is the hour of the export."""
    said = document.core_properties
    records = [source.record for source in sources]
    title = title_of(records[0]) if len(records) == 1 else study_of(sources)
    said.title = held(title)[:_LONGEST]
    said.subject = held(study_of(sources))[:_LONGEST]
    observers = dict.fromkeys(who for record in records for who in record.observers)
    said.author = said.last_modified_by = held(", ".join(observers) or "fieldnotes")[:_LONGEST]
    latest = max((record.meeting.date for record in records), default=datetime(1980, 1, 1, tzinfo=UTC).date())
    said.created = said.modified = datetime.combine(latest, time(), UTC).replace(tzinfo=None)
    said.comments, said.keywords, said.category, said.revision = "", "", "", 1


def _number(document: "Document") -> None:
    """The number of the page at its foot."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    )


def packed(document: "Document") -> bytes:
    """The bytes of the document: parts in order of name after the list of types, no date of today."""
    written, again = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as made, ZipFile(again, "w", ZIP_DEFLATED) as kept:
        for part in made.infolist():
            entry = ZipInfo(part.filename, _EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, 0o600 << 16, 3
            kept.writestr(entry, made.read(part))
    return again.getvalue()
