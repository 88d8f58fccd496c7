import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.index.naming import names_of, publisher_of, spellings

SAME = [
    ("hf://Owner/Model", "owner/model"),
    ("hf://Owner/Model@main", "OWNER/Model"),
    ("hf://Owner/Model", "https://huggingface.co/owner/model/tree/main"),
    ("hf://datasets/a/b", "https://huggingface.co/datasets/A/B"),
    ("hf://Owner/Model", "pkg:huggingface/Owner/Model@abc"),
    ("https://github.com/Owner/Code", "git+https://github.com/owner/code.git@v1"),
    ("https://github.com/Owner/Code", "pkg:github/owner/code"),
    ("https://github.com/Owner/Code", "owner/code"),
    ("pypi:Some_Pkg==1.0", "pypi:some-pkg"),
    ("pypi:Some_Pkg==1.0", "pkg:pypi/some.pkg@1.0"),
    ("npm:@scope/name@1.0", "pkg:npm/%40scope/name"),
    ("models/here", "models/here"),
]


@pytest.mark.parametrize(("address", "asked"), SAME)
def test_what_people_type_finds_what_is_kept(address: str, asked: str) -> None:
    assert set(spellings(asked)) & set(names_of([address]))


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("hf://owner/model", "owner/other"),
        ("pypi:name==1.0", "npm:name"),
        ("hf://owner/model", "hf://datasets/owner/model"),
        ("models/here", "hf://models/here"),
    ],
)
def test_what_is_something_else_is_not_found(address: str, asked: str) -> None:
    assert not set(spellings(asked)) & set(names_of([address]))


@pytest.mark.parametrize(
    ("addresses", "publisher"),
    [
        (["mirrors/model", "hf://Owner/Model"], "Owner"),
        (["https://github.com/ACEsuit/mace"], "ACEsuit"),
        (["hf://datasets/Owner/Data"], "Owner"),
        (["pypi:name", "models/here"], ""),
    ],
)
def test_the_publisher_is_the_owner_as_it_is_written(addresses: list[str], publisher: str) -> None:
    assert publisher_of(addresses) == publisher


def test_a_digest_is_looked_up_whatever_stands_before_it() -> None:
    assert spellings("sha256:" + "A" * 64) == spellings("a" * 64) == ("a" * 64,)
    assert spellings("git:" + "b" * 40) == ("b" * 40,)


@given(st.text(max_size=60))
def test_no_text_is_too_odd_to_be_asked_for(text: str) -> None:
    assert all(isinstance(one, str) for one in (*spellings(text), *names_of([text]), publisher_of([text])))


@given(st.from_regex(r"(hf://|pypi:|npm:|pkg:[a-z]{1,9}/|https://[a-z]{1,9}\.com/)[\w@./\[\]:%#?=-]{0,30}", fullmatch=True))
def test_an_address_finds_itself(text: str) -> None:
    assert not text.strip() or set(spellings(text)) & set(names_of([text]))
