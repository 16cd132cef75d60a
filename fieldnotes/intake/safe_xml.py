"""The XML of coding programs, read as it comes: no document type, no entity, nothing that could grow."""

from collections.abc import Callable
from xml.parsers import expat


def parser(
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
    refuse: Callable[..., None],
) -> expat.XMLParserType:
    """A parser that tells of elements and text; `refuse` is called for a document type or an entity, to raise.

    Names are `<namespace> <element>`, the text between two elements comes in one piece.
    """
    made = expat.ParserCreate(namespace_separator=" ")
    made.buffer_text = True
    made.StartDoctypeDeclHandler = refuse
    made.EntityDeclHandler = refuse
    made.StartElementHandler = start
    made.EndElementHandler = end
    made.CharacterDataHandler = text
    return made
