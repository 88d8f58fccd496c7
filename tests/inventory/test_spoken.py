"""Which documents speak for a release, and when silence is silence."""

from openassay.inventory.spoken import PLAIN_PROSE, spoken
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.limits import DOCUMENT
from tests.probes.dossiers import dossier_of, dossier_with


def test_readmes_and_cards_speak_nearest_to_the_root_first() -> None:
    read = spoken(dossier_of({"docs/README.md": "b", "README.md": "a", "model.py": "x = 1"}))
    assert [text.path for text in read.texts] == ["README.md", "docs/README.md"]
    assert [document.text.path for document in read.documents] == ["README.md", "docs/README.md"]


def test_where_everything_was_read_the_search_is_complete() -> None:
    assert spoken(dossier_of({"README.md": "a"})).search("it").complete


def test_a_listing_that_is_not_complete_leaves_the_search_open() -> None:
    assert not spoken(dossier_of({"README.md": "a"}, complete=False)).search("it").complete


def test_a_paper_that_is_only_named_may_say_more() -> None:
    read = spoken(dossier_with(Holding(Component.RESEARCH_PAPER, State.REFERENCED, "named")))
    assert "paper" in read.elsewhere
    assert not read.search("it").complete


def test_a_list_of_files_is_no_document() -> None:
    read = spoken(dossier_of({"README.md": "a", "mix.txt": "line\n" * (PLAIN_PROSE // 4)}))
    assert [text.path for text in read.texts] == ["README.md"]


def test_what_does_not_fit_is_said() -> None:
    pages = {f"big{number}.md": f"wor{number} " * (DOCUMENT.value // 5) for number in range(5)}
    read = spoken(dossier_of({"README.md": "a", **pages}))
    assert [text.path for text in read.texts] == ["README.md", "big0.md", "big1.md", "big2.md", "big3.md"]
    assert read.elsewhere


def test_a_document_that_was_cut_leaves_the_search_open() -> None:
    read = spoken(dossier_of({"README.md": "word " * (DOCUMENT.value // 5 + 1)}))
    assert len(read.texts[0].body) == DOCUMENT.value
    assert not read.search("it").complete


def test_the_last_answer_is_kept_for_the_same_release_only() -> None:
    first, second = dossier_of({"README.md": "a"}), dossier_of({"README.md": "b"})
    assert spoken(first) is spoken(first)
    assert spoken(second).texts[0].body == "b"
    assert spoken(first).texts[0].body == "a"
