import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from openassay.sources import folder as folder_module
from openassay.sources.folder import FolderSnapshot
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.limits import TREE_DEPTH, TREE_FILES, Limit
from openassay.vocabulary.release import Entry, EntryKind
from tests.descriptors import descriptors


def _walk(path: Path) -> tuple[FolderSnapshot, list[Entry], dict[str, bytes]]:
    snapshot = FolderSnapshot(bytes(path), path.name)
    entries, contents = [], {}
    for entry, content in snapshot.walk():
        entries.append(entry)
        if content is not None:
            contents[entry.path] = b"".join(content.chunks())
    snapshot.close()
    return snapshot, entries, contents


def _codes(snapshot: FolderSnapshot) -> list[tuple[str, str]]:
    return [(finding.code, finding.path) for finding in snapshot.findings]


def _few(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(folder_module, "TREE_FILES", Limit("tree-files", most, "files", "x"))


def _refuse(monkeypatch: pytest.MonkeyPatch, name: bytes, first: Callable[[], object]) -> None:
    """Let the opening of one name fail, after `first` was done."""
    real = os.open

    def opening(path: bytes, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if path == name:
            first()
            if os.path.lexists(b"/proc/self/fd/%d/" % (dir_fd or 0) + name):
                raise PermissionError(13, "Permission denied", name)
        return real(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", opening)


def test_files_come_sorted_by_the_bytes_of_their_paths_with_their_content(tmp_path: Path) -> None:
    for name in ("b", "a/z", "a.md", "a-b/x", "Z", "a/b/c", "ä"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"in {name}")
    snapshot, entries, contents = _walk(tmp_path)
    assert [entry.path for entry in entries] == sorted(contents, key=lambda path: path.encode()) == list(contents)
    assert contents["a/b/c"] == b"in a/b/c"
    assert {entry.kind for entry in entries} == {EntryKind.FILE}
    assert [entry.size for entry in entries if entry.path == "a/z"] == [6]
    assert (snapshot.complete, snapshot.findings, snapshot.revision) == (True, [], "")


def test_a_second_walk_gives_the_same(tmp_path: Path) -> None:
    for index in range(50):
        (tmp_path / f"{index * 7919 % 50}").write_text("x")
    assert _walk(tmp_path)[1:] == _walk(tmp_path)[1:]


def test_dotgit_is_passed_over_as_a_folder_and_as_a_file_and_found_as_a_link(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("x")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / ".git").write_text("gitdir: /elsewhere")
    (tmp_path / "evil").mkdir()
    (tmp_path / "evil" / ".git").symlink_to("../sub")
    (tmp_path / ".GIT").mkdir()
    (tmp_path / ".GIT" / "hooks").write_text("x")
    snapshot, entries, _ = _walk(tmp_path)
    assert [entry.path for entry in entries] == [".GIT/hooks", "evil/.git"]
    assert _codes(snapshot) == [("finding:dotgit", ".GIT"), ("finding:dotgit", "evil/.git")]


def test_links_are_listed_with_their_target_and_never_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "file").write_text("x")
    (tmp_path / "inside").symlink_to("real")
    (tmp_path / "outside").symlink_to("/etc")
    (tmp_path / "real" / "up").symlink_to("../../x")
    (tmp_path / "loop").symlink_to("loop")
    snapshot, entries, _ = _walk(tmp_path)
    links = {entry.path: entry.target for entry in entries if entry.kind is EntryKind.LINK}
    assert links == {"inside": "real", "outside": "/etc", "real/up": "../../x", "loop": "loop"}
    assert _codes(snapshot) == [("finding:path-escape", "outside"), ("finding:path-escape", "real/up")]
    assert snapshot.complete


def test_pipes_sockets_and_devices_are_listed_and_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        monkeypatch.chdir(tmp_path)
        listening.bind("socket")
        snapshot, entries, _ = _walk(tmp_path)
    assert [(entry.path, entry.kind) for entry in entries] == [("pipe", EntryKind.SPECIAL), ("socket", EntryKind.SPECIAL)]
    assert "a pipe" in entries[0].because
    assert _codes(snapshot) == [("finding:special-file", "pipe"), ("finding:special-file", "socket")]


def test_a_file_that_may_not_be_read_is_told_and_the_walk_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "secret", "z"):
        (tmp_path / name).write_text("12345")
    _refuse(monkeypatch, b"secret", lambda: None)
    snapshot, entries, contents = _walk(tmp_path)
    assert [(entry.path, entry.kind) for entry in entries][1] == ("secret", EntryKind.UNREADABLE)
    assert entries[1].size == 5
    assert sorted(contents) == ["a", "z"]
    assert _codes(snapshot) == [("error:unreadable", "secret")]
    assert "permission denied" in entries[1].because
    assert snapshot.complete


def test_a_file_that_vanishes_between_listing_and_opening_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "gone", "z"):
        (tmp_path / name).write_text("x")
    _refuse(monkeypatch, b"gone", (tmp_path / "gone").unlink)
    snapshot, entries, contents = _walk(tmp_path)
    assert (entries[1].path, entries[1].kind, "vanished" in entries[1].because) == ("gone", EntryKind.UNREADABLE, True)
    assert sorted(contents) == ["a", "z"]
    assert _codes(snapshot) == [("error:unreadable", "gone")]


