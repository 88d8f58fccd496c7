import click

from openassay.reports.columns import cells, fit, fit_path, wrap
from openassay.reports.terminal import render, size
from tests.assessments import document


def plain(full: bool = False, name: str = "a-model") -> str:
    return click.unstyle(render(document(name), full))


def test_no_line_is_wider_than_eighty_columns() -> None:
    for line in plain(name="a-very-long-name-" * 10).splitlines():
        assert cells(line) <= 80, line


def test_verdicts_stand_before_components_before_steps_before_unknowns() -> None:
    text = plain()
    order = [text.index(part) for part in ("Small standard: ", "Components", "Next step", "Unknown, and why", "Findings")]
    assert order == sorted(order)


def test_a_ladder_shows_what_is_proven_and_what_is_not_ruled_out() -> None:
    text = plain()
    assert "Small standard: Low rung\n" in text
    assert "  [x] Low rung\n  [ ] High rung\n      lacks code\n  [ ] Top rung\n" in text


def test_steps_come_cheapest_first_and_leave_out_recommendations() -> None:
    text = plain()
    steps = [text.index(remedy) for remedy in ("1. License the weights.", "2. Write a card.", "3. Publish the code.")]
    assert steps == sorted(steps)
    assert "Nice to have." not in text


def test_unknowns_say_why() -> None:
    assert "model-card: the card could not be read" in plain()


def test_absent_components_are_told_in_one_place_and_those_that_do_not_apply_in_another() -> None:
    text = plain()
    assert "Not found: architecture-code" in text
    assert "Does not apply: post-training-data. " in text


def test_what_does_not_apply_stands_with_its_reason_and_parts_of_one_reason_together() -> None:
    told = document()
    for component in told["components"]:
        if component["component"] in ("sample-outputs", "safety-evaluation"):
            component.update(state="not-applicable", because="A force field generates nothing for users.")
    text = " ".join(click.unstyle(render(told, False)).split())
    assert "Does not apply: sample-outputs, safety-evaluation. A force field generates nothing for users." in text


def test_a_verdict_on_one_of_several_places_says_so() -> None:
    told = document()
    told["links"] = [
        {"role": role, "address": f"hf://us/{role}", "followed": False, "source": "main", "path": "README.md", "lines": [1, 1]}
        for role in ("weights", "data")
    ]
    assert "Graded on 1 of the 3 places that it names" in click.unstyle(render(told, False))


def test_nothing_of_a_release_reaches_the_terminal_raw() -> None:
    text = plain(name="evil\x1b]0;title\x07\u202emodel")
    assert "\x1b" not in text.replace("\n", "")
    assert "\u202e" not in text
    assert "b\\u001b[31m.bin:3" in text


def test_text_is_cut_and_padded_by_columns_not_by_characters() -> None:
    assert fit("模型模型", 6) == "模..." + " "
    assert cells(fit("模型模型", 6)) == 6
    assert fit("abc", 5) == "abc  "
    assert (
        fit_path("a/very/long/path/model.bin", 14) == ".../model.bin"[-14:]
        or cells(fit_path("a/very/long/path/model.bin", 14)) <= 14
    )


def test_long_words_are_broken_rather_than_run_over_the_edge() -> None:
    assert all(cells(line) <= 20 for line in wrap("x" * 100, 20, "  ", "    "))


def test_sizes_are_for_people() -> None:
    assert [size(count) for count in (0, 999, 1_000, 34_120, 2_000_000_000)] == ["0 B", "999 B", "1.0 kB", "34.1 kB", "2.0 GB"]
