"""Findings about a listing itself: names made to deceive, links that leave, limits that were reached. Shared by all sources."""

import re
from collections import Counter

from openassay.sources import names
from openassay.vocabulary.findings import Finding
from openassay.vocabulary.limits import FINDINGS_KEPT, PATH_BYTES, TREE_DEPTH

GITMODULES = ".gitmodules"
GITMODULES_READ = 64 << 10
"""Bytes of a `.gitmodules` that are looked at; real ones hold a few lines."""
TOO_DEEP = f"Folders are nested more than {TREE_DEPTH.value} deep; what lies below is not read."
"""What is said where the walk goes no deeper."""

_SETTING = re.compile(r"(?mi)^[ \t]*(url|path)[ \t]*=[ \t]*\"?([^\r\n\"]*)")
_DANGEROUS_URL = re.compile(r"(?i)[a-z0-9+.-]+::|file:|-|/|~|[a-z0-9+.-]+://-")


class Oddities:
    """Collects the findings of one walk. Of each code the first places are kept, in the order of the walk, and the rest counted.

    The `source` of the findings is empty: a source does not know its own id.
    """

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._count: Counter[str] = Counter()
        self._above = ""
        self._open: list[str] = []
        self._siblings: list[dict[str, str]] = [{}]

    def note(self, code: str, path: str, because: str) -> None:
        """Keep one finding."""
        self._count[code] += 1
        if self._count[code] <= FINDINGS_KEPT.value:
            self.findings.append(Finding(code, "", path, because))

    def finish(self) -> None:
        """Say how many findings were not kept. Called when the walk has ended."""
        for code, count in sorted(self._count.items()):
            if count > FINDINGS_KEPT.value:
                self.findings.append(Finding(code, "", "", f"The same was found in {count - FINDINGS_KEPT.value:,} more places."))
        self._count.clear()

    def see(self, raw_path: bytes, *, folder: bool = False) -> str | None:
        """Look at one path, given in the order of a sorted walk; return it as it is shown, or None where it must not be listed.

        `folder` says that the path is a folder; the folders of a file's path need not be given on their own.
        """
        path = names.shown(raw_path)
        if len(raw_path) > PATH_BYTES.value:
            because = f"The path has {len(raw_path):,} bytes, more than {PATH_BYTES.value:,}, and is left out."
            self.note(PATH_BYTES.code, f"{path[:200]}...", because)
            return None
        text = raw_path.decode("utf-8", "surrogateescape")
        parts = text.split("/")
        if "" in parts or "." in parts or ".." in parts:
            self.note("finding:path-escape", path, "The path is not one that lies inside the tree, and is left out.")
            return None
        above = text if folder else text.rpartition("/")[0]
        if above != self._above:
            self._move(parts if folder else parts[:-1])
            self._above = above
        if not folder:
            self._see_name(parts[-1], path)
        return path

    def see_link(self, path: str, target: str) -> None:
        """Look at where a symbolic link points. `path` is as `see` returned it, `target` is shown text."""
        if names.leaves(path, target):
            self.note("finding:path-escape", path, f"The link points out of the tree, to {names.brief(target)}.")

    def see_gitmodules(self, data: bytes) -> None:
        """Look at the addresses in a `.gitmodules`; nothing is ever fetched from them."""
        for found in _SETTING.finditer(data[:GITMODULES_READ].decode("utf-8", "surrogateescape")):
            key, value = found.group(1).lower(), found.group(2).strip()
            if key == "url" and _DANGEROUS_URL.match(value):
                because = f"The submodule address {names.brief(value)} could run a program or read this disk; it is not used."
                self.note("finding:submodule-address", GITMODULES, because)
            elif key == "path" and (value.startswith(("-", "/")) or ".." in value.split("/")):
                because = f"The submodule path {names.brief(value)} does not lie inside the tree."
                self.note("finding:submodule-address", GITMODULES, because)

    def _move(self, parts: list[str]) -> None:
        """Enter the folder with these parts, leaving those that it does not lie in."""
        same = 0
        while same < min(len(parts), len(self._open)) and parts[same] == self._open[same]:
            same += 1
        del self._open[same:], self._siblings[same + 1 :]
        for part in parts[same:]:
            self._open.append(part)
            path = names.shown("/".join(self._open).encode("utf-8", "surrogateescape"))
            self._see_name(part, path, mark="/")
            self._siblings.append({})
            if names.is_document(part):
                self.note("error:not-a-file", path, "A folder stands where the name promises a document.")

    def _see_name(self, name: str, path: str, mark: str = "") -> None:
        """Look at one name among its siblings. `mark` tells a folder, which may be entered twice, from a file."""
        key = names.folded(name)
        siblings = self._siblings[-1]
        before = len(siblings)
        first = siblings.setdefault(key, name + mark)
        if len(siblings) == before and (first != name + mark or not mark):
            other = names.brief(first.rstrip("/"))
            self.note("finding:name-collision", path, f"Some file systems cannot tell the name from {other} in the same folder.")
        if name.isascii():
            if key.startswith((".git", "git~")) and names.is_dotgit(name):
                self.note("finding:dotgit", path, "Some file systems or tools take the name for `.git`, git's own folder.")
            if name.isprintable():
                return
        elif names.is_dotgit(name):
            self.note("finding:dotgit", path, "Some file systems or tools take the name for `.git`, git's own folder.")
        if names.is_odd(name):
            self.note("finding:odd-name", path, "The name holds bytes that are not UTF-8, or characters that cannot be seen.")
