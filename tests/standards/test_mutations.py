"""The conformance cases of the catalogue notice a change to any requirement, and a flipped verdict.

Here only a sample of the operands is removed; `make mutants` removes them all and prints the table.
"""

import pytest

from openassay.standards.catalogue import Entry, entries
from tools.standard_mutants import LEAST, survivors, unnoticed_flips, without_leaves, without_requirements

SAMPLE = 5
"""Every fifth operand is removed."""


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: f"{entry.id}@{entry.edition}")
def test_a_requirement_that_is_removed_is_noticed(entry: Entry) -> None:
    missed, count = survivors(entry, without_requirements)
    assert count > 0
    assert len(missed) <= (1 - LEAST) * count, missed


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: f"{entry.id}@{entry.edition}")
def test_an_operand_that_is_removed_is_noticed(entry: Entry) -> None:
    missed, count = survivors(entry, without_leaves, SAMPLE)
    assert len(missed) <= max((1 - LEAST) * count, 1), missed


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: f"{entry.id}@{entry.edition}")
def test_a_flipped_verdict_is_noticed(entry: Entry) -> None:
    missed, count = unnoticed_flips(entry)
    assert count > 0
    assert missed == []
