"""Which folders hold somebody else's work: what stands there is not the releaser's, and proves nothing of the release.

A folder is taken for somebody else's when it is named so (`third_party/`, `node_modules/`), when it is a git submodule, or
when it is a project of its own: packaged, and under a license text that differs from the root's by more than a copyright line.
"""

import re
from collections.abc import Callable, Iterable

from openassay.vocabulary.release import Artifact, EntryKind
from openassay.vocabulary.text import Text

NAMED = frozenset({
    "third_party", "third-party", "thirdparty", "3rdparty", "3rd_party", "vendor", "vendored", "_vendor", "external",
    "externals", "extern", "deps", "dependencies", "submodules", "node_modules", "site-packages", "bower_components",
})  # fmt: skip
"""Folders that say by name that their content came from elsewhere."""

FRAMEWORKS = frozenset({
    "accelerate", "alpaca-lora", "apex", "autogptq", "axolotl", "bitsandbytes", "colossalai", "deepspeed", "detectron2",
    "diffusers", "espnet", "fairseq", "fastchat", "flash-attention", "gpt-neox", "llama-factory", "llama.cpp", "llm-foundry",
    "lm-evaluation-harness", "megatron-deepspeed", "megatron-llm", "megatron-lm", "mmcv", "mmdetection", "mmsegmentation",
    "nanotron", "nemo", "open_clip", "openfold", "peft", "pytorch-lightning", "s3prl", "stylegan2-ada-pytorch",
    "text-generation-inference", "torchtitan", "transformers", "trl", "vllm", "xformers",
})  # fmt: skip
"""Folders named like a well-known framework hold a copy of it, where they are a project of their own."""

_LICENSE = re.compile(r"(?i)^(licen[sc]e|copying)([._-].*)?$")
_PACKAGING = frozenset({"setup.py", "setup.cfg", "pyproject.toml", "package.json", "Cargo.toml", "CMakeLists.txt"})
_COPYRIGHT = re.compile(r"(?im)^.*\bcopyright\b.*$|\W+")

ReadText = Callable[[Artifact], Text | None]


def find_vendored(artifacts: Iterable[Artifact], read_text: ReadText) -> frozenset[str]:
    """The topmost folders that hold somebody else's work, as paths without a final slash."""
    licenses: dict[str, list[Artifact]] = {}
    packaged: set[str] = set()
    found: set[str] = set()
    folders: set[str] = set()
    for artifact in artifacts:
        folders.add(artifact.folder)
        name = artifact.name
        if artifact.kind is EntryKind.SUBMODULE:
            found.add(artifact.path)
        elif name in _PACKAGING:
            packaged.add(artifact.folder)
        elif _LICENSE.match(name):
            licenses.setdefault(artifact.folder, []).append(artifact)
    found |= {folder for parts in map(_prefixes, folders) for folder in parts if folder.rpartition("/")[2].lower() in NAMED}
    roots = {folder for folder in licenses if _is_root(folder, folders)}
    ours = {_gist(artifact, read_text) for root in roots for artifact in licenses[root]} - {None}
    for folder in (packaged & set(licenses)) - roots:
        theirs = {_gist(artifact, read_text) for artifact in licenses[folder]} - {None}
        if folder.rpartition("/")[2].lower() in FRAMEWORKS or (ours and theirs and not ours & theirs):
            found.add(folder)
    return frozenset(folder for folder in found if not any(above in found for above in _prefixes(folder)[:-1]))


def _prefixes(folder: str) -> list[str]:
    parts = folder.split("/") if folder else []
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]


def _is_root(folder: str, folders: set[str]) -> bool:
    """Whether a folder speaks for the whole: the root, the one folder that holds everything, or a package's own metadata."""
    if not folder or folder.endswith((".dist-info", ".dist-info/licenses")):
        return True
    return "/" not in folder and all(other == folder or other.startswith(f"{folder}/") for other in folders)


def _gist(artifact: Artifact, read_text: ReadText) -> str | None:
    """A license text without its copyright lines, white space and punctuation; None for a link, which is ours."""
    text = read_text(artifact)
    return _COPYRIGHT.sub("", text.body).lower() if text else None
