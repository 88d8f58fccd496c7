"""Reading an entry of another index: YAML with the lines of its values, lenient where the index itself is."""

from openassay.standards.document import Node, Refused, read_document
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.limits import ENTRY_PARTS

Said = str | tuple[str, ...]
"""What a key says: a text, or a list of texts."""
_NULL = frozenset({"", "~", "null", "Null", "NULL"})


def read_entry(data: bytes, path: str) -> Node:
    """Read an entry into nodes. Raises `Unreadable` with `error:bad-entry` where it is no YAML mapping, or at a limit."""
    try:
        root = read_document(data, path)
    except Refused as error:
        first = error.problems[0]
        raise Unreadable("error:bad-entry", f"line {first.line}: {first.message}") from None
    if not isinstance(root.value, dict):
        raise Unreadable("error:bad-entry", "it is no mapping of keys to values")
    return root


def child(node: Node | None, key: str) -> Node | None:
    """Return the value under a key, or None where the node is no mapping or has no such key."""
    return node.value.get(key) if node is not None and isinstance(node.value, dict) else None


def text_of(node: Node | None) -> str | None:
    """Return the text of a scalar as it is written; None for null, for what is not there and for what is no scalar."""
    if node is None or not isinstance(node.value, str) or (node.plain and node.value in _NULL):
        return None
    return node.value


def items_of(node: Node | None) -> list[Node]:
    """Return the members of a list; a scalar is a list of one, null and what is not there an empty one."""
    if node is None:
        return []
    if isinstance(node.value, list):
        return node.value
    return [node] if text_of(node) is not None else []


def pairs_of(node: Node | None) -> dict[str, str]:
    """Return the scalars of a mapping by their keys, in its order; null and nested values are left out."""
    if node is None or not isinstance(node.value, dict):
        return {}
    return {key: text for key, value in node.value.items() if (text := text_of(value)) is not None}


def bounded(parts: list[Node], what: str) -> list[Node]:
    """Return the parts of an entry, if there are not more than any real one has. Raises `Unreadable` at the limit."""
    if len(parts) > ENTRY_PARTS.value:
        raise Unreadable(ENTRY_PARTS.code, f"line {parts[0].line}: more than {ENTRY_PARTS.value} {what}")
    return parts


def said_of(node: Node | None) -> dict[str, Said]:
    """Return what the keys of a mapping say, in its order; null and what is nested deeper is left out."""
    if node is None or not isinstance(node.value, dict):
        return {}
    said: dict[str, Said] = {}
    for key, value in node.value.items():
        if (text := text_of(value)) is not None:
            said[key] = text
        elif isinstance(value.value, list):
            said[key] = tuple(text for member in value.value if (text := text_of(member)) is not None)
    return said
