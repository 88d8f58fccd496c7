"""What a release says of itself, against what was found. Rendered from the assessment document alone."""

from collections.abc import Iterator

from click import style

from openassay.reports.columns import wrap
from openassay.reports.document import Document

WIDTH = 80
_ORDER = ("contradicted", "unsupported", "borne-out")
_TITLE = {
    "contradicted": "Not so",
    "unsupported": "Not shown",
    "borne-out": "So",
}
_COLOUR = {"contradicted": "red", "unsupported": "yellow", "borne-out": "green"}
_HONEST = {"withheld": "Withheld, and said so", "promised": "Promised"}


def render(document: Document) -> str:
    """Render the claims: those that the facts contradict first, honest partial statements last."""
    facts = {fact["key"]: fact for fact in document["facts"]}
    lines = list(_standings(document, facts)) + list(_honest(document))
    return "\n".join(lines or ["The release makes no claim about its openness that was recognised."]) + "\n"


def _standings(document: Document, facts: dict[str, Document]) -> Iterator[str]:
    for standing in _ORDER:
        claims = [claim for claim in document["claims"] if claim["standing"] == standing]
        if claims:
            yield style(f"{_TITLE[standing]} ({len(claims)})", bold=True, fg=_COLOUR[standing])
        for claim in claims:
            hedge = f", hedged by \u201c{claim['hedge']}\u201d" if claim["hedge"] else ""
            yield from _quoted(claim)
            yield from wrap(f"says {claim['says']}{hedge}", WIDTH, "    ", "    ")
            for key in claim["facts"]:
                because = facts[key]["because"] if key in facts else "nobody asked"
                yield from (style(line, dim=True) for line in wrap(f"{key}: {because}", WIDTH, "    - ", "      "))


def _honest(document: Document) -> Iterator[str]:
    for says, title in _HONEST.items():
        claims = [claim for claim in document["claims"] if claim["says"] == says and claim["about"] == "self"]
        if claims:
            yield style(f"{title} ({len(claims)})", bold=True)
        for claim in claims:
            yield from _quoted(claim)


def _quoted(claim: Document) -> Iterator[str]:
    yield from wrap(f"{claim['path']}:{claim['lines'][0]} \u201c{claim['quote']}\u201d", WIDTH, "  ", "    ")
