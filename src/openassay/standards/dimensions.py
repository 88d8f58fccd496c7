"""Reading the dimensions of a standard that scores."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from openassay.standards.choices import Choices
from openassay.standards.conditions import KINDS, ConditionReader
from openassay.standards.document import Node, suggest
from openassay.standards.rungs import once
from openassay.vocabulary.standard import CannotSee, Condition, Dimension, Level, Scheme
from openassay.vocabulary.text import shown

COMMON = ["group", "if", "cannot-see", "levels", "mean-with", "mirror", "cap"]


def read_levels(node: Node) -> dict[str, Fraction]:
    """Read the levels that all dimensions share, best first, with what each is worth."""
    levels = {name: value.fraction(f"level {name}") for name, value in node.pairs("levels", names=True)}
    values = list(levels.values())
    if len(values) < 2 or any(better <= worse for better, worse in pairwise(values)):
        node.document.complain(node.line, "levels must be at least two, best first, each worth less than the one before")
        return {"1": Fraction(1), "0": Fraction(0)}
    return levels


def read_dimensions(
    nodes: list[Node], scheme: Scheme, shared: dict[str, Fraction], choices: Choices, reader: ConditionReader
) -> tuple[Dimension, ...]:
    """Read the dimensions that hold under these choices. `shared` are the levels of a standard whose scheme is `dimensions`."""
    dimensions: dict[str, tuple[Dimension, Node]] = {}
    seen: set[str] = set()
    for node in nodes:
        tally = scheme is Scheme.TALLY
        body = node.mapping("a dimension", ["id", "title", "clause"], [*COMMON, "points" if tally else "weight"])
        if any(key not in body for key in ("id", "title", "clause")) or not choices.applies(body.get("if")):
            continue
        once(body["id"], seen)
        values = _points(node, body) if tally else shared
        dimension = Dimension(
            id=body["id"].name("id"),
            title=body["title"].text("title"),
            clause=body["clause"].text("clause"),
            levels=_levels(node, body, values, choices, reader),
            group=body["group"].text("group") if "group" in body else "",
            weight=body["weight"].fraction("weight") if "weight" in body else Fraction(1),
            mean_with=body["mean-with"].text("mean-with") if "mean-with" in body else "",
            mirror=body["mirror"].text("mirror") if "mirror" in body else "",
            capped_by_base=body["cap"].choice("cap", ["base"]) == "base" if "cap" in body else False,
        )
        dimensions[dimension.id] = (dimension, node)
    return tuple(_joined(dimension, node, dimensions) for dimension, node in dimensions.values())


def _points(node: Node, body: dict[str, Node]) -> dict[str, Fraction]:
    if "points" not in body:
        node.document.complain(node.line, "a dimension of a tally needs the key 'points'")
        return {"1": Fraction(1), "0": Fraction(0)}
    most = body["points"].whole_number("points", 1)
    return {str(points): Fraction(points) for points in range(min(most, 100), -1, -1)}


def _levels(
    node: Node, body: dict[str, Node], values: dict[str, Fraction], choices: Choices, reader: ConditionReader
) -> tuple[Level, ...]:
    """Read what each level asks for. The last level asks for nothing; others may be left out, but not the best."""
    best, last = next(iter(values)), list(values)[-1]
    floor = Level(last, values[last])
    if ("levels" in body) == ("cannot-see" in body):
        node.document.complain(node.line, "a dimension needs either 'levels' or 'cannot-see'")
        return (Level(best, values[best], CannotSee("")), floor)
    if "cannot-see" in body:
        hidden = CannotSee(body["cannot-see"].text("cannot-see"))
        return (*(Level(name, value, hidden) for name, value in values.items() if name != last), floor)
    found: dict[str, Level] = {}
    for name, entry in body["levels"].pairs("levels"):
        if name == last or name not in values:
            because = "it is what is left and asks for nothing" if name == last else suggest(name, list(values))
            node.document.complain(entry.line, f"no level '{shown(name)}' here; {because}")
            continue
        that, remedy = _asked(choices.settle(entry, f"level {name}"), reader)
        found[name] = Level(name, values[name], that, remedy)
    if best not in found:
        node.document.complain(body["levels"].line, f"the best level '{best}' must ask for something")
    return (*(found[name] for name in values if name in found), floor)


def _asked(node: Node, reader: ConditionReader) -> tuple[Condition, str]:
    """Read a condition, alone or as `that` beside a remedy."""
    if isinstance(node.value, dict) and not any(kind in node.value for kind in KINDS):
        body = node.mapping("a level", ["that"], ["remedy"])
        if "that" in body:
            return reader.read(body["that"]), body["remedy"].text("remedy") if "remedy" in body else ""
        return CannotSee(""), ""
    return reader.read(node), ""


def _joined(dimension: Dimension, node: Node, all_: dict[str, tuple[Dimension, Node]]) -> Dimension:
    """Check the dimension that another is averaged with: it is there, stands alone, and is worth as much."""
    if dimension.mirror and (dimension.mirror == dimension.id or dimension.mirror not in all_):
        hint = suggest(dimension.mirror, list(all_))
        node.document.complain(node.line, f"no other dimension '{shown(dimension.mirror)}' to mirror; {hint}")
    if not dimension.mean_with:
        return dimension
    other = all_.get(dimension.mean_with, (None, node))[0]
    if other is None or other.mean_with or other.id == dimension.id or other.best != dimension.best:
        node.document.complain(
            node.line,
            f"'{shown(dimension.id)}' cannot be averaged with '{shown(dimension.mean_with)}': that must be another dimension,"
            " worth as much, that names none itself",
        )
        return replace(dimension, mean_with="")
    return dimension
