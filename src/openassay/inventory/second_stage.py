"""Whether a release shows any sign of a second stage of training, or of weights that it was tuned from."""

import re

from openassay.inventory.front_matter import front_lines
from openassay.inventory.layout import Layout
from openassay.inventory.visible import prose
from openassay.vocabulary.facts import Evidence

_STAGE = re.compile(
    r"(?i)\b(?:instruct(?:ion)?[- ]?(?:tun\w+|model|following|fine\w*)|[\w.]+[- ]instruct\b|[\w.]+[- ]chat\b|chat\s+models?"
    r"|fine-?tuned|rlhf|dpo|sft|preference\s+(?:data|optimi[sz]ation)|post-?train\w*|supervised\s+fine-?tun\w+)\b|指令|对话模型|微调"
)
_BASE = re.compile(
    r"(?i)\b(?:fine-?tuned|tuned|derived|initiali[sz]ed|adapted|continue[d-]*\s*pre-?train\w*|built)\s+(?:from"
    r"|on\s+top\s+of|upon|version\s+of)\s+(?:the\s+)?(?:weights\s+of\s+)?"
    r"(?:\[|`|\*\*)?(?=[^\n]{0,60}\b(?:llama|mistral|gemma|qwen|falcon|bert|clip|vit|gpt|t5|vicuna|dino|phi|stable\s+diffusion"
    r"|prismatic|starcoder|deepseek|huggingface\.co))"
)


def signs_of_second_stage(layout: Layout) -> list[Evidence]:
    """Lines of documents that speak of instruction, chat or preference tuning."""
    found: list[Evidence] = []
    for text in layout.documents:
        match = _STAGE.search(prose(text.body))
        if match:
            found.append(text.evidence_at(match.start(), match.end()))
    return found


def named_bases(layout: Layout) -> list[Evidence]:
    """Lines that name the model that this one was tuned from: a card's `base_model`, or a sentence."""
    found: list[Evidence] = []
    for text in layout.documents:
        found.extend(text.evidence(number) for number, _ in front_lines(text.body, "base_model"))
        found.extend(text.evidence_at(match.start(), match.end()) for match in _BASE.finditer(prose(text.body)))
    return found
