"""By what names a release calls itself: the words of its titles, and the names that its documents use most."""

import re
from collections import Counter
from collections.abc import Iterable

from openassay.formats.passages import Form, Passage, Shown
from openassay.formats.visible_text import VisibleText

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-.][A-Za-z0-9]+)*|[A-Z]{2,}")
_COMMON = frozenset(
    ["ai", "api", "apache", "arxiv", "bert", "bf16", "bleu", "by", "cc", "ci", "cpu", "cuda", "docker", "english", "chinese", "face", "fp8", "fp16", "gguf", "github", "gpu", "gpus", "google", "hub", "hugging", "huggingface", "i", "ii", "iii", "json", "kb", "license", "lfs", "llm", "llms", "lm", "mit", "ml", "mlm", "modelscope", "model", "models", "nc", "nlp", "none", "nvidia", "ok", "onnx", "openai", "paper", "pdf", "pip", "pypi", "python", "pytorch", "qa", "readme", "rl", "rlhf", "sa", "sft", "sota", "tensorflow", "tpu", "transformers", "url", "us", "usa", "v1", "v2", "v3", "windows", "linux", "macos", "meta", "microsoft", "apple", "ibm", "amazon", "a", "an", "the", "this", "we", "our", "it", "in", "on", "for", "and", "or", "with", "to", "of", "is", "are", "as", "at", "be", "if", "table", "figure", "note", "how", "what", "why", "when", "where", "please", "installation", "introduction", "usage", "citation", "overview", "getting", "started", "welcome", "toolkit", "library", "repository", "project", "official", "open", "source", "opensource", "code", "data", "dataset", "language", "large", "foundation", "family"]
)
_PLAIN = re.compile(r"(?<![\w-])[a-z]{2,}(?![\w-])")
SHARE = 0.3
"""A name is the release's own where it is used at least this share of the time that the most used name is."""


def own_names(documents: Iterable[VisibleText]) -> frozenset[str]:
    """The names, in lower case, by which the release speaks of itself."""
    titled: set[str] = set()
    used: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    for document in documents:
        if _is_front(document.text.path):
            titled |= set(_names(_title(document), begins_too=True)) | _of_path(document.text.path)
        for passage in document.passages:
            if passage.kind is Shown.VISIBLE and passage.form in (Form.PARAGRAPH, Form.ITEM):
                words = _without_links(passage)
                used.update(_names(words))
                plain.update(_PLAIN.findall(words))
    most = max(used.values(), default=0)
    found = {name for name, count in used.items() if count >= max(4, most * SHARE)} | {name for name in titled if used[name]}
    # A word that is written small as often as not is no name, however it stands in a title.
    return frozenset(name for name in found if name not in _COMMON and len(name) > 1 and plain[name] < used[name])


def _is_front(path: str) -> bool:
    """Whether a document introduces what it stands beside: a README or a card."""
    name = path.rpartition("/")[2].lower()
    return name.startswith("readme") or "card" in name


def _title(document: VisibleText) -> str:
    return next((one.said for one in document.passages if one.kind is Shown.HEADING and one.level == 1), "")


def _names(words: str, *, begins_too: bool = False) -> list[str]:
    """Words that are names by their look: a capital letter that no sentence explains, or a digit."""
    found = []
    for match in _NAME.finditer(words):
        word = match[0]
        begins = match.start() == 0 or words[max(0, match.start() - 2) : match.start()] in (". ", ": ")
        odd = any(sign.isupper() for sign in word[1:]) or any(sign.isdigit() for sign in word)
        if odd or (word[0].isupper() and (begins_too or not begins)):
            found.append(word.lower())
            if "-" in word:
                found.append(word.lower().split("-")[0])
    return found


def _without_links(passage: Passage) -> str:
    parts, at = [], 0
    for mark in passage.marks:
        if mark.kind is Shown.LINK and mark.target.startswith("http") and mark.start >= at:
            parts.append(passage.said[at : mark.start])
            at = mark.end
    parts.append(passage.said[at:])
    return "".join(parts)


def _of_path(path: str) -> set[str]:
    """The folder that a README stands in, and the name of a card: both are often the name of what they are about."""
    folder, _, name = path.lower().rpartition("/")
    stem = name.partition(".")[0].replace("model_card", "").replace("modelcard", "").strip("_-")
    return {part for part in (folder.rpartition("/")[2], stem) if part}
