"""The `docx` export: Heading 1 a meeting, Heading 2 an item of the agenda, one paragraph an observation."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from fieldnotes.export.characters import held
from fieldnotes.export.document import passages
from fieldnotes.export.exported import Exported
from fieldnotes.export.head import title_of
from fieldnotes.export.left_out import observers_of
from fieldnotes.export.options import PLAIN, Options, Source, named, study_of
from fieldnotes.model.meeting import Record

if TYPE_CHECKING:
    from docx.document import Document

_FIRST_DAY = b"\x00\x00\x21\x00"  # midnight, 1 January 1980
_DATE_OF_PART, _DATE_IN_LIST, _LIST_ENTRY = 10, 12, 46
_LONGEST = 255
_UNTOLD = frozenset(("numbering", "thumbnail", "stylesWithEffects", "customXml", "extended-properties"))


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
    _strip(document)
    dress(document, options.paper)
    _number(document)
    _describe(document, sources, options)
    body = Body(document, options)
    for source in sources:
        for passage in passages(source, options):
            body.write(passage)
    body.close()
    return Exported({".docx": packed(document)})


def _strip(document: "Document") -> None:
    """Take away the parts of python-docx's template that say nothing of this document, or something untrue."""
    for links in (document.part.rels, document.part.package.rels):
        for key, link in list(links.items()):
            if link.reltype.rsplit("/", 1)[-1] in _UNTOLD:
                del links[key]


def _describe(document: "Document", sources: Sequence[Source], options: Options) -> None:
    """Core properties that follow from the meetings alone; none is the hour of the export."""
    said = document.core_properties
    records = [source.record for source in sources]
    title = title_of(records[0]) if len(records) == 1 else study_of(sources)
    said.title = held(title)[:_LONGEST]
    said.subject = held(study_of(sources))[:_LONGEST]
    observers = observers_of(records, options)
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
    """The bytes of the document, without the hour at which they were made."""
    written = BytesIO()
    document.save(written)
    return undated(written.getvalue())


def undated(packed: bytes) -> bytes:
    """A zip in which all that it holds is of the first day that a zip can say.

    The date stands at two places: before each part, and in the list at the end (APPNOTE.TXT, 4.3.7 and 4.3.12).
    """
    content = bytearray(packed)
    with ZipFile(BytesIO(packed)) as made:
        place = made.start_dir
        for part in made.infolist():
            begin = part.header_offset + _DATE_OF_PART
            content[begin : begin + 4] = _FIRST_DAY
            content[place + _DATE_IN_LIST : place + _DATE_IN_LIST + 4] = _FIRST_DAY
            place += _LIST_ENTRY + len(part.orig_filename.encode()) + len(part.extra) + len(part.comment)
    return bytes(content)
