"""A YAML document as nodes that remember their lines, so that every complaint names its place.

Scalars stay as they were written: no value silently becomes a date, a boolean or a number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import yaml

from openassay.vocabulary import limits
from openassay.vocabulary.components import nearest
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.text import shown

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where PyYAML was built with it, ten times as fast and with the same events."""
_FRACTION = re.compile(r"[0-9]{1,6}(/[1-9][0-9]{0,5})?")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""What ids, editions and names of variants look like. They are parts of longer names, with `@`, `+`, `/` and `:` between."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with a standard: where, and what to do."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class Refused(Exception):  # noqa: N818 - it names what happened to the standard
    """A standard that is not taken, with every problem that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems

    def in_one_line(self) -> str:
        """Say the first problem, and how many more there are."""
        more = f" (and {len(self.problems) - 1} more; `openassay standards check` lists them)" if len(self.problems) > 1 else ""
        return f"{self.problems[0]}{more}"


@dataclass
class Document:
    """A file while it is read; problems collect here, and `finish` refuses it whole if there is one."""

    path: str
    problems: list[Problem] = field(default_factory=list)

    def complain(self, line: int, message: str) -> None:
        """Note a problem and go on, so that an author sees all of them at once."""
        self.problems.append(Problem(self.path, line, message))

    def finish(self) -> None:
        """Refuse the document if anything was wrong."""
        if self.problems:
            raise Refused(sorted(set(self.problems)))


@dataclass(frozen=True)
class Node:
    """A place in a document: text, a list or a mapping, with its line."""

    document: Document
    line: int
    value: "str | list[Node] | dict[str, Node]"
    plain: bool = False
    """True for a scalar without quotes, which other readers of YAML may take for null, a number or a date."""

    def text(self, what: str) -> str:
        """Return the text here; complain where it is something else or empty."""
        if isinstance(self.value, str) and self.value.strip():
            return self.value
        self.document.complain(self.line, f"{what} must be text")
        return ""

    def name(self, what: str) -> str:
        """Return the text here, which is a part of longer names and so has only letters, digits, and `.`, `_`, `-`."""
        text = self.text(what)
        if text and not NAME.fullmatch(text):
            rule = "has only letters, digits, '.', '_' and '-', begins with one of the first two and is not longer than 64"
            self.document.complain(self.line, f"{what} cannot be '{shown(text)}': it {rule}")
        return text

    def whole_number(self, what: str, least: int = 0) -> int:
        """Return the whole number here, at least `least`."""
        if isinstance(self.value, str) and self.value.isascii() and self.value.isdigit() and int(self.value[:9]) >= least:
            return int(self.value[:9])
        self.document.complain(self.line, f"{what} must be a whole number, at least {least}")
        return least

    def fraction(self, what: str) -> Fraction:
        """Return the fraction here, written `1` or `1/2`."""
        text = self.value if isinstance(self.value, str) else ""
        if _FRACTION.fullmatch(text):
            return Fraction(text)
        self.document.complain(self.line, f"{what} must be a whole number or a fraction such as 1/2")
        return Fraction(0)

    def choice(self, what: str, allowed: list[str]) -> str:
        """Return the text here if it is one of `allowed`; whatever is wrong with it, what comes back is one of them."""
        text = self.text(what)
        if text in allowed:
            return text
        if text:
            self.document.complain(self.line, f"{what} cannot be '{shown(text)}'; {suggest(text, allowed)}")
        return allowed[0]

    def items(self, what: str) -> "list[Node]":
        """Return the members of a list; an empty one is a mistake."""
        if isinstance(self.value, list) and self.value:
            return self.value
        self.document.complain(self.line, f"{what} must be a list with at least one member")
        return []

    def texts(self, what: str) -> list[str]:
        """Return one text, or a list of texts, as a list."""
        if isinstance(self.value, str):
            return [self.text(what)]
        return [item.text(what) for item in self.items(what)]

    def mapping(self, what: str, required: list[str], optional: list[str] | None = None) -> "dict[str, Node]":
        """Return a mapping with just these keys; an unknown key is a mistake, and so is a missing one."""
        if not isinstance(self.value, dict):
            self.document.complain(self.line, f"{what} must be a mapping")
            return {}
        allowed = [*required, *(optional or [])]
        for key, node in self.value.items():
            if key not in allowed:
                self.document.complain(node.line, f"{what} has no key '{shown(key)}'; {suggest(key, allowed)}")
        for key in required:
            if key not in self.value:
                self.document.complain(self.line, f"{what} needs the key '{key}'")
        return {key: node for key, node in self.value.items() if key in allowed}

    def pairs(self, what: str, *, names: bool = False) -> "Iterator[tuple[str, Node]]":
        """Yield the pairs of a mapping whose keys are free, or, where they are `names`, look as names do."""
        if isinstance(self.value, dict) and self.value:
            for key, node in self.value.items():
                if names:
                    Node(self.document, node.line, key).name(f"a name in {what}")
                yield key, node
        else:
            self.document.complain(self.line, f"{what} must be a mapping with at least one key")


def suggest(name: str, known: list[str]) -> str:
    """Say what was probably meant, or what there is to choose from."""
    if close := nearest(name, known):
        return f"did you mean '{close}'?"
    if len(known) <= 12:
        return f"choose from {', '.join(sorted(known))}"
    return "see `openassay explain` for the known names"


def refuse_unseen(root: Node) -> None:
    """Complain of every text that holds what nobody can see: it would reach terminals and pages, and turn them about."""
    waiting, seen = [root], {id(root)}
    while waiting:
        node = waiting.pop()
        if isinstance(node.value, str):
            if hidden := next((char for char in node.value if not char.isprintable() and char != "\n"), ""):
                node.document.complain(node.line, f"the character U+{ord(hidden):04X} cannot be seen; take it out")
            continue
        for inner in node.value.values() if isinstance(node.value, dict) else node.value:
            if id(inner) not in seen:
                seen.add(id(inner))
                waiting.append(inner)


def read_document(data: bytes, path: str) -> Node:
    """Read YAML into nodes. Raises `Refused` with the line where it is no YAML, or `Unreadable` at a limit."""
    document = Document(path)
    if len(data) > limits.STANDARD_FILE.value:
        raise Unreadable(limits.STANDARD_FILE.code, f"larger than {limits.STANDARD_FILE.value} bytes")
    try:
        text = data.decode("utf-8")
        root = _compose(text, document)
    except UnicodeDecodeError as error:
        document.complain(data.count(b"\n", 0, error.start) + 1, "the text is not UTF-8")
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "the file is not YAML"
        document.complain((mark.line if mark else 0) + 1, shown(str(problem)))
    else:
        document.finish()
        return root
    raise Refused(document.problems)


def _compose(text: str, document: Document) -> Node:
    """Build the nodes event by event: depth and aliases are bounded before anything is built."""
    stack: list[tuple[Node, list[Node]]] = []
    anchors: dict[str, Node] = {}
    aliases = 0
    root = Node(document, 1, "")

    def place(node: Node) -> None:
        nonlocal root
        if stack:
            stack[-1][1].append(node)
        else:
            root = node

    def close() -> None:
        node, children = stack.pop()
        if isinstance(node.value, dict):
            _fill(node, children)
        elif isinstance(node.value, list):
            node.value.extend(children)
        place(node)

    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 0
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            document.complain(line, f"the tag '{shown(tag)}' is not read; write plain texts, lists and mappings")
        if isinstance(event, yaml.ScalarEvent):
            node = Node(document, line, event.value, plain=bool(event.implicit[0]))
            place(node)
        elif isinstance(event, yaml.CollectionStartEvent):
            node = Node(document, line, {} if isinstance(event, yaml.MappingStartEvent) else [])
            stack.append((node, []))
            if len(stack) > limits.YAML_DEPTH.value:
                raise Unreadable(limits.YAML_DEPTH.code, f"line {line}: nested more than {limits.YAML_DEPTH.value} deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            close()
            continue
        elif isinstance(event, yaml.AliasEvent):
            aliases += 1
            if aliases > limits.YAML_ALIASES.value:
                raise Unreadable(limits.YAML_ALIASES.code, f"line {line}: more than {limits.YAML_ALIASES.value} aliases")
            place(_alias(event.anchor, anchors, stack, document, line))
            continue
        elif isinstance(event, yaml.DocumentStartEvent) and root.value != "":
            document.complain(line, "the file must hold one document")
            continue
        else:
            continue
        if event.anchor:
            anchors[event.anchor] = node
    return root


def _alias(
    anchor: str | None, anchors: dict[str, Node], stack: list[tuple[Node, list[Node]]], document: Document, line: int
) -> Node:
    node = anchors.get(anchor or "")
    if node is None or any(node is opened for opened, _ in stack):
        document.complain(line, f"the alias '{shown(anchor or '')}' stands for nothing that is complete")
        return Node(document, line, "")
    return node


def _fill(node: Node, children: list[Node]) -> None:
    assert isinstance(node.value, dict)  # noqa: S101 - tells the type checker what the caller made sure of
    for key, value in zip(children[::2], children[1::2], strict=True):
        name = key.value if isinstance(key.value, str) else ""
        if not name or not name.isprintable():
            node.document.complain(key.line, "a key must be text that can be seen")
        elif name in node.value:
            node.document.complain(key.line, f"the key '{shown(name)}' stands twice")
        else:
            node.value[name] = value
