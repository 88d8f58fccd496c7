"""What the Hub says of one repository at one commit: its files, its gate, its branches, and what its card names.

A record is plain data, so that it can be kept in the cache, and read again without asking.
"""

import json
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any

_FORM = 2


@dataclass(frozen=True, slots=True)
class HubFile:
    """One file of the listing."""

    path: str
    size: int
    blob: str
    """The git name of the file's content; of the pointer where the content is stored apart."""
    lfs: str | None
    """SHA-256 of the content where it is stored apart, as large files are."""

    @property
    def digest(self) -> str:
        """What the content goes by: `sha256:...` or `git:...`."""
        return f"sha256:{self.lfs}" if self.lfs else f"git:{self.blob}"


@dataclass(frozen=True, slots=True)
class HubRecord:
    """A repository of the Hub at one commit."""

    kind: str
    """`model` or `dataset`."""
    id: str
    """As the Hub spells it, which may differ from what was asked for."""
    sha: str
    gate: str
    """`manual` or `auto` where the Hub lets in only those who ask; empty where anyone may read."""
    files: tuple[HubFile, ...]
    """Sorted by path."""
    refs: tuple[str, ...] | None
    """Names of branches and tags, sorted; None where they could not be had."""
    bases: tuple[str, ...]
    """Models that the card or the Hub says this one was made from."""
    relation: str
    """How it was made from them, as the Hub tells: `finetune`, `adapter`, `merge`, `quantized`; empty where it does not."""
    data_sets: tuple[str, ...]
    license: str
    """As the card declares it; empty where it does not."""

    @property
    def place(self) -> str:
        """Where all this can be looked up again, relative to the Hub's address."""
        return f"api/{self.kind}s/{self.id}/revision/{self.sha}"

    def to_bytes(self) -> bytes:
        """The record as JSON, the same bytes for the same record."""
        table = {field.name: getattr(self, field.name) for field in fields(self)}
        files = [(file.path, file.size, file.blob, file.lfs) for file in self.files]
        return json.dumps(table | {"form": _FORM, "files": files}, sort_keys=True).encode()

    @property
    def sha256(self) -> str:
        """Digest of the record."""
        return sha256(self.to_bytes()).hexdigest()

    @classmethod
    def from_bytes(cls, data: bytes) -> "HubRecord | None":
        """Read a record, or None where an older openassay wrote it."""
        table: dict[str, Any] = json.loads(data)
        if table.pop("form", None) != _FORM:
            return None
        files = tuple(HubFile(*file) for file in table.pop("files"))
        refs = table.pop("refs")
        bases, data_sets = tuple(table.pop("bases")), tuple(table.pop("data_sets"))
        return cls(files=files, refs=None if refs is None else tuple(refs), bases=bases, data_sets=data_sets, **table)
