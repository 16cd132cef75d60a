"""Talking to a Taguette server as a browser does: cookies, a token against forgery, forms, and its JSON.

Known from Taguette 1.5.2 (`taguette/web/`). Each call that writes is one request, done wholly or not at
all. Failures are those of `faults`.
"""

import ssl
from collections.abc import Callable
from types import TracebackType
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

import httpx
from msgspec import Struct

from fieldnotes import __version__
from fieldnotes.export.taguette import faults, pages
from fieldnotes.export.taguette.address import Address
from fieldnotes.export.taguette.pages import Highlight, Project, ProjectPage

T = TypeVar("T")

CONNECT, ANSWER = 10.0, 180.0  # seconds; for each highlight the server goes through the whole document
_HOPS = 5


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
        # a proxy of the environment has no business with a server of this machine
        self._client = httpx.Client(
            timeout=httpx.Timeout(ANSWER, connect=CONNECT),
            trust_env=not address.is_here,
            verify=address.base.startswith("https:"),  # no redirect leads off the base; 80 ms to read certificates
            headers={"User-Agent": f"fieldnotes/{__version__}", "Accept-Language": "en"},
            cookies={"cookies_accepted": "yes"},  # the one question that some servers put before everything else
        )

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._client.close()

    def enter(self, token: str = "", login: str = "", password: str = "") -> None:
        """Be let in, by the token of a server of one's own or as a user of it. Raises NotLetIn."""
        if login:
            self._login_page()
            fields = {"login": login, "password": password, "_xsrf": self._xsrf()}
            answer = self._ask("POST", "/login", "the login", data=fields)
            if not answer.is_redirect:
                raise faults.NotLetIn(self.base, "it does not know this name with this password")
        start = self._page(f"/?token={token}" if token else "/", "the list of projects")
        if not pages.is_let_in(start):
            raise faults.NotLetIn(self.base, self._why_not(start, token, login))
        self._page("/project/new", "the page for a new project")  # which brings the token against forgery

    def _login_page(self) -> None:
        """The page that brings the token against forgery."""
        try:
            self._page("/login", "the page to log in")
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
        return pages.projects(self._page("/", "the list of projects"))

    def new_project(self, name: str, description: str) -> int:
        """Make a project; its id."""
        fields = {"name": name, "description": description}
        answer = self._ask("POST", "/project/new", "a new project", data=fields)
        number = urlsplit(answer.headers.get("location", "")).path.rpartition("/project/")[2]
        if not answer.is_redirect or not number.isdecimal():
            raise faults.NotTaguette(self.base, "it does not say which project it made")
        self.made.projects += 1
        return int(number)

    def project(self, number: int) -> ProjectPage:
        """What a project holds. Raises NoProject."""
        page = self._page(f"/project/{number}", f"project {number}")
        return self._understood(lambda: pages.project_page(page))

    def new_document(self, project: int, name: str, description: str, html: str) -> int:
        """Put a page into a project; the document's id."""
        path = f"/api/project/{project}/document/new"
        file = {"file": ("meeting.html", html.encode("utf-8"), "text/html; charset=utf-8")}
        fields = {"name": name, "description": description}
        answer = self._ask("POST", path, f"the document “{name}”", data=fields, files=file)
        self.made.documents += 1
        return self._json(answer, _Created).created

    def contents(self, project: int, document: int) -> str:
        """The HTML that the server keeps of a document."""
        path = f"/api/project/{project}/document/{document}/contents"
        chunks = self._json(self._ask("GET", path, "the text of a document"), _Contents).contents
        found: list[str] = [chunk.contents for chunk in chunks]
        return "".join(found)

    def highlights(self, project: int, document: int) -> tuple[Highlight, ...]:
        """The highlights of a document, whoever made them, in order of the text."""
        path = f"/api/project/{project}/document/{document}"
        return self._json(self._ask("GET", path, "the highlights of a document"), _Highlights).highlights

    def new_tag(self, project: int, path: str, description: str) -> int | None:
        """Make a tag; its id, or None where there is one of that path."""
        sent = {"path": path, "description": description}
        answer = self._ask("POST", f"/api/project/{project}/tag/new", f"the tag “{path}”", json=sent, but=409)
        if answer.status_code == httpx.codes.CONFLICT:
            return None
        self.made.tags += 1
        return self._json(answer, _Numbered).id

    def new_highlight(self, project: int, document: int, start: int, end: int, tags: tuple[int, ...]) -> int:
        """Highlight the text from one byte to another; the highlight's id."""
        path = f"/api/project/{project}/document/{document}/highlight/new"
        sent = {"start_offset": start, "end_offset": end, "tags": list(tags)}
        made = self._json(self._ask("POST", path, "a highlight", json=sent), _Numbered).id
        self.made.highlights += 1
        return made

    def retag(self, project: int, document: int, highlight: int, tags: tuple[int, ...]) -> None:
        """Give a highlight these tags in place of those it has."""
        path = f"/api/project/{project}/document/{document}/highlight/{highlight}"
        self._json(self._ask("POST", path, "the tags of a highlight", json={"tags": list(tags)}), _Numbered)
        self.made.extended += 1

    def _page(self, path: str, what: str) -> str:
        """A page for people, redirects within the server followed."""
        answer = self._ask("GET", path, what)
        for _ in range(_HOPS):
            if not answer.is_redirect:
                break
            answer = self._ask("GET", self._inside(answer), what)
        if answer.is_redirect:
            raise faults.NotTaguette(self.base, "it sends on without end")
        if not pages.is_taguette(answer.text, answer.headers.get("server", "")):
            raise faults.NotTaguette(self.base, f"its page is another one, status {answer.status_code}")
        if "/login" in str(answer.url.path) and path != "/login":
            raise faults.NotLetIn(self.base, "it asks to log in again; push again")
        text: str = answer.text
        return text

    def _inside(self, answer: httpx.Response) -> str:
        """Where a redirect leads, without the base. Raises Elsewhere."""
        to = urljoin(str(answer.url), str(answer.headers.get("location", "")))
        if to != self.base and not to.startswith((f"{self.base}/", f"{self.base}?")):
            raise faults.Elsewhere(self.base, to.split("?")[0])
        return to[len(self.base) :]

    def _ask(self, method: str, path: str, what: str, but: int = 0, **sent: Any) -> httpx.Response:
        """One request; an answer that is a failure is raised, unless its status is `but`."""
        headers = {"X-XSRFToken": self._xsrf()} if method == "POST" else {}
        try:
            answer = self._client.request(method, f"{self.base}{path}", headers=headers, **sent)
        except httpx.TransportError as error:
            raise self._broken(error) from error
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise faults.NotTaguette(self.base, _why(error)) from error
        if answer.status_code >= httpx.codes.BAD_REQUEST and answer.status_code != but:
            raise self._failure(answer, what)
        return answer

    def _broken(self, error: httpx.TransportError) -> Exception:
        """No answer, or one that is no HTTP."""
        if isinstance(reason := _first_cause(error), ssl.SSLError):
            return faults.Untrusted(self.base, reason.reason or str(reason))
        is_odd = isinstance(error, httpx.RemoteProtocolError | httpx.UnsupportedProtocol)
        is_cut = any(words in str(error) for words in ("disconnected", "closed connection"))
        kind = faults.NotTaguette if is_odd and not is_cut else faults.Unreachable
        return kind(self.base, _why(error))

    def _xsrf(self) -> str:
        return next((cookie.value or "" for cookie in self._client.cookies.jar if cookie.name == "_xsrf"), "")

    def _failure(self, answer: httpx.Response, what: str) -> Exception:
        status, why = answer.status_code, self._reason(answer)
        known = bool(why) or pages.is_taguette(answer.text, answer.headers.get("server", ""))
        why = why or f"status {status} {answer.reason_phrase}".rstrip()
        if status in (502, 503, 504):  # a server that is being started, behind one that is there
            return faults.Unreachable(self.base, f"status {status}")
        if status >= httpx.codes.INTERNAL_SERVER_ERROR:
            return faults.ServerFault(self.base, what, status)
        if not known:
            return faults.NotTaguette(self.base, f"status {status}")
        if status in (401, 403):
            return faults.Forbidden(self.base, what, why)
        if status == httpx.codes.NOT_FOUND:
            return faults.NoProject(self.base, what)
        return faults.Refused(self.base, what, why)

    def _reason(self, answer: httpx.Response) -> str:
        """What its interface says of a failure; empty where it was not the interface that failed."""
        try:
            return str(answer.json()["error"])
        except (ValueError, KeyError, TypeError):
            return ""

    def _json(self, answer: httpx.Response, kind: type[T]) -> T:
        if answer.is_redirect:
            raise faults.NotLetIn(self.base, "it asks to log in again; push again")
        try:
            value = answer.json()
        except ValueError as error:
            raise faults.NotTaguette(self.base, "what should be JSON is none") from error
        return self._understood(lambda: pages.expected(value, kind))

    def _understood(self, read: Callable[[], T]) -> T:
        try:
            return read()
        except pages.NotAsExpected as error:
            raise faults.NotTaguette(self.base, str(error)) from error


def _why(error: Exception) -> str:
    """Why a request failed, in the words of the library or of the system."""
    if isinstance(error, httpx.ConnectTimeout | httpx.ReadTimeout | httpx.WriteTimeout):
        return "it takes too long"
    return str(error) or type(error).__name__


def _first_cause(error: BaseException) -> BaseException:
    """What it began with, below the layers of the library."""
    while cause := error.__cause__ or error.__context__:
        error = cause
    return error
