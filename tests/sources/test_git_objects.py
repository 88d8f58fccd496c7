import os
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from openassay.sources import git_stream
from openassay.sources.git_objects import ASKED_AT_ONCE, Found, GitObjects
from openassay.sources.git_repository import find_repository
from openassay.vocabulary.findings import Unreadable
from tests.repositories import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


@pytest.fixture
def objects(repository: Repository) -> Iterator[GitObjects]:
    found = find_repository(repository.folder)
    assert found is not None
    opened = GitObjects(found)
    yield opened
    opened.close()


def test_commits_are_found_by_branch_hash_and_expression(repository: Repository, objects: GitObjects) -> None:
    commit = repository.commit_files({"a": b"x"}, "topic")
    (repository.folder / "refs" / "heads" / "main").write_text(f"{commit}\n")
    for ref in ("topic", "refs/heads/topic", commit, commit[:10], "HEAD", "topic^0", "@"):
        assert objects.commit_of(ref) == commit
    for ref in ("nothing", "HEAD~1", "HEAD:a", "@{1}", "topic..main", "--all", ":/x"):
        assert objects.commit_of(ref) is None


def test_packed_references_are_read(repository: Repository) -> None:
    commit = repository.commit_files({"a": b"x"}, "other")
    (repository.folder / "packed-refs").write_text(f"{commit} refs/tags/v1\n")
    found = find_repository(repository.folder)
    assert found is not None
    objects = GitObjects(found)
    assert objects.commit_of("v1") == commit
    objects.close()


def test_a_detached_head_is_a_commit(repository: Repository) -> None:
    commit = repository.commit_files({"a": b"x"}, "other")
    (repository.folder / "HEAD").write_text(f"{commit}\n")
    found = find_repository(repository.folder)
    assert found is not None
    objects = GitObjects(found)
    assert (objects.commit_of("HEAD"), objects.commit_of("@"), objects.commit_of("HEAD^0")) == (commit, commit, commit)
    objects.close()


def test_a_replacement_object_changes_nothing(repository: Repository, objects: GitObjects) -> None:
    real, other = repository.blob(b"real"), repository.blob(b"other")
    (repository.folder / "refs" / "replace").mkdir()
    (repository.folder / "refs" / "replace" / real).write_text(f"{other}\n")
    assert objects.load(real, 4) == b"real"


def test_sizes_are_known_before_content_is_read(repository: Repository, objects: GitObjects) -> None:
    blobs = [repository.blob(b"x" * size) for size in range(ASKED_AT_ONCE)]
    assert objects.find(blobs) == [Found("blob", size) for size in range(ASKED_AT_ONCE)]
    assert objects.find(["b" * 40, repository.tree([])]) == [None, Found("tree", 0)]


def test_contents_are_loaded_one_after_the_other(repository: Repository, objects: GitObjects) -> None:
    for data in (b"", b"\n", b"x" * 100_000, os.urandom(3 << 20), b"", b"end"):
        assert objects.load(repository.blob(data), len(data)) == data


def test_a_stream_that_is_left_early_does_not_disturb_the_next_object(
    repository: Repository, objects: GitObjects, monkeypatch: pytest.MonkeyPatch
) -> None:
    big = os.urandom(5 << 20)
    name, small = repository.blob(big), repository.blob(b"small")
    for passed_over in (1 << 30, 1000):
        monkeypatch.setattr(git_stream, "_PASSED_OVER", passed_over)
        stream = objects.stream(name, len(big))
        assert next(stream) == big[: 1 << 20]
        assert objects.load(small, 5) == b"small"
        with pytest.raises(Unreadable, match="before this content had ended"):
            next(stream)
        assert b"".join(objects.stream(name, len(big))) == big


def test_a_broken_object_is_told_and_the_next_one_is_read(repository: Repository, objects: GitObjects) -> None:
    broken, whole = repository.blob(os.urandom(50_000)), repository.blob(b"whole")
    path = repository.folder / "objects" / broken[:2] / broken[2:]
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(Unreadable, match="broken"):
        objects.load(broken, 50_000)
    assert objects.load(whole, 5) == b"whole"


@pytest.mark.parametrize("written", [b"blob 5\0" + b"x" * 5000, b"blob 5\0xxxxxx", b"blob 5000\0xx", b"blob 5000\0", b"blob 5\0"])
def test_an_object_that_lies_about_its_length_is_told_and_the_next_one_is_read(
    repository: Repository, objects: GitObjects, written: bytes
) -> None:
    lie, whole = "e" * 40, repository.blob(b"whole")
    (repository.folder / "objects" / "ee").mkdir()
    (repository.folder / "objects" / "ee" / lie[2:]).write_bytes(zlib.compress(written))
    size = int(written[5 : written.index(b"\0")])
    with pytest.raises(Unreadable, match="broken"):
        objects.load(lie, size)
    assert objects.load(whole, 5) == b"whole"


def test_content_that_imitates_the_answers_of_git_is_only_content(repository: Repository, objects: GitObjects) -> None:
    for data in (b"\ntree 0 " + b"0" * 24 + b"\n\n", b"x\n" + b"a" * 40 + b" missing\n", b"blob 3 x\nabc\n"):
        assert objects.load(repository.blob(data), len(data)) == data


def test_after_too_many_broken_objects_no_more_are_read(repository: Repository, objects: GitObjects) -> None:
    whole = repository.blob(b"whole")
    for index in range(4):
        broken = repository.blob(os.urandom(50_000) + bytes([index]))
        path = repository.folder / "objects" / broken[:2] / broken[2:]
        path.write_bytes(path.read_bytes()[:2000])
        with pytest.raises(Unreadable):
            objects.load(broken, 50_001)
    with pytest.raises(Unreadable, match="too often"):
        objects.load(whole, 5)


def test_an_object_that_cannot_be_asked_about_counts_as_a_difference(repository: Repository, objects: GitObjects) -> None:
    assert not objects.is_difference(repository.blob(b"x"))
    assert objects.is_difference("a" * 40)


def test_a_listing_stops_at_its_limits(repository: Repository, objects: GitObjects) -> None:
    commit = repository.commit_files({f"d{index}/f": b"x" for index in range(20)})
    assert objects.listing(commit, 20, 10_000).over is False
    assert objects.listing(commit, 19, 10_000).over is True
    assert objects.listing(commit, 20, 100).over is True


def test_a_listing_that_lacks_a_tree_is_broken_and_keeps_what_was_there(repository: Repository, objects: GitObjects) -> None:
    blob = repository.blob(b"x")
    commit = repository.commit(repository.tree([("100644", b"a", blob), ("40000", b"b", "c" * 40)]))
    listing = objects.listing(commit, 10, 10_000)
    assert listing.broken
    assert not listing.over
