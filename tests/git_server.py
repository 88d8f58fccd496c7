"""A git forge on loopback: repositories served over http by git's own `http-backend`, and what it was asked."""

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit


@dataclass
class Forge:
    """What is served, and what was asked."""

    root: Path
    address: str = ""
    asked: list[str] = field(default_factory=list)
    sent: int = 0
    """Bytes of bodies."""
    instead: tuple[int, dict[str, str]] | None = None
    """A status and headers that answer everything in place of git."""

    def add(self, name: str, files: dict[str, bytes], branch: str = "main") -> str:
        """Commit files into a bare repository, which is made where it is not there yet; the name of the commit."""
        place = self.root / f"{name}.git"
        if not place.exists():
            git(self.root, "init", "--quiet", "--bare", "--initial-branch=main", str(place))
            for key, value in (("uploadpack.allowFilter", "true"), ("uploadpack.allowAnySHA1InWant", "true")):
                git(place, "config", key, value)
        work = self.root / f"work-{name}-{branch}"
        for path, data in files.items():
            (work / path).parent.mkdir(parents=True, exist_ok=True)
            (work / path).write_bytes(data)
        told = {"GIT_DIR": str(place), "GIT_WORK_TREE": str(work), "GIT_INDEX_FILE": str(work.with_suffix(".index"))}
        git(work, "add", "--all", **told)
        tree = git(work, "write-tree", **told)
        commit = git(work, "commit-tree", "-m", "x", tree, **told)
        git(work, "update-ref", f"refs/heads/{branch}", commit, **told)
        return commit


def git(folder: Path, *arguments: str, **more: str) -> str:
    """Run git as nobody in particular, on a day that does not change."""
    who = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b.c", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@b.c"}
    days = {"GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z", "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z"}
    alone = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(["git", *arguments], cwd=folder, env={**alone, **who, **days, **more}, capture_output=True, check=True)
    return done.stdout.decode().strip()


@contextmanager
def serve(root: Path) -> Iterator[Forge]:
    """Serve a folder of repositories until the block ends."""
    forge = Forge(root)
    program = Path(git(root, "--exec-path"), "git-http-backend")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            if self.headers.get("Transfer-Encoding") == "chunked":
                body = b""
                while size := int(self.rfile.readline(), 16):
                    body += self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()
            else:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            self._answer(body)

        def _answer(self, body: bytes) -> None:
            parts = urlsplit(self.path)
            forge.asked.append(f"{self.command} {self.path}")
            if forge.instead is not None:
                self._send(forge.instead[0], forge.instead[1], b"")
                return
            told = {
                "GIT_PROJECT_ROOT": str(root), "GIT_HTTP_EXPORT_ALL": "1", "REQUEST_METHOD": self.command,
                "PATH_INFO": parts.path, "QUERY_STRING": parts.query, "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                "CONTENT_LENGTH": str(len(body)), "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
                "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""), "PATH": os.environ["PATH"], "HOME": str(root),
                "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory",
                "GIT_CONFIG_VALUE_0": "*",
            }  # fmt: skip
            said = subprocess.run([program], input=body, env=told, capture_output=True, check=False).stdout
            head, _, answer = said.partition(b"\r\n\r\n")
            headers = dict(line.split(": ", 1) for line in head.decode().splitlines() if ": " in line)
            self._send(int(headers.pop("Status", "200").split()[0]), headers, answer)

        def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response_only(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            forge.sent += len(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    forge.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield forge
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
