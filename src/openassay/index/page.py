"""What the ledger shows of an assessment: its page. It is taken from the document alone, and kept beside it in the segment.

{ "publisher", "domain", "license", "gaps": [component], "names": [text to look it up by],
"grades": [ { "standard", "title", "scheme", "rungs", "level", "ceiling", "score", "out_of" } ] }
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from openassay.index.naming import names_of, publisher_of
from openassay.vocabulary.components import Component

_GRADE = ("standard", "title", "scheme", "rungs", "level", "ceiling", "score", "out_of")
_CLOSED = frozenset(("no", "unknown"))
_PUBLISHED = "published/"


def page_of(name: str, document: Mapping[str, Any]) -> dict[str, Any]:
    """The page of one assessment of the release that a person names so."""
    release = document["release"]
    sources = release["sources"]
    locators = [source["locator"] for source in sources]
    revisions = [source["revision"] for source in sources]
    weights = next((part for part in document["components"] if part["component"] == Component.FINAL_WEIGHTS), None)
    return {
        "publisher": publisher_of((name, *locators)),
        "domain": release["domain"]["value"] or "",
        "license": " AND ".join(_expressions(weights)),
        "gaps": gaps_in(document["facts"]),
        "names": sorted({*names_of((name, *locators)), *_digests(release["digest"], revisions, weights)}),
        "grades": [grade_line(grade) for grade in document["grades"]],
    }


def grade_line(grade: Mapping[str, Any]) -> dict[str, Any]:
    """What a page tells of one grade of an assessment document."""
    return {name: grade[name] for name in _GRADE}


def gaps_in(facts: Iterable[Mapping[str, Any]]) -> list[str]:
    """The components that are not shown to be published, though the question arises."""
    return [
        fact["key"].removeprefix(_PUBLISHED) for fact in facts if fact["key"].startswith(_PUBLISHED) and fact["answer"] in _CLOSED
    ]


def to_json(page: Mapping[str, Any]) -> bytes:
    """A page as it is kept: the same page gives the same bytes."""
    return json.dumps(page, sort_keys=True, separators=(",", ":")).encode("ascii")


def _expressions(weights: Mapping[str, Any] | None) -> list[str]:
    expressions = [license_["expression"] for license_ in weights["licenses"]] if weights else []
    return [f"({one})" if len(expressions) > 1 and " " in one else one for one in expressions]


def _digests(digest: str, revisions: Iterable[str], weights: Mapping[str, Any] | None) -> Iterable[str]:
    """Digests by which a release can be found: its own, its sources' revisions, and those of its weight files."""
    for text in (digest, *revisions):
        if text:
            yield text.rpartition(":")[2].lower()
    for artifact in weights["artifacts"] if weights else ():
        if artifact["sha256"]:
            yield artifact["sha256"]
