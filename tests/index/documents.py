"""Small assessment documents that differ where a test says so."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from openassay.grading.conditions import Case
from openassay.grading.schemes import grade
from openassay.reports.document import to_bytes, to_document
from openassay.vocabulary.expression import LicenseId
from openassay.vocabulary.facts import Answer
from openassay.vocabulary.standard import Standard
from tests.assessments import FACTS, SCORED, STANDARD, assessment, fact

STANDARDS = (STANDARD, SCORED)


def document_of(
    name: str = "a-model",
    answers: Mapping[str, Answer] | None = None,
    *,
    revision: str = "d" * 40,
    version: str = "0.0.0",
    standards: Iterable[Standard] = STANDARDS,
) -> bytes:
    """The document of a small release, at a revision, with some facts answered otherwise than usual."""
    whole = assessment(name)
    given = dict(answers or {})
    facts = [fact(one.key, given.pop(one.key), "a test says so") if one.key in given else one for one in FACTS]
    facts += [fact(key, answer, "a test says so") for key, answer in given.items()]
    case = Case({one.key: one for one in facts}, {"final-weights": (LicenseId("Apache-2.0"),)})
    source = replace(whole.dossier.release.sources[0], revision=revision)
    dossier = replace(whole.dossier, release=replace(whole.dossier.release, sources=(source,)))
    grades = tuple(grade(standard, case) for standard in standards)
    return to_bytes(to_document(replace(whole, dossier=dossier, facts=tuple(facts), grades=grades, version=version)))
