"""Keras files: the `.keras` zip with its configuration, and whether a layer in it carries Python code."""

from dataclasses import dataclass

from openassay.formats import json_text
from openassay.formats.json_text import Json
from openassay.formats.shown import keep
from openassay.formats.zips import Zip
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Remark, Unreadable

_CODE = frozenset({"Lambda", "__lambda__"})
"""Classes of Keras whose configuration is compiled Python code."""


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
    if config is None:
        remarks.append(Remark("error:bad-header", "no configuration of a model lies in the file"))
    elif _carries_code(config):
        remarks.append(Remark("finding:code-object", "a layer of the model is Python code"))
    return KerasHeader(
        version=_text_under(metadata, "keras_version"),
        class_name=_text_under(config, "class_name"),
        has_config=config is not None,
        has_weights=bool(weights),
        weights_bytes=sum(member.size for member in weights),
        remarks=tuple(remarks),
    )


def _table(archive: Zip, name: str, remarks: list[Remark]) -> Json:
    """The value of a JSON member; None where it is missing or cannot be read, which is told."""
    try:
        content = archive.find(name)
        return None if content is None else json_text.read_content(content).data
    except Unreadable as error:
        remarks.append(Remark(error.code, f"{name}: {error.because}"))
        return None


def _text_under(value: Json, key: str) -> str:
    found = value.get(key) if isinstance(value, dict) else None
    return keep(found) if isinstance(found, str) else ""


def _carries_code(config: Json) -> bool:
    left: list[Json] = [config]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            if value.get("class_name") in _CODE:
                return True
            left.extend(value.values())
        elif isinstance(value, list):
            left.extend(value)
    return False
