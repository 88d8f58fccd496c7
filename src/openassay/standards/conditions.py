"""Reading conditions: the closed language in which a standard says what a requirement asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

from openassay.standards.document import Node, suggest
from openassay.vocabulary import limits
from openassay.vocabulary.components import RELEASE, Component
from openassay.vocabulary.facts import Basis
from openassay.vocabulary.standard import All, AnyOf, Ask, AtLeast, Condition, LicenseIn
from openassay.vocabulary.text import shown

KINDS = ["ask", "license-in", "all", "any", "at-least"]
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

    def read(self, node: Node, depth: int = 0) -> Condition:
        """Read one condition. What is wrong is noted in the document; the value returned beside it is never used."""
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

    def _operands(self, node: Node, depth: int) -> tuple[Condition, ...]:
        return tuple(self.read(item, depth + 1) for item in node.items("operands"))

    def _ask(self, node: Node) -> Condition:
        body = node.mapping("a condition", ["ask", "of"], ["basis"])
        basis = self._basis(body)
        questions, subjects = body["ask"].texts("ask"), body["of"].texts("of") if "of" in body else []
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
        return _product([Ask(question, subject, basis) for question in questions for subject in subjects])

    def _basis(self, body: Mapping[str, Node]) -> Basis:
        return Basis(body["basis"].choice("basis", list(Basis))) if "basis" in body else self.basis

    def _check_subject(self, subject: str, node: Node) -> None:
        if subject not in SUBJECTS:
            node.document.complain(node.line, f"no component '{shown(subject)}'; {suggest(subject, SUBJECTS)}")

    def _license_in(self, node: Node) -> Condition:
        body = node.mapping("a condition", ["license-in", "of"], ["basis"])
        names = body["license-in"].texts("license-in")
        for name in names:
            if name not in self.lists:
                node.document.complain(
                    body["license-in"].line, f"no license list '{shown(name)}'; {suggest(name, list(self.lists))}"
                )
        subjects = body["of"].texts("of") if "of" in body else []
        for subject in subjects:
            self._check_subject(subject, body["of"])
        return _product([LicenseIn(tuple(names), subject, self._basis(body)) for subject in subjects])


def _product(leaves: "list[Ask] | list[LicenseIn]") -> Condition:
    return leaves[0] if len(leaves) == 1 else All(tuple(leaves))
