import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from openassay.index.store import Damaged, Index
from openassay.index.verification import verify
from openassay.vocabulary.facts import Answer
from tests.index.altering import alter
from tests.index.documents import document_of
from tests.index.filling import fill


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verification") / "index"
    fill(folder)
    return folder


def test_an_index_as_it_was_written_has_no_problem(filled: Path) -> None:
    found = verify(filled)
    assert (found.problems, found.remarks) == ((), ())
    assert (found.lines, found.segments) == (5, 2)


@pytest.mark.parametrize("seed", range(60))
def test_every_altered_byte_is_found(filled: Path, tmp_path: Path, seed: int) -> None:
    what = alter(filled, tmp_path / "copy", random.Random(seed))
    assert verify(tmp_path / "copy").problems, what


@pytest.mark.parametrize("statement", ["DELETE FROM ledger WHERE seq = 3", "DELETE FROM grade", "DROP INDEX grade_level"])
def test_what_is_taken_from_the_ledger_is_found(filled: Path, tmp_path: Path, statement: str) -> None:
    shutil.copytree(filled, tmp_path / "copy")
    with closing(sqlite3.connect(tmp_path / "copy/index.sqlite", isolation_level=None)) as ledger:
        ledger.execute(statement)
    assert verify(tmp_path / "copy").problems


def test_a_forged_index_of_texts_is_found(filled: Path, tmp_path: Path) -> None:
    shutil.copytree(filled, tmp_path / "copy")
    with closing(sqlite3.connect(tmp_path / "copy/index.sqlite", isolation_level=None)) as ledger:
        ledger.execute("INSERT INTO search (search, rowid, text) VALUES ('delete', 1, (SELECT text FROM page WHERE id = 1))")
    assert any("index of texts" in problem for problem in verify(tmp_path / "copy").problems)


def test_a_segment_that_is_missing_is_named(filled: Path, tmp_path: Path) -> None:
    shutil.copytree(filled, tmp_path / "copy")
    segment = next((tmp_path / "copy/segments").iterdir())
    segment.unlink()
    (problem,) = verify(tmp_path / "copy").problems
    assert segment.stem in problem


def test_a_manifest_that_was_cut_is_found_by_its_head_and_by_the_ledger(tmp_path: Path) -> None:
    fill(tmp_path / "copy", stop_after=4)
    head = verify(tmp_path / "copy").head
    assert verify(tmp_path / "copy", head).problems == ()
    manifest = tmp_path / "copy/manifest.jsonl"
    lines = manifest.read_bytes().splitlines(keepends=True)
    manifest.write_bytes(b"".join(lines[:-1]))
    assert verify(tmp_path / "copy").problems
    (tmp_path / "copy/index.sqlite").unlink()
    Index.open(tmp_path / "copy", writing=True).close()
    assert verify(tmp_path / "copy").problems == ()
    assert verify(tmp_path / "copy", head).problems == (
        f"manifest.jsonl has no line with the hash {head}: it was cut or written anew.",
    )


def test_what_a_crash_leaves_is_a_remark_and_goes_with_the_next_writer(filled: Path, tmp_path: Path) -> None:
    shutil.copytree(filled, tmp_path / "copy")
    with (tmp_path / "copy/manifest.jsonl").open("ab") as manifest:
        manifest.write(b'{"action":"assess"')
    (tmp_path / "copy/segments/x.parquet.1.tmp").touch()
    found = verify(tmp_path / "copy")
    assert found.problems == ()
    assert len(found.remarks) == 2
    Index.open(tmp_path / "copy", writing=True).close()
    assert len(verify(tmp_path / "copy").remarks) == 1


@pytest.mark.parametrize("known", [1, 2, 3, 4])
def test_a_ledger_that_is_behind_the_manifest_is_no_problem_and_catches_up(tmp_path: Path, known: int) -> None:
    fill(tmp_path / "index", stop_after=known)
    shutil.copy(tmp_path / "index/index.sqlite", tmp_path / "behind.sqlite")
    fill(tmp_path / "whole", stop_after=4)
    shutil.copy(tmp_path / "behind.sqlite", tmp_path / "whole/index.sqlite")
    found = verify(tmp_path / "whole")
    assert found.problems == ()
    assert len(found.remarks) == (known < 4)
    Index.open(tmp_path / "whole", writing=True).close()
    assert verify(tmp_path / "whole") == replace(found, remarks=())


def test_a_document_that_was_altered_is_refused_when_it_is_read(filled: Path, tmp_path: Path) -> None:
    shutil.copytree(filled, tmp_path / "copy")
    with Index.open(filled) as index:
        data = index.document("a")
    assert data == document_of("a", {"published/model-card": Answer.YES}, revision="2" * 40)
    with closing(sqlite3.connect(tmp_path / "copy/index.sqlite", isolation_level=None)) as ledger:
        ledger.execute("UPDATE document SET start = start + 1")
    with Index.open(tmp_path / "copy") as index, pytest.raises(Damaged, match="is not as it was written"):
        index.document("a")
