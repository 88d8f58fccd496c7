from openassay.probes.licensed import licensed as licensed_probe
from openassay.vocabulary.facts import Answer, Basis
from tests.licenses.samples import MIT, licensed
from tests.probes.dossiers import fact_of


def test_a_text_at_the_root_is_cited() -> None:
    fact = fact_of(licensed_probe, licensed({"run.py": "x", "LICENSE": MIT}), "inference-code")
    assert fact.answer is Answer.YES
    assert fact.basis is Basis.OBSERVED
    assert fact.because == "It is under MIT, given in LICENSE:5."
    assert [(evidence.path, evidence.lines) for evidence in fact.evidence] == [("LICENSE", (5, 21))]


def test_a_tag_of_a_card_is_only_declared() -> None:
    files = {"model.safetensors": "w", "README.md": "---\nlicense: mit\n---\n# Atlas\n"}
    fact = fact_of(licensed_probe, licensed(files), "final-weights")
    assert (fact.answer, fact.basis) == (Answer.YES, Basis.DECLARED)


def test_nothing_that_gives_a_license_is_a_no_with_its_search() -> None:
    fact = fact_of(licensed_probe, licensed({"run.py": "x"}), "inference-code")
    assert fact.answer is Answer.NO
    assert fact.search is not None
    assert fact.search.complete


def test_a_file_beside_the_licensed_ones_that_no_license_reaches_is_a_no() -> None:
    fact = fact_of(licensed_probe, licensed({"a/run.py": "x", "a/LICENSE": MIT, "b/run.py": "y"}), "inference-code")
    assert fact.answer is Answer.NO
    assert fact.because == "1 of its files are under no license, such as b/run.py."


def test_a_component_that_is_not_here_and_that_nobody_licensed_is_unknown() -> None:
    assert fact_of(licensed_probe, licensed({"run.py": "x"}), "final-weights").answer is Answer.UNKNOWN
