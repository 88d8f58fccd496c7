"""Small git repositories for tests, written as loose objects without git, so that they can hold what git would refuse."""

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

FILE, LINK, TREE, SUBMODULE = "100644", "120000", "40000", "160000"


class Repository:
    """A bare repository at a folder (or the `.git` of a work tree)."""

    def __init__(self, folder: Path, head: str = "ref: refs/heads/main") -> None:
        self.folder = folder
        (folder / "objects").mkdir(parents=True)
        (folder / "refs" / "heads").mkdir(parents=True)
        (folder / "HEAD").write_text(f"{head}\n")

    def write(self, kind: str, data: bytes) -> str:
        """Write a loose object and return its name."""
        whole = f"{kind} {len(data)}\0".encode() + data
        name = hashlib.sha1(whole).hexdigest()  # noqa: S324 - git's own naming
        path = self.folder / "objects" / name[:2] / name[2:]
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(zlib.compress(whole, 1))
        return name

    def blob(self, data: bytes) -> str:
        """Write a file's content."""
        return self.write("blob", data)

    def tree(self, entries: Sequence[tuple[str, bytes, str]]) -> str:
        """Write a tree of (mode, name, object), in the order given."""
        return self.write("tree", b"".join(mode.encode() + b" " + name + b"\0" + bytes.fromhex(at) for mode, name, at in entries))

    def tree_of(self, files: Mapping[str, bytes]) -> str:
        """Write the trees and contents of some files by path, sorted as git sorts."""
        here: list[tuple[str, bytes, str]] = []
        below: dict[str, dict[str, bytes]] = {}
        for path, data in files.items():
            first, slash, rest = path.partition("/")
            if slash:
                below.setdefault(first, {})[rest] = data
            else:
                here.append((FILE, first.encode(), self.blob(data)))
        here += [(TREE, name.encode(), self.tree_of(inside)) for name, inside in below.items()]
        return self.tree(sorted(here, key=lambda entry: entry[1] + (b"/" if entry[0] == TREE else b"")))

    def commit(self, tree: str, branch: str = "main") -> str:
        """Write a commit without parents, and let a branch name it."""
        who = "A <a@b.c> 0 +0000"
        name = self.write("commit", f"tree {tree}\nauthor {who}\ncommitter {who}\n\nx\n".encode())
        (self.folder / "refs" / "heads" / branch).write_text(f"{name}\n")
        return name

    def commit_files(self, files: Mapping[str, bytes], branch: str = "main") -> str:
        """Commit some files by path."""
        return self.commit(self.tree_of(files), branch)
