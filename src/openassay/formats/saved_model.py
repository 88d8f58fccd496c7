"""TensorFlow's `saved_model.pb` (tensorflow/core/protobuf/saved_model.proto): its version and tags. The weights lie beside it."""

from dataclasses import dataclass

from openassay.formats.protobuf import Field, Fields
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Remark, Unreadable

_TAGS_KEPT = 64


@dataclass(frozen=True, slots=True)
class SavedModelHeader:
    """What a saved model says of itself."""

    schema_version: int
    graphs: int
    tags: tuple[str, ...]
    """Such as `serve`; sorted."""
    tensorflow: str
    """The version of TensorFlow that wrote it; empty where it does not say."""
    remarks: tuple[Remark, ...] = ()


def read(content: Content) -> SavedModelHeader:
    """Read the version, tags and writer. The graph itself is stepped over.

    Raises `Unreadable`: `error:empty`, `error:bad-protobuf`, `error:truncated`, `error:too-deep`, `error:bad-header`.
    """
    if not content.size:
        raise Unreadable("error:empty", "the file has no content")
    fields = Fields(content)
    version, graphs, tags, writer = 0, 0, set[str](), ""
    for part in fields.walk(0, content.size):
        if part.number == 1 and not part.is_bytes:
            version = part.value
        elif part.number == 2 and part.is_bytes:
            fields.refuse_nesting(part)
            graphs += 1
            for inner in fields.walk(part.start, part.value):
                if inner.is_bytes:
                    writer = _note(fields, inner, tags) or writer
        elif part.is_bytes:
            fields.refuse_nesting(part)
    if not graphs:
        raise Unreadable("error:bad-header", "it holds no graph")
    return SavedModelHeader(version, graphs, tuple(sorted(tags)[:_TAGS_KEPT]), writer)


def _note(fields: Fields, part: Field, tags: set[str]) -> str:
    """A field of MetaGraphDef: collect tags from its meta information, return the version of TensorFlow if it stands there."""
    if part.number != 1:
        fields.refuse_nesting(part)
        return ""
    writer = ""
    for inner in fields.walk(part.start, part.value):
        if inner.is_bytes and inner.number == 4:
            tags.add(fields.text(inner))
        elif inner.is_bytes and inner.number == 5:
            writer = fields.text(inner)
    return writer
