"""The QDC is what its schema says, and reads well in a program that shows a description as it is."""

import importlib.util
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from fieldnotes.export.codebook.qdc import NoCodes, written
from fieldnotes.model.codebook import Code, Codebook
from fieldnotes.model.codebook_exchange import description
from fieldnotes.model.guids import guid_of
from tests.intake.codebook.making import STUDY, codebooks
from tests.shared_material import SHARED, needs_shared

BOOK = Codebook(
    (
        Code("money", "Money", definition="Who pays.", when="Costs.", when_not="Time.", colour="#AABBCC"),
        Code("cash", "Cash", parent="money", status="emergent", retired=True),
        Code("gone", merged_into="cash"),
    )
)


def test_a_codebook_as_it_is_written() -> None:
    made = (
        (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="fieldnotes">\n'
            "  <Codes>\n"
            '    <Code guid="GUID1" name="Money" isCodable="true" color="#AABBCC">\n'
            "      <Description>Who pays.\n\nWhen to use: Costs.\n\nWhen not to use: Time.</Description>\n"
            '      <Code guid="GUID2" name="Cash" isCodable="true">\n'
            "        <Description>Status: emergent\n\nRetired: yes</Description>\n"
            "      </Code>\n"
            "    </Code>\n"
            "  </Codes>\n"
            "</CodeBook>\n"
        )
        .replace("GUID1", guid_of("code", STUDY, "money"))
        .replace("GUID2", guid_of("code", STUDY, "cash"))
    )
    assert written(BOOK, STUDY).decode() == made


def test_what_reads_as_ours_in_a_definition_is_marked() -> None:
    assert description(Code("a", definition="x\nStatus: odd"), "a") == "x\n\\Status: odd"


def test_an_empty_codebook_is_refused_in_a_sentence() -> None:
    with pytest.raises(NoCodes, match="no codes to export yet"):
        written(Codebook(), STUDY)


def check_refi() -> object:
    spec = importlib.util.spec_from_file_location("check_refi", SHARED / "tools" / "check_refi.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@needs_shared
def test_the_checker_finds_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.qdc"
    path.write_bytes(written(BOOK, STUDY))
    assert check_refi().main(str(path)) == 0  # type: ignore[attr-defined]
    assert json.loads(capsys.readouterr().out)["lint"] == []


@needs_shared
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(book=codebooks())
def test_every_codebook_is_valid_by_the_schema(book: Codebook) -> None:
    schema = etree.XMLSchema(etree.parse(str(SHARED / "refi" / "Codebook.xsd")))
    root = etree.fromstring(written(book, STUDY))
    schema.assertValid(root)
    guids = [element.get("guid") for element in root.iter("{*}Code")]
    assert len(set(guids)) == len(guids)
    assert all(guid == (guid or "").upper() for guid in guids)
