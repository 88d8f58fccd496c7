"""Places that documents and code name: where weights, data, papers and cards are said to be."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from openassay.inventory.code import CODE, Shelf, marked
from openassay.inventory.visible import visible
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.text import Text


class What(StrEnum):
    """What kind of place is named."""

    HUB_MODEL = "a model page"
    HUB_DATA = "a data set page"
    DOWNLOAD = "a file of weights"
    DATA = "a data archive"
    PAPER = "a paper"


class Mention(NamedTuple):
    """One place that is named."""

    what: What
    target: str
    evidence: Evidence


_URL = re.compile(r"(?:https?://|hf://|magnet:\?|gs://|s3://)[^\s\"'<>)\]}`,\\|]{4,400}")
_NOT_MODELS = frozenset({
    "datasets", "spaces", "docs", "papers", "blog", "settings", "join", "login", "models", "organizations", "learn", "tasks",
    "pricing", "front", "chat", "new", "api", "course", "posts", "metrics", "evaluate",
})  # fmt: skip
_HUB = re.compile(r"^https?://(?:www\.)?(?:huggingface\.co|hf\.co|hf-mirror\.com)/(?P<rest>[^#?]+)|^hf://(?P<short>[^#?]+)")
_OTHER_HUBS = re.compile(
    r"^https?://(?:www\.)?(?:modelscope\.(?:cn|ai)/(?:models|organization)/|kaggle\.com/models/|wisemodel\.cn/models"
    r"|ollama\.com/library/"
    r"|tfhub\.dev/|catalog\.ngc\.nvidia\.com/orgs/|ai\.meta\.com/resources/models|llama\.meta\.com|openi\.pcl\.ac\.cn/)"
)
_WEIGHT_FILE = re.compile(
    r"(?i)\.(?:safetensors|pt|pth|ckpt|bin|gguf|onnx|h5|keras|npz|tflite|msgpack|jit|jpt|pt2|th|model|nemo|pth\.tar"
    r"|params)(?:\?|$)"
    r"|^magnet:"
)
_WEIGHT_WORD = re.compile(r"(?i)weights?|checkpoint|ckpt|params|pretrained")
_ARCHIVE = re.compile(
    r"(?i)\.(?:tar|zip|tar\.gz|tgz|zst)(?:\?|$)|^gs://|^s3://|storage\.googleapis\.com|dl\.fbaipublicfiles\.com"
)
_WEIGHT_LINE = re.compile(
    r"(?i)\b(?:checkpoints?|(?:model|trained)\s+weights|weights|pre-?trained\s+models?|trained\s+models?|model\s+parameters"
    r"|权重|模型文件)\b"
)
_FILE_HOST = re.compile(
    r"(?i)^https?://(?:drive\.google|pan\.baidu|(?:www\.)?dropbox|[\w.-]*box\.com|1drv|[\w.-]*sharepoint|mega\.nz"
    r"|[\w.-]*onedrive)"
)
_FILE_NAMED = re.compile(r"(?i)\.(?:onnx|pth|pt|ckpt|safetensors|gguf|h5|npz)\b|\bmodel")
_OFFERS = re.compile(r"(?i)\b(?:download\w*|available|released?|found|here|link|provide\w*|get|stored|hosted|wget|curl)\b|下载")
_NO_OFFER = re.compile(
    r"(?i)^https?://(?:github\.com/[^/]+/[^/]+/?(?:$|issues|pull|blob|tree|actions|wiki)|img\.shields|[\w.-]*readthedocs"
    r"|colab\.research|(?:www\.)?youtube|x\.com|twitter|[\w.]*wikipedia|pytorch\.org|opensource\.org|creativecommons)"
    r"|\.(?:png|jpe?g|svg|gif|md|py|html)$"
)
_DATA_HOST = re.compile(
    r"(?i)^https?://(?:www\.)?(?:zenodo\.org|figshare\.com|[\w.-]*figshare|kaggle\.com/(?:datasets|c|competitions)"
    r"|doi\.org/10\.(?:5281|6084|7910|5061)"
    r"|dataverse\.|physionet\.org|openml\.org|registry\.opendata\.aws|cds\.climate\.copernicus\.eu"
    r"|[\w.-]*materialsproject\.org|data\.\w+|commoncrawl\.org"
    r"|files\.rcsb\.org|(?:www\.)?rcsb\.org|[\w.-]*uniprot\.org|modelscope\.cn/datasets)"
)
_PAPER = re.compile(
    r"(?i)^https?://(?:www\.)?(?:arxiv\.org/(?:abs|pdf|html)|(?:dx\.)?doi\.org/10\.|aclanthology\.org"
    r"|openreview\.net/(?:forum|pdf)|proceedings\.|[\w.-]*biorxiv\.org|[\w.-]*medrxiv\.org|chemrxiv\.org"
    r"|(?:www\.)?nature\.com/articles|(?:www\.)?science\.org/doi|papers\.nips\.cc|openaccess\.thecvf\.com"
    r"|pubs\.acs\.org|journals\.aps\.org|huggingface\.co/papers|dl\.acm\.org/doi|ieeexplore)"
)
_MARKS = ("://", "from_pretrained(", "hf_hub", "repo_id", "load_dataset(", "snapshot_download")
_IN_CODE = re.compile(
    r"(?:from_pretrained|hf_hub_download|snapshot_download|load_from_hub"
    r"|cached_download)\(\s*(?:repo_id\s*=\s*)?[\"']([\w.-]{1,96}/[\w.-]{1,96})[\"']"
    r"|repo_id\s*=\s*[\"']([\w.-]{1,96}/[\w.-]{1,96})[\"']|load_dataset\(\s*[\"']([\w.-]{1,96}/[\w.-]{1,96})[\"']"
)


def mentions(shelf: Shelf) -> list[Mention]:
    """Every place that is named, in the order of documents and then of code."""
    found: list[Mention] = []
    for text in shelf.layout.documents:
        found.extend(_in_text(text, visible(text.body)))
    for file in shelf.files(CODE):
        code = file.text if marked(file.body, _MARKS) else None
        if code is not None:
            found.extend(mention for mention in _in_text(code, code.body) if mention.what is not What.PAPER)
    return found


def _in_text(text: Text, body: str) -> Iterator[Mention]:
    for match in _URL.finditer(body):
        url = match[0].rstrip(".;:*_")
        what = kind_of(url) or _offered(url, text, match.start())
        if what is What.DATA and _is_badge(body, match.start()):
            continue
        if what:
            yield Mention(what, url, text.evidence_at(match.start(), match.end()))
    for match in _IN_CODE.finditer(body):
        target = match[1] or match[2]
        what = What.HUB_MODEL if target else What.HUB_DATA
        yield Mention(what, target or match[3], text.evidence_at(match.start(), match.end()))


def _is_badge(body: str, at: int) -> bool:
    """Whether an address stands in a badge, as that of an archived version of the code often does."""
    return "badge" in body[max(0, body.rfind("\n", 0, at), at - 300) : at + 100]


def _offered(url: str, text: Text, at: int) -> What | None:
    """Weights, where the line around an address offers them; whole lines of scripts that fetch an archive of a model."""
    if _NO_OFFER.search(url):
        return None
    line = text.lines[text.line_at(at) - 1][:2000]
    if _FILE_HOST.match(url) and _FILE_NAMED.search(line):
        return What.DOWNLOAD
    if _WEIGHT_LINE.search(line) and _OFFERS.search(line):
        return What.DOWNLOAD
    fetches = (
        _ARCHIVE.search(url)
        and re.search(r"(?i)model|weight|checkpoint", text.path)
        and re.search(r"\b(?:wget|curl|aria2c|gsutil)\b", line)
    )
    return What.DOWNLOAD if fetches else None


def kind_of(url: str) -> What | None:
    """What an address leads to, by its host and path."""
    if _PAPER.match(url):
        return What.PAPER
    hub = _HUB.match(url)
    if hub:
        parts = [part for part in (hub["rest"] or hub["short"] or "").split("/") if part]
        if len(parts) >= 3 and parts[0] == "datasets":
            return What.HUB_DATA
        return What.HUB_MODEL if len(parts) >= 2 and parts[0] not in _NOT_MODELS else None
    if _OTHER_HUBS.match(url):
        return What.HUB_MODEL
    if _WEIGHT_FILE.search(url):
        return What.DOWNLOAD
    if _DATA_HOST.match(url):
        return What.DATA
    if _ARCHIVE.search(url) and _WEIGHT_WORD.search(url):
        return What.DOWNLOAD
    return None
