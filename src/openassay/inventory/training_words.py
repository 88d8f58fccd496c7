"""What a release's own documents say of its training code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from openassay.inventory.layout import Layout
from openassay.inventory.visible import visible
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.text import Text

_STRONG = (
    r"pre-?training\s+(?:code|script|recipe|config|pipeline|loop|run)s?\b|\btrain(?:ing)?\b(?!ed)[^.\n]{0,40}from scratch"
    r"|(?<!pre-)\btrain(?:ing)?\s*(?:and|or|/|,)\s*\(?(?:fine-?)?tun(?:e|ing)\b|(?:reproduc"
    r"|replicat)\w*\s[^.\n]{0,60}?\btrain(?:ing|ed)?\b"
    r"|official\s+training\s+scripts?|预训练(?:代码|脚本)"
)
_CODE = r"train(?:ing)?\s+codes?(?:base)?\b|训练代码"
_FIRST = re.compile(
    r"^#{1,6}[^\n]{0,30}\b(?:pre-?)?train(?:ing)?\s*$|^#{1,6}\s*(?:pre-?)?train(?:ing)?\b"
    rf"|(?:{_STRONG}|{_CODE}|\btraining\s+(?:scripts?|recipes?|pipelines?|framework)|\bto\s+(?:re-?)?train\s+(?:a|an|the"
    rf"|your|our|new|[A-Z`][\w-]+)\b"
    r"|\blaunch\s+(?:a\s+|the\s+)?(?:pre-?)?training|\btrain(?:ed|ing)?\b[^\n]{0,80}\bhttps?://(?:github|gitlab))",
    re.IGNORECASE | re.MULTILINE,
)
_SURE = re.compile(_STRONG, re.IGNORECASE)
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
    surely: bool
    """Whether one of these lines speaks of training code, of training from scratch, or of reproducing the training."""
    later: tuple[Evidence, ...]
    """Of fine-tuning."""


def said_of_training(layout: Layout) -> Said:
    """Search the documents for statements about training code."""
    first: list[Evidence] = []
    later: list[Evidence] = []
    surely = False
    for text in layout.documents:
        body = visible(text.body)
        for match in _FIRST.finditer(body):
            line = text.evidence_at(match.start(), match.end())
            first.append(line)
            surely = surely or bool(_SURE.search(match[0]))
            surely = surely or bool(_SURE_ALONE.search(match[0]) and not _TUNING.search(line.quote or ""))
        later.extend(text.evidence_at(match.start(), match.end()) for match in _LATER.finditer(body))
    return Said(tuple(first), surely, tuple(later))


def launch_commands(text: Text) -> Iterator[tuple[str, int]]:
    """Commands in a document or script, each with the offset where it begins. Continued lines are joined."""
    body = visible(text.body).replace("\\\n", "  ")
    return ((match[0], match.start()) for match in _COMMAND.finditer(body))
