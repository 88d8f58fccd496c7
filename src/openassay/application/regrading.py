"""Grading what the index holds under other standards, without touching a release again."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from openassay.application.base_grades import scores_in
from openassay.application.known import known
from openassay.grading.conditions import Case
from openassay.grading.schemes import grade
from openassay.index.gradings import Grading
from openassay.index.store import Added, Index
from openassay.licenses.expressions import parse
from openassay.standards import catalogue
from openassay.standards.document import Refused
from openassay.standards.loading import load
from openassay.vocabulary.facts import Answer, Basis, Evidence, Fact, Search
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.grades import Grade
from openassay.vocabulary.limits import STANDARD_FILE
from openassay.vocabulary.standard import Standard


class NoSuchStandard(Exception):  # noqa: N818
    """A standard that is not there or is refused; the message is for the user."""


def standard_at(name: str) -> Standard:
    """The standard of a name in the catalogue, or in a file. Raises `NoSuchStandard`."""
    try:
        if not name.endswith((".yaml", ".yml")):
            return catalogue.find(name, known())
        with Path(name).open("rb") as file:
            data = file.read(STANDARD_FILE.value + 1)
        found = next(iter(load(data, name, known()).values()))
        if problem := catalogue.edited(found, data, name):
            raise Refused([problem])
    except OSError as error:
        raise NoSuchStandard(f"{name} cannot be read: {error.strerror}") from None
    except (catalogue.NoStandard, Refused, Unreadable) as error:
        raise NoSuchStandard(str(error)) from error
    return found


def regrade(index: Index, standards: Iterable[Standard], at: str) -> Added:
    """Grade the current assessment of every release under some standards, and add the grades to the index."""
    return index.add_grades(_gradings(index, list(standards)), at)


def case_of(document: Mapping[str, Any]) -> Case:
    """What an assessment document is judged on: just what its own grades were judged on."""
    facts = [_fact(fact) for fact in document["facts"]]
    licenses = {
        part["component"]: tuple(parse(license_["expression"]) for license_ in part["licenses"])
        for part in document["components"]
        if part["licenses"]
    }
    return Case({fact.key: fact for fact in facts}, licenses, scores_in(document))


def _gradings(index: Index, standards: list[Standard]) -> Iterator[Grading]:
    for name, seen_at, digest in index.current():
        case = case_of(json.loads(index.document_of(digest) or b""))
        for standard in standards:
            yield Grading(name, seen_at, digest, _line(grade(standard, case)))


def _fact(said: Mapping[str, Any]) -> Fact:
    probe, _, subject = said["key"].partition("/")
    evidence = tuple(Evidence(one["source"], one["path"], one["sha256"]) for one in said["evidence"])
    search = Search(**said["search"]) if said["search"] else None
    return Fact(subject, Answer(said["answer"]), said["because"], Basis(said["basis"]), evidence, search, probe)


def _line(found: Grade) -> dict[str, Any]:
    """A grade as a page of the index has it."""
    return {
        "standard": found.standard,
        "title": found.title,
        "scheme": found.scheme,
        "rungs": [{"id": id_, "title": title} for id_, title in found.rungs],
        "level": found.level,
        "ceiling": found.ceiling,
        "score": None if found.score is None else [str(found.score.low), str(found.score.high)],
        "out_of": None if found.out_of is None else str(found.out_of),
    }
