from dataclasses import replace
from pathlib import Path

import pytest

from openassay.application.regrading import NoSuchStandard, regrade, standard_at
from openassay.index.store import Index
from openassay.vocabulary.facts import Answer
from openassay.vocabulary.standard import Standard
from tests.assessments import STANDARD
from tests.index.documents import document_of

REVISED = replace(STANDARD, revision=2, rungs=STANDARD.rungs[1:])
GONE = {"published/final-weights": Answer.NO}


def index_at(folder: Path) -> Index:
    return Index.open(folder / "index", create=True, writing=True)


@pytest.mark.parametrize("standard", [STANDARD, REVISED])
def test_grading_later_comes_to_what_assessing_under_the_standard_does(tmp_path: Path, standard: Standard) -> None:
    answers = [{}, GONE, {"published/inference-code": Answer.YES, "licensed/final-weights": Answer.YES}]
    documents = [(f"model-{place}", document_of(f"model-{place}", one, standards=())) for place, one in enumerate(answers)]
    graded = [(name, document_of(name, one, standards=(standard,))) for (name, _), one in zip(documents, answers, strict=True)]
    with index_at(tmp_path / "later") as later, index_at(tmp_path / "at-once") as once:
        later.add(documents, "2026-11-01")
        assert regrade(later, [standard], "2026-11-01").added == 3
        once.add(graded, "2026-11-01")
        assert [row.grades for row in later.releases().items] == [row.grades for row in once.releases().items]


def test_grading_again_under_the_same_standard_adds_nothing(tmp_path: Path) -> None:
    with index_at(tmp_path) as index:
        index.add([("a", document_of("a", standards=(STANDARD,)))], "2026-11-01")
        assert regrade(index, [STANDARD], "2026-11-02").added == 0
        assert regrade(index, [REVISED], "2026-11-02").added == 1
        again = regrade(index, [REVISED], "2026-11-03")
    assert (again.added, again.known) == (0, 1)


def test_a_standard_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoSuchStandard, match="no-such"):
        standard_at("no-such")
    with pytest.raises(NoSuchStandard, match="cannot be read"):
        standard_at(str(tmp_path / "no.yaml"))
    (tmp_path / "bad.yaml").write_text("id: [")
    with pytest.raises(NoSuchStandard, match=r"bad\.yaml:2"):
        standard_at(str(tmp_path / "bad.yaml"))
