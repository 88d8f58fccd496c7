"""Importing this module makes a process ready to assess: everything is imported, and every table is read.

A release is read in a child of the worker, and what the worker has read already the child need not read again. To have it read, a
release that was made up here is assessed once.
"""

from collections.abc import Iterator

import pyarrow.parquet

from openassay.application.assess import assess_snapshot
from openassay.application.auditing import chunk
from openassay.application.known import known
from openassay.index import segments
from openassay.reports.document import to_bytes, to_document
from openassay.vocabulary.content import Content, Held
from openassay.vocabulary.findings import Finding, Unreadable
from openassay.vocabulary.release import Entry, EntryKind

__all__ = ["chunk", "pyarrow"]

_CARD = b"""---
license: apache-2.0
pipeline_tag: text-generation
datasets: [a/b]
---
# A model

It is released under the Apache License 2.0. It was trained on 10 GB of text from Wikipedia, for 30 hours on 8 GPUs.
The code is open.

## Training data

The training data were collected from the web and filtered. They may not be used for harm.

## Evaluation

Accuracy is 71 %. See https://doi.org/10.0000/none and https://example.org/owner/name.
"""
_FILES = {
    "LICENSE": b"Apache License\nVersion 2.0, January 2004\n\nPermission is granted to anyone to use it for research only.\n",
    "README.md": _CARD,
    "config.json": b'{"architectures": ["Any"], "model_type": "any"}',
    "pyproject.toml": b'[project]\nname = "a"\nversion = "1"\nlicense = "MIT"\ndependencies = ["torch==2.0"]\n',
    "train.py": b"import torch\n\n\ndef main():\n    loss = model(batch)\n    loss.backward()\n    optimizer.step()\n",
}


class _Made:
    """The release that was made up."""

    locator = "made-up"
    revision = ""
    complete = True

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def walk(self) -> Iterator[tuple[Entry, Content | None]]:
        for path, data in _FILES.items():
            yield Entry(path, EntryKind.FILE, len(data)), Held(data)

    def reopen(self, path: str) -> Content:
        if path not in _FILES:
            raise Unreadable("error:unreadable", f"{path} is not there")
        return Held(_FILES[path])

    def close(self) -> None:
        """Do nothing."""


def _warm_up() -> None:
    segments.compress(b"")
    known()
    to_bytes(to_document(assess_snapshot(_Made(), (), lambda _: None)))


_warm_up()
