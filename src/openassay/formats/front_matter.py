"""The YAML block that opens a model card (Hugging Face Hub documentation, "Model Cards", section "Model card metadata")."""

import re
from dataclasses import dataclass

from openassay.formats import yaml_text
from openassay.formats.shown import brief
from openassay.formats.yaml_text import Ambiguous, Yaml
from openassay.vocabulary import limits
from openassay.vocabulary.findings import Lines, Remark, Unreadable

_OPENING = re.compile(r"\ufeff?(?:[ \t]*\n)*---[ \t]*\n")
_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)
_FIELD = re.compile(r"^[\"']?[\w-]+[\"']?[ \t]*:", re.MULTILINE)
_LONGEST = limits.FRONT_MATTER.value

TEXTS = frozenset(
    {"license", "license_name", "license_link", "library_name", "pipeline_tag", "model_name", "base_model_relation"}
)
"""Fields that must be text. `license` may also be a list of texts: some cards have that."""
TEXTS_OR_LISTS = frozenset({"license", "base_model", "datasets", "tags", "language", "metrics"})
"""Fields that may be a text or a list of texts."""
_MAY_BE_AMBIGUOUS = frozenset({"language", "tags", "metrics"})
"""Here `no` is Norwegian, and no reader of cards takes it for something else."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The metadata of a card, and where each key stands in the whole file."""

    data: dict[str, Yaml]
    lines: dict[str, int]
    """The line (from 1, in the whole text) of each key."""
    body_line: int
    """The line (from 1) on which the text after the block begins."""
    remarks: tuple[Remark, ...] = ()

    def line_of(self, key: str) -> int | None:
        """The line of a key, or None where it is not there."""
        return self.lines.get(key)

    def text(self, key: str) -> str | None:
        """The text under a key; None where there is none, or where it is not text beyond doubt."""
        value = self.data.get(key)
        return value if isinstance(value, str) and not isinstance(value, Ambiguous) else None

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts under a key that may hold one or several; what is no text is left out."""
        value = self.data.get(key)
        values = value if isinstance(value, list) else [value]
        return tuple(each for each in values if isinstance(each, str))


def read(text: str) -> FrontMatter | None:
    """Read the block at the head of `text` (decoded, lines ended by a line feed), or None where there is none.

    A pair of rules around prose is no block. Raises `Unreadable`: `limit:front-matter` for a block over 64 KiB, and what
    `yaml_text.read` raises; no alias is allowed.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return None
    closing = _CLOSING.search(text, opening.end(), opening.end() + _LONGEST + 4)
    if closing is None:
        if _CLOSING.search(text, opening.end() + _LONGEST) is None:
            return None
        raise Unreadable(limits.FRONT_MATTER.code, f"the block is longer than {_LONGEST} bytes")
    block = text[opening.end() : closing.start()]
    if len(block.encode("utf-8", "surrogatepass")) > _LONGEST:
        raise Unreadable(limits.FRONT_MATTER.code, f"the block is longer than {_LONGEST} bytes")
    if not _FIELD.search(block):
        return None
    before = "\n" * text.count("\n", 0, opening.end())  # so that lines are counted in the whole text
    found = yaml_text.read(before + block, aliases=0, longest=2 * _LONGEST)
    if not isinstance(found.data, dict):
        return None
    body_line = text.count("\n", 0, closing.end()) + 2
    return FrontMatter(found.data, found.lines, body_line, _type_errors(found.data, found.lines))


def _type_errors(data: dict[str, Yaml], lines: dict[str, int]) -> tuple[Remark, ...]:
    remarks = []
    for key in sorted(TEXTS | TEXTS_OR_LISTS):
        values = data.get(key)
        for value in values if isinstance(values, list) and key in TEXTS_OR_LISTS else [values]:
            if value is None or (isinstance(value, str) and (not isinstance(value, Ambiguous) or key in _MAY_BE_AMBIGUOUS)):
                continue
            what = "it is not"
            if isinstance(value, Ambiguous):
                what = f"{brief(value)} may be read as something else; put it in quotes"
            remarks.append(Remark("error:field-type", f"{key} must be text: {what}", Lines(lines[key], lines[key])))
            break
    return tuple(remarks)
