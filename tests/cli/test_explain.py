"""`explain` has a page for everything that a report names."""

import pytest
from click.testing import CliRunner

from openassay.cli.main import cli


def explain(*words: str) -> str:
    done = CliRunner().invoke(cli, ["explain", *words])
    assert (done.exit_code, done.stderr) == (0, "")
    assert max(map(len, done.stdout.splitlines())) <= 80
    return done.stdout


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("published", ["Probe published", "What it asks", "Why it matters", "How to answer yes", "Asked by:", "mof@1.0+r1"]),
        ("published/final-weights", ["Probe published"]),
        (
            "final-weights",
            ["Component final-weights", "Questions:", "Requirements:", "g7:weights-available/weights"],
        ),
        ("mof", ["Model Openness Framework (mof@1.0+r1)", "Status: provisional", "class-iii"]),
        ("g7@2026-05-29+r1/lax", ["this is lax"]),
        ("mof:class-iii/data-card", ["Requirement class-iii/data-card", "It asks:"]),
        ("class-iii/data-card", ["Requirement class-iii/data-card"]),
        ("finding:license-conflict", ["finding:license-conflict", "What to do:"]),
        ("refused:id-clash", ["higher revision"]),
        ("limit:json-depth", ["limit:json-depth", "64 levels", "unknown"]),
        ("json-depth", ["limit:json-depth"]),
    ],
)
def test_a_name_has_its_page(name: str, says: list[str]) -> None:
    page = " ".join(explain(name).split())
    assert [words for words in says if words not in page] == []


def test_a_license_has_a_page_with_its_terms() -> None:
    assert "commercial use" in " ".join(explain("license", "cc-by-nc-4.0").split()).lower()


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("pubished", "did you mean 'published'?"),
        ("final-weight", "did you mean 'final-weights'?"),
        ("finding:licence-conflict", "did you mean 'finding:license-conflict'?"),
        ("limit:jsondepth", "did you mean 'limit:json-depth'?"),
        ("qqqqqq", "try a probe, a component"),
        ("", "try a probe, a component"),
    ],
)
def test_an_unknown_name_is_told_with_what_was_meant(name: str, hint: str) -> None:
    done = CliRunner().invoke(cli, ["explain", name])
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"nothing here is called '{name}'" in done.stderr
    assert hint in done.stderr
