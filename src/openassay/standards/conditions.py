"""Reading conditions: the closed language in which a standard says what a requirement asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from openassay.standards.document import Node, suggest
from openassay.vocabulary import limits
from openassay.vocabulary.components import RELEASE, Component
from openassay.vocabulary.facts import Basis
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.standard import All, AnyOf, Ask, AtLeast, CannotSee, Condition, LicenseIn
from openassay.vocabulary.text import shown

KINDS = ["ask", "license-in", "all", "any", "at-least", "cannot-see"]
SUBJECTS = [*(component.value for component in Component), RELEASE]


@dataclass(frozen=True)
class Known:
    """What a standard may refer to: questions with the subjects that each answers about, and named license lists."""

    questions: Mapping[str, frozenset[str]]
    lists: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class ConditionReader:
    """Reads conditions of one standard: with its least basis, the known questions, and the lists that it defines."""

    known: Known
    lists: Mapping[str, frozenset[str]]
    basis: Basis
    counted: list[int] = field(default_factory=lambda: [0])
    """Conditions read so far: aliases of aliases are few in a file and endless when they are followed."""

    def read(self, node: Node, depth: int = 0) -> Condition:
        """Read one condition. What is wrong is noted in the document; the value returned beside it is never used.

        Raises `Unreadable` where there are more of them than any standard has.
        """
        self._count(node, 1)
        if depth > limits.STANDARD_DEPTH.value:
            node.document.complain(node.line, f"conditions are nested more than {limits.STANDARD_DEPTH.value} deep")
            return All(())
        found = [kind for kind in KINDS if isinstance(node.value, dict) and kind in node.value]
        if len(found) != 1:
            node.document.complain(node.line, f"a condition has just one of {', '.join(KINDS)}")
            return All(())
        match found[0]:
            case "ask":
                return self._ask(node)
            case "license-in":
                return self._license_in(node)
            case "cannot-see":
                body = node.mapping("a condition", ["cannot-see"])
                return CannotSee(body["cannot-see"].text("cannot-see"))
            case "at-least":
                body = node.mapping("a condition", ["at-least", "of"])
                operands = self._operands(body["of"], depth) if "of" in body else ()
                number = body["at-least"].whole_number("at-least", 1)
                if number > len(operands):
                    node.document.complain(node.line, f"at-least {number} of {len(operands)} can never be met")
                return AtLeast(number, operands)
            case kind:
                body = node.mapping("a condition", [kind])
                operands = self._operands(body[kind], depth)
                return All(operands) if kind == "all" else AnyOf(operands)

    def _count(self, node: Node, number: int) -> None:
        self.counted[0] += number
        if self.counted[0] > limits.STANDARD_CONDITIONS.value:
            because = f"line {node.line}: more than {limits.STANDARD_CONDITIONS.value} conditions"
            raise Unreadable(limits.STANDARD_CONDITIONS.code, because)

    def _operands(self, node: Node, depth: int) -> tuple[Condition, ...]:
        return tuple(self.read(item, depth + 1) for item in node.items("operands"))

    def _ask(self, node: Node) -> Condition:
        body = node.mapping("a condition", ["ask", "of"], ["basis"])
        basis = self._basis(body)
        questions, subjects = _once(body["ask"]), _once(body["of"]) if "of" in body else []
        for question in questions:
            if question not in self.known.questions:
                node.document.complain(
                    body["ask"].line, f"no probe answers '{shown(question)}'; {suggest(question, sorted(self.known.questions))}"
                )
                continue
            for subject in subjects:
                self._check_subject(subject, body["of"])
                answered = self.known.questions[question]
                if subject in SUBJECTS and subject not in answered:
                    node.document.complain(body["of"].line, f"the probe '{question}' does not answer about '{shown(subject)}'")
        self._count(node, len(questions) * len(subjects))
        return _product([Ask(question, subject, basis) for question in questions for subject in subjects])

    def _basis(self, body: Mapping[str, Node]) -> Basis:
        return Basis(body["basis"].choice("basis", list(Basis))) if "basis" in body else self.basis

    def _check_subject(self, subject: str, node: Node) -> None:
        if subject not in SUBJECTS:
            node.document.complain(node.line, f"no component '{shown(subject)}'; {suggest(subject, SUBJECTS)}")

    def _license_in(self, node: Node) -> Condition:
        body = node.mapping("a condition", ["license-in", "of"], ["basis"])
        names = _once(body["license-in"])
        for name in names:
            if name not in self.lists:
                node.document.complain(
                    body["license-in"].line, f"no license list '{shown(name)}'; {suggest(name, list(self.lists))}"
                )
        subjects = _once(body["of"]) if "of" in body else []
        for subject in subjects:
            self._check_subject(subject, body["of"])
        self._count(node, len(subjects))
        return _product([LicenseIn(tuple(names), subject, self._basis(body)) for subject in subjects])


def _once(node: Node) -> list[str]:
    """Return the texts here; one that stands twice is a mistake."""
    texts = node.texts("a list of names")
    if len(set(texts)) != len(texts):
        node.document.complain(node.line, "a name stands twice in one list")
    return list(dict.fromkeys(texts))


def _product(leaves: "list[Ask] | list[LicenseIn]") -> Condition:
    return leaves[0] if len(leaves) == 1 else All(tuple(leaves))
