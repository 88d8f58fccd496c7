"""The members of an archive: what may stand in a name, and what is said of those that may not be read."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from openassay.formats.shown import brief
from openassay.vocabulary import limits
from openassay.vocabulary.findings import Remark, Unreadable

_DRIVE = re.compile(r"[A-Za-z]:")
_SEPARATORS = re.compile(r"[/\\]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_EXAMPLES = 3


class MemberKind(StrEnum):
    """What an archive says that a member is."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link"
    """A symbolic link: never followed; its target is text."""
    HARD_LINK = "hard-link"
    """Another name for a member that stands before it; `target` is that name."""
    SPECIAL = "special"
    """A device, a pipe, or a file that would run with another user's rights."""


@dataclass(frozen=True, slots=True)
class Member:
    """One member of an archive. Where `code` is not empty its content is refused, and `because` says why."""

    name: str
    """As written, without a leading `./` and without empty parts. Show it escaped: it may hold anything."""
    kind: MemberKind
    size: int
    """Bytes, inflated, as the archive says."""
    target: str = ""
    code: str = ""
    because: str = ""

    @property
    def readable(self) -> bool:
        """Whether the archive's reader gives its content."""
        return self.kind is MemberKind.FILE and not self.code


def tidy(name: str) -> str:
    """`name` without a leading `./`, without empty parts and `.` parts; a leading slash stays."""
    lead = "/" if name.startswith("/") else ""
    return lead + "/".join(part for part in name.split("/") if part not in ("", "."))


def refuse_name(name: str) -> tuple[str, str] | None:
    """The code and reason for which a member of this name is refused, or None. Judge the name before it is tidied."""
    if not name:
        return "error:bad-name", "it has no name"
    if _CONTROL.search(name):
        return "error:bad-name", "its name holds control characters"
    if len(name) > limits.PATH_BYTES.value or max(map(len, name.split("/"))) > limits.NAME_BYTES.value:
        return "error:bad-name", f"its name is {len(name)} characters long"
    if name[0] in "/\\" or _DRIVE.match(name):
        return "finding:path-escape", "its name is absolute"
    if ".." in name and ".." in _SEPARATORS.split(name):
        return "finding:path-escape", "its name climbs out of the archive"
    return None


def refuse_link(name: str, target: str) -> tuple[str, str] | None:
    """The code and reason for which a symbolic link `name` to `target` is refused, or None where it stays inside."""
    if not target or _CONTROL.search(target):
        return "error:bad-name", "the link has no target that can be shown"
    if target[0] in "/\\" or _DRIVE.match(target):
        return "finding:path-escape", "the link's target is absolute"
    depth = tidy(name).count("/")
    for part in _SEPARATORS.split(target):
        if part == "..":
            depth -= 1
        elif part not in ("", "."):
            depth += 1
        if depth < 0:
            return "finding:path-escape", "the link's target lies outside the archive"
    return None


class Names:
    """The names seen so far in one archive, to notice those that a file system may take for one another."""

    __slots__ = ("_exact", "_folded", "_links")

    def __init__(self) -> None:
        self._exact: set[str] = set()
        self._folded: dict[str, str] = {}
        self._links: set[str] = set()

    def add(self, name: str) -> str | None:
        """Remember a tidied name; return the earlier one that it collides with (perhaps the same), or None."""
        if name in self._exact:
            return name
        self._exact.add(name)
        folded = name if name.isascii() else unicodedata.normalize("NFC", name)
        folded = folded.casefold()
        earlier = self._folded.setdefault(folded, name)
        return earlier if earlier != name else None

    def add_link(self, name: str) -> None:
        """Remember that a tidied name is a link."""
        self._links.add(name)

    def under_link(self, name: str) -> bool:
        """Whether a folder of this name is a link, so that writing the member would write elsewhere."""
        if not self._links:
            return False
        parts = name.split("/")
        return any("/".join(parts[:count]) in self._links for count in range(1, len(parts)))


class Notes:
    """Remarks on many members, told as one remark for each code and reason with a few examples."""

    __slots__ = ("_told",)

    def __init__(self) -> None:
        self._told: dict[tuple[str, str], tuple[int, list[str]]] = {}

    def add(self, code: str, because: str, name: str = "") -> None:
        """Note something; `name` is the member that it is about."""
        count, examples = self._told.get((code, because), (0, []))
        if name and len(examples) < _EXAMPLES:
            examples.append(brief(name))
        self._told[code, because] = (count + 1, examples)

    def remarks(self) -> tuple[Remark, ...]:
        """What was noted, in the order of first mention."""
        return tuple(Remark(code, _sentence(because, count, names)) for (code, because), (count, names) in self._told.items())


def _sentence(because: str, count: int, names: list[str]) -> str:
    if not names:
        return because
    more = f" and {count - len(names)} more" if count > len(names) else ""
    return f"{', '.join(names)}{more}: {because}"


def too_many() -> Unreadable:
    """The refusal of an archive that lists more than `ARCHIVE_MEMBERS`."""
    return Unreadable(limits.ARCHIVE_MEMBERS.code, f"it lists more than {limits.ARCHIVE_MEMBERS.value} members")
