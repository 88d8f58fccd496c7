"""Indexes of sharded weights: `model.safetensors.index.json`, `pytorch_model.bin.index.json`."""

from dataclasses import dataclass

from openassay.formats.json_text import Json, read_content
from openassay.formats.members import Notes, refuse_name
from openassay.vocabulary import limits
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Remark, Unreadable


@dataclass(frozen=True, slots=True)
class WeightIndex:
    """Which files the weights are spread over."""

    shards: tuple[str, ...]
    """Names of files, beside the index, sorted. A release that lacks one of them is not whole."""
    tensors: int
    total_size: int | None
    """Bytes of all values, as the index says; None where it does not say."""
    remarks: tuple[Remark, ...] = ()


def read(content: Content) -> WeightIndex:
    """Read an index. Raises `Unreadable`: what reading JSON raises, and `error:bad-header` where it is no index."""
    data = read_content(content).data
    table = data.get("weight_map") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(table, dict) or not table:
        raise Unreadable("error:bad-header", "it holds no map of weights")
    notes = Notes()
    shards: set[str] = set()
    for name in table.values():
        if not isinstance(name, str):
            raise Unreadable("error:bad-header", "the map of weights names something that is no file")
        shards.add(name)
    for name in sorted(shards):
        refusal = refuse_name(name)
        if refusal:
            notes.add(*refusal, name or "(no name)")
    if len(shards) > limits.SHARDS.value:
        raise Unreadable(limits.SHARDS.code, f"it names more than {limits.SHARDS.value} files")
    return WeightIndex(tuple(sorted(shards)), len(table), _size(data.get("metadata"), notes), notes.remarks())


def _size(metadata: Json, notes: Notes) -> int | None:
    value = metadata.get("total_size") if isinstance(metadata, dict) else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # some exporters write 1.0e9
    if type(value) is int and 0 <= value < 1 << 63:
        return value
    if value is not None:
        notes.add("unknown:bad-value", "its total size is no number of bytes")
    return None
