"""What is read of a repository on the Hub: card and licenses, small files in the order of what they tell, starts of large ones.

The plan is made from the listing alone, so it is the same on every run, and it is known before the first file is asked for.
"""

import re
from collections.abc import Iterable
from enum import StrEnum

from openassay.sources.hub_record import HubFile
from openassay.vocabulary.limits import HUB_DATA, HUB_FILE, HUB_FILES, HUB_HEAD, HUB_HEADS, LICENSE_FILE


class Part(StrEnum):
    """How much of a file is read."""

    WHOLE = "whole"
    START = "start"
    LISTED = "listed"
    """Nothing, and it is there all the same: its size and digest stand in the listing, and others like it are looked into."""
    NOTHING = "nothing"


_OPEN = re.compile(r"(?i)^(?:readme(?:\.\w+)?|licen[sc]e[\w.-]*|copying[\w.-]*|notice[\w.-]*|[\w.-]*polic(?:y|ies)[\w.-]*)$")
"""Names that the Hub gives to anyone, gate or not."""
_SAYS_MOST = re.compile(r"(?i)readme|licen[sc]e|copying|notice|polic(?:y|ies)|terms|card|datasheet|citation")
_DESCRIBES = re.compile(
    r"(?i)\.index\.json$|^(?:config|generation_config|adapter_config|tokenizer_config|special_tokens_map|preprocessor_config"
    r"|processor_config|model_index|params|training_args|trainer_state|all_results)\.json$|^requirements[\w.-]*\.txt$|\.toml$"
)
_CODE = re.compile(r"(?i)\.(?:py|ipynb|sh|slurm|jl|r|cu|cpp)$")
_PROSE = re.compile(r"(?i)\.(?:md|rst|txt|ya?ml|json|jinja|cfg|ini)$")
_BARE = re.compile(r"^\.?[\w-]+$")
"""Names without a suffix: `.gitattributes`, which nearly every repository has, `Modelfile`."""
_WEIGHTS = re.compile(
    r"(?i)\.(?:safetensors|gguf|ggml|bin|pt|pth|ckpt|onnx|h5|keras|tflite|npz|msgpack|nemo|model|pkl|joblib|ot|mlmodel)$"
)
_DATA = re.compile(r"(?i)\.(?:parquet|jsonl|csv|tsv|arrow|zst|gz|tar|zip|json|txt|hdf5|xz)$")
_PAGES = re.compile(r"(?i)\.pdf$")

_LARGE = (_WEIGHTS, _PAGES, _DATA)
_DATA_RANK = 2


def make_plan(files: Iterable[HubFile]) -> dict[str, Part]:
    """How much of each file is read, by path. Small files first, and of the large ones those that may be weights.

    A start alone is read only where the listing has a digest of the whole: what nobody can check is no evidence.
    """
    plan: dict[str, Part] = {}
    small: list[tuple[int, int, str]] = []
    weights: list[tuple[int, int, str]] = []
    others: list[tuple[int, int, str]] = []
    whole: set[str] = set()
    for file in files:
        plan[file.path] = Part.NOTHING if file.size else Part.WHOLE  # what is empty is known without asking
        name = file.path.rpartition("/")[2]
        depth = file.path.count("/")
        place, rank = _place(name), _rank(name)
        if not file.size:
            continue
        if place is not None and file.size <= (LICENSE_FILE if place == 0 else HUB_FILE).value:
            small.append((place, depth, file.path))
        elif rank is not None and (file.lfs or file.size <= HUB_HEAD.value):
            (others if rank else weights).append((rank, depth, file.path))
            plan[file.path] = Part.LISTED if rank == _DATA_RANK and file.lfs else Part.NOTHING
            whole |= set() if file.lfs else {file.path}
    for _, _, path in sorted(small)[: HUB_FILES.value]:
        plan[path] = Part.WHOLE
    for _, _, path in (*sorted(weights)[: HUB_HEADS.value], *sorted(others)[: HUB_DATA.value]):
        plan[path] = Part.WHOLE if path in whole else Part.START
    return plan


def is_open_to_all(path: str) -> bool:
    """Whether the Hub gives a file of this path to those as well who are not let in."""
    return bool(_OPEN.match(path))


def _place(name: str) -> int | None:
    """The place of a small file among those that are fetched whole, the least first; None where it is none of them."""
    if _WEIGHTS.search(name):
        return None
    for place, pattern in enumerate((_SAYS_MOST, _DESCRIBES, _CODE, _PROSE, _BARE)):
        if pattern.search(name):
            return place
    return None


def _rank(name: str) -> int | None:
    """The place of a large file among those whose start is fetched."""
    for rank, pattern in enumerate(_LARGE):
        if pattern.search(name):
            return rank
    return None
