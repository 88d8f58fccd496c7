"""What stands between a reader and the weights: a form, a click, an account, an e-mail, a run-time log-in.

A gate is an act that a person is asked for, in a sentence or two that also speaks of the weights. Words that merely look like it
(gated linear units, voltage-gated channels, mitigated, a log-in to a logging service) are none.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from openassay.inventory.layout import Layout
from openassay.inventory.visible import visible
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.text import Text


class Kind(StrEnum):
    """What is asked for."""

    FORM = "a form or a request that the publisher decides on"
    CLICK = "the acceptance of terms"
    EMAIL = "an e-mail to the publisher"
    COMMERCIAL = "an application for commercial use"
    LOGIN = "a log-in when the weights are loaded"


class Gate(NamedTuple):
    """One gate and the line that tells of it."""

    kind: Kind
    evidence: Evidence


_WEIGHTS = (
    r"(?:\bweights?\b|\bcheckpoints?\b|\bmodel\s+(?:files?|parameters|weights?)\b|\bparameters\s+(?:of|for|file|are)\b"
    r"|(?:use|using|download|access|obtain|get)\s+(?:to\s+)?(?:the\s+|our\s+)?\w{0,20}\s?models?\b"
    r"|\bbefore\s+using\b|\bthe\s+models?\s+(?:is|are)\s+(?:available|released|gated)|\bmodel\s+cards?\b"
    r"|\bbefore\s+you\s+can\s+use\b|权重|模型参数|下载模型|检查点)"
)
_FORM = (
    r"\b(?:request|apply\s+for|requesting|ask\s+for|gain|grant(?:ed)?)\s+(?:an?\s+|for\s+|the\s+)?(?:early\s+|model\s+)?access\b"
    r"|\baccess\s+request\b|\brequires?\s+(?:manual\s+)?approval\b|\bmanual(?:ly)?\s+approv"
    r"|\brequest\s+(?:is|has been|was)\s+(?:approved|accepted|granted)|\bonce\s+(?:your\s+request\s+is\s+)?(?:approved"
    r"|accepted|granted)\b|\bfill(?:ing)?\s+(?:in|out)\s+(?:this|the|a|an|our)\s+[^.\n]{0,30}form\b"
    r"|\b(?:upon|on)\s+(?:reasonable\s+)?request\b|\bgated\s+(?:repo|model|access|behind|weights|checkpoint)"
    r"|\bonly\s+if\s+(?:you\s+)?receiv\w+\s+(?:them\s+)?directly\s+from\b|申请(?:下载|访问|权重|使用)|填写[^。\n]{0,20}(?:申请表|表单|问卷)"
    r"|https?://(?:docs\.google\.com/forms|forms\.gle|\w+\.wjx\.|forms\.office)"
)
_CLICK = (
    r"\baccept(?:ing)?\s+(?:the|our|its|their|these|this)\s+[^.\n]{0,40}?(?:licen[sc]e|agreement|terms|conditions)"
    r"|\bagree(?:ing)?\s+to\s+(?:the|our|its|their|share|these)\s+[^.\n]{0,40}?(?:licen[sc]e|agreement|terms|conditions"
    r"|contact)"
    r"|\backnowledg(?:e|ing)\s+(?:the\s+)?licen[sc]e|同意[^。\n]{0,20}(?:协议|许可|条款)"
)
_EMAIL = (
    r"\b(?:apply|request|contact\s+us|send\s+(?:us\s+)?an?)\s+(?:by|via|through|an)?\s*e-?mail\b"
    r"|\be-?mail\s+us\b[^.\n]{0,40}\b(?:obtain|access|request|weights)|发送邮件|通过邮件申请|邮件申请"
)
_COMMERCIAL = re.compile(r"(?i)\bcommercial(?:ly)?\b|商用|商业")
_APPLY = re.compile(
    r"(?i)\b(?:apply|application|obtain|request|regist\w+|contact\s+us)\b[^.\n]{0,80}\b(?:commercial\s+(?:licen[sc]e"
    r"|permission|use|authori[sz]ation)|commercially)|(?:申请|登记|获得)[^。\n]{0,30}商(?:用|业)|商(?:用|业)[^。\n]{0,60}(?:申请|登记)"
    r"|questionnaire[^.\n]{0,80}commercial|commercial[^.\n]{0,80}questionnaire"
)
_NEAR = re.compile(f"(?i){_WEIGHTS}")
_ACTS = (
    (Kind.FORM, re.compile(f"(?i){_FORM}")),
    (Kind.CLICK, re.compile(f"(?i){_CLICK}")),
    (Kind.EMAIL, re.compile(f"(?i){_EMAIL}")),
)
_LOGIN = re.compile(
    r"(?i)\b(?:huggingface-cli|hf\s+auth)\s+login\b|^[ \t]{0,40}(?:huggingface_hub\.)?login\(\s{0,40}(?:token\s{0,4}=|\))"
    r"|\bnotebook_login\("
    r"|\blogged\s+in(?:to)?\b[^.\n]{0,60}\b(?:hugging\s*face|hub)\b|use_auth_token\s{0,4}=\s{0,4}True",
    re.MULTILINE,
)
_LOADS = re.compile(
    r"from_pretrained|hf_hub_download|snapshot_download|hub\.load|\.download\(|InferenceClient|load_model|resolve/main"
)
_UPLOADS = re.compile(r"(?i)push|upload|wandb|create_repo|dataset|token\s+to\s+publish")
_NOT_OURS = re.compile(
    r"(?i)\bdatasets?\b|\bAPI\b|playground|whitelist|discord|slack|mailing\s+list|pull\s+request|feature\s+request"
    r"|merge\s+request|深表感谢|\bappreciate\b|\boptional(?:ly)?\b|demo\b|newsletter|corpus|licen[sc]e\s+of\s+each"
)
_ASKED = re.compile(r"(?i)\b(?:must|need|needs|please|required?|before|first|click|have\s+to|should|visit|request)\b|需|请|必须")
"""Words that make the acceptance of terms a step that is asked for. "By using it you agree" is none."""
_DEPTH = 2
"""Documents deeper in the tree speak of parts, and often of other people's models."""
_MARKS = (
    "access",
    "accept",
    "agree",
    "acknowledg",
    "approv",
    "request",
    "form",
    "mail",
    "gated",
    "commercial",
    "申请",
    "填写",
    "同意",
    "邮件",
    "商用",
    "商业",
    "direct",
)
_LONGEST = 4000
"""Characters of a line that are looked at; prose has no longer ones."""
_MATCHES = 10
"""Acts of one kind that are looked at in one line."""
_AROUND = 1
"""Lines before and after an act in which the weights must be spoken of."""


