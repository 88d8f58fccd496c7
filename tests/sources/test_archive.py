import gzip
import hashlib
import os
import tarfile
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openassay.sources.address import ArchiveAddress
from openassay.sources.archive import ArchiveSnapshot, open_archive_file
from openassay.sources.target_error import TargetError
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.release import Entry, EntryKind
from tests.sources.small_archives import special, write_tar, write_zip

FILES = {"name-1.0/README.md": b"# Name\n", "name-1.0/empty": b"", "name-1.0/data.bin": os.urandom(1_100_000)}


def _open(path: Path) -> ArchiveSnapshot:
    return open_archive_file(ArchiveAddress(path, path.name))


def _walk(path: Path) -> tuple[ArchiveSnapshot, list[Entry], dict[str, bytes]]:
    snapshot = _open(path)
    entries, contents = [], {}
    for entry, content in snapshot.walk():
        entries.append(entry)
        if content is not None:
            contents[entry.path] = b"".join(content.chunks())
    return snapshot, entries, contents


def _codes(snapshot: ArchiveSnapshot) -> list[tuple[str, str]]:
    return [(finding.code, finding.path) for finding in snapshot.findings]


@pytest.mark.parametrize("kind", ["zip", "stored", "w", "w:gz", "w:bz2", "w:xz"])
def test_every_kind_of_archive_gives_its_files_by_content_whatever_its_name(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "release"
    if kind.startswith("w"):
        write_tar(path, FILES, kind)
    else:
        write_zip(path, FILES, zipfile.ZIP_STORED if kind == "stored" else zipfile.ZIP_DEFLATED)
    snapshot, entries, contents = _walk(path)
    assert contents == FILES
    assert [entry.size for entry in entries] == [len(data) for data in FILES.values()]
    assert (snapshot.complete, snapshot.findings) == (True, [])
    assert snapshot.revision == f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    for name, data in FILES.items():
        assert b"".join(snapshot.reopen(name).chunks()) == data
    with pytest.raises(Unreadable):
        snapshot.reopen("gone")
    snapshot.close()


def test_contents_can_be_read_again_in_the_middle_of_a_walk(tmp_path: Path) -> None:
    for path in (write_tar(tmp_path / "tar", FILES, "w:gz"), write_zip(tmp_path / "zip", FILES)):
        snapshot = _open(path)
        for entry, content in snapshot.walk():
            assert snapshot.reopen("name-1.0/README.md").read_at(2, 4) == b"Name"
            assert content is not None
            assert b"".join(content.chunks()) == FILES[entry.path]


@pytest.mark.parametrize("data", [b"", b"# a readme\n", gzip.compress(b"no tar", mtime=0), b"\x80\x02}q\x00."])
def test_a_file_that_is_no_archive_is_refused_in_one_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "file").write_bytes(data)
    with pytest.raises(TargetError, match="single file and no archive"):
        _open(tmp_path / "file")


def test_a_file_that_cannot_be_opened_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match="could not be opened: no such file") as caught:
        _open(tmp_path / "gone")
    assert caught.value.undecidable


def test_a_broken_archive_opens_and_says_what_could_not_be_read(tmp_path: Path) -> None:
    path = write_tar(tmp_path / "tar", FILES, "w:gz")
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(Unreadable):
        _walk(path)
    snapshot = _open(path)
    assert [entry.path for entry, _ in snapshot.walk()] == list(FILES)
    assert not snapshot.complete
    assert [code for code, _ in _codes(snapshot)] == ["error:truncated"]
    path = write_zip(tmp_path / "zip", FILES)
    path.write_bytes(path.read_bytes()[:-30])
    snapshot, entries, _ = _walk(path)
    assert (entries, snapshot.complete) == ([], False)
    assert [code for code, _ in _codes(snapshot)] == ["error:bad-zip"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(["zip", "tar", "w:gz"]),
    edits=st.lists(st.tuples(st.integers(0, 3000), st.binary(min_size=1, max_size=8)), min_size=1, max_size=4),
    cut=st.integers(0, 4000),
)
def test_damage_is_refused_or_told_and_never_breaks_the_walk(
    tmp_path: Path, kind: str, edits: list[tuple[int, bytes]], cut: int
) -> None:
    files = {"a/LICENSE": b"text " * 200, "b": bytes(range(256))}
    path = tmp_path / "archive"
    data = bytearray(
        (write_zip(path, files) if kind == "zip" else write_tar(path, files, "w" if kind == "tar" else kind)).read_bytes()
    )
    for at, bytes_ in edits:
        data[at : at + len(bytes_)] = bytes_
    path.write_bytes(data[: len(data) - cut] or data)
    seen = 0
    with suppress(TargetError):
        for _, content in _open(path).walk():
            seen += 1
            with suppress(Unreadable):
                assert content is None or len(b"".join(content.chunks())) == content.size
    assert seen < 50


