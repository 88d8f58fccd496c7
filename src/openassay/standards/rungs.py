"""Reading the rungs of a ladder or a gradient."""

from collections.abc import Iterator

from openassay.standards.choices import Choices
from openassay.standards.conditions import ConditionReader
from openassay.standards.document import Node
from openassay.vocabulary.standard import CannotSee, Requirement, Rung
from openassay.vocabulary.text import shown


def read_rungs(nodes: list[Node], choices: Choices, reader: ConditionReader) -> tuple[Rung, ...]:
    """Read rungs, lowest first, with the requirements that hold under these choices."""
    rungs = []
    seen: set[str] = set()
    for node in nodes:
        body = node.mapping("a rung", ["id", "title", "clause", "require"])
        if len(body) < 4:
            continue
        once(body["id"], seen)
        requirements = tuple(_requirements(body["require"], choices, reader))
        rungs.append(Rung(body["id"].name("id"), body["title"].text("title"), body["clause"].text("clause"), requirements))
    return tuple(rungs)


def once(node: Node, seen: set[str]) -> None:
    """Complain of an id that stands twice."""
    name = node.value if isinstance(node.value, str) else ""
    if name in seen:
        node.document.complain(node.line, f"the id '{shown(name)}' stands twice")
    seen.add(name)


def _requirements(node: Node, choices: Choices, reader: ConditionReader) -> Iterator[Requirement]:
    seen: set[str] = set()
    for item in node.items("require"):
        body = item.mapping("a requirement", ["id"], ["if", "that", "cannot-see", "remedy", "should"])
        if "id" not in body or not choices.applies(body.get("if")):
            continue
        once(body["id"], seen)
        name = body["id"].name("id")
        if ("that" in body) == ("cannot-see" in body):
            item.document.complain(item.line, f"the requirement '{shown(name)}' needs either 'that' or 'cannot-see'")
            continue
        that = (
            reader.read(choices.settle(body["that"], f"the requirement {name}"))
            if "that" in body
            else CannotSee(body["cannot-see"].text("cannot-see"))
        )
        remedy = body["remedy"].text("remedy") if "remedy" in body else ""
        should = body["should"].choice("should", ["true", "false"]) == "true" if "should" in body else False
        yield Requirement(name, that, remedy, should)
