"""An npm registry on loopback for tests: what it says of a package, and its files."""

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote


@dataclass
class Registry:
    """What the registry offers, and what it was asked."""

    packages: dict[str, dict[str, bytes]] = field(default_factory=dict)
    """By name and version, the file."""
    deprecated: dict[str, str] = field(default_factory=dict)
    """By name, a word against all its versions."""
    integrity: str = ""
    """Written in place of the real digest."""
    swapped: bytes = b""
    """Sent in place of every file."""
    status: int = 200
    asked: list[str] = field(default_factory=list)
    sent: int = 0
    address: str = ""

    def describe(self, name: str) -> dict[str, Any] | None:
        """What the registry says of one package."""
        versions = self.packages.get(name)
        if not versions:
            return None
        told = {}
        for version, data in versions.items():
            digest = base64.b64encode(hashlib.sha512(data).digest()).decode()
            told[version] = {
                "name": name,
                "version": version,
                "scripts": {"preinstall": "touch canary", "prepare": "touch canary", "prepack": "touch canary"},
                "dist": {
                    "tarball": f"{self.address}/files/{name}/{version}.tgz",
                    "shasum": hashlib.sha1(data, usedforsecurity=False).hexdigest(),
                    "integrity": self.integrity or f"sha512-{digest}",
                },
                **({"deprecated": self.deprecated[name]} if name in self.deprecated else {}),
            }
        return {"name": name, "dist-tags": {"latest": max(versions)}, "versions": told}

    def answer(self, path: str) -> tuple[int, bytes]:
        """Status and body."""
        if self.status != 200:
            return self.status, b"{}"
        if path.startswith("/files/"):
            name, _, version = path.removeprefix("/files/").removesuffix(".tgz").rpartition("/")
            data = self.packages.get(name, {}).get(version)
            return (404, b"") if data is None else (200, self.swapped or data)
        found = self.describe(path.strip("/"))
        return (404, b'{"error": "not found"}') if found is None else (200, json.dumps(found).encode())


@contextmanager
def serve() -> Iterator[Registry]:
    """Serve a registry until the block ends."""
    registry = Registry()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = unquote(self.path)
            registry.asked.append(path)
            status, body = registry.answer(path)
            self.send_response_only(status)
            self.send_header("Content-Type", "application/octet-stream" if path.startswith("/files/") else "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            registry.sent += len(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    registry.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield registry
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
