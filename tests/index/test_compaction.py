from pathlib import Path

import pytest

from openassay.index import compaction
from openassay.index.segments import Segment
from openassay.index.store import Index
from openassay.index.verification import verify
from openassay.vocabulary.facts import Answer
from tests.index.documents import document_of


def test_neighbours_are_put_together_up_to_the_most_rows() -> None:
    found = [("a", 4), ("b", 4), ("c", 9), ("d", 1), ("e", 20), ("f", 1), ("g", 1)]
    assert list(compaction.runs(found, 10)) == [["a", "b"], ["c", "d"], ["f", "g"]]
    assert list(compaction.runs([("a", 1)], 10)) == []


def test_putting_together_changes_the_files_and_nothing_else(tmp_path: Path) -> None:
    with Index.open(tmp_path, create=True, writing=True) as index:
        for day in range(1, 6):
            answers = {"published/model-card": Answer.YES} if day > 3 else {}
            names = ("steady", "moving") if day != 2 else ("moving",)
            given = [(name, document_of(name, answers if name == "moving" else {})) for name in names]
            index.add(given, f"2026-11-0{day}")

        def shown() -> list[object]:
            tables = [table.to_pylist() for table in index.facts(("published/model-card", "license/final-weights"))]
            documents = [index.document(name) for name in ("steady", "moving")]
            facts = [row for table in tables for row in table]
            return [index.releases(), index.history("moving"), index.distribution("small"), documents, facts]

        before = shown()
        assert index.compact(most=6) == 3
        assert len(list((tmp_path / "segments").iterdir())) == 2
        assert shown() == before
        assert index.compact() == 1
        assert shown() == before
        assert index.compact() == 0
        assert verify(tmp_path).problems == ()
    (tmp_path / "index.sqlite").unlink()
    with Index.open(tmp_path, writing=True) as index:
        assert [index.releases(), index.history("moving")] == before[:2]
        assert verify(tmp_path).problems == ()


def test_a_crash_before_the_old_files_are_gone_is_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Index.open(tmp_path, create=True, writing=True) as index:
        for name in ("a", "b"):
            index.add([(name, document_of(name))], "2026-11-01")
        monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)
        index.compact()
    monkeypatch.undo()
    assert len(list((tmp_path / "segments").iterdir())) == 3
    Index.open(tmp_path, writing=True).close()
    assert len(list((tmp_path / "segments").iterdir())) == 1


def test_a_segment_that_is_committed_twice_is_there_once(tmp_path: Path) -> None:
    with Index.open(tmp_path, create=True, writing=True) as index:
        (name,) = index.add([("a", document_of("a"))], "2026-11-01").segments
        assert not index.commit(Segment(name, 1), {"seen_at": "2026-11-01"})
        said = {"audit": "x", "chunk": 0, "seen_at": "2026-11-01", "failed": []}
        assert index.commit(Segment(name, 1), said)
        assert index.releases().total == 1
        assert index.audited("x") == [(0, name, 1, ())]
        assert verify(tmp_path).problems == ()
