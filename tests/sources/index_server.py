"""A package index on loopback for tests: a page of links for each package, and files by name."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Index:
    """What the index offers, and what it was asked."""

    files: dict[str, bytes] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    """Written in place of the real digest; an empty one is left out."""
    yanked: set[str] = field(default_factory=set)
    cut: set[str] = field(default_factory=set)
    """Files whose body ends before the length that was announced."""
    status: int = 200
    kind: str = "text/html"
    asked: list[str] = field(default_factory=list)
    address: str = ""

    def page(self, package: str) -> bytes | None:
        """The page of links of one package."""
        links = []
        for name, data in self.files.items():
            if name.replace("_", "-").startswith(f"{package}-"):
                digest = self.digests.get(name, hashlib.sha256(data).hexdigest())
                fragment = f"#sha256={digest}" if digest else ""
                yanked = ' data-yanked="broken"' if name in self.yanked else ""
                links.append(f'<a href="/files/{name}{fragment}"{yanked}>{name}</a>')
        return f"<!DOCTYPE html><html><body>{''.join(links)}</body></html>".encode() if links else None


@contextmanager
def serve() -> Iterator[Index]:
    """Serve an index until the block ends."""
    index = Index()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            index.asked.append(self.path)
            first, _, name = self.path.strip("/").partition("/")
            body = index.page(name) if first == "simple" else index.files.get(name)
            if body is None or index.status != 200:
                self.send_error(404 if body is None else index.status)
                return
            self.send_response(200)
            self.send_header("Content-Type", index.kind if first == "simple" else "application/octet-stream")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if name in index.cut else body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    index.address = f"http://127.0.0.1:{server.server_port}/simple/"
    try:
        yield index
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
