import os
from pathlib import Path

import pytest

from openassay.application.index_files import NoEntry, NotNamed, read_entries
from tests.exchange.samples import MOT, OSAI


def test_files_and_folders_of_either_index_are_read_in_order(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(OSAI, "utf-8")
    (tmp_path / "a.yml").write_text(MOT, "utf-8")
    for name in ("_parameters.yml", ".hidden.yml", "notes.txt"):
        (tmp_path / name).write_text("x", "utf-8")
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper/c.yaml").write_text(OSAI, "utf-8")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "b.yaml")
    read, refused = read_entries([tmp_path, tmp_path / "deeper/c.yaml"])
    assert [one.entry.name for one in read] == ["Gull-1B", "Gull", "Gull"]
    assert refused == []


def test_a_bad_file_hides_no_other_and_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(MOT, "utf-8")
    (tmp_path / "b.yml").write_text("release:\n  name: [\n", "utf-8")
    (tmp_path / "c.yml").write_bytes(b"release: {name: \xff}\n")
    read, refused = read_entries([tmp_path])
    assert len(read) == 1
    assert [(Path(bad.path).name, bad.line, bad.code) for bad in refused] == [
        ("b.yml", 3, "error:bad-entry"),
        ("c.yml", 1, "error:bad-entry"),
    ]
    assert str(refused[0]).startswith(f"{tmp_path}/b.yml: line 3: ")


def test_what_is_not_there_or_no_file_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yml")
    for path, because in (
        (tmp_path / "gone", "does not exist"),
        (tmp_path / "pipe.yml", "neither a file nor a folder"),
        (tmp_path, "no entry was named"),
    ):
        with pytest.raises(NotNamed, match=because):
            read_entries([path])


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yml").write_text(MOT, "utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert read_entries([tmp_path / "a.yml"])[1] == [
        NoEntry(str(tmp_path / "a.yml"), 1, "error:unreadable", "it cannot be read: Permission denied")
    ]