def test_names_that_climb_out_are_told_and_not_listed(tmp_path: Path) -> None:
    files = {"../moo": b"x", "/etc/moo": b"x", "ok": b"x", "..\\moo": b"x", "C:/moo": b"x"}
    for path in (write_zip(tmp_path / "zip", files), write_tar(tmp_path / "tar", files)):
        snapshot, entries, _ = _walk(path)
        assert [entry.path for entry in entries] == ["ok"]
        assert {code for code, _ in _codes(snapshot)} == {"finding:path-escape"}
        assert len(_codes(snapshot)) == 4
        assert not snapshot.complete
    assert not (tmp_path.parent / "moo").exists()


def test_links_of_a_tar_are_listed_and_never_followed(tmp_path: Path) -> None:
    members: dict[str, bytes | tarfile.TarInfo] = {
        "a/LICENSE": b"text",
        "a/b/LICENSE": special(tarfile.LNKTYPE, "a/LICENSE"),
        "out": special(tarfile.LNKTYPE, "../outside"),
        "d": special(tarfile.SYMTYPE, ".."),
        "e": special(tarfile.SYMTYPE, "a/LICENSE"),
        "d/moo": b"x",
    }
    snapshot, entries, contents = _walk(write_tar(tmp_path / "tar", members))
    links = {entry.path: entry.target for entry in entries if entry.kind is EntryKind.LINK}
    assert links == {"a/b/LICENSE": "../LICENSE", "d": "..", "e": "a/LICENSE"}
    assert list(contents) == ["a/LICENSE"]
    assert {code for code, _ in _codes(snapshot)} == {"finding:path-escape"}


def test_devices_pipes_and_setuid_files_are_listed_and_not_read(tmp_path: Path) -> None:
    setuid = special(tarfile.REGTYPE, mode=0o4755)
    members: dict[str, bytes | tarfile.TarInfo]
    members = {"pipe": special(tarfile.FIFOTYPE), "device": special(tarfile.CHRTYPE), "suid": setuid, "ok": b"x"}
    snapshot, entries, contents = _walk(write_tar(tmp_path / "tar", members))
    assert [entry.kind for entry in entries] == [EntryKind.SPECIAL] * 3 + [EntryKind.FILE]
    assert list(contents) == ["ok"]
    assert [code for code, _ in _codes(snapshot)] == ["finding:special-file"] * 3


def test_names_that_collide_are_found(tmp_path: Path) -> None:
    files = {"LICENSE": b"1", "license": b"2", "a/LICENSE": b"3"}
    for path in (write_zip(tmp_path / "zip", files), write_tar(tmp_path / "tar", files)):
        snapshot, entries, _ = _walk(path)
        assert len(entries) == 3
        assert _codes(snapshot) == [("finding:name-collision", "license")]


def test_a_name_for_dotgit_is_found(tmp_path: Path) -> None:
    snapshot, _, _ = _walk(write_zip(tmp_path / "zip", {"a/.git/config": b"x", "a/README.md/x": b"y"}))
    assert _codes(snapshot) == [("finding:dotgit", "a/.git"), ("error:not-a-file", "a/README.md")]


def test_an_encrypted_member_is_unreadable_and_says_why(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "zip", {"LICENSE": b"secret"}, zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(data)
    snapshot, entries, contents = _walk(path)
    assert [(entry.path, entry.kind) for entry in entries] == [("LICENSE", EntryKind.UNREADABLE)]
    assert "encrypted" in entries[0].because
    assert contents == {}
    assert _codes(snapshot) == [("unknown:encrypted", "LICENSE")]


def test_an_archive_that_two_readers_could_see_as_two_is_told_once_and_is_not_complete(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "zip", {"a": b"x", "b": b"y"})
    path.write_bytes(
        path.read_bytes().replace(b"a", b"c", 1)
    )  # in the header that stands before the member, not in the directory
    snapshot, entries, contents = _walk(path)
    assert contents == {}
    assert all(entry.kind is EntryKind.UNREADABLE for entry in entries)
    assert _codes(snapshot) == [("finding:zip-ambiguous", "")]
    assert not snapshot.complete


def test_an_archive_in_an_archive_is_a_file_like_any_other(tmp_path: Path) -> None:
    inner = write_zip(tmp_path / "inner.zip", {"a": b"x"}).read_bytes()
    _, entries, contents = _walk(write_zip(tmp_path / "outer.zip", {"inner.zip": inner}))
    assert [entry.path for entry in entries] == ["inner.zip"]
    assert contents["inner.zip"] == inner
