"""The words of a path: `scripts/preTrain_finetune-v2.py` says pre, train, pretrain, finetune.

Whole words only: a `restraint` trains nothing and `pretrained` is no pre-training.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


class Words(NamedTuple):
    """The words of a path in lower case, each two neighbours joined too (`fine-tune` says finetune) but for single letters."""

    name: frozenset[str]
    """Words of the file's own name, without its suffix."""
    folders: frozenset[str]
    """Words of the folders above it."""

    @property
    def all(self) -> frozenset[str]:
        """Words of the whole path."""
        return self.name | self.folders


@lru_cache(maxsize=8192)
def words_of(part: str) -> frozenset[str]:
    """The words of one part of a path or of a short phrase."""
    found = [word.lower() for word in _WORD.findall(part)]
    return frozenset(found) | {first + second for first, second in pairwise(found) if len(first) > 1 and len(second) > 1}


@lru_cache(maxsize=8192)
def folder_words(folder: str) -> frozenset[str]:
    """The words of a folder's path."""
    return frozenset().union(*map(words_of, folder.split("/")))


def path_words(path: str) -> Words:
    """The words of a path."""
    folder, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0] or name
    return Words(words_of(stem), folder_words(folder))
