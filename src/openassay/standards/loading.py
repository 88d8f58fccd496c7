"""Reading a standard: its options are settled and its lists filled in, so that grading sees one plain document."""

import hashlib
import re
from collections.abc import Iterator

from openassay.standards.choices import Choices, Options
from openassay.standards.conditions import ConditionReader, Known
from openassay.standards.dimensions import read_dimensions, read_levels
from openassay.standards.document import Document, Node, read_document, refuse_unseen, suggest
from openassay.standards.rungs import read_rungs
from openassay.vocabulary import limits
from openassay.vocabulary.facts import Basis
from openassay.vocabulary.standard import Scheme, Standard, Status, TextRead
from openassay.vocabulary.text import shown

LICENSE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+:-]{0,199}")
SCHEMA = "openassay/standard/1"
REQUIRED = ["schema", "id", "edition", "revision", "title", "publisher", "source", "status", "text", "scheme"]
OPTIONAL = ["basis", "options", "variants", "lists", "note"]
PARTS = {
    Scheme.LADDER: ["rungs"],
    Scheme.GRADIENT: ["rungs"],
    Scheme.DIMENSIONS: ["score", "levels", "dimensions"],
    Scheme.TALLY: ["score", "dimensions"],
}
"""The keys that a standard of each scheme needs besides."""


def load(data: bytes, path: str, known: Known) -> dict[str, Standard]:
    """Read a standard into its variants, the default one first.

    Raises `Refused` with every problem and its line, or `Unreadable` at a limit. Nothing of a refused standard is used.
    """
    root = read_document(data, path)
    refuse_unseen(root)
    variants = _Loader(root, known, hashlib.sha256(data).hexdigest()).load()
    root.document.finish()
    return variants


class _Loader:
    """One pass over one document. Problems are noted in the document; the values returned beside them are never used."""

    def __init__(self, root: Node, known: Known, sha256: str) -> None:
        self.root = root
        self.known = known
        self.sha256 = sha256
        self.document: Document = root.document

    def load(self) -> dict[str, Standard]:
        scheme = self._scheme()
        parts = PARTS[scheme]
        top = self.root.mapping("a standard", [*REQUIRED, *parts], OPTIONAL)
        if any(key not in top for key in [*REQUIRED, *parts]):
            return {}
        top["schema"].choice("schema", [SCHEMA])
        if "score" in top:
            top["score"].choice("score", ["sum" if scheme is Scheme.TALLY else "mean"])
        variants = Options.read(top.get("options")).variants(top.get("variants"))
        named = tuple(name for name in variants if name)
        loaded = {name: self._standard(top, scheme, name, named, choices) for name, choices in variants.items()}
        if any(sum(1 for _ in standard.asked()) > limits.STANDARD_REQUIREMENTS.value for standard in loaded.values()):
            self.document.complain(1, f"more than {limits.STANDARD_REQUIREMENTS.value} requirements")
        return loaded

    def _scheme(self) -> Scheme:
        """Look at the scheme first: it says which keys are needed. Where it says nothing, the keys that are there tell."""
        keys = self.root.value if isinstance(self.root.value, dict) else {}
        name = keys["scheme"].choice("scheme", list(Scheme)) if "scheme" in keys else ""
        if "scheme" in keys and name == keys["scheme"].value:
            return Scheme(name)
        return Scheme.LADDER if "dimensions" not in keys else Scheme.DIMENSIONS if "levels" in keys else Scheme.TALLY

    def _standard(
        self, top: dict[str, Node], scheme: Scheme, variant: str, variants: tuple[str, ...], choices: Choices
    ) -> Standard:
        status, text = self._standing(top)
        lists = dict(self._lists(top["lists"], choices)) if "lists" in top else {}
        reader = ConditionReader(self.known, lists, self._basis(top.get("basis"), choices))
        shared = read_levels(top["levels"]) if scheme is Scheme.DIMENSIONS else {}
        return Standard(
            id=top["id"].name("id"),
            edition=top["edition"].name("edition"),
            revision=top["revision"].whole_number("revision", 1),
            variant=variant,
            title=top["title"].text("title"),
            publisher=top["publisher"].text("publisher"),
            source=top["source"].text("source"),
            status=status,
            text=text,
            scheme=scheme,
            lists=lists,
            rungs=read_rungs(top["rungs"].items("rungs"), choices, reader) if scheme.climbs else (),
            dimensions=()
            if scheme.climbs
            else read_dimensions(top["dimensions"].items("dimensions"), scheme, shared, choices, reader),
            variants=variants,
            note=top["note"].text("note") if "note" in top else "",
            sha256=self.sha256,
        )

    def _standing(self, top: dict[str, Node]) -> tuple[Status, TextRead]:
        status = Status(top["status"].choice("status", list(Status)))
        text = TextRead(top["text"].choice("text", list(TextRead)))
        if text is not TextRead.READ and status is Status.ADOPTED:
            self.document.complain(top["status"].line, "a standard whose text was not read in full can only be provisional")
        return status, text

    def _basis(self, node: Node | None, choices: Choices) -> Basis:
        if node is None:
            return Basis.OBSERVED
        if isinstance(node.value, list):
            node = choices.settle(node, "basis").mapping("a basis", ["is"]).get("is", Node(node.document, node.line, "observed"))
        return Basis(node.choice("basis", list(Basis)))

    def _lists(self, node: Node, choices: Choices) -> Iterator[tuple[str, frozenset[str]]]:
        for name, entry in node.pairs("lists", names=True):
            body = choices.settle(entry, f"list {name}").mapping(f"list {name}", [], ["from", "ids"])
            members: set[str] = set()
            if "from" in body:
                for source in body["from"].texts("from"):
                    if source not in self.known.lists:
                        self.document.complain(
                            body["from"].line, f"no known list '{shown(source)}'; {suggest(source, sorted(self.known.lists))}"
                        )
                    members |= self.known.lists.get(source, frozenset())
            if "ids" in body:
                members |= set(self._ids(body["ids"]))
            if not members:
                self.document.complain(entry.line, f"the list '{shown(name)}' is empty")
            yield name, frozenset(members)

    def _ids(self, node: Node) -> Iterator[str]:
        for text in node.texts("ids"):
            if text and not LICENSE_ID.fullmatch(text):
                self.document.complain(node.line, f"'{shown(text)}' is no license id; ids are compared as they stand")
            yield text.lower()
