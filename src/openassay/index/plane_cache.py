"""Planes that were made once, kept beside the index for the next time.

    planes/<mark of the index>/<digest>.arrow     planes, by their names
    planes/<mark of the index>/releases.arrow     the names and publishers of the releases, in the order of the planes' bits

The mark changes with every line of the manifest, and what was kept under another one is thrown away. All of it can be deleted at
any time; it is made again from the segments.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from openassay.index.answers import Part
from openassay.index.damage import Unusable
from openassay.index.leaves import Leaf
from openassay.index.planes import make_planes
from openassay.index.sweep import Plane

FOLDER = "planes"
_RELEASES = "releases"
_ENDING = ".arrow"


class Source(Protocol):
    """What planes are made from."""

    @property
    def folder(self) -> Path:
        """Where the index lies."""

    @property
    def mark(self) -> str:
        """What changes whenever the answers or releases do; fit for the name of a folder."""

    def parts(self) -> Iterable[Part]:
        """The answers about all releases."""

    def names(self) -> Iterable[tuple[str, str]]:
        """Name and publisher of each release, in the same order."""


class PlaneCache:
    """The planes of an index as it stands."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._mark = source.mark
        self._folder = source.folder / FOLDER / self._mark
        self._planes: dict[str, Plane] = {}
        for path in sorted(self._folder.glob(f"*{_ENDING}")):
            if path.stem != _RELEASES and (batch := _read(path)) is not None:
                self._planes |= {name: batch.column(name).to_numpy() for name in batch.schema.names}

    def planes(self, leaves: Iterable[Leaf]) -> Mapping[str, Plane]:
        """Return planes that answer these leaves. Raises `Unusable` where a segment cannot be read, or changes meanwhile."""
        missing = [leaf for leaf in leaves if not {leaf.proven, leaf.possible} <= self._planes.keys()]
        if missing:
            made = make_planes(missing, self._source.parts())
            names = sorted(made)
            digest = hashlib.sha256("\n".join(names).encode()).hexdigest()[:32]
            self._keep(digest, pa.record_batch([pa.array(made[name]) for name in names], names=names))
            self._planes |= made
        return self._planes

    @cached_property
    def releases(self) -> "Releases":
        """The releases, in the order of the planes' bits."""
        batch = _read(self._folder / f"{_RELEASES}{_ENDING}")
        if batch is None:
            pairs = list(self._source.names())
            names, publishers = (pa.array([pair[place] for pair in pairs], pa.string()) for place in (0, 1))
            columns = [names, publishers.dictionary_encode()]
            batch = pa.record_batch(columns, names=["release", "publisher"])
            self._keep(_RELEASES, batch)
        publisher = batch.column("publisher")
        return Releases(batch.column("release"), publisher.indices.to_numpy(), tuple(publisher.dictionary.to_pylist()))

    def _keep(self, name: str, batch: Any) -> None:
        """Write a file, whole or not at all. An index that may only be read goes without.

        Raises `Unusable` where the index has another mark by now: then nobody knows which one the batch was made from.
        """
        if self._source.mark != self._mark:
            raise Unusable(f"the index in {self._source.folder} was changed while it was read; try again")
        with suppress(OSError):
            if not self._folder.exists():
                shutil.rmtree(self._folder.parent, ignore_errors=True)
                self._folder.mkdir(parents=True, exist_ok=True)
            spare = self._folder / f"{name}.{os.getpid()}.tmp"
            with spare.open("wb") as file:
                with pa.ipc.new_file(file, batch.schema) as writer:
                    writer.write_batch(batch)
                file.flush()
                os.fsync(file.fileno())
            spare.replace(self._folder / f"{name}{_ENDING}")


@dataclass(frozen=True)
class Releases:
    """Who the bits of planes are about."""

    _names: Any
    _publisher: npt.NDArray[np.int32]
    _publishers: tuple[str, ...]

    def __len__(self) -> int:
        return len(self._names)

    def names(self, rows: npt.NDArray[np.intp]) -> list[str]:
        """Return the names of the releases in some rows."""
        found: list[str] = self._names.take(pa.array(rows)).to_pylist()
        return found

    def by_name(self, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """Return the same rows, ordered by the names of the releases."""
        import pyarrow.compute as pc

        ordered: npt.NDArray[np.intp] = rows[pc.sort_indices(self._names.take(pa.array(rows))).to_numpy()]
        return ordered

    def publishers(self, rows: npt.NDArray[np.intp]) -> list[str]:
        """Return the publishers of the releases in some rows; empty where nobody knows."""
        return [self._publishers[place] for place in self._publisher[rows].tolist()]

    def by_publisher(self, rows: npt.NDArray[np.intp]) -> Sequence[tuple[str, int, int]]:
        """Return each publisher of these rows with how many of them it has, and how many releases in all; most first."""
        size = len(self._publishers)
        here, whole = np.bincount(self._publisher[rows], minlength=size), np.bincount(self._publisher, minlength=size)
        found = [(self._publishers[place], int(here[place]), int(whole[place])) for place in np.flatnonzero(here)]
        return sorted(found, key=lambda one: (-one[1], one[0]))


def _read(path: Path) -> Any:
    """The batch that a file holds, mapped into memory; None where there is no such file, or none that is whole."""
    try:
        with pa.memory_map(str(path)) as file:
            return pa.ipc.open_file(file).get_batch(0)
    except (OSError, pa.ArrowException):
        return None
