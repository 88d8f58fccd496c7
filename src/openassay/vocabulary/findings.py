"""What openassay remarks on while it reads: errors, findings, unknowns and limits, each with a code that stands in codes.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Lines(NamedTuple):
    """A range of lines in a text file: 1-based, both ends included."""

    first: int
    last: int


class Code(NamedTuple):
    """The meaning of a code, and what a person can do about it."""

    code: str
    meaning: str
    mend: str


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something worth saying about one place in a release."""

    code: str
    source: str
    path: str
    because: str
    lines: Lines | None = None


class Unreadable(Exception):  # noqa: N818 - it names the state of a thing, as in "the file is unreadable"
    """Bytes could not be read as what they claim to be, or a limit was reached.

    `code` is `error:...`, `unknown:...` or `limit:...`; `because` is one sentence without the path, which the caller adds.
    """

    def __init__(self, code: str, because: str) -> None:
        super().__init__(f"{code}: {because}")
        self.code = code
        self.because = because


class Remark(NamedTuple):
    """What a reader of one format noticed in a file that it could read all the same."""

    code: str
    because: str
    lines: Lines | None = None


@cache
def codes() -> dict[str, Code]:
    """Every code by name, from codes.toml."""
    table = tomllib.loads(files(__package__).joinpath("codes.toml").read_text("utf-8"))
    return {
        f"{kind}:{name}": Code(f"{kind}:{name}", entry["meaning"], entry["mend"])
        for kind, entries in table.items()
        for name, entry in entries.items()
    }
