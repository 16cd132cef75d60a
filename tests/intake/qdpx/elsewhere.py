"""A project as another program gives it back: its XML changed by the standard library, as that program might."""

import io
import uuid
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree as Xml

from tests.export.qdpx.reading import Q, ReadBack

SPACE = "urn:QDA-XML:project:1.0"
Xml.register_namespace("", SPACE)
Change = Callable[["Elsewhere"], None]


class Elsewhere:
    """A project that is open in another program. `save` gives it back."""

    def __init__(self, content: bytes) -> None:
        self.back = ReadBack(content)
        self.root = self.back.root
        self.texts: dict[str, str] = {}
        self._number = 0

    def guid(self) -> str:
        self._number += 1
        return str(uuid.uuid5(uuid.NAMESPACE_DNS, f"elsewhere {self._number}")).upper()

    def user(self, name: str) -> str:
        """The GUID of a user, made where there is none of the name."""
        users = self.root.find(f"{Q}Users")
        assert users is not None
        for user in users:
            if user.attrib["name"] == name:
                return user.attrib["guid"]
        return Xml.SubElement(users, f"{Q}User", {"guid": self.guid(), "name": name}).attrib["guid"]

    def code(self, name: str) -> str:
        """The GUID of a code, made where there is none of the name."""
        for code in self.root.iter(f"{Q}Code"):
            if code.attrib["name"] == name:
                return code.attrib["guid"]
        codes = self.root.find(f"{Q}CodeBook/{Q}Codes")
        assert codes is not None
        made = Xml.SubElement(codes, f"{Q}Code", {"guid": self.guid(), "name": name, "isCodable": "true"})
        return made.attrib["guid"]

    def source(self, number: int = 0) -> Xml.Element:
        return list(self.root.iter(f"{Q}TextSource"))[number]

    def text(self, number: int = 0) -> str:
        source = self.source(number)
        return self.texts.get(source.attrib["guid"], self.back.file(source))

    def rewrite(self, text: str, number: int = 0) -> None:
        """Another text for a source; positions stay as they are."""
        self.texts[self.source(number).attrib["guid"]] = text

    def put(self, words: str, code: str, coder: str = "Ada", number: int = 0, place: int = 0) -> None:
        """A coding on the words, where they first stand behind a place."""
        source, start = self.source(number), self.text(number).index(words, place)
        at = [child.tag for child in source].count(f"{Q}Description")
        said = {"guid": self.guid(), "startPosition": str(start), "endPosition": str(start + len(words))}
        selection = Xml.Element(f"{Q}PlainTextSelection", said)
        source.insert(at, selection)
        coding = {"guid": self.guid(), "creatingUser": self.user(coder), "creationDateTime": "2004-06-01T10:00:00Z"}
        Xml.SubElement(
            Xml.SubElement(selection, f"{Q}Coding", coding), f"{Q}CodeRef", {"targetGUID": self.code(code)}
        )

    def with_own_guids(self) -> None:
        """New GUIDs for everything, as a program that does not keep them gives."""
        new: dict[str, str] = {}
        for element in self.root.iter():
            if "guid" in element.attrib:
                old = element.attrib["guid"]
                new[old] = element.attrib["guid"] = self.guid()
        for element in self.root.iter():
            for name in ("targetGUID", "creatingUser", "creatingUserGUID"):
                if name in element.attrib:
                    element.attrib[name] = new[element.attrib[name]]

    def xml(self) -> bytes:
        return bytes(Xml.tostring(self.root, encoding="utf-8", xml_declaration=True))

    def save(self) -> bytes:
        files = {info.filename: self.back.zip.read(info) for info in self.back.zip.infolist()}
        for source in self.root.iter(f"{Q}TextSource"):
            if source.attrib["guid"] in self.texts:
                path = "sources/" + source.attrib["plainTextPath"].removeprefix("internal://")
                files[path] = self.texts[source.attrib["guid"]].encode()
        return packed({**files, "project.qde": self.xml()})


def packed(files: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of those files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as made:
        for name, content in files.items():
            made.writestr(zipfile.ZipInfo(name, (2004, 5, 12, 0, 0, 0)), content, how)
    return out.getvalue()


def coded(content: bytes, *changes: Change) -> bytes:
    """The project after what was done to it elsewhere."""
    there = Elsewhere(content)
    for change in changes:
        change(there)
    return there.save()
