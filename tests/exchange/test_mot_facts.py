from openassay.exchange.mot_entry import MotEntry, read_mot
from openassay.exchange.mot_facts import declare, lies_inside
from openassay.licenses.expressions import parse
from openassay.vocabulary.facts import Answer, Basis
from openassay.vocabulary.findings import Lines
from tests.exchange.samples import MOT

ENTRY = read_mot(MOT.encode(), "gull.yml")
DECLARED = declare(ENTRY, "0" * 64)


def test_all_that_an_entry_says_is_declared_and_cites_its_line() -> None:
    fact = DECLARED.facts["published/final-weights"]
    assert (fact.answer, fact.basis, fact.evidence[0].lines) == (Answer.YES, Basis.DECLARED, Lines(26, 26))
    assert {fact.basis for fact in DECLARED.facts.values()} == {Basis.DECLARED}


def test_what_is_not_listed_is_absent_and_both_halves_of_a_split_component_are_one() -> None:
    for half in ("pretraining-data", "post-training-data"):
        assert DECLARED.facts[f"published/{half}"].answer is Answer.NO
        assert DECLARED.facts[f"licensed/{half}"].answer is Answer.UNKNOWN


def test_a_name_that_is_no_component_is_nothing() -> None:
    assert "Tokenizer" not in str(DECLARED.facts)


def test_a_license_of_its_own_or_of_its_type_counts_as_a_reader_takes_it() -> None:
    assert DECLARED.licenses["final-weights"] == (parse("Apache-2.0"),)
    assert DECLARED.licenses["model-card"] == (parse("CC-BY-4.0"),)
    assert DECLARED.facts["licensed/data-card"].answer is Answer.NO


def test_a_license_of_the_distribution_reaches_only_what_lies_in_it() -> None:
    assert DECLARED.licenses["architecture-code"] == (parse("Apache-2.0"),)
    text = MOT.replace("gull/model.py", "gull-2/model.py")
    far = declare(read_mot(text.encode(), "gull.yml"), "0" * 64)
    assert far.facts["licensed/architecture-code"].answer is Answer.UNKNOWN
    assert "architecture-code" not in far.licenses


def test_a_component_that_the_entry_itself_calls_absent_is_absent() -> None:
    text = MOT.replace("license: apache-2.0", "license: Component not included")
    facts = declare(read_mot(text.encode(), "gull.yml"), "0" * 64).facts
    assert facts["published/final-weights"].answer is Answer.NO
    assert facts["licensed/final-weights"].answer is Answer.UNKNOWN


def test_words_that_are_no_address_hold_nothing_inside() -> None:
    entry = MotEntry("a", {"name": "a", "repository": "Gull"}, {}, ())
    listed = ENTRY.components[0]
    assert not lies_inside(listed, entry)
    assert lies_inside(listed, ENTRY)
