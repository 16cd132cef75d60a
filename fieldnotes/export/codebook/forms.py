"""The forms in which a codebook goes out, by the ending of the file."""

from collections.abc import Mapping

from fieldnotes.model.codebook import Codebook
from fieldnotes.model.study import Study

FORMS: Mapping[str, str] = {
    ".csv": "a table for a spreadsheet",
    ".qdc": "REFI-QDA, which coding programs exchange",
    ".toml": "the form of the codebooks that ship",
}
"""What each form is, by ending."""


def written(book: Codebook, study: Study, ending: str) -> bytes:
    """A codebook in the form of that ending, which is one of `FORMS`. Raises NoCodes."""
    if ending == ".csv":
        from fieldnotes.export.codebook.table import written as table

        return table(book)
    if ending == ".toml":
        from fieldnotes.model.codebook_toml import codebook_to_toml

        return codebook_to_toml(book, study.name, study.name).encode()
    from fieldnotes.export.codebook.qdc import written as qdc

    return qdc(book, study.id)
