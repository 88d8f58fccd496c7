"""Words of the pages: nothing that hides, and addresses that come back as they were."""

from urllib.parse import parse_qs, urlsplit

import pytest

from openassay.web.words import address, breakable, kind, license_name, line, plainly, sentence
from tests.web.naughty import strings


def test_every_string_survives_an_address() -> None:
    for text in strings():
        made = address("/release", name=text)
        assert made.isascii()
        assert parse_qs(urlsplit(made).query, keep_blank_values=True) == {"name": [text]}


def test_a_line_is_one_line_and_shows_what_hides() -> None:
    assert [text for text in strings() if not line(text).isprintable()] == []


@pytest.mark.parametrize(
    ("name", "said", "what"),
    [
        ("hf://owner/name@v1", "owner/name@v1", "Model on the Hub"),
        ("hf://datasets/owner/name", "owner/name", "Data set on the Hub"),
        ("pypi:magika==1.0.1", "magika 1.0.1", "Python package"),
        ("npm:@scope/name@1.0.0", "@scope/name@1.0.0", "npm package"),
        ("pkg:github/allenai/OLMo", "allenai/OLMo", "Repository on GitHub"),
        ("git+https://git.example.org/a/b", "a/b", "Repository"),
        ("examples/placenames", "examples/placenames", "Release"),
        ("weird:thing", "weird:thing", "Release"),
    ],
)
def test_a_name_is_said_as_people_say_it(name: str, said: str, what: str) -> None:
    assert (plainly(name), kind(name)) == (said, what)


def test_a_sentence_begins_large_but_not_with_the_name_of_a_file() -> None:
    assert sentence("nothing of it is here") == "Nothing of it is here."
    assert sentence("train.py does it.") == "train.py does it."
    assert sentence("LicenseRef-x: not settled") == "LicenseRef-x: not settled."


def test_a_license_is_named_without_the_prefix_of_its_list() -> None:
    assert license_name("LicenseRef-scancode-llama-2 AND MIT") == "llama-2 AND MIT"


def test_a_breakable_name_is_escaped() -> None:
    assert breakable("<b>/x") == "&lt;b&gt;/<wbr>x"
