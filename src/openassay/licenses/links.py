"""The links of a document that matter for licenses: to license files, and to addresses of licenses."""

import re
from collections.abc import Iterator
from typing import NamedTuple

LINK = re.compile(
    r"\[(?=[^\[\]]{0,160}\w)(?P<words>[^\[\]]{1,160})\]\((?P<target>[^()\s]{1,300})\)"
    r"|<a\s[^<>]{0,200}?href=[\"'](?P<href>[^\"'<>]{1,300})[\"'][^<>]{0,100}>(?=[^<>]{0,80}\w)"
)
"""A link with words on it, in Markdown or HTML. A link on an image alone is a badge, and says nothing."""
_FILE = re.compile(r"(?:^|[/_.-])(?:model[_-])?(?:licen[cs]e|copying|eula|terms[_-]of[_-]use)[^/]*$", re.IGNORECASE)
_HOSTED = re.compile(r"https?://(?:github\.com|huggingface\.co|gitlab\.com)/[^/]+/[^/]+/(?:blob|raw|tree|resolve)/[^/]+/(.+)$")


_BARE = re.compile(
    r"(?<![\w/(\[.-])(?:`(?P<quoted>(?:[\w.-]+/){0,5}[\w.-]*(?:LICEN[CS]E|COPYING)[\w.-]*)`"
    r"|(?P<bare>(?:[\w.-]+/){0,5}(?:[A-Za-z0-9]+[-_])*(?:LICEN[CS]E|COPYING)(?:[-_.][A-Za-z0-9]+)*)(?![\w/\])]))"
)
"""The name of a license file as it stands in a sentence."""


class Link(NamedTuple):
    """A link by character offsets, and where it points."""

    start: int
    end: int
    target: str


def find_links(text: str) -> list[Link]:
    """The links of a text, in order."""
    return [Link(match.start(), match.end(), match["target"] or match["href"] or "") for match in LINK.finditer(text)]


def named_files(text: str) -> list[Link]:
    """The license files that a text names without a link: in back quotes, or by a name that is no plain word."""
    found = []
    for match in _BARE.finditer(text):
        name = match["quoted"] or match["bare"].rstrip(".")
        if match["quoted"] or re.search(r"[-_./]", name):
            found.append(Link(match.start(), match.end(), name))
    return found


def without_links(text: str) -> str:
    """The text with each link replaced by its words."""
    return LINK.sub(lambda match: match["words"] or " ", text)


def is_license_file(target: str) -> bool:
    """Whether a link points to a file that is named like a license."""
    bare = target.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]
    return bool(_FILE.search(bare)) and not bare.startswith("mailto:")


def license_links(text: str) -> Iterator[tuple[str, int]]:
    """The links that point to a file named like a license, each with its line (from 1)."""
    for link in find_links(text):
        if is_license_file(link.target):
            yield link.target, text.count("\n", 0, link.start) + 1


def local_path(link: str, path: str) -> str | None:
    """The path in the same source that a link in the file at `path` points to; None for an address elsewhere."""
    bare = link.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]
    if hosted := _HOSTED.match(bare):
        return hosted[1]
    if re.match(r"[a-z]+:|//|#", bare) or not bare:
        return None
    parts = [] if bare.startswith("/") else path.split("/")[:-1]
    for part in bare.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
