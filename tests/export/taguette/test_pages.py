"""What the server's pages say is read as what was written into them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.export.taguette import pages
from fieldnotes.export.taguette.pages import Document, NotAsExpected, Project, Tag

HOSTILE = ["</script><b>", "\\x3C", "\\\\x3C <", 'q"uote', "Łukasz 😀", "a;\nvar tags = {}", "\u2028"]


def page(description: str, documents: object, tags: object) -> str:
    """As Taguette 1.5.2 writes it: JSON in which `<` is `\\x3C`."""
    said = {name: json.dumps(value).replace("<", "\\x3C") for name, value in (("d", documents), ("t", tags))}
    area = f'<textarea class="form-control" id="project-description" name="x">{description}</textarea>'
    return f"{area}<script>\n  var documents = {said['d']};\n  var highlights = {{}};\n  var tags = {said['t']};\n"


@pytest.mark.parametrize("words", HOSTILE)
def test_names_and_descriptions_come_through(words: str) -> None:
    documents = {"3": {"id": 3, "name": words, "description": words, "text_direction": "LEFT_TO_RIGHT"}}
    tags = {"9": {"id": 9, "path": words, "description": "", "count": 2}}
    found = pages.project_page(page("a &lt;b&gt; &amp;\nfieldnotes: study s1", documents, tags))
    assert found.description == "a <b> &\nfieldnotes: study s1"
    assert found.documents == (Document(3, words, words),)
    assert found.tags == (Tag(9, words, ""),)


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_comes_through(words: str) -> None:
    found = pages.project_page(page("", {}, {"1": {"id": 1, "path": words, "description": words}}))
    assert found.tags == (Tag(1, words, words),)


@pytest.mark.parametrize(
    "said",
    ["", "var documents = ", "var documents = {", "var documents = []", 'var documents = {"1": {"id": "x"}}'],
)
def test_what_is_no_page_of_a_project_is_refused(said: str) -> None:
    with pytest.raises(NotAsExpected):
        pages.project_page(said)


def test_the_projects_of_the_start_page() -> None:
    said = """<a href="/tag/project/12">R&amp;D &lt;x&gt;</a> <a href="/tag/project/3">Łódź</a>
    <a href="/tag/project/new">Create a new project</a> <a href="/tag/project/import">Import</a>"""
    assert pages.projects(said) == [Project(3, "Łódź"), Project(12, "R&D <x>")]
    assert pages.is_let_in(said)
    assert not pages.is_let_in('<a href="/login">')
