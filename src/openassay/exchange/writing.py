"""Writing an entry as YAML, so that every reader of YAML reads the same from it."""

from collections.abc import Iterable
from typing import Any

_BREAKS = frozenset("\x85\u2028\u2029\r\n\t")
"""Characters that YAML folds or drops where they stand outside double quotes."""


def write_entry(document: dict[str, Any], remarks: Iterable[str] = ()) -> bytes:
    """Return a document as YAML, its keys in their order, with remarks as comments above it."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """The safe dumper; texts with breaks in them are put in double quotes."""

    def represent(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if _BREAKS & set(text) else None)

    Dumper.add_representer(str, represent)

    def lay_out(unicode: bool) -> str:
        text: str = yaml.dump(document, Dumper=Dumper, sort_keys=False, allow_unicode=unicode, width=10_000)
        return text

    body = lay_out(unicode=True)
    if not all(line.isprintable() for line in body.split("\n")):  # what turns writing about, or does not print, is escaped
        body = lay_out(unicode=False)
    head = "".join(f"# {''.join(char if char.isprintable() else ' ' for char in remark)}\n" for remark in remarks)
    return (head + body).encode("utf-8")
