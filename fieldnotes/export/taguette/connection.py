"""Talking to a Taguette server as a browser does: cookies, a token against forgery, redirects.

Failures are those of `faults`.
"""

import json
import ssl
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

import httpx

from fieldnotes import __version__
from fieldnotes.export.taguette import faults, pages
from fieldnotes.export.taguette.address import Address

T = TypeVar("T")

CONNECT, ANSWER = 10.0, 180.0  # seconds; for each highlight the server goes through the whole document
LONGEST = 256 << 20  # bytes of an answer
_HOPS = 5


class Answer:
    """What the server answered, read to its end."""

    def __init__(self, coming: httpx.Response, content: bytes) -> None:
        self.status = coming.status_code
        self.reason = coming.reason_phrase
        self.url = str(coming.url)
        self.is_redirect = coming.has_redirect_location
        self.location = str(coming.headers.get("location", ""))
        self.content = content
        self._server = str(coming.headers.get("server", ""))

    @property
    def text(self) -> str:
        """As UTF-8, which all of Taguette is."""
        return self.content.decode("utf-8", "replace")

    @property
    def is_of_taguette(self) -> bool:
        """True where it says so."""
        return pages.is_taguette(self.text, self._server)

    def json(self) -> Any:
        """As JSON; raises ValueError."""
        return json.loads(self.content)


class Connection:
    """A line to one server; close it."""

    def __init__(self, address: Address) -> None:
        self.base = address.base
        # a proxy of the environment has no business with a server of this machine
        self._client = httpx.Client(
            timeout=httpx.Timeout(ANSWER, connect=CONNECT),
            trust_env=not address.is_here,
            verify=address.base.startswith("https:"),  # no redirect leads off the base; 80 ms to read certificates
            headers={"User-Agent": f"fieldnotes/{__version__}", "Accept-Language": "en"},
            cookies={"cookies_accepted": "yes"},  # the one question that some servers put before everything else
        )

    def close(self) -> None:
        """No more requests."""
        self._client.close()

    def page(self, path: str, what: str) -> str:
        """A page for people, redirects within the server followed."""
        answer = self.ask("GET", path, what)
        for _ in range(_HOPS):
            if not answer.is_redirect:
                break
            answer = self.ask("GET", self._inside(answer), what)
        if answer.is_redirect:
            raise faults.NotTaguette(self.base, "it sends on without end")
        if not answer.is_of_taguette:
            raise faults.NotTaguette(self.base, f"its page is another one, status {answer.status}")
        if urlsplit(answer.url).path.endswith("/login") and path != "/login":
            raise faults.NotLetIn(self.base, "it asks to log in again; push again")
        return answer.text

    def _inside(self, answer: Answer) -> str:
        """Where a redirect leads, without the base. Raises Elsewhere."""
        to = urljoin(answer.url, answer.location)
        if to != self.base and not to.startswith((f"{self.base}/", f"{self.base}?")):
            raise faults.Elsewhere(self.base, to.split("?")[0])
        return to[len(self.base) :]

    def ask(self, method: str, path: str, what: str, but: int = 0, **sent: Any) -> Answer:
        """One request; an answer that is a failure is raised, unless its status is `but`."""
        headers = {"X-XSRFToken": self.xsrf()} if method == "POST" else {}
        try:
            with self._client.stream(method, f"{self.base}{path}", headers=headers, **sent) as coming:
                answer = self._whole(coming)
        except httpx.TransportError as error:
            raise self._broken(error) from error
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise faults.NotTaguette(self.base, _why(error)) from error
        if answer.status >= httpx.codes.BAD_REQUEST and answer.status != but:
            raise self._failure(answer, what)
        return answer

    def _whole(self, coming: httpx.Response) -> Answer:
        """All of an answer, as long as it is none without end."""
        content = bytearray()
        for piece in coming.iter_bytes():
            content += piece
            if len(content) > LONGEST:
                raise faults.NotTaguette(self.base, f"its answer is longer than {LONGEST >> 20} MB")
        return Answer(coming, bytes(content))

    def _broken(self, error: httpx.TransportError) -> Exception:
        """No answer, or one that is no HTTP."""
        if isinstance(reason := _first_cause(error), ssl.SSLError):
            return faults.Untrusted(self.base, reason.reason or str(reason))
        is_odd = isinstance(error, httpx.RemoteProtocolError | httpx.UnsupportedProtocol)
        is_cut = any(words in str(error) for words in ("disconnected", "closed connection"))
        kind = faults.NotTaguette if is_odd and not is_cut else faults.Unreachable
        return kind(self.base, _why(error))

    def xsrf(self) -> str:
        """The token against forgery that the server gave with a page; empty before."""
        return next((cookie.value or "" for cookie in self._client.cookies.jar if cookie.name == "_xsrf"), "")

    def _failure(self, answer: Answer, what: str) -> Exception:
        status, why = answer.status, self._reason(answer)
        known = bool(why) or answer.is_of_taguette
        why = why or f"status {status} {answer.reason}".rstrip()
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

    def _reason(self, answer: Answer) -> str:
        """What its interface says of a failure; empty where it was not the interface that failed."""
        try:
            return str(answer.json()["error"])
        except (ValueError, KeyError, TypeError):
            return ""

    def decoded(self, answer: Answer, kind: type[T]) -> T:
        """The JSON of an answer, as what it should be."""
        if answer.is_redirect:
            raise faults.NotLetIn(self.base, "it asks to log in again; push again")
        try:
            value = answer.json()
        except ValueError as error:
            raise faults.NotTaguette(self.base, "what should be JSON is none") from error
        return self.understood(lambda: pages.expected(value, kind))

    def understood(self, read: Callable[[], T]) -> T:
        """What is read of a page, where it can be."""
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
