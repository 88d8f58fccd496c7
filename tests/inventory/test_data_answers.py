"""What is said of the data of one component, laid out for the questions."""

from openassay.inventory.data_answers import answer_told, basis_of, cite_statements, told_of
from openassay.inventory.data_information import Says
from openassay.vocabulary.components import Component
from openassay.vocabulary.facts import Answer, Basis
from tests.probes.dossiers import dossier_of

BODY = "# Zorblax\n\nIt was pretrained on the Pile.\n\nIt was fine-tuned on the Blimp dataset.\n"


def test_each_stage_gets_its_own_statements() -> None:
    dossier = dossier_of({"README.md": BODY})
    for component, name in ((Component.PRETRAINING_DATA, "the Pile"), (Component.POST_TRAINING_DATA, "Blimp")):
        (statement,) = told_of(dossier, component).of(Says.SOURCE)
        assert statement.names == (name,)


def test_each_place_is_cited_once() -> None:
    told = told_of(dossier_of({"README.md": BODY}), Component.PRETRAINING_DATA)
    assert len(cite_statements([*told.statements, *told.statements])) == 1


def test_metadata_alone_is_declared() -> None:
    dossier = dossier_of({"README.md": "---\nlicense: mit\ndatasets: [a/b]\n---\n# Zorblax\n"})
    told = told_of(dossier, Component.PRETRAINING_DATA)
    assert basis_of(told.statements) is Basis.DECLARED
    told = told_of(dossier_of({"README.md": BODY}), Component.PRETRAINING_DATA)
    assert basis_of(told.statements) is Basis.OBSERVED


def test_silence_is_a_no_with_its_search() -> None:
    fact = answer_told(
        dossier_of({"README.md": "# Zorblax\n\nIt is small.\n"}), Component.PRETRAINING_DATA, Says.SIZE, "how much"
    )
    assert fact.answer is Answer.NO
    assert fact.search is not None
    assert fact.search.looked_for == "how much"
