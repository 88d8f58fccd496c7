"""What a base model brings with it, where the card names the base: its license, and the notice that this wants passed on."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from openassay.formats import front_matter
from openassay.licenses.declared import ReadText, documents
from openassay.licenses.expressions import spelling
from openassay.licenses.license_files import license_file
from openassay.vocabulary.findings import Finding, Lines, Unreadable
from openassay.vocabulary.release import Artifact, EntryKind
from openassay.vocabulary.text import Text


class Family(NamedTuple):
    """Base models that bring the same license."""

    license: str | None
    """None where a name only looks like one of them."""
    notice: str | None
    """The sentence that has to go with every copy, or None."""


_UNLISTED = Family(None, None)
_NOTICE = re.compile(r"notice|attribution|acknowledg|third[-_ ]?part", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Base:
    """A base model that a card names, at one place."""

    name: str
    family: Family
    text: Text
    line: int


def bases_of(artifacts: Iterable[Artifact], read_text: ReadText) -> Iterator[Base]:
    """The base models that the cards at the root of one source name."""
    for artifact in documents(artifact for artifact in artifacts if not artifact.folder):
        text = read_text(artifact)
        try:
            card = front_matter.read(text.body) if text else None
        except Unreadable:
            continue
        if text is None or card is None:
            continue
        line = card.line_of("base_model") or 1
        for name in card.texts("base_model"):
            yield Base(name, family_of(name), text, line)


def missing_notices(artifacts: list[Artifact], read_text: ReadText) -> Iterator[Finding]:
    """For weights that are here: notices that the license of their base model wants passed on, and that no file holds."""
    wanted = {notice: base for base in bases_of(artifacts, read_text) if (notice := base.family.notice)}
    if not wanted:
        return
    bodies = [_folded(text.body) for artifact in _may_hold(artifacts) if (text := read_text(artifact))]
    for notice, base in wanted.items():
        if not any(_folded(notice) in body for body in bodies):
            because = f"{base.name} wants a notice passed on, which no file holds: “{notice} …”."
            yield Finding(
                "finding:license-notice-missing", base.text.source, base.text.path, because, Lines(base.line, base.line)
            )


def _may_hold(artifacts: list[Artifact]) -> list[Artifact]:
    """Documents and files of notices; not the license texts, which quote the notice they ask for."""
    named = [artifact for artifact in artifacts if artifact.kind is EntryKind.FILE and _NOTICE.search(artifact.name)]
    return [artifact for artifact in (*documents(artifacts), *named) if license_file(artifact) is None]


def _folded(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower().replace("licence", "license"))


def family_of(name: str) -> Family:
    """What follows from the name of a base model."""
    return next((family for pattern, family in _families() if pattern.search(name)), _UNLISTED)


@cache
def _families() -> tuple[tuple[re.Pattern[str], Family], ...]:
    data = json.loads(files(__package__).joinpath("data/upstream.json").read_text("utf-8"))
    return tuple(
        (re.compile(row["name"], re.IGNORECASE), Family(spelling(row["license"]) if row["license"] else None, row.get("notice")))
        for row in data["families"]
    )
