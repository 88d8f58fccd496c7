"""The assessment document: JSON that other tools read, and that every report here is rendered from.

Keys are sorted and nothing in it depends on the time, the machine or the order of a listing: the same inputs give the same bytes.
Its JSON Schema is assessment.schema.json beside this file; `openassay schema assessment` prints it.
"""

import json
from typing import Any

from openassay.vocabulary.assessment import Ancestor, Assessment, Ignored, Link
from openassay.vocabulary.claims import Discrepancy, HeldClaim
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.facts import Evidence, Fact, Search
from openassay.vocabulary.findings import Finding, Lines
from openassay.vocabulary.grades import Grade, Interval
from openassay.vocabulary.licenses import Grant
from openassay.vocabulary.release import Release

SCHEMA = "openassay/assessment/1"

Document = dict[str, Any]


def to_document(assessment: Assessment) -> Document:
    """Lay an assessment out as plain JSON values."""
    dossier = assessment.dossier
    return {
        "schema": SCHEMA,
        "openassay": assessment.version,
        "release": _release(dossier.release)
        | {"domain": {"value": dossier.domain.value, "basis": dossier.domain.basis, "because": dossier.domain.because}},
        "components": [
            _component(holding, assessment.licenses.get(holding.component, ())) for holding in dossier.holdings.values()
        ],
        "licenses": [_grant(grant) for grant in dossier.grants],
        "claims": [_claim(claim) for claim in assessment.claims],
        "discrepancies": [_discrepancy(discrepancy) for discrepancy in assessment.discrepancies],
        "facts": [_fact(fact) for fact in sorted(assessment.facts, key=lambda fact: fact.key)],
        "grades": [grade_document(grade) for grade in assessment.grades],
        "findings": [_finding(finding) for finding in sorted(set(assessment.findings), key=_finding_order)],
        "ignored": [_ignored(ignored) for ignored in assessment.ignored],
        "lineage": [_ancestor(ancestor) for ancestor in assessment.lineage],
        "links": [_link(link) for link in assessment.links],
    }


def to_bytes(document: Document) -> bytes:
    """Serialise a document: sorted keys, two spaces, ASCII only, so that no terminal and no encoding can spoil it."""
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=True, allow_nan=False).encode("ascii") + b"\n"


def _release(release: Release) -> Document:
    return {
        "name": release.name,
        "digest": release.digest,
        "sources": [
            {
                "id": source.id,
                "locator": source.locator,
                "revision": source.revision,
                "complete": source.complete,
                "files": source.files,
                "bytes": source.bytes,
            }
            for source in release.sources
        ],
    }


def _component(holding: Holding, licenses: tuple[tuple[str, str], ...]) -> Document:
    return {
        "component": holding.component,
        "state": holding.state,
        "because": holding.because,
        "artifacts": [
            {"source": artifact.source, "path": artifact.path, "sha256": artifact.sha256, "bytes": artifact.size}
            for artifact in holding.artifacts
        ],
        "licenses": [{"expression": expression, "grant": grant} for expression, grant in licenses],
    }


def _grant(grant: Grant) -> Document:
    return {
        "id": grant.id,
        "source": grant.source,
        "path": grant.path,
        "sha256": grant.sha256,
        "lines": _lines(grant.lines),
        "expression": grant.expression,
        "how": grant.how,
        "declared": grant.declared,
        "quote": grant.quote,
        "residual_words": grant.residual_words,
        "covers": list(grant.covers),
        "terms": {
            name: {"answer": term.answer, "quote": term.quote, "lines": _lines(term.lines)} for name, term in grant.terms.items()
        },
    }


def _claim(held: HeldClaim) -> Document:
    claim = held.claim
    return {
        "id": claim.id,
        "says": claim.says,
        "about": claim.about,
        "hedge": claim.hedge,
        "language": claim.language,
        "source": claim.evidence.source,
        "path": claim.evidence.path,
        "lines": _lines(claim.evidence.lines),
        "quote": claim.evidence.quote,
        "standing": held.standing,
        "facts": list(held.facts),
    }


