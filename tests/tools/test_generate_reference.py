import pytest

from tools.generate_reference import LICENSE, PAGES, REFERENCE


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_what_the_program_says(name: str) -> None:
    assert (REFERENCE / name).read_text("utf-8") == LICENSE + "\n".join(PAGES[name]()) + "\n", "run make docs"


def test_no_page_is_left_of_a_standard_that_is_gone() -> None:
    assert {f"standards/{path.name}" for path in (REFERENCE / "standards").iterdir()} <= PAGES.keys()
