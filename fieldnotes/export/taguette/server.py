"""What a Taguette server can be asked and told, a call each.

Known from Taguette 1.5.2 (`taguette/web/`). Each call that writes is one request, done wholly or not at all.
Failures are those of `faults`.
"""

from types import TracebackType
from urllib.parse import quote, urlsplit

from msgspec import Struct

from fieldnotes.export.taguette import faults, pages
from fieldnotes.export.taguette.address import Address
from fieldnotes.export.taguette.connection import Connection
from fieldnotes.export.taguette.pages import Highlight, Project, ProjectPage

CONFLICT = 409


class _Created(Struct):
    created: int


class _Numbered(Struct):
    id: int


class _Chunk(Struct):
    contents: str


class _Contents(Struct):
    contents: tuple[_Chunk, ...]


class _Highlights(Struct):
    highlights: tuple[Highlight, ...]


class Made(Struct):
    """How much was made on a server: projects, documents, tags, highlights, and highlights that got more tags."""

    projects: int = 0
    documents: int = 0
    tags: int = 0
    highlights: int = 0
    extended: int = 0


class Server:
    """A server as one user has it open; close it. `made` counts what was changed there."""

    def __init__(self, address: Address) -> None:
        self.base = address.base
        self.made = Made()
        self._to = Connection(address)

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._to.close()

    def enter(self, token: str = "", login: str = "", password: str = "") -> None:
        """Be let in, by the token of a server of one's own or as a user of it. Raises NotLetIn."""
        if login:
            self._login_page()
            fields = {"login": login, "password": password, "_xsrf": self._to.xsrf()}
            answer = self._to.ask("POST", "/login", "the login", data=fields)
            if not answer.is_redirect:
                raise faults.NotLetIn(self.base, "it does not know this name with this password")
        start = self._to.page(f"/?token={quote(token)}" if token else "/", "the list of projects")
        if not pages.is_let_in(start):
            raise faults.NotLetIn(self.base, self._why_not(start, token, login))
        self._to.page("/project/new", "the page for a new project")  # which brings the token against forgery

    def _login_page(self) -> None:
        """The page that brings the token against forgery."""
        try:
            self._to.page("/login", "the page to log in")
        except faults.NoProject as error:
            why = "it knows no logins; give the whole address that it showed when it started, with ?token=…"
            raise faults.NotLetIn(self.base, why) from error

    def _why_not(self, page: str, token: str, login: str) -> str:
        if login:
            return "it forgot the login at once; push again"
        if "/login" in page:
            return "it asks for a name and a password; add --login NAME"
        if token:
            return "the token is not, or no longer, its own; a server that was started anew shows a new address"
        return "it wants the token that it showed when it started; give the whole address, with ?token=…"

    def projects(self) -> list[Project]:
        """Those that the user may open, oldest first."""
        return pages.projects(self._to.page("/", "the list of projects"))

    def new_project(self, name: str, description: str) -> int:
        """Make a project; its id."""
        fields = {"name": name, "description": description}
        answer = self._to.ask("POST", "/project/new", "a new project", data=fields)
        number = urlsplit(answer.location).path.rpartition("/project/")[2]
        if not answer.is_redirect or not number.isdecimal():
            raise faults.NotTaguette(self.base, "it does not say which project it made")
        self.made.projects += 1
        return int(number)

    def project(self, number: int) -> ProjectPage:
        """What a project holds. Raises NoProject."""
        page = self._to.page(f"/project/{number}", f"project {number}")
        return self._to.understood(lambda: pages.project_page(page))

    def new_document(self, project: int, name: str, description: str, html: str) -> int:
        """Put a page into a project; the document's id."""
        path = f"/api/project/{project}/document/new"
        file = {"file": ("meeting.html", html.encode("utf-8"), "text/html; charset=utf-8")}
        fields = {"name": name, "description": description}
        answer = self._to.ask("POST", path, f"the document “{name}”", data=fields, files=file)
        self.made.documents += 1
        return self._to.decoded(answer, _Created).created

    def contents(self, project: int, document: int) -> str:
        """The HTML that the server keeps of a document."""
        path = f"/api/project/{project}/document/{document}/contents"
        chunks = self._to.decoded(self._to.ask("GET", path, "the text of a document"), _Contents).contents
        found: list[str] = [chunk.contents for chunk in chunks]
        return "".join(found)

    def highlights(self, project: int, document: int) -> tuple[Highlight, ...]:
        """The highlights of a document, whoever made them, in order of the text."""
        path = f"/api/project/{project}/document/{document}"
        return self._to.decoded(self._to.ask("GET", path, "the highlights of a document"), _Highlights).highlights

    def new_tag(self, project: int, path: str, description: str) -> int | None:
        """Make a tag; its id, or None where there is one of that path."""
        sent = {"path": path, "description": description}
        answer = self._to.ask(
            "POST", f"/api/project/{project}/tag/new", f"the tag “{path}”", json=sent, but=CONFLICT
        )
        if answer.status == CONFLICT:
            return None
        self.made.tags += 1
        return self._to.decoded(answer, _Numbered).id

    def new_highlight(self, project: int, document: int, start: int, end: int, tags: tuple[int, ...]) -> int:
        """Highlight the text from one byte to another; the highlight's id."""
        path = f"/api/project/{project}/document/{document}/highlight/new"
        sent = {"start_offset": start, "end_offset": end, "tags": list(tags)}
        made = self._to.decoded(self._to.ask("POST", path, "a highlight", json=sent), _Numbered).id
        self.made.highlights += 1
        return made

    def retag(self, project: int, document: int, highlight: int, tags: tuple[int, ...]) -> None:
        """Give a highlight these tags in place of those it has."""
        path = f"/api/project/{project}/document/{document}/highlight/{highlight}"
        self._to.decoded(
            self._to.ask("POST", path, "the tags of a highlight", json={"tags": list(tags)}), _Numbered
        )
        self.made.extended += 1
