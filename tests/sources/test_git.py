import hashlib
import os
import subprocess
from pathlib import Path

import pytest

from openassay.sources import git as git_module
from openassay.sources.address import GitAddress
from openassay.sources.git import GitSnapshot
from openassay.sources.target_error import TargetError
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.limits import TREE_DEPTH, TREE_FILES, Limit
from openassay.vocabulary.release import Entry, EntryKind
from tests.repositories import FILE, LINK, SUBMODULE, TREE, Repository


def _open(repository: Repository, ref: str = "HEAD") -> GitSnapshot:
    return GitSnapshot(GitAddress(repository.folder, ref, "there"))


def _walk(repository: Repository, ref: str = "HEAD") -> tuple[GitSnapshot, list[Entry], dict[str, bytes]]:
    snapshot = _open(repository, ref)
    entries, contents = [], {}
    for entry, content in snapshot.walk():
        entries.append(entry)
        if content is not None:
            contents[entry.path] = b"".join(content.chunks())
    snapshot.close()
    return snapshot, entries, contents


def _codes(snapshot: GitSnapshot) -> list[tuple[str, str]]:
    return [(finding.code, finding.path) for finding in snapshot.findings]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


def test_the_files_of_a_commit_come_sorted_with_their_content(repository: Repository) -> None:
    files = {"b": b"1", "a/z": b"22", "a.md": b"", "a-b/x": b"4", "Z": b"x" * 5000, "a/b/c": b"\0\n\xff"}
    commit = repository.commit_files(files)
    snapshot, entries, contents = _walk(repository)
    assert contents == files
    assert [entry.path for entry in entries] == sorted(files)
    assert [entry.size for entry in entries] == [len(files[entry.path]) for entry in entries]
    assert (snapshot.revision, snapshot.complete, snapshot.findings) == (f"git:{commit}", True, [])


def test_a_branch_is_read_at_its_own_commit(repository: Repository) -> None:
    repository.commit_files({"a": b"main"})
    repository.commit_files({"a": b"other"}, "other")
    assert _walk(repository)[2] == {"a": b"main"}
    assert _walk(repository, "other")[2] == {"a": b"other"}


def test_more_files_than_are_asked_for_at_once_all_come(repository: Repository) -> None:
    files = {f"{index:04}": b"x" * (index % 7) for index in range(300)}
    repository.commit_files(files)
    assert _walk(repository)[2] == files


def test_a_commit_that_is_not_there_is_refused_in_one_sentence(repository: Repository) -> None:
    with pytest.raises(TargetError, match="has no commit yet"):
        _open(repository)
    repository.commit_files({"a": b"x"})
    with pytest.raises(TargetError, match="has no branch, tag or commit 'gone'"):
        _open(repository, "gone")


def test_a_blob_that_is_not_in_this_copy_is_missing_and_the_listing_stays_complete(repository: Repository) -> None:
    tree = repository.tree([(FILE, b"big.bin", "d" * 40), (FILE, b"here", repository.blob(b"x"))])
    repository.commit(tree)
    snapshot, entries, contents = _walk(repository)
    assert (entries[0].kind, entries[0].size) == (EntryKind.MISSING, None)
    assert entries[0].because
    assert contents == {"here": b"x"}
    assert snapshot.complete


def test_a_tree_that_is_not_in_this_copy_makes_the_listing_incomplete(repository: Repository) -> None:
    repository.commit(repository.tree([(FILE, b"a", repository.blob(b"x")), (TREE, b"gone", "d" * 40)]))
    snapshot, entries, _ = _walk(repository)
    assert [entry.path for entry in entries] == ["a"]
    assert _codes(snapshot) == [("error:unreadable", "")]
    assert not snapshot.complete


