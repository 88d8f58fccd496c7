"""Conformance cases: facts in, expected grade out. Other tools can run them too.

A case sets some answers and licenses and says how all others stand. With `each`, it stands for many cases: each fact or license
listed there is changed alone, and each time the same grade is expected.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from openassay.standards.document import Node, read_document, refuse_unseen, suggest
from openassay.vocabulary.facts import Answer
from openassay.vocabulary.grades import Grade, Interval, Verdict
from openassay.vocabulary.standard import CannotSee, Standard, leaves
from openassay.vocabulary.text import shown

SCHEMA = "openassay/cases/1"

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Expected:
    """A grade as a case expects it. What a case does not name is None, or absent, and is not compared."""

    rungs: tuple[str | None, str | None] | None = None
    """Level and ceiling; None is below the lowest rung."""
    score: Interval | None = None
    dimensions: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)
    """Level and ceiling of some dimensions; None is one that does not apply."""
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    """Verdicts on some requirements, by their paths. Only so can a case look at a recommendation."""

    def difference(self, grade: Grade) -> str:
        """Say how a grade differs from this; empty where it does not."""
        told = []
        if self.rungs is not None and self.rungs != (grade.level, grade.ceiling):
            told.append(f"{_ends(grade.level, grade.ceiling)}, expected {_ends(*self.rungs)}")
        if self.score is not None and self.score != grade.score:
            told.append(f"score {_score(grade.score)}, expected {_score(self.score)}")
        found = {dimension.id: (dimension.level, dimension.ceiling) for dimension in grade.dimensions}
        for dimension, ends in self.dimensions.items():
            if found.get(dimension) != ends:
                told.append(f"{dimension}: {_ends(*found.get(dimension, (None, None)))}, expected {_ends(*ends)}")
        judged = {judgement.requirement: judgement.verdict for judgement in grade.judgements}
        for path, verdict in self.verdicts.items():
            if judged.get(path) != verdict:
                told.append(f"{path}: {judged.get(path)}, expected {verdict}")
        return "; ".join(told)


def _ends(level: str | None, ceiling: str | None) -> str:
    return f"level {level} and ceiling {ceiling}"


def _score(score: Interval | None) -> str:
    return "none" if score is None else f"{score.low} to {score.high}"


@dataclass(frozen=True, slots=True)
class ConformanceCase:
    """One case: the answers it sets, the answer of all others, licenses by component, and the grade of each variant."""

    path: str
    line: int
    title: str
    answers: Mapping[str, Answer]
    otherwise: Answer
    licenses: Mapping[str, str]
    license_otherwise: str | None
    expect: Mapping[str, Expected]
    """What is expected, by variant."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that did not come out as it says."""

    case: ConformanceCase
    variant: str
    difference: str

    def __str__(self) -> str:
        return f"{self.case.path}:{self.case.line}: {self.case.title} ({self.variant or 'the only variant'}): {self.difference}"


def read_cases(data: bytes, path: str, standard: Standard) -> list[ConformanceCase]:
    """Read a file of cases, those with `each` written out. Raises `Refused` with the line of each mistake."""
    root = read_document(data, path)
    refuse_unseen(root)
    body = root.mapping("a file of cases", ["schema", "cases"])
    if "schema" in body:
        body["schema"].choice("schema", [SCHEMA])
    reader = _Reader(path, standard)
    cases = [case for node in body["cases"].items("cases") for case in reader.read(node)] if "cases" in body else []
    root.document.finish()
    return cases


