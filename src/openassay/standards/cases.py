"""Conformance cases: facts in, expected grade out. Other tools can run them too."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from openassay.standards.document import Node, read_document
from openassay.vocabulary.facts import Answer
from openassay.vocabulary.standard import All, AnyOf, Ask, AtLeast, CannotSee, Condition, LicenseIn, Standard

SCHEMA = "openassay/cases/1"

_T = TypeVar("_T")


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
    expect: Mapping[str, tuple[str | None, str | None]]
    """Level and ceiling by variant; None is below the lowest rung."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that did not come out as it says."""

    case: ConformanceCase
    variant: str
    level: str | None
    ceiling: str | None

    def __str__(self) -> str:
        wanted = self.case.expect[self.variant]
        return (
            f"{self.case.path}:{self.case.line}: {self.case.title} ({self.variant or 'the only variant'}):"
            f" level {self.level} and ceiling {self.ceiling}, expected {wanted[0]} and {wanted[1]}"
        )


def read_cases(data: bytes, path: str, standard: Standard) -> list[ConformanceCase]:
    """Read a file of cases. Raises `Refused` with the line of each mistake."""
    root = read_document(data, path)
    body = root.mapping("a file of cases", ["schema", "cases"])
    if "schema" in body:
        body["schema"].choice("schema", [SCHEMA])
    rungs = [rung.id for rung in standard.rungs]
    variants = list(standard.variants) or [""]
    cases = [_read_case(node, path, rungs, variants) for node in body["cases"].items("cases")] if "cases" in body else []
    root.document.finish()
    return cases


def _read_case(node: Node, path: str, rungs: list[str], variants: list[str]) -> ConformanceCase:
    body = node.mapping("a case", ["title", "expect"], ["facts", "otherwise", "licenses", "licenses-otherwise"])
    answers = dict(_pairs(body, "facts", lambda value: Answer(value.choice("an answer", list(Answer)))))
    expect: dict[str, tuple[str | None, str | None]] = {}
    if "expect" in body:
        value = body["expect"].value
        named = isinstance(value, dict) and not {"level", "ceiling"} & value.keys()
        per_variant = dict(body["expect"].pairs("expect")) if named else dict.fromkeys(variants, body["expect"])
        for variant, grade in per_variant.items():
            if variant not in variants:
                node.document.complain(grade.line, f"no variant '{variant}'")
            ends = grade.mapping("an expected grade", ["level", "ceiling"])
            expect[variant] = (_rung(ends.get("level"), rungs), _rung(ends.get("ceiling"), rungs))
    return ConformanceCase(
        path=path,
        line=node.line,
        title=body["title"].text("title") if "title" in body else "",
        answers=answers,
        otherwise=Answer(body["otherwise"].choice("otherwise", list(Answer))) if "otherwise" in body else Answer.UNKNOWN,
        licenses=dict(_pairs(body, "licenses", lambda value: value.text("a license"))),
        license_otherwise=body["licenses-otherwise"].text("a license") if "licenses-otherwise" in body else None,
        expect=expect,
    )


def _pairs(body: Mapping[str, Node], key: str, read: Callable[[Node], _T]) -> Iterator[tuple[str, _T]]:
    if key in body:
        for name, value in body[key].pairs(key):
            yield name, read(value)


def _rung(node: Node | None, rungs: list[str]) -> str | None:
    if node is None:
        return None
    choice = node.choice("a rung", [*rungs, "none"])
    return None if choice == "none" else choice


def questions(standard: Standard) -> set[str]:
    """Keys of the facts that a standard asks for, `<probe>/<subject>`; a license list asks whether there is a license."""
    return {key for rung in standard.rungs for requirement in rung.require for key in _asked(requirement.that)}


def _asked(condition: Condition) -> Iterator[str]:
    match condition:
        case Ask(probe=probe, of=subject):
            yield f"{probe}/{subject}"
        case LicenseIn(of=subject):
            yield f"licensed/{subject}"
        case All(of=operands) | AnyOf(of=operands) | AtLeast(of=operands):
            for operand in operands:
                yield from _asked(operand)
        case CannotSee():
            return
