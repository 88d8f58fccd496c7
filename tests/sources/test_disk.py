import os
from pathlib import Path

import pytest

from openassay.sources.disk import DiskFile, NotRegular, reason
from openassay.vocabulary.findings import Unreadable
from tests.descriptors import descriptors


def test_a_file_is_read_by_position_and_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    data = os.urandom((2 << 20) + 17)
    path.write_bytes(data)
    file = DiskFile(bytes(path))
    assert file.size == len(data)
    assert b"".join(file.chunks()) == data
    assert file.read_at(10, 20) == data[10:30]
    assert file.read_at(len(data) - 3, 1 << 60) == data[-3:]
    assert file.read_at(len(data), 1) == b""
    assert file.read_at(1 << 70, 1) == b""


def test_an_empty_file_has_no_chunks(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    assert list(DiskFile(bytes(path)).chunks()) == []


def test_holes_are_given_as_the_zeros_that_they_stand_for(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with path.open("wb") as file:
        for at in (0, 2_500_000, 6_000_000):
            file.seek(at)
            file.write(b"data")
        file.truncate((9 << 20) + 5)
    data = path.read_bytes()
    opened = DiskFile(bytes(path))
    assert b"".join(opened.chunks()) == data
    assert opened.read_at(5_999_999, 6) == b"\0data\0"


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc/passwd")
    with pytest.raises(OSError, match="symbolic"):
        DiskFile(bytes(tmp_path / "link"))


def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotRegular, match="a pipe"):
        DiskFile(bytes(tmp_path / "pipe"))


def test_a_file_that_becomes_shorter_while_it_is_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(bytes(3 << 20))
    file = DiskFile(bytes(path))
    chunks = file.chunks()
    next(chunks)
    os.truncate(path, 1 << 20)
    with pytest.raises(Unreadable, match="shorter"):
        list(chunks)
    assert file.read_at(0, 3 << 20) == bytes(1 << 20)


def test_a_failing_disk_is_told_without_a_path(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x")
    file = DiskFile(bytes(path))
    file.close()
    with pytest.raises(Unreadable) as caught:
        file.read_at(0, 1)
    assert caught.value.because == "The disk gave no content: bad file descriptor."


def test_a_descriptor_is_let_go_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x")
    before = descriptors()
    for _ in range(5):
        DiskFile(bytes(path))
    assert descriptors() == before


def test_the_reason_of_a_refusal_has_no_path() -> None:
    assert reason(PermissionError(13, "Permission denied", "/secret")) == "permission denied"
