from contextlib import closing
from pathlib import Path

import pytest

from openassay.application.auditing.journal import (
    Failure,
    Journal,
    begun_chunks,
    count_ended,
    read_journals,
    remove_journals,
    unfinished,
)


def fill(folder: Path) -> Path:
    """Write a journal in which one release is kept, one failed and one was begun; return its file."""
    with closing(Journal(folder, 7)) as journal:
        journal.start(0)
        journal.keep(0, b"first")
        journal.start(1)
        journal.fail(1, Failure("error:crashed", "It died."))
        journal.start(2)
    (path,) = folder.iterdir()
    return path


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    fill(tmp_path)
    kept = read_journals(tmp_path, 7)
    assert kept.documents == {0: b"first"}
    assert kept.failures == {1: Failure("error:crashed", "It died.")}
    assert (count_ended(tmp_path, 7), unfinished(tmp_path, 7), begun_chunks(tmp_path)) == (2, 2, {7})
    assert read_journals(tmp_path, 70).documents == {}


def test_journals_of_several_processes_are_one(tmp_path: Path) -> None:
    fill(tmp_path)
    with closing(Journal(tmp_path, 7)) as journal:
        journal.keep(2, b"third")
        journal.note_break(3)
        journal.note_break(3)
    kept = read_journals(tmp_path, 7)
    assert kept.documents == {0: b"first", 2: b"third"}
    assert kept.breaks[3] == 2
    assert (count_ended(tmp_path, 7), unfinished(tmp_path, 7)) == (3, None)
    remove_journals(tmp_path, 7)
    assert list(tmp_path.iterdir()) == []


def test_a_torn_record_is_where_reading_ends_wherever_it_was_torn(tmp_path: Path) -> None:
    path = fill(tmp_path)
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        kept = read_journals(tmp_path, 7)
        assert kept.documents in ({}, {0: b"first"})
        assert count_ended(tmp_path, 7) >= len(kept.documents) + len(kept.failures)


@pytest.mark.parametrize("place", range(17, 60))
def test_an_altered_record_is_never_taken_for_another(tmp_path: Path, place: int) -> None:
    path = fill(tmp_path)
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    kept = read_journals(tmp_path, 7)
    assert kept.documents in ({}, {0: b"first"})
    assert kept.failures in ({}, {1: Failure("error:crashed", "It died.")})
