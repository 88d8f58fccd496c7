"""Keras files: the `.keras` zip with its configuration, and whether a layer in it carries Python code."""

from dataclasses import dataclass

from openassay.formats import json_text
from openassay.formats.zips import Zip
from openassay.vocabulary import limits
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Remark, Unreadable

_CODE = ('"class_name": "Lambda"', '"class_name":"Lambda"', '"class_name": "__lambda__"', '"class_name":"__lambda__"')


@dataclass(frozen=True, slots=True)
class KerasHeader:
    """What a `.keras` file holds."""

    version: str
    """The version of Keras that wrote it; empty where it does not say."""
    class_name: str
    """The model's class, such as `Functional`; empty where it does not say."""
    has_config: bool
    has_weights: bool
    weights_bytes: int
    remarks: tuple[Remark, ...] = ()


def read(content: Content) -> KerasHeader:
    """Read the two JSON members; the weights are HDF5 and stay closed. Raises `Unreadable`: what `Zip` raises."""
    archive = Zip(content)
    remarks = list(archive.remarks)
    metadata = _table(archive, "metadata.json", remarks)
    config = _table(archive, "config.json", remarks)
    weights = [member for member in archive.members if member.name.endswith(".weights.h5") and member.readable]
    if not config:
        remarks.append(Remark("error:bad-header", "no configuration of a model lies in the file"))
    if any(mark in config for mark in _CODE):
        remarks.append(Remark("finding:code-object", "a layer of the model is Python code"))
    return KerasHeader(
        version=_text_under(metadata, "keras_version"),
        class_name=_text_under(config, "class_name"),
        has_config=bool(config),
        has_weights=bool(weights),
        weights_bytes=sum(member.size for member in weights),
        remarks=tuple(remarks),
    )


def _table(archive: Zip, name: str, remarks: list[Remark]) -> str:
    """The text of a JSON member; empty where it is missing or cannot be read, which is told."""
    try:
        content = archive.find(name)
        if content is None:
            return ""
        if content.size > limits.JSON_FILE.value:
            raise Unreadable("error:too-big", f"{name} is {content.size} bytes long")
        return content.read_at(0, content.size).decode("utf-8")
    except UnicodeDecodeError:
        remarks.append(Remark("error:encoding", f"{name} is not UTF-8"))
    except Unreadable as error:
        remarks.append(Remark(error.code, error.because))
    return ""


def _text_under(text: str, key: str) -> str:
    try:
        value = json_text.read(text).data if text else None
    except Unreadable:
        return ""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""
