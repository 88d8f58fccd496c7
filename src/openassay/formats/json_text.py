"""JSON as RFC 8259 has it, with limits: no NaN, no comments, no deep nests, no key twice."""

import json
import re
from dataclasses import dataclass
from math import isinf

from openassay.formats.encoding import decode_utf8
from openassay.formats.shown import brief
from openassay.vocabulary import limits
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Unreadable

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
"""A JSON value. A number that a float cannot hold, or of more than 300 digits, is the text that stands there."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|[\[\]{}]', re.DOTALL)
_DIGITS = 300


@dataclass(frozen=True, slots=True)
class JsonText:
    """A JSON text and its value."""

    data: Json
    text: str

    def line_of(self, key: str) -> int | None:
        """The line (from 1) on which a key of the outermost object stands, or None."""
        depth = 0
        for match in _TOKEN.finditer(self.text):
            mark = match[0]
            if mark in "{[":
                depth += 1
            elif mark in "}]":
                depth -= 1
            elif depth == 1 and mark == _written(mark, key) and _is_key(self.text, match.end()):
                return self.text.count("\n", 0, match.start()) + 1
        return None


def _written(mark: str, key: str) -> str:
    """`mark` if it spells `key`, else something that it is not."""
    if "\\" not in mark:
        return f'"{key}"'
    try:
        return mark if json.loads(mark) == key else ""
    except ValueError:
        return ""


def _is_key(text: str, at: int) -> bool:
    return text[at : at + 200].lstrip(" \t\r\n").startswith(":")


def read(source: str | bytes, *, unique: bool = True) -> JsonText:
    r"""Parse a JSON text.

    `unique` refuses a key that stands twice in one object; RFC 8259 only advises against it, and without `unique` the last one
    stands. Lone surrogates (`\ud800`) survive; show them escaped. Raises `Unreadable`: `error:too-big`, `error:encoding`,
    `error:too-deep`, `error:bad-json`.
    """
    if len(source) > limits.JSON_FILE.value:
        raise Unreadable("error:too-big", f"it is {len(source)} bytes long, and at most {limits.JSON_FILE.value} are read")
    text = decode_utf8(source) if isinstance(source, bytes) else source.removeprefix("\ufeff")
    _refuse_depth(text)
    try:
        data: Json = (_STRICT if unique else _LENIENT).decode(text)
    except _Refused as error:
        raise Unreadable("error:bad-json", str(error)) from None
    except json.JSONDecodeError as error:
        raise Unreadable("error:bad-json", f"{error.msg}; see line {error.lineno}") from None
    except (ValueError, RecursionError) as error:
        raise Unreadable("error:bad-json", f"it cannot be read: {error}") from None
    return JsonText(data, text)


def read_content(content: Content) -> JsonText:
    """Parse the JSON in a whole file. Raises as `read` does, `error:too-big` before anything is read, and `error:empty`."""
    if not content.size:
        raise Unreadable("error:empty", "the file has no content")
    if content.size > limits.JSON_FILE.value:
        raise Unreadable("error:too-big", f"it is {content.size} bytes long, and at most {limits.JSON_FILE.value} are read")
    return read(content.read_at(0, content.size))


def _refuse_depth(text: str) -> None:
    limit, collections = limits.JSON_DEPTH.value, text.count("[") + text.count("{")
    if collections <= limit:
        return
    if collections > limits.JSON_COLLECTIONS.value:
        raise Unreadable("error:too-big", f"it holds more than {limits.JSON_COLLECTIONS.value} brackets")
    depth = 0
    for match in _TOKEN.finditer(text):
        mark = match[0]
        if mark in "{[":
            depth += 1
            if depth > limit:
                line = text.count("\n", 0, match.start()) + 1
                raise Unreadable("error:too-deep", f"its values are nested more than {limit} deep; see line {line}")
        elif mark in "}]":
            depth -= 1


class _Refused(ValueError):  # noqa: N818 - it names the state of the text
    """A value that Python's parser takes and RFC 8259 does not."""


def _constant(name: str) -> Json:
    raise _Refused(f"{name} is no JSON value")


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= _DIGITS else digits


def _float(digits: str) -> float | str:
    value = float(digits)
    return digits if isinf(value) else value


def _pairs(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    table = dict(pairs)
    if len(table) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _Refused(f"the key {brief(key)} stands twice in one object")
            seen.add(key)
    return table


_STRICT = json.JSONDecoder(object_pairs_hook=_pairs, parse_constant=_constant, parse_int=_integer, parse_float=_float)
_LENIENT = json.JSONDecoder(parse_constant=_constant, parse_int=_integer, parse_float=_float)
