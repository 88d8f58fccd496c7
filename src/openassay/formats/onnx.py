"""ONNX models (onnx/onnx.proto): who made it, what its weights add up to, and which files it would open besides itself."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from openassay.formats.members import Notes, refuse_name
from openassay.formats.protobuf import Field, Fields
from openassay.formats.shown import keep
from openassay.vocabulary import limits
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Remark, Unreadable

_TYPES = {
    1: "F32",
    2: "U8",
    3: "I8",
    4: "U16",
    5: "I16",
    6: "I32",
    7: "I64",
    9: "BOOL",
    10: "F16",
    11: "F64",
    12: "U32",
    13: "U64",
}
_TYPES |= {
    14: "C64",
    15: "C128",
    16: "BF16",
    17: "F8_E4M3",
    18: "F8_E4M3FNUZ",
    19: "F8_E5M2",
    20: "F8_E5M2FNUZ",
    21: "U4",
    22: "I4",
}
_LARGEST = 1 << 63
_PAIRS_KEPT = 1000


@dataclass(frozen=True, slots=True)
class OnnxHeader:
    """What an ONNX file holds."""

    producer: str
    producer_version: str
    ir_version: int
    metadata: tuple[tuple[str, str], ...]
    """`metadata_props`, sorted; values cut to what is kept."""
    tensors: int
    """Initializers: the weights. Subgraphs are counted in."""
    parameters: int
    dtypes: tuple[tuple[str, int], ...]
    external: tuple[str, ...]
    """The files that hold weights outside this one, as written, sorted. None was opened."""
    remarks: tuple[Remark, ...] = ()


def read(content: Content) -> OnnxHeader:
    """Walk the model's fields; weights are stepped over.

    Raises `Unreadable`: `error:empty`, `error:bad-protobuf`, `error:truncated`, `error:too-deep`, `error:overflow`,
    `error:bad-header` where it has no graph, `limit:protobuf-fields`.
    """
    if not content.size:
        raise Unreadable("error:empty", "the file has no content")
    tally = _Tally(Fields(content))
    for part in tally.fields.walk(0, content.size):
        tally.model(part)
    if not tally.graphs:
        raise Unreadable("error:bad-header", "it holds no graph")
    notes = Notes()
    for location in sorted(tally.external):
        refusal = refuse_name(location)
        if refusal:
            notes.add("finding:path-escape", "weights are said to lie outside the folder of the model", location or "(no name)")
    return OnnxHeader(
        producer=tally.texts.get(2, ""),
        producer_version=tally.texts.get(3, ""),
        ir_version=tally.ir_version,
        metadata=tuple(sorted(tally.metadata.items())[:_PAIRS_KEPT]),
        tensors=tally.tensors,
        parameters=sum(tally.dtypes.values()),
        dtypes=tuple(sorted(tally.dtypes.items())),
        external=tuple(sorted(tally.external)),
        remarks=notes.remarks(),
    )


@dataclass
class _Tally:
    """What the fields add up to. Numbers of fields are those of onnx.proto."""

    fields: Fields
    texts: dict[int, str] = field(default_factory=dict)
    ir_version: int = 0
    graphs: int = 0
    metadata: dict[str, str] = field(default_factory=dict)
    tensors: int = 0
    dtypes: dict[str, int] = field(default_factory=dict)
    external: set[str] = field(default_factory=set)

    def model(self, part: Field) -> None:
        """One field of ModelProto."""
        if not part.is_bytes:
            self.ir_version = part.value if part.number == 1 else self.ir_version
            return
        self.fields.refuse_nesting(part)
        match part.number:
            case 2 | 3:
                self.texts[part.number] = self.fields.text(part)
            case 7:
                self.graph(part)
            case 14 if len(self.metadata) < _PAIRS_KEPT:
                key, value = self._pair(part)
                self.metadata[keep(key)] = value
            case _:
                pass

    def graph(self, outer: Field) -> None:
        """A GraphProto and the graphs in the attributes of its nodes, without recursion."""
        open_graphs: list[tuple[Iterator[Field], str]] = [(self.fields.walk(outer.start, outer.value), "graph")]
        self.graphs += 1
        while open_graphs:
            walk, kind = open_graphs[-1]
            part = next(walk, None)
            if part is None:
                open_graphs.pop()
                continue
            inner = self._inner(part, kind) if part.is_bytes else ""
            if inner == "tensor":
                self._tensor(part)
            elif inner:
                if len(open_graphs) >= limits.PROTOBUF_DEPTH.value:
                    raise Unreadable("error:too-deep", f"its graphs are nested more than {len(open_graphs)} messages deep")
                open_graphs.append((self.fields.walk(part.start, part.value), inner))

    def _inner(self, part: Field, kind: str) -> str:
        """What kind of message a field of a graph, node or attribute is; empty where it is not looked into."""
        match kind, part.number:
            case "graph", 1:
                return "node"
            case ("graph", 5) | ("attribute", 5 | 10):
                return "tensor"
            case "node", 5:
                return "attribute"
            case "attribute", 6 | 11:
                self.graphs += 1
                return "graph"
            case _:
                self.fields.refuse_nesting(part)
                return ""

    def _tensor(self, outer: Field) -> None:
        self.fields.refuse_nesting(outer)
        values, kind = 1, 0
        for part in self.fields.walk(outer.start, outer.value):
            if part.number == 1:
                for side in self.fields.numbers(part) if part.is_bytes else (part.value,):
                    values *= side
            elif part.number == 2 and not part.is_bytes:
                kind = part.value
            elif part.number == 13 and part.is_bytes:
                key, value = self._pair(part)
                if key == "location":
                    self.external.add(value)
            if values >= _LARGEST:
                raise Unreadable("error:overflow", "a tensor has more values than 64 bits can count")
        name = _TYPES.get(kind, "OTHER")
        self.tensors += 1
        self.dtypes[name] = self.dtypes.get(name, 0) + values

    def _pair(self, outer: Field) -> tuple[str, str]:
        """A StringStringEntryProto."""
        texts = {part.number: self.fields.text(part) for part in self.fields.walk(outer.start, outer.value) if part.is_bytes}
        return texts.get(1, ""), texts.get(2, "")