def test_submodules_and_links_are_listed_and_never_followed(repository: Repository) -> None:
    entries = [
        (LINK, b"escape", repository.blob(b"../../etc/passwd")),
        (LINK, b"inside", repository.blob(b"docs/a")),
        (SUBMODULE, b"vendor", "e" * 40),
    ]
    repository.commit(repository.tree(entries))
    snapshot, found, contents = _walk(repository)
    assert [(entry.path, entry.kind, entry.target) for entry in found] == [
        ("escape", EntryKind.LINK, "../../etc/passwd"),
        ("inside", EntryKind.LINK, "docs/a"),
        ("vendor", EntryKind.SUBMODULE, "e" * 40),
    ]
    assert contents == {}
    assert _codes(snapshot) == [("finding:path-escape", "escape"), ("finding:submodule", "vendor")]


def test_a_link_whose_target_is_no_path_is_unreadable(repository: Repository) -> None:
    repository.commit(repository.tree([(LINK, b"long", repository.blob(b"x" * 5000)), (LINK, b"none", "d" * 40)]))
    _, found, _ = _walk(repository)
    assert [entry.kind for entry in found] == [EntryKind.UNREADABLE, EntryKind.MISSING]


def test_an_entry_that_says_file_and_is_a_tree_is_unreadable(repository: Repository) -> None:
    repository.commit(repository.tree([(FILE, b"a", repository.tree([]))]))
    snapshot, found, _ = _walk(repository)
    assert [entry.kind for entry in found] == [EntryKind.UNREADABLE]
    assert _codes(snapshot) == [("error:unreadable", "a")]


def test_names_that_lead_out_of_the_tree_are_left_out(repository: Repository) -> None:
    blob = repository.blob(b"x")
    inner = repository.tree([(FILE, b"moo", blob)])
    repository.commit(repository.tree([(TREE, b"..", inner), (FILE, b"a", blob), (FILE, b"x/../../y", blob)]))
    snapshot, found, _ = _walk(repository)
    assert [entry.path for entry in found] == ["a"]
    assert {code for code, _ in _codes(snapshot)} == {"finding:path-escape"}
    assert not snapshot.complete


def test_folders_nested_too_deep_are_left_out(repository: Repository) -> None:
    tree = repository.tree([(FILE, b"deep", repository.blob(b"x"))])
    for _ in range(TREE_DEPTH.value + 1):
        tree = repository.tree([(TREE, b"d", tree)])
    repository.commit(repository.tree([(FILE, b"a", repository.blob(b"y")), (TREE, b"d", tree)]))
    snapshot, found, _ = _walk(repository)
    assert [entry.path for entry in found] == ["a"]
    assert [code for code, _ in _codes(snapshot)] == [TREE_DEPTH.code]
    assert not snapshot.complete


def test_a_tree_with_more_entries_than_the_limit_gives_none(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_module, "TREE_FILES", Limit("tree-files", 3, "files", "x"))
    repository.commit_files({str(index): b"x" for index in range(4)})
    snapshot, found, _ = _walk(repository)
    assert found == []
    assert _codes(snapshot) == [(TREE_FILES.code, "")]
    assert not snapshot.complete


