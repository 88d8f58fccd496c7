"""The keys of a card's front matter, without reading it as YAML: enough to tell a card from a README."""

import re

from openassay.vocabulary import limits

_KEY = re.compile(r"^([A-Za-z_][\w-]{0,60}):", re.MULTILINE)

MODEL_KEYS = frozenset({
    "pipeline_tag", "library_name", "base_model", "base_model_relation", "model-index", "widget", "inference", "quantized_by",
    "license", "tags", "language", "datasets", "metrics",
})  # fmt: skip
DATA_KEYS = frozenset({
    "task_categories", "task_ids", "size_categories", "dataset_info", "annotations_creators", "language_creators",
    "source_datasets", "configs", "multilinguality",
})  # fmt: skip


def front_block(body: str) -> str:
    """The text between the dashes at the head of a document; empty where there is none."""
    if not body.startswith("---\n"):
        return ""
    end = body.find("\n---", 3, limits.FRONT_MATTER.value)
    return body[4 : end + 1] if end > 0 else ""


def front_keys(body: str) -> frozenset[str]:
    """The top-level keys of the front matter."""
    return frozenset(match[1] for match in _KEY.finditer(front_block(body)))


def front_lines(body: str, key: str) -> list[tuple[int, str]]:
    """The lines of one key (its own and its indented or listed ones) with their line numbers."""
    found: list[tuple[int, str]] = []
    inside = False
    for number, line in enumerate(front_block(body).split("\n"), 2):
        if line.startswith(f"{key}:"):
            inside = True
        elif inside and not line.startswith((" ", "-", "\t")):
            break
        if inside and line.strip():
            found.append((number, line))
    return found