@dataclass(frozen=True)
class _Reader:
    """Reads the cases of one standard."""

    path: str
    standard: Standard

    def read(self, node: Node) -> Iterator[ConformanceCase]:
        optional = ["facts", "otherwise", "licenses", "licenses-otherwise", "each"]
        body = node.mapping("a case", ["title", "expect"], optional)
        answers = self._answers(body)
        licenses = dict(_pairs(body, "licenses", lambda value: value.text("a license")))
        title = body["title"].text("title") if "title" in body else ""
        expect = self._expect(body["expect"]) if "expect" in body else {}
        otherwise = Answer(body["otherwise"].choice("otherwise", list(Answer))) if "otherwise" in body else None
        rest = body["licenses-otherwise"].text("a license") if "licenses-otherwise" in body else None
        each = body["each"].mapping("each", [], ["facts", "licenses"]) if "each" in body else {}
        changes: list[tuple[str, dict[str, Answer], dict[str, str]]] = [
            (f"{title}: {key} {answer}", {key: answer}, {}) for key, answer in self._answers(each).items()
        ]
        changes += [
            (f"{title}: {component} under {license_}", {}, {component: license_})
            for component, license_ in _pairs(each, "licenses", lambda value: value.text("a license"))
        ]
        if "each" in body and not changes:
            node.document.complain(body["each"].line, "each must list facts or licenses")
        for name, answer, license_ in changes or [(title, {}, {})]:
            yield ConformanceCase(
                path=self.path,
                line=node.line,
                title=name,
                answers=answers | answer,
                otherwise=otherwise or Answer.UNKNOWN,
                licenses=licenses | license_,
                license_otherwise=rest,
                expect=expect,
            )

    def _answers(self, body: Mapping[str, Node]) -> dict[str, Answer]:
        return dict(_pairs(body, "facts", lambda value: Answer(value.choice("an answer", list(Answer)))))

    def _expect(self, node: Node) -> dict[str, Expected]:
        """Read what is expected: the same of every variant, or of each by its name."""
        variants = list(self.standard.variants) or [""]
        keys = node.value.keys() if isinstance(node.value, dict) else set[str]()
        if keys & {"level", "ceiling", "score", "dimensions", "verdicts"} or not keys:
            return dict.fromkeys(variants, self._expected(node))
        expect = {}
        for variant, grade in node.pairs("expect"):
            if variant not in variants:
                node.document.complain(grade.line, f"no variant '{shown(variant)}'; {suggest(variant, variants)}")
            expect[variant] = self._expected(grade)
        return expect

    def _expected(self, node: Node) -> Expected:
        if self.standard.scheme.climbs:
            body = node.mapping("an expected grade", ["level", "ceiling"], ["verdicts"])
            rungs = [rung.id for rung in self.standard.rungs]
            ends = (_name(body.get("level"), rungs), _name(body.get("ceiling"), rungs))
            return Expected(rungs=ends, verdicts=dict(self._verdicts(body)))
        body = node.mapping("an expected grade", [], ["score", "dimensions", "verdicts"])
        score = None
        if "score" in body:
            low, high = _two(body["score"], "score")
            score = Interval(low.fraction("score"), high.fraction("score"))
        dimensions, verdicts = dict(self._dimensions(body.get("dimensions"))), dict(self._verdicts(body))
        return Expected(score=score, dimensions=dimensions, verdicts=verdicts)

    def _verdicts(self, body: Mapping[str, Node]) -> Iterator[tuple[str, Verdict]]:
        paths = [asked.path for asked in self.standard.asked()]
        for path, value in _pairs(body, "verdicts", lambda node: node):
            if path not in paths:
                value.document.complain(value.line, f"no requirement '{shown(path)}'; {suggest(path, paths)}")
            yield path, Verdict(value.choice("a verdict", list(Verdict)))

    def _dimensions(self, node: Node | None) -> Iterator[tuple[str, tuple[str | None, str | None]]]:
        levels = {dimension.id: [level.id for level in dimension.levels] for dimension in self.standard.dimensions}
        for name, value in node.pairs("dimensions") if node else ():
            if name not in levels:
                value.document.complain(value.line, f"no dimension '{shown(name)}'; {suggest(name, list(levels))}")
                continue
            low, high = _two(value, "a level")
            yield name, (_name(low, levels[name]), _name(high, levels[name]))


def _pairs(body: Mapping[str, Node], key: str, read: Callable[[Node], _T]) -> Iterator[tuple[str, _T]]:
    if key in body:
        for name, value in body[key].pairs(key):
            yield name, read(value)


def _two(node: Node, what: str) -> tuple[Node, Node]:
    """Return the two ends of an interval; one value stands for both."""
    if not isinstance(node.value, list):
        return node, node
    if len(node.value) != 2:
        node.document.complain(node.line, f"{what} is one value or two, the low end and the high end")
    return (node.items(what) or [node])[0], (node.items(what) or [node])[-1]


def _name(node: Node | None, names: list[str]) -> str | None:
    if node is None:
        return None
    choice = node.choice("a level", [*names, "none"])
    return None if choice == "none" else choice


def questions(standard: Standard) -> set[str]:
    """Keys of the facts that a standard asks for, `<probe>/<subject>`; a license list asks whether there is a license."""
    return {
        f"{getattr(leaf, 'probe', 'licensed')}/{leaf.of}"
        for asked in standard.asked()
        for leaf in leaves(asked.requirement.that)
        if not isinstance(leaf, CannotSee)
    }
