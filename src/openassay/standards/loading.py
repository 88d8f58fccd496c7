"""Reading a standard: its options are settled and its lists filled in, so that grading sees one plain document."""

from collections.abc import Iterator, Mapping

from openassay.standards.conditions import ConditionReader, Known
from openassay.standards.document import Document, Node, read_document, suggest
from openassay.vocabulary import limits
from openassay.vocabulary.facts import Basis
from openassay.vocabulary.standard import CannotSee, Requirement, Rung, Standard, Status, TextRead
from openassay.vocabulary.text import shown

SCHEMA = "openassay/standard/1"
SCHEMES = ["ladder"]


def load(data: bytes, path: str, known: Known) -> dict[str, Standard]:
    """Read a standard into its variants, the default one first.

    Raises `Refused` with every problem and its line, or `Unreadable` at a limit. Nothing of a refused standard is used.
    """
    root = read_document(data, path)
    variants = _Loader(root, known).load()
    root.document.finish()
    return variants


class _Loader:
    """One pass over one document. Problems are noted in the document; the values returned beside them are never used."""

    def __init__(self, root: Node, known: Known) -> None:
        self.root = root
        self.known = known
        self.document: Document = root.document
        self.basis = Basis.OBSERVED
        self.options: dict[str, list[str]] = {}
        self.lists: dict[str, frozenset[str]] = {}

    def load(self) -> dict[str, Standard]:
        required = ["schema", "id", "edition", "revision", "title", "publisher", "source", "status", "text", "scheme", "rungs"]
        top = self.root.mapping("a standard", required, ["basis", "options", "variants", "lists", "note"])
        if any(key not in top for key in required):
            return {}
        top["schema"].choice("schema", [SCHEMA])
        status, text = self._standing(top)
        if "basis" in top:
            self.basis = Basis(top["basis"].choice("basis", list(Basis)))
        if "options" in top:
            self.options = {name: values.texts(f"option {name}") for name, values in top["options"].pairs("options")}
        if "lists" in top:
            self.lists = dict(self._lists(top["lists"]))
        reader = ConditionReader(self.known, self.lists, self.basis)
        variants = self._variants(top)
        return {
            name: Standard(
                id=top["id"].text("id"),
                edition=top["edition"].text("edition"),
                revision=top["revision"].whole_number("revision", 1),
                variant=name,
                title=top["title"].text("title"),
                publisher=top["publisher"].text("publisher"),
                source=top["source"].text("source"),
                status=status,
                text=text,
                scheme=top["scheme"].choice("scheme", SCHEMES),
                rungs=self._rungs(top["rungs"].items("rungs"), settled, reader),
                lists=self.lists,
                variants=tuple(variants),
                note=top["note"].text("note") if "note" in top else "",
            )
            for name, settled in variants.items()
        }

    def _standing(self, top: dict[str, Node]) -> tuple[Status, TextRead]:
        status = Status(top["status"].choice("status", list(Status)))
        text = TextRead(top["text"].choice("text", list(TextRead)))
        if text is not TextRead.READ and status is Status.ADOPTED:
            self.document.complain(top["status"].line, "a standard whose text was not read in full can only be provisional")
        return status, text

    def _variants(self, top: dict[str, Node]) -> dict[str, dict[str, str]]:
        """Settle the options of each variant; without variants there is one, with the first value of each option."""
        default = {option: values[0] for option, values in self.options.items() if values}
        if "variants" not in top:
            return {"": default}
        variants: dict[str, dict[str, str]] = {}
        for name, node in top["variants"].pairs("variants"):
            variants[name] = dict(default)
            for option, value in node.pairs(f"variant {name}"):
                if option not in self.options:
                    self.document.complain(value.line, f"no option '{shown(option)}'; {suggest(option, list(self.options))}")
                else:
                    variants[name][option] = value.choice(f"option {option}", self.options[option])
        return variants

    def _lists(self, node: Node) -> Iterator[tuple[str, frozenset[str]]]:
        for name, entry in node.pairs("lists"):
            body = entry.mapping(f"list {name}", [], ["from", "ids"])
            members: set[str] = set()
            if "from" in body:
                for source in body["from"].texts("from"):
                    if source not in self.known.lists:
                        self.document.complain(
                            body["from"].line, f"no known list '{shown(source)}'; {suggest(source, sorted(self.known.lists))}"
                        )
                    members |= self.known.lists.get(source, frozenset())
            if "ids" in body:
                members |= {text.lower() for text in body["ids"].texts("ids")}
            if not members:
                self.document.complain(entry.line, f"the list '{shown(name)}' is empty")
            yield name, frozenset(members)

    def _rungs(self, nodes: list[Node], settled: Mapping[str, str], reader: ConditionReader) -> tuple[Rung, ...]:
        rungs = []
        seen: set[str] = set()
        count = 0
        for node in nodes:
            body = node.mapping("a rung", ["id", "title", "clause", "require"])
            if len(body) < 4:
                continue
            rung = body["id"].text("id")
            self._once(rung, seen, body["id"])
            requirements = tuple(self._requirements(body["require"], settled, reader))
            count += len(requirements)
            rungs.append(Rung(rung, body["title"].text("title"), body["clause"].text("clause"), requirements))
        if count > limits.STANDARD_REQUIREMENTS.value:
            self.document.complain(1, f"more than {limits.STANDARD_REQUIREMENTS.value} requirements")
        return tuple(rungs)

    def _once(self, name: str, seen: set[str], node: Node) -> None:
        if name in seen:
            self.document.complain(node.line, f"the id '{shown(name)}' stands twice")
        seen.add(name)

    def _requirements(self, node: Node, settled: Mapping[str, str], reader: ConditionReader) -> Iterator[Requirement]:
        seen: set[str] = set()
        for item in node.items("require"):
            body = item.mapping("a requirement", ["id"], ["if", "that", "cannot-see", "remedy", "should"])
            if "id" not in body or not self._applies(body.get("if"), settled):
                continue
            name = body["id"].text("id")
            self._once(name, seen, body["id"])
            if ("that" in body) == ("cannot-see" in body):
                self.document.complain(item.line, f"the requirement '{shown(name)}' needs either 'that' or 'cannot-see'")
                continue
            that = reader.read(body["that"]) if "that" in body else CannotSee(body["cannot-see"].text("cannot-see"))
            remedy = body["remedy"].text("remedy") if "remedy" in body else ""
            should = body["should"].choice("should", ["true", "false"]) == "true" if "should" in body else False
            yield Requirement(name, that, remedy, should)

    def _applies(self, node: Node | None, settled: Mapping[str, str]) -> bool:
        if node is None:
            return True
        applies = True
        for option, value in node.pairs("if"):
            if option not in self.options:
                self.document.complain(value.line, f"no option '{shown(option)}'; {suggest(option, list(self.options))}")
            elif value.choice(f"option {option}", self.options[option]) != settled.get(option):
                applies = False
        return applies