def find_gates(layout: Layout) -> list[Gate]:
    """Every gate that the documents tell of, in their order."""
    found: list[Gate] = []
    for text in layout.documents:
        if text.path.count("/") > _DEPTH:
            continue
        body = visible(text.body)
        found.extend(_declared(text))
        found.extend(_told(text, [line[:_LONGEST] for line in body.split("\n")]))
        found.extend(_logins(text, body))
    return found


def _declared(text: Text) -> Iterator[Gate]:
    """Front matter of a Hub card that asks for something before it lets in."""
    if not text.body.startswith("---"):
        return
    head, _, _ = text.body[3:65_536].partition("\n---")
    for number, line in enumerate(head.split("\n"), 1):
        if line.startswith(("extra_gated_prompt:", "extra_gated_heading:")):
            yield Gate(Kind.CLICK, text.evidence(number))
        elif line.startswith("extra_gated_fields:"):
            yield Gate(Kind.FORM, text.evidence(number))


def _told(text: Text, lines: list[str]) -> Iterator[Gate]:
    for number, line in enumerate(lines, 1):
        lower = line.lower()
        if len(line) < 8 or not any(mark in lower for mark in _MARKS):
            continue
        if _APPLY.search(line) and _COMMERCIAL.search(line):
            yield Gate(Kind.COMMERCIAL, text.evidence(number))
            continue
        for kind, pattern in _ACTS:
            wrapped = f"{line} {lines[number]}" if number < len(lines) else line
            for match in islice(pattern.finditer(wrapped), _MATCHES):
                if match.start() > len(line):
                    break
                around = " ".join(lines[max(0, number - 1 - _AROUND) : number + _AROUND])
                sentence = _sentence(wrapped, match.start(), match.end())
                asked = kind is not Kind.CLICK or _ASKED.search(around)
                if asked and _NEAR.search(around) and not _NOT_OURS.search(sentence):
                    yield Gate(kind, text.evidence(number))
                    break


def _sentence(line: str, start: int, end: int) -> str:
    """The sentence of a line that holds the given span."""
    begin = max(line.rfind(mark, 0, start) for mark in (". ", "! ", "。", "? "))
    stops = [at for mark in (". ", "! ", "。", "? ") if (at := line.find(mark, end)) >= 0]
    return line[begin + 1 : min(stops, default=len(line))]


def _logins(text: Text, body: str) -> Iterator[Gate]:
    """A log-in is a gate where weights are loaded soon after it, and nothing is uploaded."""
    for match in _LOGIN.finditer(body):
        around = body[max(0, match.start() - 300) : match.end() + 600]
        if _LOADS.search(around) and not _UPLOADS.search(body[max(0, match.start() - 150) : match.end() + 150]):
            yield Gate(Kind.LOGIN, text.evidence_at(match.start(), match.end()))
            return
