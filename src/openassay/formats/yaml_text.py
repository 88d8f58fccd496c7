"""YAML with limits: texts stay texts, no tags, no merging, no key twice; nesting and aliases are bounded while it is read.

YAML 1.1 and 1.2 disagree on what `no`, `1:30:00` or `2024-01-01` are. Such a plain scalar is kept as it is written and marked
`Ambiguous`, so that who needs a text can ask for quotes. Scalars that both read as a number, a truth value or null become one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import isinf
from typing import TYPE_CHECKING

from openassay.formats.encoding import decode_utf8, refuse_damaged
from openassay.formats.shown import brief
from openassay.vocabulary import limits
from openassay.vocabulary.findings import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    import yaml

Yaml = None | bool | int | float | str | list["Yaml"] | dict[str, "Yaml"]
"""A YAML value. Keys are always text, as written."""

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,299})")
_FLOAT = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+)([eE][-+][0-9]{1,3})?")
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE, _FALSE = frozenset({"true", "True", "TRUE"}), frozenset({"false", "False", "FALSE"})
_AMBIGUOUS = re.compile(
    r"(?:y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF)"
    r"|[-+]?0[0-9_]+|[-+]?0[bB][01_]+|[-+]?0[xX][0-9a-fA-F_]+|[-+]?0o[0-7]+"
    r"|[-+]?[1-9][0-9]*(_[0-9_]*)+|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"
    r"|[-+]?[0-9][0-9_]*(\.[0-9_]*)?[eE][-+]?[0-9]+"
    r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
    r"|\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?"
)
_PLAIN_TAGS = {
    "tag:yaml.org,2002:str": "str",
    "tag:yaml.org,2002:int": "",
    "tag:yaml.org,2002:float": "",
    "tag:yaml.org,2002:bool": "",
    "tag:yaml.org,2002:null": "",
    "tag:yaml.org,2002:seq": "",
    "tag:yaml.org,2002:map": "",
    "!": "str",
}
_ALIKE = re.compile(r"[\n\x20-\x7e\xa0-\u1fff\u2010-\u2027\u2030-\ud7ff\uf900-\ufefe\uff00-\uffef]*")
"""Characters that PyYAML's two parsers treat alike."""
_APART = re.compile(r"^%|[\\?]|[|>]\S*#|:[\]},\[{]", re.MULTILINE)
"""Marks that they do not treat alike in every place. A text that holds one is left to the slow parser."""
_BRACKETS = 500
_RUN = re.compile(rf"(?:[\[{{]\s*){{{limits.YAML_DEPTH.value + 1}}}")
"""So many brackets in a row are refused before anything is parsed: a parser looks far ahead of what it gives."""
_SURROGATE = re.compile("[\ud800-\udfff]")


