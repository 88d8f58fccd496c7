"""Sources named, vague, mixed, tagged, and in the release itself."""

from openassay.probes.data_sources_identified import data_sources_identified
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.facts import Answer, Basis, Fact
from openassay.vocabulary.release import Artifact, EntryKind
from tests.probes.dossiers import dossier_of, dossier_with, fact_of


def fact(body: str, subject: str = "pretraining-data") -> Fact:
    return fact_of(data_sources_identified, dossier_of({"README.md": f"# Zorblax\n\n{body}\n"}), subject)


def test_a_named_source_is_a_yes_with_its_line() -> None:
    found = fact("Zorblax was trained on the Pile.")
    assert (found.answer, found.basis) == (Answer.YES, Basis.OBSERVED)
    assert found.evidence[0].lines == (3, 3)


def test_only_kinds_of_data_are_a_no_with_their_line() -> None:
    found = fact("Zorblax was trained on a new mix of publicly available online data.")
    assert found.answer is Answer.NO
    assert found.evidence


def test_some_named_and_others_only_mentioned_is_unknown() -> None:
    assert fact("Zorblax was trained on the Pile and other internal data.").answer is Answer.UNKNOWN


def test_the_tag_of_a_card_is_only_declared() -> None:
    body = "---\nlicense: mit\ndatasets:\n- blimp/mix\n---\n# Zorblax\n"
    found = fact_of(data_sources_identified, dossier_of({"README.md": body}), "pretraining-data")
    assert (found.answer, found.basis) == (Answer.YES, Basis.DECLARED)


def test_hidden_and_denied_names_are_none() -> None:
    assert fact("<!-- Zorblax was trained on the Pile. -->").answer is Answer.NO
    assert fact("Zorblax was not trained on the Pile.").answer is Answer.NO


def test_data_for_the_second_stage_say_nothing_of_the_first() -> None:
    assert fact("It was fine-tuned on the Blimp dataset.").answer is Answer.NO
    assert fact("It was fine-tuned on the Blimp dataset.", "post-training-data").answer is Answer.YES


def test_a_paper_that_was_not_read_may_name_them() -> None:
    assert fact("Trained on web data. [Paper](https://arxiv.org/abs/2401.00001)").answer is Answer.UNKNOWN


def test_data_that_lie_in_the_release_are_named_by_being_there() -> None:
    data = Artifact("main", "train.parquet", EntryKind.FILE, 9, "a" * 64, "parquet")
    dossier = dossier_with(Holding(Component.PRETRAINING_DATA, State.PUBLISHED, "a test says so", (data,)))
    assert fact_of(data_sources_identified, dossier, "pretraining-data").answer is Answer.YES


def test_where_there_is_no_such_stage_the_question_does_not_arise() -> None:
    dossier = dossier_with(Holding(Component.POST_TRAINING_DATA, State.NOT_APPLICABLE, "there is none"))
    assert fact_of(data_sources_identified, dossier, "post-training-data").answer is Answer.NOT_APPLICABLE
