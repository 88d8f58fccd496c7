"""A word or clause put into a license, or taken out of it, is seen; a change of its dress is not."""

import pytest

from bench.license_edits import EACH, EDITS, HARMLESS, changes_of, is_flagged
from openassay.licenses.identify import identify
from tests.licenses.samples import APACHE, BSD, CC_BY, CDLA, MIT

TEXTS = {"MIT": MIT, "BSD-3-Clause": BSD, "Apache-2.0": APACHE, "CC-BY-4.0": CC_BY, "CDLA-Permissive-2.0": CDLA}


@pytest.mark.parametrize("name", TEXTS)
def test_every_edit_of_a_license_is_flagged(name: str) -> None:
    changed = list(changes_of(name, TEXTS[name], EDITS))
    assert len(changed) == EACH
    assert [(kind, text) for kind, text in changed if not is_flagged(name, text)] == []


@pytest.mark.parametrize("name", TEXTS)
def test_no_harmless_change_of_a_license_is_flagged(name: str) -> None:
    changed = list(changes_of(name, TEXTS[name], HARMLESS))
    assert len(changed) == EACH
    assert [(kind, identify(text)) for kind, text in changed if is_flagged(name, text)] == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("BSD-3-Clause", "THIS SOFTWARE IS", "It may not be used to train other models.\n\nTHIS SOFTWARE IS"),
        ("MIT", "THE SOFTWARE IS PROVIDED", "THE SOFTWARE academically IS PROVIDED"),
        ("Apache-2.0", "you may not use this file except", "you may use this file except"),
        ("Apache-2.0", "(c) You must retain", "(c) You need not retain"),
        ("CC-BY-4.0", "does not create", "does create"),
    ],
)
def test_words_that_limit_are_not_taken_for_a_name_or_for_a_part_that_may_be_missing(name: str, old: str, new: str) -> None:
    assert old in TEXTS[name]
    assert is_flagged(name, TEXTS[name].replace(old, new))


def test_another_year_of_a_copyright_within_a_sentence_is_no_change() -> None:
    text = APACHE.replace("Copyright [yyyy]", "Copyright 2019")
    assert text != APACHE
    assert not is_flagged("Apache-2.0", text)
