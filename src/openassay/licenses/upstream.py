"""The license that a base model brings with it, where the card names the base."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from openassay.formats import front_matter
from openassay.licenses.declared import documents
from openassay.licenses.expressions import spelling
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.findings import Unreadable


@dataclass(frozen=True, slots=True)
class Base:
    """A base model that a card names. `license` is None where its name tells none."""

    name: str
    license: str | None
    evidence: Evidence


def read_bases(dossier: Dossier) -> Iterator[Base]:
    """The base models that the cards at the root of the sources name."""
    for source in dossier.release.sources:
        artifacts = [artifact for artifact in dossier.release.artifacts if artifact.source == source.id and not artifact.folder]
        for artifact in documents(artifacts):
            text = dossier.text(artifact)
            try:
                card = front_matter.read(text.body) if text else None
            except Unreadable:
                continue
            if text is None or card is None:
                continue
            line = card.line_of("base_model") or 1
            for name in card.texts("base_model"):
                yield Base(name, license_of_base(name), text.evidence(line))


def license_of_base(name: str) -> str | None:
    """The license that follows from the name of a base model; None for a family that is not listed."""
    for pattern, id_ in _families():
        if pattern.search(name):
            return spelling(id_) if id_ else None
    return None


@cache
def _families() -> tuple[tuple[re.Pattern[str], str], ...]:
    data = json.loads(files(__package__).joinpath("data/upstream.json").read_text("utf-8"))
    return tuple((re.compile(row["name"], re.IGNORECASE), row["license"]) for row in data["families"])
