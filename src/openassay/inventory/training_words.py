"""What a release's own documents say of its training code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from openassay.inventory.layout import Layout
from openassay.inventory.purposes import FIRST_WORDS
from openassay.inventory.substance import says_below
from openassay.inventory.visible import visible
from openassay.inventory.words import path_words
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.text import Text

_STRONG = (
    r"pre-?training\s+(?:code|script|recipe|config|pipeline|loop|run)s?\b|\btrain(?:ing)?\b(?!ed)[^.\n]{0,40}from scratch"
    r"|\btrain(?:ed|ing)?\s+from\s+random(?:ly)?\b"
    r"|(?<!pre-)\btrain(?:ing)?\s*(?:and|or|/|,)\s*\(?(?:fine-?)?tun(?:e|ing)\b|^#{1,6}\s+pre-?training\b|预训练(?:代码|脚本)"
)
"""Words of the first training, whatever stands beside them."""
_CODE = (
    r"train(?:ing)?\s+codes?(?:base)?\b|(?:reproduc|replicat)\w*\s[^.\n]{0,60}?\btrain(?:ing|ed)?\b"
    r"|official\s+training\s+scripts?|训练代码"
)
"""Words of the first training where no word of tuning stands in the line."""
_FIRST = re.compile(
    r"^#{1,6}[^\n]{0,30}\b(?:pre-?)?train(?:ing)?\s*$|^#{1,6}\s*(?:pre-?)?train(?:ing)?\b"
    rf"|(?:{_STRONG}|{_CODE}|\btraining\s+(?:scripts?|recipes?|pipelines?|framework)"
    r"|\bto\s+(?:re-?)?train\s+(?:a|an|the|your|our|new|[A-Z`][\w-]+)\b"
    r"|\blaunch\s+(?:a\s+|the\s+)?(?:pre-?)?training|\btrain(?:ed|ing)?\b[^\n]{0,80}\bhttps?://(?:github|gitlab))",
    re.IGNORECASE | re.MULTILINE,
)
_SURE = re.compile(_STRONG, re.IGNORECASE | re.MULTILINE)
_SURE_ALONE = re.compile(_CODE, re.IGNORECASE)
_TUNING = re.compile(r"fine-?tun|instruct|\bchat\b|微调", re.IGNORECASE)
_LATER = re.compile(
    r"^#{1,6}[^\n]{0,40}\bfine-?tun(?:e|ing)\b"
    r"|\bsupport\w*\b[^.\n]{0,40}?\bfine-?tun(?:e|ing)\b|\bto\s+fine-?tun(?:e|ing)\b[^.\n]{0,60}\b(?:run|use|see|start)\b"
    r"|\b(?:supervised\s+)?fine-?tun(?:e|ing)\s+(?:code|script|recipe|example|notebook|pipeline|loop)"
    r"|\binstruction[- ]tuning\b|模型微调|тюнинг"
    r"|\bfine-?tun(?:e|ing)\b[^\n]{0,80}\bhttps?://(?:github|gitlab)",
    re.IGNORECASE | re.MULTILINE,
)
_COMMAND = re.compile(
    r"^[ \t$>]{0,12}(?:[A-Z_]{2,40}=\S{1,80}\s+){0,8}(?:\w{1,40}=[\x22']?)?(?:torchrun|deepspeed|accelerate launch|mpirun"
    r"|srun|sbatch|bash|python3?)\b[^\n]{0,300}",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """What the documents say, each with the lines that say it."""

    first: tuple[Evidence, ...]
    """Of the first training, or of training at large."""
    surely: tuple[Evidence, ...]
    """Those of the first lines that speak of training code, of training from scratch, or of reproducing the training."""
    later: tuple[Evidence, ...]
    """Of fine-tuning."""


def said_of_training(layout: Layout) -> Said:
    """Search the documents for statements about training code."""
    first: list[Evidence] = []
    later: list[Evidence] = []
    surely: list[Evidence] = []
    for text in layout.documents:
        body = visible(text.body)
        speaks_for_all = text.path.count("/") <= 1 or bool(path_words(text.path).all & FIRST_WORDS)
        for start, end in _lines_with(body, ("train", "训练")):
            match = _FIRST.search(body, start, end)
            if match and _is_said(body, match):
                first.append(text.evidence_at(match.start(), match.end()))
                surely += first[-1:] if speaks_for_all and _is_sure(body[start:end][:2000]) else []
        for start, end in _lines_with(body, ("tun", "微调", "тюнинг")):
            match = _LATER.search(body, start, end)
            if match and _is_said(body, match):
                later.append(text.evidence_at(match.start(), match.end()))
    return Said(tuple(first), tuple(surely), tuple(later))


def _is_said(body: str, match: re.Match[str]) -> bool:
    """Whether words stand below what was found, where it is a heading."""
    return not match[0].startswith("#") or says_below(body, match.end())


def _is_sure(line: str) -> bool:
    """Whether a line speaks of the first training for certain."""
    return bool(_SURE.search(line) or (_SURE_ALONE.search(line) and not _TUNING.search(line)))


def _lines_with(body: str, words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Begin and end of each line that holds one of the words, in any case of letters."""
    lower = body.lower()
    if len(lower) != len(body):
        lower = body
    for word in words:
        at = lower.find(word)
        while at >= 0:
            start, end = body.rfind("\n", 0, at) + 1, body.find("\n", at)
            end = len(body) if end < 0 else end
            yield start, end
            at = lower.find(word, end)


def launch_commands(text: Text) -> Iterator[tuple[str, int]]:
    """Commands in a document or script, each with the offset where it begins. Continued lines are joined."""
    body = visible(text.body).replace("\\\n", "  ")
    return ((match[0], match.start()) for match in _COMMAND.finditer(body))
