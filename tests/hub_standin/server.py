"""The stand-in's server: the endpoints that the real client asks, and answers that tests put in place of them."""

import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from tests.hub_standin.repository import LARGE, Repository, blob_name

_API = re.compile(r"/api/(model|dataset)s/(.+?)(?:/(revision|refs|tree)(?:/([^/]+))?)?")
_FILE = re.compile(r"/(datasets/)?([^/]+/[^/]+)/resolve/([^/]+)/(.+)")


@dataclass
class Answer:
    """What is sent: a status, headers, a body; and how badly."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    cut: int | None = None
    """Bytes after which the connection is closed, whatever length was announced."""
    drip: float = 0
    """Seconds between single bytes."""
    announce: int | None = None
    """A length that is not true; -1 announces none."""


@dataclass
class StandIn:
    """A Hub, and what it was asked."""

    repositories: dict[tuple[str, str], Repository] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    """Old ids, and the ids that they are sent on to."""
    instead: list[tuple[str, Callable[["StandIn", str], Answer | None]]] = field(default_factory=list)
    """Patterns of paths, and what is answered in place of the truth; None is the truth after all."""
    asked: list[str] = field(default_factory=list)
    """Method, path and range of each request."""
    tokens: set[str] = field(default_factory=set)
    """Tokens that were sent."""
    sent: int = 0
    """Bytes of bodies."""
    address: str = ""

    def add(self, *repositories: Repository) -> None:
        """Put repositories in."""
        for repository in repositories:
            self.repositories[repository.kind, repository.id] = repository

    def fail(self, pattern: str, *answers: Answer) -> None:
        """Answer requests whose path matches with these, one after the other, the last one for ever."""
        left = list(answers)
        self.instead.append((pattern, lambda _standin, _path: left.pop(0) if len(left) > 1 else left[0]))

    def forget(self) -> None:
        """Count anew."""
        self.asked.clear()
        self.sent = 0

    def answer(self, target: str, headers: dict[str, str]) -> Answer:
        """What is answered to a request."""
        parts = urlsplit(target)
        path = unquote(parts.path)
        for pattern, give in self.instead:
            if re.search(pattern, path) and (answer := give(self, path)) is not None:
                return answer
        if path.startswith("/cdn/"):
            return self._apart(path.removeprefix("/cdn/"), headers)
        if found := _API.fullmatch(path):
            return self._api(found, parse_qs(parts.query), headers)
        if found := _FILE.fullmatch(path):
            return self._file(found, headers)
        return Answer(404)

    def _api(self, found: re.Match[str], query: dict[str, list[str]], headers: dict[str, str]) -> Answer:
        kind, id_, what, revision = found.groups()
        if id_ in self.moved:
            return Answer(307, {"Location": f"/api/{kind}s/{self.moved[id_]}" + ("?blobs=True" if "blobs" in query else "")})
        repository = self.repositories.get((kind, id_))
        if (refusal := _refusal(repository, headers)) is not None or repository is None:
            return refusal or Answer(404)
        if what == "refs":
            refs = [{"name": name, "ref": f"refs/heads/{name}", "targetCommit": repository.sha} for name in repository.branches]
            return _json({"branches": refs, "tags": [], "converts": []})
        if revision and not repository.knows(revision):
            return Answer(404, {"X-Error-Code": "RevisionNotFound", "X-Error-Message": "Invalid rev id"})
        return _json(repository.info(blobs="blobs" in query))

    def _file(self, found: re.Match[str], headers: dict[str, str]) -> Answer:
        data_set, id_, revision, path = found.groups()
        repository = self.repositories.get(("dataset" if data_set else "model", id_))
        if (refusal := _refusal(repository, headers)) is not None or repository is None:
            return refusal or Answer(404)
        if not repository.knows(revision):
            return Answer(404, {"X-Error-Code": "RevisionNotFound"})
        if repository.gate and not path.startswith(("README", "LICENSE")):
            message = f"Access to {repository.kind} {id_} is restricted."
            return Answer(403 if "authorization" in headers else 401, {"X-Error-Code": "GatedRepo", "X-Error-Message": message})
        data = repository.files.get(path)
        if data is None:
            return Answer(404, {"X-Error-Code": "EntryNotFound"}, b"Entry not found")
        said = {"X-Repo-Commit": repository.sha, "Accept-Ranges": "bytes"}
        if len(data) >= LARGE:
            digest = hashlib.sha256(data).hexdigest()
            apart = {"Location": f"/cdn/{digest}", "X-Linked-Etag": f'"{digest}"', "X-Linked-Size": str(len(data))}
            return Answer(302, said | apart)
        return _part(data, headers, said | {"ETag": f'"{blob_name(data)}"'})

    def _apart(self, digest: str, headers: dict[str, str]) -> Answer:
        for repository in self.repositories.values():
            for data in repository.files.values():
                if len(data) >= LARGE and hashlib.sha256(data).hexdigest() == digest:
                    return _part(data, headers, {})
        return Answer(404)


def _refusal(repository: Repository | None, headers: dict[str, str]) -> Answer | None:
    """The refusal of a repository that is not there, private or taken down. What does not exist says 401 to strangers."""
    if repository is None or repository.private:
        if "authorization" in headers:
            return Answer(404, {"X-Error-Code": "RepoNotFound", "X-Error-Message": "Repository not found"})
        return Answer(401, {}, b'{"error":"Invalid username or password."}')
    if repository.disabled:
        return Answer(403, {"X-Error-Message": "Access to this resource is disabled."})
    return None


def _json(value: object) -> Answer:
    return Answer(200, {"Content-Type": "application/json"}, json.dumps(value).encode())


def _part(data: bytes, headers: dict[str, str], said: dict[str, str]) -> Answer:
    found = re.fullmatch(r"bytes=(\d+)-(\d*)", headers.get("range", ""))
    if found is None:
        return Answer(200, said, data)
    first = int(found[1])
    last = min(int(found[2]) if found[2] else len(data) - 1, len(data) - 1)
    return Answer(206, said | {"Content-Range": f"bytes {first}-{last}/{len(data)}"}, data[first : last + 1])


@contextmanager
def serve() -> Iterator[StandIn]:
    """Serve a Hub until the block ends."""
    standin = StandIn()
    stop = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer()

        def do_HEAD(self) -> None:
            self._answer()

        def _answer(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            standin.asked.append(f"{self.command} {self.path} {headers.get('range', '')}".strip())
            if "authorization" in headers:
                standin.tokens.add(headers["authorization"])
            answer = standin.answer(self.path, headers)
            self.send_response_only(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.announce != -1:
                self.send_header("Content-Length", str(len(answer.body) if answer.announce is None else answer.announce))
            if answer.cut is not None or answer.announce is not None:
                self.send_header("Connection", "close")
                self.close_connection = True
            self.end_headers()
            if self.command == "GET":
                self._send(answer)

        def _send(self, answer: Answer) -> None:
            body = answer.body if answer.cut is None else answer.body[: answer.cut]
            standin.sent += len(body)
            try:
                for at in range(len(body) if answer.drip else 0):
                    if stop.wait(answer.drip):
                        break
                    self.wfile.write(body[at : at + 1])
                    self.wfile.flush()
                if not answer.drip:
                    self.wfile.write(body)
            except OSError:
                self.close_connection = True  # whoever asked has heard enough

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    standin.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield standin
    finally:
        stop.set()
        server.shutdown()
        thread.join()
        server.server_close()
