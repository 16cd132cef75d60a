"""A push that changes nothing: what is there is read, what would be made is made up."""

from fieldnotes.export.taguette.address import Address
from fieldnotes.export.taguette.pages import Highlight, ProjectPage
from fieldnotes.export.taguette.server import Server


class Rehearsal(Server):
    """A server of which all is read and nothing written; what would be new has ids below 0."""

    def __init__(self, address: Address) -> None:
        super().__init__(address)
        self._next = 0
        self._pages: dict[int, str] = {}

    def _new(self, kind: str) -> int:
        setattr(self.made, kind, getattr(self.made, kind) + 1)
        self._next -= 1
        return self._next

    def new_project(self, name: str, description: str) -> int:
        """None is made."""
        return self._new("projects")

    def project(self, number: int) -> ProjectPage:
        """What it holds; one that would be new holds nothing."""
        return super().project(number) if number > 0 else ProjectPage()

    def new_document(self, project: int, name: str, description: str, html: str) -> int:
        """None is made; its page is kept for `contents`."""
        number = self._new("documents")
        self._pages[number] = html
        return number

    def contents(self, project: int, document: int) -> str:
        """What the server keeps, or the page that it would be sent."""
        return self._pages[document] if document < 0 else super().contents(project, document)

    def highlights(self, project: int, document: int) -> tuple[Highlight, ...]:
        """Those that are there; none on what would be new."""
        return () if document < 0 else super().highlights(project, document)

    def new_tag(self, project: int, path: str, description: str) -> int | None:
        """None is made."""
        return self._new("tags")

    def new_highlight(self, project: int, document: int, start: int, end: int, tags: tuple[int, ...]) -> int:
        """None is made."""
        return self._new("highlights")

    def retag(self, project: int, document: int, highlight: int, tags: tuple[int, ...]) -> None:
        """It keeps the tags it has."""
        self._new("extended")
