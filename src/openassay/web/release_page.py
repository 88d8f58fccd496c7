"""What a release page shows, made of the assessment document alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from openassay.reports.document import Document
from openassay.reports.next_steps import Path, path_to_next, waits_for_content
from openassay.vocabulary.components import Component
from openassay.vocabulary.licenses import TermName
from openassay.web.matrix import COLUMNS, Block, Column, blocks
from openassay.web.verdicts import FIRST, Verdict, in_order, verdicts

STANDINGS = {
    "contradicted": "Not so",
    "unsupported": "Not shown",
    "borne-out": "So",
}
"""Standings of claims that are held against facts, in the order that they are shown in."""


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of one standing."""

    title: str
    standing: str
    claims: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One term of one grant."""

    title: str
    answer: str
    open: str
    """The answer turned so that yes is the open one: a limit that is not there is a yes."""
    quote: str
    line: int


@dataclass(frozen=True, slots=True)
class Grant:
    """One place that gives a license."""

    expression: str
    how: str
    declared: bool
    source: str
    path: str
    lines: list[int] | None
    sha256: str
    quote: str
    residual_words: int
    covers: tuple[str, ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class License:
    """A license with its terms, and every place that gives it with just these."""

    expression: str
    terms: tuple[Term, ...]
    grants: tuple[Grant, ...]

    @property
    def quoted(self) -> tuple[Term, ...]:
        """The terms whose words are known."""
        return tuple(term for term in self.terms if term.quote)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A reason why something is not known, and all it holds for."""

    because: str
    facts: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """All parts of the page."""

    name: str
    digest: str
    openassay: str
    domain: Document
    sources: tuple[Document, ...]
    places: int
    """How many places the release names, those that were read among them."""
    verdicts: tuple[Verdict, ...]
    others: tuple[Verdict, ...]
    """The verdicts beyond the first three standards."""
    columns: tuple[Column, ...]
    blocks: tuple[Block, ...]
    claims: tuple[Claims, ...]
    licenses: tuple[License, ...]
    term_titles: tuple[str, ...]
    paths: tuple[Path, ...]
    unknowns: tuple[Unknown, ...]
    lineage: tuple[Document, ...]
    links: tuple[Document, ...]
    findings: tuple[Document, ...]
    ignored: tuple[Document, ...]
    facts: dict[str, Document]


def release_page(document: Document) -> ReleasePage:
    """Arrange an assessment document for its page."""
    facts = {fact["key"]: fact for fact in document["facts"]}
    release = document["release"]
    away = [link for link in document["links"] if not link["followed"] and link["role"] != "base"]
    every = verdicts(document)
    return ReleasePage(
        name=release["name"],
        digest=release["digest"],
        openassay=document["openassay"],
        domain=release["domain"],
        sources=tuple(release["sources"]),
        places=len(release["sources"]) + len(away),
        verdicts=tuple(verdict for verdict in every if verdict.id in FIRST),
        others=tuple(verdict for verdict in every if verdict.id not in FIRST),
        columns=COLUMNS,
        blocks=blocks(document),
        claims=tuple(_claims(document)),
        licenses=tuple(_licenses(document)),
        term_titles=tuple(_term_title(name) for name in TermName),
        paths=tuple(_paths(document, facts)),
        unknowns=tuple(_unknowns(document, facts)),
        lineage=tuple(document["lineage"]),
        links=tuple(link for link in document["links"] if not link["followed"]),
        findings=tuple(document["findings"]),
        ignored=tuple(document["ignored"]),
        facts=facts,
    )


def _claims(document: Document) -> Iterator[Claims]:
    because = {one["claim"]: one["facts"] for one in document["discrepancies"]}
    for standing, title in STANDINGS.items():
        held = [claim for claim in document["claims"] if claim["standing"] == standing]
        if held:
            against = [claim | {"facts": because.get(claim["id"], claim["facts"])} for claim in held]
            yield Claims(title, standing, tuple(against))


def _licenses(document: Document) -> Iterator[License]:
    """Put the places together that give the same license with the same terms; those of real texts first."""
    together: dict[tuple[str, tuple[str, ...]], list[Grant]] = {}
    for one in document["licenses"]:
        grant = _grant(one)
        together.setdefault((grant.expression, tuple(term.answer for term in grant.terms)), []).append(grant)
    for grants in together.values():
        grants.sort(key=lambda grant: (grant.declared, not any(term.quote for term in grant.terms)))
        yield License(grants[0].expression, grants[0].terms, tuple(grants))


def _grant(grant: Document) -> Grant:
    return Grant(
        grant["expression"],
        grant["how"].replace("-", " "),
        grant["declared"],
        grant["source"],
        grant["path"],
        grant["lines"],
        grant["sha256"],
        grant["quote"] or "",
        grant["residual_words"] or 0,
        tuple(grant["covers"]),
        tuple(_term(name, grant["terms"].get(name, {"answer": "unknown", "quote": None, "lines": None})) for name in TermName),
    )


def _term_title(name: TermName) -> str:
    return name.value.replace("_", " ")


def _term(name: TermName, term: Document) -> Term:
    answer = str(term["answer"])
    turned = {"yes": "no", "no": "yes"}
    as_open: str = "partly" if answer == "conditional" else answer if name.is_permission else turned.get(answer, answer)
    return Term(_term_title(name), answer, as_open, term["quote"] or "", term["lines"][0] if term["lines"] else 0)


def _paths(document: Document, facts: dict[str, Document]) -> Iterator[Path]:
    """The way to the next rung of each of the first standards that has one."""
    for grade in in_order(document["grades"])[: len(FIRST)]:
        path = path_to_next(grade, facts)
        if path and path.steps:
            yield path


def _unknowns(document: Document, facts: dict[str, Document]) -> Iterator[Unknown]:
    """Why a grade is not decided: the facts that an undecided requirement waits for, by reason."""
    waiting: dict[str, Document] = {}
    for grade in document["grades"]:
        for finding in grade["findings"]:
            if finding["verdict"] == "undecided" and not finding["should"] and not waits_for_content(finding, facts):
                waiting |= {key: facts[key] for key in finding["facts"] if key in facts}
    unknown = [fact for fact in waiting.values() if fact["answer"] == "unknown"]
    unknown += [fact for fact in waiting.values() if fact["answer"] == "yes" and fact["basis"] != "observed"]
    order = {component.value: place for place, component in enumerate(Component)}

    def reason(fact: Document) -> str:
        return str(fact["because"]) if fact["answer"] == "unknown" else f"only {fact['basis']}: {fact['because']}"

    unknown.sort(key=lambda fact: (reason(fact), order.get(fact["key"].partition("/")[2], -1), fact["key"]))
    for because, group in groupby(unknown, reason):
        yield Unknown(because, tuple(group))