class Ambiguous(str):
    """A plain scalar that the versions of YAML read differently, as written."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class YamlText:
    """A YAML document and its value."""

    data: Yaml
    lines: dict[str, int] = field(default_factory=dict)
    """The line (from 1) of each key of the outermost mapping."""

    def line_of(self, key: str) -> int | None:
        """The line (from 1) of a key of the outermost mapping, or None."""
        return self.lines.get(key)


def read(source: str | bytes, *, aliases: int = limits.YAML_ALIASES.value, longest: int = limits.YAML_FILE.value) -> YamlText:
    """Parse one YAML document of at most `longest` bytes with at most `aliases` aliases.

    Raises `Unreadable`: `error:too-big`, `error:encoding`, `error:too-deep`, `error:alias-cycle`, `error:duplicate-key`,
    `error:bad-yaml`, `limit:yaml-aliases`, `limit:yaml-values`.
    """
    if len(source) > longest:
        raise Unreadable("error:too-big", f"it is {len(source)} bytes long, and at most {longest} are read")
    text = decode_utf8(source) if isinstance(source, bytes) else source.removeprefix("\ufeff")
    refuse_damaged(text)
    deep = _RUN.search(text)
    if deep is not None:
        raise _too_deep(text.count("\n", 0, deep.start()) + 1)
    builder = _Builder(aliases)
    for event in _events(text):
        builder.take(event)
    return YamlText(builder.root, builder.lines)


def _events(text: str, *, fast: bool = True) -> Iterator[yaml.Event]:
    """PyYAML's events, one at a time; its faults told as ours."""
    import yaml

    loader: type[yaml.SafeLoader | yaml.CSafeLoader] = yaml.SafeLoader
    if fast and yaml.__with_libyaml__ and _is_alike(text):
        loader = yaml.CSafeLoader
    try:
        yield from yaml.parse(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        line = f"; see line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise Unreadable("error:bad-yaml", f"it cannot be read{line}") from None
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        raise Unreadable("error:bad-yaml", f"it cannot be read: {brief(str(error))}") from None


def _is_alike(text: str) -> bool:
    """Whether both parsers are sure to read a text alike. The fast one has a bound of its own on brackets."""
    return text.count("[") + text.count("{") < _BRACKETS and bool(_ALIKE.fullmatch(text)) and not _APART.search(text)


class _Frame:
    """A collection that is being filled."""

    __slots__ = ("anchor", "into", "key", "size")

    def __init__(self, into: list[Yaml] | dict[str, Yaml], anchor: str | None) -> None:
        self.into = into
        self.anchor = anchor
        self.key: str | None = None
        self.size = 1


class _Builder:
    """Puts a value together from events, without recursion."""

    def __init__(self, aliases: int) -> None:
        self.root: Yaml = None
        self.lines: dict[str, int] = {}
        self._frames: list[_Frame] = []
        self._anchors: dict[str, tuple[Yaml, int]] = {}
        self._open: set[str] = set()
        self._aliases_left = aliases
        self._aliases = aliases
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """One event. Raises `Unreadable`."""
        import yaml

        match event:
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.MappingStartEvent():
                self._begin(event, {})
            case yaml.SequenceStartEvent():
                self._begin(event, [])
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._end()
            case yaml.AliasEvent():
                self._alias(event)
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    raise Unreadable("error:bad-yaml", f"it holds more than one document; see line {_line(event)}")
            case _:
                pass

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if _SURROGATE.search(event.value):
            raise Unreadable("error:encoding", f"a text holds half a character; see line {_line(event)}")
        if self._takes_key():
            self._key(event)
            return
        plain = _is_plain(event)
        value = _resolve(event.value) if plain else str(event.value)
        if event.anchor:
            self._anchors[event.anchor] = (value, 1)
        self._put(value, 1)

    def _takes_key(self) -> bool:
        return bool(self._frames) and isinstance(self._frames[-1].into, dict) and self._frames[-1].key is None

    def _key(self, event: yaml.ScalarEvent) -> None:
        frame, key = self._frames[-1], str(event.value)
        _is_plain(event)
        if key in frame.into:
            raise Unreadable("error:duplicate-key", f"the key {brief(key)} stands twice; see line {_line(event)}")
        if len(self._frames) == 1:
            self.lines[key] = _line(event)
        if event.anchor:
            self._anchors[event.anchor] = (key, 1)
        frame.key = key

    def _begin(self, event: yaml.CollectionStartEvent, into: list[Yaml] | dict[str, Yaml]) -> None:
        if self._takes_key():
            raise Unreadable("error:bad-yaml", f"a key is a collection; see line {_line(event)}")
        if len(self._frames) >= limits.YAML_DEPTH.value:
            raise _too_deep(_line(event))
        if event.tag is not None and event.tag not in _PLAIN_TAGS:
            raise _tagged(event)
        if event.anchor:
            self._open.add(event.anchor)
        self._frames.append(_Frame(into, event.anchor))

    def _end(self) -> None:
        frame = self._frames.pop()
        if frame.anchor:
            self._open.discard(frame.anchor)
            self._anchors[frame.anchor] = (frame.into, frame.size)
        self._put(frame.into, frame.size)

    def _alias(self, event: yaml.AliasEvent) -> None:
        name = event.anchor
        if name in self._open:
            raise Unreadable("error:alias-cycle", f"an alias stands inside what it stands for; see line {_line(event)}")
        if name not in self._anchors:
            raise Unreadable("error:bad-yaml", f"an alias stands for nothing; see line {_line(event)}")
        self._aliases_left -= 1
        value, size = self._anchors[name]
        if self._aliases_left < 0:
            because = f"it holds more than {self._aliases} aliases; see line {_line(event)}"
            raise Unreadable(limits.YAML_ALIASES.code, because)
        if self._takes_key():
            raise Unreadable("error:bad-yaml", f"a key is an alias; see line {_line(event)}")
        self._put(value, size)

    def _put(self, value: Yaml, size: int) -> None:
        if not self._frames:
            self.root = value
            return
        frame = self._frames[-1]
        frame.size += size
        if frame.size > limits.YAML_VALUES.value:
            raise Unreadable(limits.YAML_VALUES.code, f"written out it has more than {limits.YAML_VALUES.value} values")
        if isinstance(frame.into, list):
            frame.into.append(value)
        elif frame.key is not None:
            frame.into[frame.key] = value
            frame.key = None


def _line(event: yaml.Event) -> int:
    return int(event.start_mark.line) + 1 if event.start_mark else 1


def _too_deep(line: int) -> Unreadable:
    return Unreadable("error:too-deep", f"it is nested more than {limits.YAML_DEPTH.value} deep; see line {line}")


def _tagged(event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> Unreadable:
    return Unreadable("error:bad-yaml", f"the tag {brief(str(event.tag))} is not read; see line {_line(event)}")


def _is_plain(event: yaml.ScalarEvent) -> bool:
    """Whether a scalar is to be resolved; refuses tags that stand for more than plain values."""
    if event.tag is None:
        return bool(event.implicit[0])
    if event.tag not in _PLAIN_TAGS:
        raise _tagged(event)
    return not _PLAIN_TAGS[event.tag]


def _resolve(text: str) -> Yaml:
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        value = float(text)
        return Ambiguous(text) if isinf(value) else value
    return Ambiguous(text) if _AMBIGUOUS.fullmatch(text) else text
