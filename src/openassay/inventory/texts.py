"""The texts of one source, kept in memory as far as the budget goes and read again beyond it."""

from collections import OrderedDict

from openassay.vocabulary import limits
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.release import Artifact, EntryKind, Snapshot
from openassay.vocabulary.text import Text, decode

PROBED = 1 << 13
"""Bytes looked at to tell text from binary where a file is not in memory."""

DECODED = 16 * limits.MIB
"""Bytes of decoded text that stay at hand; more than one room reads the same cards."""

KEPT_EACH = 1 * limits.MIB
"""A longer text is data more often than prose or code; it is read again when someone asks."""


DOCUMENTS = frozenset({"markdown", "rst", "html", "latex", "text"})
"""Formats that people read. What is said in them is looked at closely, which takes time."""


def is_text(data: bytes) -> bool:
    """Whether bytes can be shown as text: no NUL in them."""
    return b"\0" not in data


class Texts:
    """Read the text of artifacts, each at most once where the budget allows."""

    def __init__(self, source: str, snapshot: Snapshot) -> None:
        self._source = source
        self._snapshot = snapshot
        self._kept: dict[str, bytes] = {}
        self._room = limits.TEXT_KEPT.value
        self._decoded: OrderedDict[str, Text] = OrderedDict()
        self._decoded_size = 0

    def keep(self, path: str, data: bytes) -> None:
        """Keep the bytes of a text file for later, if there is room."""
        if len(data) <= min(self._room, KEPT_EACH):
            self._kept[path] = data
            self._room -= len(data)

    def read(self, artifact: Artifact) -> Text | None:
        """The text of an artifact of this source; None where it is binary, or cannot be read any more."""
        if artifact.kind is not EntryKind.FILE:
            return None
        known = self._decoded.get(artifact.path)
        if known is not None:
            self._decoded.move_to_end(artifact.path)
            return known
        data, whole = self._bytes(artifact)
        if data is None or not is_text(data):
            return None
        text = Text(self._source, artifact.path, artifact.sha256 or "", decode(data), whole=whole)
        self._remember(text)
        return text

    def _bytes(self, artifact: Artifact) -> tuple[bytes | None, bool]:
        kept = self._kept.get(artifact.path)
        if kept is not None:
            return kept, True
        try:
            content = self._snapshot.reopen(artifact.path)
            if not is_text(content.read_at(0, PROBED)):
                return None, True
            longest = limits.DOCUMENT if artifact.format in DOCUMENTS else limits.TEXT_FILE
            data = content.read_at(0, longest.value)
            return data, content.size <= len(data)
        except Unreadable:
            return None, True

    def _remember(self, text: Text) -> None:
        size = len(text.body)
        if size > DECODED // 4:
            return
        self._decoded[text.path] = text
        self._decoded_size += size
        while self._decoded_size > DECODED:
            _, old = self._decoded.popitem(last=False)
            self._decoded_size -= len(old.body)
