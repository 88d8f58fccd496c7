import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from openassay.index.damage import Damaged, Unusable
from openassay.index.leaves import Leaf, Question, leaves_of
from openassay.index.plane_cache import FOLDER, PlaneCache
from openassay.index.planes import unpack
from openassay.index.store import Index
from openassay.index.stored import Stored, StoredPart
from openassay.vocabulary.facts import Answer, Basis
from tests.assessments import STANDARD
from tests.index.documents import document_of

CODE = Question("published/inference-code", Basis.OBSERVED)
CARD = Question("published/model-card", Basis.OBSERVED)
YES, NO = Answer.YES, Answer.NO


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with Index.open(tmp_path / "index", create=True, writing=True) as opened:
        opened.add([("a", document_of("a", {CODE.key: YES})), ("b", document_of("b", {CODE.key: NO}))], "2026-11-01")
        yield opened


class Watched(Stored):
    """An index that counts how often its segments are read."""

    read = 0

    def parts(self) -> Iterator[StoredPart]:
        self.read += 1
        return super().parts()


def proven(index: Index, leaf: Leaf = CODE) -> list[bool]:
    cache = PlaneCache(Stored(index))
    bits: list[bool] = unpack(cache.planes([leaf])[leaf.proven], len(cache.releases)).tolist()
    return bits


def files(index: Index) -> list[Path]:
    return sorted((index.folder / FOLDER).rglob("*.arrow"))


def test_planes_are_read_from_the_segments_once(index: Index) -> None:
    source = Watched(index)
    for _ in range(3):
        assert unpack(PlaneCache(source).planes([CODE])[CODE.proven], 2).tolist() == [True, False]
    assert source.read == 1
    PlaneCache(source).planes([CODE, CARD])
    assert source.read == 2
    PlaneCache(source).planes([CARD])
    assert source.read == 2


def test_a_release_counts_as_it_was_seen_last(index: Index) -> None:
    assert proven(index) == [True, False]
    index.add([("a", document_of("a", {CODE.key: NO})), ("c", document_of("c", {CODE.key: YES}))], "2026-11-02")
    assert proven(index) == [False, False, True]
    releases = PlaneCache(Stored(index)).releases
    assert releases.names(np.arange(3)) == ["b", "a", "c"]


def test_what_was_kept_of_an_index_that_has_changed_is_thrown_away(index: Index) -> None:
    proven(index)
    before = files(index)
    assert len(before) == 2
    index.add([("c", document_of("c", {CODE.key: YES}))], "2026-11-01")
    proven(index)
    assert not set(before) & set(files(index))
    assert len(files(index)) == 2


def test_a_file_that_is_not_whole_is_made_again(index: Index) -> None:
    proven(index)
    for file in files(index):
        whole = file.read_bytes()
        file.unlink()
        file.write_bytes(whole[:-20])
    assert proven(index) == [True, False]
    assert proven(index) == [True, False]


def test_all_that_is_kept_can_be_deleted(index: Index) -> None:
    proven(index)
    shutil.rmtree(index.folder / FOLDER)
    assert proven(index) == [True, False]


def test_an_index_that_cannot_be_written_to_goes_without(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, *args: object, **more: object) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert proven(index) == [True, False]
    assert files(index) == []


def test_an_index_that_changes_meanwhile_is_not_kept_under_its_old_mark(index: Index) -> None:
    cache = PlaneCache(Stored(index))
    index.add([("c", document_of("c", {CODE.key: YES}))], "2026-11-01")
    with pytest.raises(Unusable, match="was changed while it was read; try again"):
        cache.planes([CODE])
    assert files(index) == []


def test_a_segment_that_is_missing_is_named(index: Index) -> None:
    (segment,) = (index.folder / "segments").iterdir()
    segment.unlink()
    with pytest.raises(Damaged, match=f"segment {segment.stem[:16]}... is missing"):
        proven(index)


def test_a_segment_that_cannot_be_read_is_named(index: Index) -> None:
    (segment,) = (index.folder / "segments").iterdir()
    segment.write_bytes(b"PAR1" + bytes(100))
    with pytest.raises(Damaged, match=f"segment {segment.stem[:16]}... cannot be read"):
        proven(index)


def test_an_empty_index_has_empty_planes(tmp_path: Path) -> None:
    with Index.open(tmp_path / "empty", create=True, writing=True) as empty:
        cache = PlaneCache(Stored(empty))
        assert len(cache.releases) == 0
        assert all(len(plane) == 0 for plane in cache.planes(leaves_of(STANDARD)).values())