def test_a_large_blob_passes_by_and_only_its_start_can_be_jumped_about_in(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = Limit("member-kept", 1 << 20, "bytes", "x")
    monkeypatch.setattr(git_module, "MEMBER_KEPT", few)
    monkeypatch.setattr("openassay.vocabulary.limits.MEMBER_KEPT", few)
    data = bytes(range(256)) * 12_000
    repository.commit_files({"a": b"x", "big": data, "c": b"y"})
    snapshot = _open(repository)
    for entry, content in snapshot.walk():
        if entry.path == "big":
            assert content is not None
            assert content.read_at(300, 5) == data[300:305]
            with pytest.raises(Unreadable) as caught:
                content.read_at((1 << 20) - 1, 2)
            assert caught.value.code == "limit:member-kept"
            assert hashlib.sha256(b"".join(content.chunks())).digest() == hashlib.sha256(data).digest()
            assert content.read_at(300, 5) == data[300:305]
    snapshot.close()


def test_a_large_blob_that_is_stored_as_a_difference_is_too_big(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_module, "GIT_DIFFERENCE", Limit("git-difference", 10_000, "bytes", "x"))
    base = b"".join(hashlib.sha256(bytes([index % 256, index // 256])).digest() for index in range(1000))
    repository.commit_files({"one": base, "two": base + b"end", "small": b"x"})
    subprocess.run(
        ["git", "-C", str(repository.folder), "-c", "core.bare=true", "repack", "-adfq"], check=True, capture_output=True
    )
    snapshot, found, contents = _walk(repository)
    too_big = [entry for entry in found if entry.kind is EntryKind.UNREADABLE]
    assert len(too_big) == 1
    assert "stored as a difference" in too_big[0].because
    assert len(contents) == 2
    assert _codes(snapshot) == [("error:too-big", too_big[0].path)]
    snapshot = _open(repository)
    with pytest.raises(Unreadable) as caught:
        snapshot.reopen(too_big[0].path)
    assert caught.value.code == "error:too-big"
    snapshot.close()


def test_a_file_is_read_again_by_the_path_that_was_shown(repository: Repository) -> None:
    repository.commit(
        repository.tree([(FILE, b"odd\xff\n", repository.blob(b"odd")), (FILE, b"plain", repository.blob(b"plain"))])
    )
    snapshot = _open(repository)
    assert b"".join(snapshot.reopen(r"odd\xff\x0a").chunks()) == b"odd"
    assert [entry.path for entry, _ in snapshot.walk()] == [r"odd\xff\x0a", "plain"]
    assert snapshot.reopen("plain").read_at(1, 2) == b"la"
    for path in ("gone", "", "../plain"):
        with pytest.raises(Unreadable):
            snapshot.reopen(path)
    snapshot.close()


def test_contents_can_be_read_again_in_the_middle_of_a_walk(repository: Repository) -> None:
    files = {str(index): str(index).encode() * 10 for index in range(20)}
    repository.commit_files(files)
    snapshot = _open(repository)
    for entry, content in snapshot.walk():
        assert snapshot.reopen("7").read_at(0, 100) == files["7"]
        assert content is not None
        assert content.read_at(0, 100) == files[entry.path]
    snapshot.close()


def test_a_linked_work_tree_is_read_at_its_own_head(tmp_path: Path) -> None:
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c"]
    main, tree = tmp_path / "main", tmp_path / "tree"
    for arguments in (
        ["init", "-q", "-b", "main", str(main)],
        ["-C", str(main), "commit", "-q", "--allow-empty", "-m", "x"],
        ["-C", str(main), "worktree", "add", "-q", "-b", "other", str(tree)],
    ):
        subprocess.run([*git, *arguments], check=True, capture_output=True)
    (tree / "file").write_text("x")
    for arguments in (["-C", str(tree), "add", "."], ["-C", str(tree), "commit", "-q", "-m", "y"]):
        subprocess.run([*git, *arguments], check=True, capture_output=True)
    snapshot = GitSnapshot(GitAddress(tree, "HEAD", "tree@HEAD"))
    assert [entry.path for entry, _ in snapshot.walk()] == ["file"]
    snapshot.close()


def test_a_repository_that_names_objects_by_sha_256_is_refused_in_one_sentence(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", "--bare", "--object-format=sha256", str(tmp_path)], check=True, capture_output=True)
    with pytest.raises(TargetError, match="SHA-256") as caught:
        GitSnapshot(GitAddress(tmp_path, "HEAD", "x"))
    assert caught.value.undecidable


def test_two_thousand_files_are_read_within_the_time_that_is_promised(repository: Repository) -> None:
    repository.commit_files({f"d{index % 40}/f{index}": b"line\n" * (index % 500) for index in range(2000)})
    subprocess.run(
        ["git", "-C", str(repository.folder), "-c", "core.bare=true", "repack", "-adq"], check=True, capture_output=True
    )
    before = os.times()
    _, found, _ = _walk(repository)
    assert len(found) == 2000
    assert sum(os.times()[:4]) - sum(before[:4]) < 1.5  # time at work, git's own included