def test_a_file_that_turns_into_a_link_between_listing_and_opening_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "swapped").write_text("x")

    def swap() -> None:
        (tmp_path / "swapped").unlink()
        (tmp_path / "swapped").symlink_to("/etc/passwd")

    real = os.open

    def opening(path: bytes, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if path == b"swapped":
            swap()
        return real(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", opening)
    _, entries, contents = _walk(tmp_path)
    assert [(entry.kind, entry.target) for entry in entries] == [(EntryKind.LINK, "/etc/passwd")]
    assert contents == {}


def test_a_folder_that_cannot_be_listed_makes_the_listing_incomplete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "z").write_text("x")
    _refuse(monkeypatch, b"closed", lambda: None)
    snapshot, entries, _ = _walk(tmp_path)
    assert [entry.path for entry in entries] == ["z"]
    assert _codes(snapshot) == [("error:unreadable", "closed")]
    assert not snapshot.complete


def test_the_walk_stops_at_the_limit_of_files_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for part in ("a", "b"):
        (tmp_path / part).mkdir()
        for index in range(4):
            (tmp_path / part / str(index)).touch()
    _few(monkeypatch, 6)
    snapshot, entries, _ = _walk(tmp_path)
    assert [entry.path for entry in entries] == ["a/0", "a/1", "a/2", "a/3", "b/0", "b/1"]
    assert _codes(snapshot) == [(TREE_FILES.code, "b")]
    assert not snapshot.complete


def test_of_one_folder_with_more_names_than_the_limit_none_is_given_so_that_the_disk_decides_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "many").mkdir()
    for index in range(7):
        (tmp_path / "many" / str(index)).touch()
    (tmp_path / "z").touch()
    _few(monkeypatch, 6)
    snapshot, entries, _ = _walk(tmp_path)
    assert [entry.path for entry in entries] == ["z"]
    assert _codes(snapshot) == [(TREE_FILES.code, "many")]


def test_folders_nested_thousands_deep_end_at_the_limit_of_depth(tmp_path: Path) -> None:
    fd = os.open(tmp_path, os.O_RDONLY)
    for _ in range(5000):
        os.mkdir("d", dir_fd=fd)
        below = os.open("d", os.O_RDONLY, dir_fd=fd)
        os.close(fd)
        fd = below
    os.close(fd)
    snapshot, entries, _ = _walk(tmp_path)
    assert entries == []
    assert [code for code, _ in _codes(snapshot)] == [TREE_DEPTH.code]
    assert not snapshot.complete
    _remove_deep(tmp_path)


def _remove_deep(path: Path) -> None:
    """Take thousands of folders away from the top, which `rmtree` cannot: move what lies two below up, again and again."""
    top = path / "d"
    while (top / "d").exists():
        (top / "d").rename(path / "next")
        top.rmdir()
        (path / "next").rename(top)
    top.rmdir()


def test_depth_up_to_the_limit_is_read(tmp_path: Path) -> None:
    deepest = tmp_path.joinpath(*["d"] * TREE_DEPTH.value)
    deepest.mkdir(parents=True)
    (deepest / "file").write_text("x")
    snapshot, entries, _ = _walk(tmp_path)
    assert [entry.path for entry in entries] == ["d/" * TREE_DEPTH.value + "file"]
    assert snapshot.complete


def test_a_sparse_file_of_eight_tebibytes_costs_nothing_until_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    path.touch()
    os.truncate(path, 8 << 40)
    snapshot = FolderSnapshot(bytes(tmp_path), "x")
    for entry, content in snapshot.walk():
        assert entry.size == 8 << 40
        assert content is not None
        assert content.read_at((8 << 40) - 5, 100) == bytes(5)


def test_a_file_is_opened_again_by_the_path_that_was_shown(tmp_path: Path) -> None:
    name = b"odd\xff\n\\name"
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / os.fsdecode(name)).write_bytes(b"content")
    snapshot, entries, _ = _walk(tmp_path)
    assert entries[0].path == r"a/odd\xff\x0a\\name"
    snapshot = FolderSnapshot(bytes(tmp_path), "x")
    assert b"".join(snapshot.reopen(entries[0].path).chunks()) == b"content"


@pytest.mark.parametrize("path", ["gone", "link", "a", "link/file", "../outside", "a\0b", ".git/config"])
def test_what_is_no_file_of_the_tree_is_not_opened_again(tmp_path: Path, path: str) -> None:
    (tmp_path / "outside").write_text("x")
    inside = tmp_path / "inside"
    (inside / "a").mkdir(parents=True)
    (inside / "a" / "file").write_text("x")
    (inside / ".git").mkdir()
    (inside / ".git" / "config").write_text("x")
    (inside / "link").symlink_to("a")
    snapshot = FolderSnapshot(bytes(inside), "x")
    with pytest.raises(Unreadable):
        snapshot.reopen(path)


def test_a_walk_leaves_no_descriptor_open_even_when_it_is_left_early(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    for name in ("a/b/1", "a/b/2", "a/3"):
        (tmp_path / name).write_text("x")
    before = descriptors()
    snapshot = FolderSnapshot(bytes(tmp_path), "x")
    walk = snapshot.walk()
    next(walk)
    del walk
    _walk(tmp_path)
    snapshot.close()
    assert descriptors() == before


def test_dangerous_addresses_in_gitmodules_are_found(tmp_path: Path) -> None:
    (tmp_path / ".gitmodules").write_text('[submodule "x"]\n url = ext::sh -c x\n')
    snapshot, _, _ = _walk(tmp_path)
    assert _codes(snapshot) == [("finding:submodule-address", ".gitmodules")]
