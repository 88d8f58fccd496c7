"""Terms are told in words that follow the name of a license."""

import pytest

from openassay.licenses.phrases import quoted, said, short
from openassay.vocabulary.licenses import Term, TermAnswer, TermName


@pytest.mark.parametrize("name", list(TermName))
def test_each_answer_about_each_term_has_words_of_its_own(name: TermName) -> None:
    told = {said(name, answer) for answer in TermAnswer if answer is not TermAnswer.UNKNOWN}
    assert len(told) == 3
    assert all(words[0].islower() and not words.endswith(".") for words in told)
    with pytest.raises(ValueError, match="not in"):
        said(name, TermAnswer.UNKNOWN)


def test_a_quote_ends_the_sentence_with_a_full_stop() -> None:
    assert quoted(Term(TermAnswer.NO, "for research only")) == ": “for research only”."
    assert quoted(Term(TermAnswer.NO)) == "."


def test_an_id_of_ours_is_shown_without_its_prefix() -> None:
    assert short("LicenseRef-unknown-Acme AND LicenseRef-llama3.1 AND MIT") == "Acme AND llama3.1 AND MIT"
