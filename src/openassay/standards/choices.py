"""Options and variants: what a text leaves open, and the named choices that settle it.

Wherever a value depends on an option, a list stands in its place: its members each say with `if` when they hold, and just one of
them must hold in each variant.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from openassay.standards.document import Node, suggest
from openassay.vocabulary import limits
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.text import shown


@dataclass(frozen=True)
class Options:
    """The options of a standard with the values that each may have, the default first."""

    values: Mapping[str, list[str]]

    @classmethod
    def read(cls, node: Node | None) -> "Options":
        """Read the mapping of options."""
        return cls({name: values.texts(f"option {name}") for name, values in node.pairs("options", names=True)} if node else {})

    def variants(self, node: Node | None) -> dict[str, "Choices"]:
        """Settle the options of each variant; without variants there is one, with the first value of each option."""
        default = {option: values[0] for option, values in self.values.items() if values}
        if node is None:
            return {"": Choices(self, default)}
        variants: dict[str, Choices] = {}
        if isinstance(node.value, dict) and len(node.value) > limits.STANDARD_VARIANTS.value:
            raise Unreadable(limits.STANDARD_VARIANTS.code, f"more than {limits.STANDARD_VARIANTS.value} variants")
        for name, settings in node.pairs("variants", names=True):
            settled = dict(default)
            for option, value in settings.pairs(f"variant {name}"):
                if self.knows(option, value):
                    settled[option] = value.choice(f"option {option}", self.values[option])
            variants[name] = Choices(self, settled)
        return variants

    def knows(self, option: str, node: Node) -> bool:
        """Whether there is such an option; if not, complain at the node."""
        if option not in self.values:
            node.document.complain(node.line, f"no option '{shown(option)}'; {suggest(option, list(self.values))}")
        return option in self.values


@dataclass(frozen=True)
class Choices:
    """The options of one variant, settled."""

    options: Options
    settled: Mapping[str, str]

    def applies(self, node: Node | None) -> bool:
        """Whether what carries this `if` holds; without an `if` it always does."""
        if node is None:
            return True
        applies = True
        for option, value in node.pairs("if"):
            if self.options.knows(option, value):
                wanted = value.choice(f"option {option}", self.options.values[option])
                applies = applies and wanted == self.settled.get(option)
        return applies

    def settle(self, node: Node, what: str) -> Node:
        """Return the member of a list of alternatives that holds, without its `if`; anything else is returned as it is."""
        if not isinstance(node.value, list):
            return node
        members = [member for member in node.items(what) if isinstance(member.value, dict)]
        holding = [member for member in members if self.applies(_items(member).get("if"))]
        if len(holding) != 1:
            said = ", ".join(f"{option}: {value}" for option, value in self.settled.items()) or "no option"
            node.document.complain(
                node.line, f"of the alternatives of {what} just one must hold; with {said} it is {len(holding)}"
            )
            return Node(node.document, node.line, {})
        return Node(node.document, holding[0].line, {key: value for key, value in _items(holding[0]).items() if key != "if"})


def _items(node: Node) -> dict[str, Node]:
    return node.value if isinstance(node.value, dict) else {}
