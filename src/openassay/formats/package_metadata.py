"""What a package says of itself: METADATA and PKG-INFO (Python core metadata), package.json (npm)."""

import re
from dataclasses import dataclass

from openassay.formats import json_text
from openassay.formats.json_text import Json
from openassay.formats.shown import keep
from openassay.vocabulary import limits
from openassay.vocabulary.findings import Remark, Unreadable

_FIELD = re.compile(r"([A-Za-z][\w-]{0,60}):[ \t]?(.*)")


@dataclass(frozen=True, slots=True)
class Field:
    """One field as it stands: its name in lower case, its value cut to what is kept, its line (from 1)."""

    name: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class PackageMetadata:
    """The head of a package. Fields that are missing are empty."""

    name: str
    version: str
    license: Field | None
    """The free-text field `License`; of package.json the field `license`."""
    license_expression: Field | None
    license_files: tuple[Field, ...]
    classifiers: tuple[Field, ...]
    description_line: int | None
    """Where the long description begins, or None."""
    remarks: tuple[Remark, ...] = ()


def read(text: str) -> PackageMetadata:
    """Read METADATA or PKG-INFO. Lenient as their writers are not: what is no field is passed over.

    Raises `Unreadable`: `error:empty`, `error:bad-header` where it names no package, `limit:metadata-fields`.
    """
    if not text.strip():
        raise Unreadable("error:empty", "the file has no content")
    fields, body = _fields(text)
    first: dict[str, Field] = {}
    for field in fields:
        first.setdefault(field.name, field)
    if "name" not in first:
        raise Unreadable("error:bad-header", "it names no package")
    return PackageMetadata(
        name=first["name"].value,
        version=first["version"].value if "version" in first else "",
        license=_unless_empty(first.get("license")),
        license_expression=_unless_empty(first.get("license-expression")),
        license_files=tuple(field for field in fields if field.name == "license-file"),
        classifiers=tuple(field for field in fields if field.name == "classifier"),
        description_line=body,
    )


def _unless_empty(field: Field | None) -> Field | None:
    """A field whose value says something; old tools wrote UNKNOWN where nothing was known."""
    return field if field is not None and field.value not in ("", "UNKNOWN") else None


def _fields(text: str) -> tuple[list[Field], int | None]:
    """The fields up to the first empty line, and the line on which what follows begins."""
    fields: list[Field] = []
    name, value, line = "", list[str](), 0

    def close() -> None:
        if name:
            fields.append(Field(name, keep("\n".join(value)).strip(), line))

    number = 0
    for number, written in enumerate(text.splitlines(), 1):
        if not written.strip():
            break
        match = _FIELD.match(written)
        if match is None:
            value.append(written.strip().removeprefix("|").strip())
            continue
        close()
        if len(fields) > limits.METADATA_FIELDS.value:
            raise Unreadable(limits.METADATA_FIELDS.code, f"it holds more than {limits.METADATA_FIELDS.value} fields")
        name, value, line = match[1].lower(), [match[2].strip()], number
    else:
        number = 0
    close()
    return fields, number + 1 if number else None


def read_npm(source: str | bytes) -> PackageMetadata:
    """Read a package.json. Raises `Unreadable`: what `json_text.read` raises, and `error:bad-header` where it is no object."""
    found = json_text.read(source)
    if not isinstance(found.data, dict):
        raise Unreadable("error:bad-header", "it holds no fields")
    key = "license" if "license" in found.data else "licenses"
    said = _npm_license(found.data.get(key))
    remarks: tuple[Remark, ...] = ()
    if said is None and found.data.get(key) is not None:
        remarks = (Remark("error:field-type", "license must be text"),)
    return PackageMetadata(
        name=_npm_text(found.data, "name"),
        version=_npm_text(found.data, "version"),
        license=Field("license", keep(said), found.line_of(key) or 1) if said else None,
        license_expression=None,
        license_files=(),
        classifiers=(),
        description_line=None,
        remarks=remarks,
    )


def _npm_text(data: dict[str, Json], key: str) -> str:
    value = data.get(key)
    return keep(value) if isinstance(value, str) else ""


def _npm_license(value: Json) -> str | None:
    """The license as an expression. Old packages write an object with `type`, or a list of them, of which one may be chosen."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        kind = value.get("type")
        return kind if isinstance(kind, str) else None
    if isinstance(value, list) and value:
        each = [_npm_license(item) for item in value]
        return " OR ".join(text for text in each if text) if all(each) else None
    return None
