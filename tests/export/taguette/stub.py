"""A small server of this process that answers as Taguette 1.5.2 does, or as it is told to fail."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from fieldnotes.export.taguette.contents import Contents

TOKEN = "abc"
Answer = tuple[int, dict[str, str], bytes]
Fault = Callable[[str, str], "Answer | str | None"]
"""Given method and path, what is answered instead: an answer, bytes that are none, or None for what is usual."""
Change = Callable[[str, str, Answer], "Answer | str"]
GONE = ""  # the line is cut


class Stub:
    """What the server has, and what goes wrong at it."""

    def __init__(self) -> None:
        self.projects: dict[int, tuple[str, str]] = {}
        self.documents: list[dict[str, Any]] = []
        self.tags: list[dict[str, Any]] = [{"id": 1, "path": "interesting", "description": "Further review"}]
        self.highlights: list[dict[str, Any]] = []
        self.fault: Fault = lambda method, path: None
        self.change: Change = lambda method, path, answer: answer
        self.asked: list[str] = []
        self.token = TOKEN
        self.url = ""

    def answer(self, method: str, path: str, query: str, headers: Any, body: bytes) -> "Answer | str":
        self.asked.append(f"{method} {path}")
        if (wrong := self.fault(method, path)) is not None:
            return wrong
        return self.change(method, path, self._usual(method, path, query, headers, body))

    def _usual(self, method: str, path: str, query: str, headers: Any, body: bytes) -> Answer:
        cookies = headers.get("Cookie", "")
        if path == "/" and parse_qs(query).get("token") == [self.token]:
            return 302, {"Location": "/", "Set-Cookie": "user=admin; Path=/"}, b""
        if "user=" not in cookies:
            return page("Error", "Your browser did not supply a secret token")
        if method == "POST" and headers.get("X-XSRFToken") != "x|1":
            return 403, {}, b"<title>Error 403 | Taguette</title>'_xsrf' argument missing from POST."
        return self._inside(method, path, headers, body)

    def _inside(self, method: str, path: str, headers: Any, body: bytes) -> Answer:
        if path == "/":
            links = "".join(f'<a href="/project/{n}">{name}</a>' for n, (name, _) in self.projects.items())
            return page("Taguette", links + '<a href="/project/new">Create</a>')
        if path == "/project/new" and method == "GET":
            return page("New project", "", **{"Set-Cookie": "_xsrf=x|1; Path=/"})
        if path == "/project/new":
            form = parse_qs(body.decode())
            number = len(self.projects) + 1
            self.projects[number] = form["name"][0], form["description"][0]
            return 303, {"Location": f"/project/{number}"}, b""
        if found := re.fullmatch(r"/project/(\d+)", path):
            return self._project(int(found[1]))
        found = re.fullmatch(r"/api/project/\d+/(document|tag)/(new|\d+)(.*)", path)
        return self._api(method, found[1], found[2], found[3], headers, body) if found else missing()

    def _project(self, number: int) -> Answer:
        if number not in self.projects:
            return missing()
        documents = {str(one["id"]): {k: one[k] for k in ("id", "name", "description")} for one in self.documents}
        tags = {str(one["id"]): one for one in self.tags}
        script = "".join(
            f"var {name} = {json.dumps(value).replace('<', chr(92) + 'x3C')};\n"
            for name, value in (("documents", documents), ("highlights", {}), ("tags", tags))
        )
        area = f'<textarea class="x" id="project-description">{self.projects[number][1]}</textarea>'
        return page("Project", f"{area}<script>{script}</script>")

    def _api(self, method: str, kind: str, which: str, rest: str, headers: Any, body: bytes) -> Answer:
        if kind == "tag":
            sent = json.loads(body)
            if any(one["path"] == sent["path"] for one in self.tags):
                return 409, {}, b'{"error": "Conflict"}'
            self.tags.append({"id": len(self.tags) + 1, **sent})
            return js({"id": len(self.tags)})
        if which == "new":
            said = form_of(headers["Content-Type"], body)
            self.documents.append({"id": len(self.documents) + 1, **said})
            return js({"created": len(self.documents)})
        own = [one for one in self.highlights if one["document"] == int(which)]
        if rest == "/contents":
            return js({"contents": [{"offset": 0, "contents": self.documents[int(which) - 1]["file"]}]})
        if rest == "/highlight/new":
            self.highlights.append({"id": len(self.highlights) + 1, "document": int(which), **json.loads(body)})
            return js({"id": len(self.highlights)})
        if found := re.fullmatch(r"/highlight/(\d+)", rest):
            self.highlights[int(found[1]) - 1].update(json.loads(body))
            return js({"id": int(found[1])})
        return js({"text_direction": "LEFT_TO_RIGHT", "highlights": own})

    def words(self) -> list[tuple[str, list[str]]]:
        """What is highlighted, with the paths of its tags."""
        paths = {one["id"]: one["path"] for one in self.tags}
        found = []
        for one in self.highlights:
            contents = Contents(self.documents[one["document"] - 1]["file"])
            text = contents.between(one["start_offset"], one["end_offset"])
            found.append((text, sorted(paths[tag] for tag in one["tags"])))
        return found


def page(title: str, inside: str, **headers: str) -> Answer:
    return 200, {"Content-Type": "text/html; charset=utf-8", **headers}, (
        f"<title>{title} | Taguette</title>{inside}".encode()
    )  # fmt: skip


def js(value: Any, status: int = 200) -> Answer:
    return status, {"Content-Type": "application/json; charset=utf-8"}, json.dumps(value).encode()


def missing() -> Answer:
    return 404, {}, b"<title>Error 404 | Taguette</title>This page does not exist."


def form_of(kind: str, body: bytes) -> dict[str, str]:
    """The fields of a multipart form."""
    message = BytesParser().parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    parts = message.get_payload()
    assert isinstance(parts, list)
    return {
        str(part.get_param("name", header="content-disposition")): part.get_payload(decode=True).decode()  # type: ignore[union-attr]
        for part in parts
    }


class _Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # an answer in one piece, or each waits 40 ms for the other side
    stub: Stub

    def _do(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        parts = urlsplit(self.path)
        answer = self.stub.answer(self.command, parts.path, parts.query, self.headers, body)
        if isinstance(answer, str):
            self.wfile.write(answer.encode())
            self.close_connection = True
            return
        status, headers, content = answer
        self.send_response_only(status)
        for name, value in {"Server": "Taguette/1.5.2", **headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = _do

    def log_message(self, format: str, *args: object) -> None:
        return


@contextmanager
def served() -> Iterator[Stub]:
    """Have it answer on a free port of this machine."""
    stub = Stub()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("_Of", (_Answering,), {"stub": stub}))
    server.daemon_threads = True
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    running.start()
    stub.url = f"http://127.0.0.1:{server.server_address[1]}/?token={TOKEN}"
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        running.join()
