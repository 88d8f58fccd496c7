"""Papers with and without an archive."""

from openassay.probes.paper_archived import paper_archived
from openassay.vocabulary.facts import Answer, Basis
from tests.probes.dossiers import answers, dossier_of, fact_of

ENTRY = "## Citation\n\n```bibtex\n@article{z,\n  title={Zorblax},\n%s}\n```\n"


def dossier(body: str, **files: str):  # type: ignore[no-untyped-def]
    return dossier_of({"README.md": f"# Zorblax\n\n{body}\n", **files})


def test_an_identifier_is_a_yes_on_the_word_of_the_release() -> None:
    fact = fact_of(paper_archived, dossier(ENTRY % "  journal={arXiv preprint arXiv:2401.00001},\n"), "technical-report")
    assert (fact.answer, fact.basis) == (Answer.YES, Basis.DECLARED)
    assert "2401.00001" in fact.because


def test_a_work_without_one_is_a_no() -> None:
    found = answers(paper_archived, dossier(ENTRY % "  howpublished={\\url{https://zorblax.org/blog}},\n"))
    assert found["research-paper"] is Answer.NO


def test_nothing_cited_is_a_no_and_hidden_entries_are_nothing() -> None:
    assert answers(paper_archived, dossier("It is small."))["research-paper"] is Answer.NO
    hidden = f"<!--\n{ENTRY % '  eprint={2401.00001},'}\n-->"
    assert answers(paper_archived, dossier(hidden))["technical-report"] is Answer.NO


def test_somebody_elses_paper_is_none_of_its_own() -> None:
    body = "## Related work\n\n@article{b,\n  title={Blimp},\n  eprint={2401.00001},\n}\n"
    assert Answer.YES not in answers(paper_archived, dossier(body)).values()