def _discrepancy(discrepancy: Discrepancy) -> Document:
    return {
        "id": discrepancy.id,
        "claim": discrepancy.claim,
        "facts": list(discrepancy.facts),
        "because": discrepancy.because,
    }


def _fact(fact: Fact) -> Document:
    return {
        "key": fact.key,
        "answer": fact.answer,
        "basis": fact.basis,
        "because": fact.because,
        "evidence": [_evidence(evidence) for evidence in fact.evidence],
        "search": _search(fact.search),
    }


def _evidence(evidence: Evidence) -> Document:
    return {
        "source": evidence.source,
        "path": evidence.path,
        "sha256": evidence.sha256,
        "lines": _lines(evidence.lines),
        "quote": evidence.quote,
    }


def _search(search: Search | None) -> Document | None:
    if search is None:
        return None
    return {"looked_for": search.looked_for, "files": search.files, "complete": search.complete}


def grade_document(grade: Grade) -> Document:
    """Return one grade as values."""
    return {
        "standard": grade.standard,
        "title": grade.title,
        "status": grade.status,
        "text": grade.text,
        "note": grade.note,
        "sha256": grade.sha256,
        "scheme": grade.scheme,
        "rungs": [{"id": rung, "title": title} for rung, title in grade.rungs],
        "level": grade.level,
        "ceiling": grade.ceiling,
        "score": _interval(grade.score),
        "out_of": None if grade.out_of is None else str(grade.out_of),
        "dimensions": [
            {
                "id": dimension.id,
                "title": dimension.title,
                "group": dimension.group,
                "level": dimension.level,
                "ceiling": dimension.ceiling,
                "score": _interval(dimension.score),
                "out_of": str(dimension.out_of),
            }
            for dimension in grade.dimensions
        ],
        "findings": [
            {
                "requirement": judgement.requirement,
                "verdict": judgement.verdict,
                "should": judgement.should,
                "facts": list(judgement.facts),
                "remedy": judgement.remedy,
            }
            for judgement in grade.judgements
        ],
    }


def _interval(score: Interval | None) -> list[str] | None:
    """Write both ends exactly: `["11/24", "1/2"]`."""
    return None if score is None else [str(score.low), str(score.high)]


def _finding(finding: Finding) -> Document:
    return {
        "code": finding.code,
        "source": finding.source,
        "path": finding.path,
        "lines": _lines(finding.lines),
        "because": finding.because,
    }


def _ignored(ignored: Ignored) -> Document:
    return {"finding": _finding(ignored.finding), "reason": ignored.reason, "expires": ignored.expires}


def _ancestor(ancestor: Ancestor) -> Document:
    return {
        "id": ancestor.id,
        "name": ancestor.name,
        "child": ancestor.child,
        "relation": ancestor.relation,
        "state": ancestor.state,
        "because": ancestor.because,
        "locator": ancestor.locator,
        "revision": ancestor.revision,
        "licenses": list(ancestor.licenses),
        "flow": ancestor.flow,
        "flow_because": ancestor.flow_because,
        "scores": {
            standard: {dimension: _interval(score) for dimension, score in sorted(scores.items())}
            for standard, scores in sorted(ancestor.scores.items())
        },
    }


def _link(link: Link) -> Document:
    return {
        "address": link.address,
        "role": link.role,
        "followed": link.followed,
        "source": link.evidence.source,
        "path": link.evidence.path,
        "lines": _lines(link.evidence.lines),
    }


def _finding_order(finding: Finding) -> tuple[str, str, str, int, str]:
    return (finding.code, finding.source, finding.path, finding.lines.first if finding.lines else 0, finding.because)


def _lines(lines: Lines | None) -> list[int] | None:
    return None if lines is None else [lines.first, lines.last]
