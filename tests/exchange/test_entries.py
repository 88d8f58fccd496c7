import pytest

from openassay.exchange.entries import read_any
from openassay.exchange.mot_entry import MotEntry
from openassay.exchange.osai_entry import OsaiEntry
from openassay.vocabulary.findings import Unreadable
from tests.exchange.samples import MOT, OSAI


def test_an_entry_is_told_by_what_stands_in_it() -> None:
    assert isinstance(read_any(MOT.encode(), "a.yaml"), MotEntry)
    assert isinstance(read_any(OSAI.encode(), "a.yaml"), OsaiEntry)


def test_what_is_of_neither_index_is_refused_and_both_are_named() -> None:
    with pytest.raises(Unreadable, match=r"Model Openness Tool.*European Open Source AI Index"):
        read_any(b"name: x\n", "a.yaml")
