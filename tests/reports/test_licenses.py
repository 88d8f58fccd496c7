import click

from openassay.reports.columns import cells
from openassay.reports.licenses import render
from openassay.vocabulary.licenses import TermName
from tests.assessments import document


def plain() -> str:
    return click.unstyle(render(document()))


def test_a_component_stands_with_its_license_and_the_place() -> None:
    row = next(line for line in plain().splitlines() if line.startswith("final-weights"))
    assert row.split() == ["final-weights", "Apache-2.0", "LICENSE:1"]


def test_what_is_here_and_nobody_licensed_is_told() -> None:
    unlicensed = document()
    unlicensed["facts"].append(unlicensed["facts"][0] | {"key": "licensed/final-weights", "answer": "no"})
    component = next(one for one in unlicensed["components"] if one["component"] == "final-weights")
    component["licenses"] = []
    row = next(line for line in click.unstyle(render(unlicensed)).splitlines() if line.startswith("final-weights"))
    assert "none" in row.split()


def test_readings_that_conflict_are_set_against_each_other() -> None:
    torn = document()
    component = next(one for one in torn["components"] if one["component"] == "final-weights")
    component["licenses"] = [component["licenses"][0], component["licenses"][0] | {"expression": "MIT"}]
    torn["facts"].append(torn["facts"][0] | {"key": "license-consistent/final-weights", "answer": "no"})
    assert "or, as it says, MIT" in click.unstyle(render(torn))


def test_each_license_tells_what_it_permits_what_it_limits_and_what_was_not_read() -> None:
    limited = document()
    limited["licenses"][0]["terms"]["user_limits"] = {"answer": "yes", "quote": "over 700 million users", "lines": [9, 9]}
    text = click.unstyle(render(limited))
    assert "  permits commercial use\n" in text
    assert "  depends on the number of users or on income (line 9: “over 700 million users”)\n" in text
    assert "not read: redistribution, modification, use restrictions" in text


def test_no_line_is_wider_than_eighty_columns() -> None:
    assert all(cells(line) <= 80 for line in plain().splitlines())


def granted(expression: str, path: str, covers: list[str], **terms: str) -> dict[str, object]:
    said = {name: {"answer": answer, "quote": None, "lines": None} for name, answer in terms.items()}
    lines = {"path": path, "lines": [1, 1], "how": "text", "residual_words": 0}
    return {"id": f"grant:{path}", "expression": expression, "covers": covers, "terms": said, **lines}


def shown(*grants: dict[str, object]) -> str:
    made = document()
    for component in made["components"]:
        component["licenses"] = []
    made["licenses"] = list(grants)
    return click.unstyle(render(made))


def test_places_that_give_the_same_license_stand_together() -> None:
    text = shown(
        granted("MIT", "LICENSE", ["inference-code"], commercial_use="yes"),
        granted("MIT", "README.md", ["inference-code"], commercial_use="yes"),
    )
    assert text.count("\nMIT\n") == 1
    assert "  LICENSE:1 (its text) for inference-code\n  README.md:1 (its text) for the same\n" in text


def test_a_license_for_nothing_that_is_here_is_named_at_the_end() -> None:
    text = shown(granted("LicenseRef-llama3.1", "demo/README.md", [], commercial_use="conditional"))
    assert text.endswith("Given for nothing that is here\n  llama3.1: demo/README.md:1\n")


def test_a_license_that_frees_everything_takes_one_line() -> None:
    free = {name.value: "yes" if name.is_permission else "no" for name in TermName}
    assert "  permits commercial use, redistribution, modification, and sets no limit\n" in shown(
        granted("MIT", "LICENSE", ["inference-code"], **free)
    )


def test_limits_in_the_same_words_are_told_together_and_links_are_shown_by_their_words() -> None:
    grant = granted("LicenseRef-unknown-Acme", "LICENSE", ["final-weights"], commercial_use="no", use_restrictions="yes")
    for term in grant["terms"].values():  # type: ignore[attr-defined]
        term |= {"quote": "for [research](https://acme.example/policy) only", "lines": [7, 7]}
    text = " ".join(shown(grant).split())
    assert "does not permit commercial use, restricts what it may be used for (line 7: “for research only”)" in text
