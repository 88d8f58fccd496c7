"""Standards that score: their dimensions, levels and points, and values that depend on an option."""

from fractions import Fraction

import pytest

from openassay.standards.conditions import Known
from openassay.standards.document import Refused
from openassay.standards.loading import load
from openassay.vocabulary.facts import Basis
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.standard import All, Ask, CannotSee, Dimension, Level, Scheme, Standard

KNOWN = Known({"published": frozenset({"final-weights", "model-card"})}, {"spdx-osi": frozenset({"mit"})})
HEAD = """\
schema: openassay/standard/1
id: small
edition: "1"
revision: 1
title: A small standard
publisher: us
source: our heads
status: draft
text: read
"""
DIMENSIONS = f"""{HEAD}\
scheme: dimensions
score: mean
options: {{card: [asked, spared]}}
variants: {{strict: {{card: asked}}, lax: {{card: spared}}}}
levels: {{open: 1, partial: 1/2, closed: 0}}
dimensions:
- id: weights
  title: Weights
  group: availability
  clause: The weights are there.
  weight: 3/2
  cap: base
  levels:
    open:
    - {{if: {{card: asked}}, all: [{{ask: published, of: final-weights}}, {{ask: published, of: model-card}}]}}
    - {{if: {{card: spared}}, that: {{ask: published, of: final-weights}}, remedy: Publish.}}
- id: paper
  title: Paper
  clause: There is a paper.
  cannot-see: nobody sees it
"""
TALLY = f"""{HEAD}\
scheme: tally
score: sum
dimensions:
- id: weights
  title: Weights
  clause: The weights are there.
  points: 2
  levels:
    2: {{all: [{{ask: published, of: final-weights}}, {{cannot-see: a promise}}]}}
    1: {{that: {{ask: published, of: final-weights}}, remedy: Publish.}}
- {{id: card, title: Card, clause: A card., points: 2, mean-with: weights, levels: {{2: {{ask: published, of: model-card}}}}}}
"""


def read(text: str) -> dict[str, Standard]:
    return load(text.encode(), "small.yaml", KNOWN)


def refusal(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    with pytest.raises(Refused) as refused:
        read(text.replace(old, new))
    return str(refused.value)


def ask(component: str) -> Ask:
    return Ask("published", component, Basis.OBSERVED)


def test_dimensions_have_the_shared_levels_and_a_floor_that_asks_for_nothing() -> None:
    variants = read(DIMENSIONS)
    assert variants["strict"].scheme is Scheme.DIMENSIONS
    weights, paper = variants["strict"].dimensions
    floor = Level("closed", Fraction(0))
    best = Level("open", Fraction(1), All((ask("final-weights"), ask("model-card"))))
    assert weights == Dimension(
        "weights", "Weights", "The weights are there.", (best, floor), "availability", Fraction(3, 2), capped_by_base=True
    )
    hidden = CannotSee("nobody sees it")
    assert paper.levels == (Level("open", Fraction(1), hidden), Level("partial", Fraction(1, 2), hidden), floor)


def test_a_value_that_depends_on_an_option_is_settled_in_each_variant() -> None:
    assert read(DIMENSIONS)["lax"].dimensions[0].levels[0] == Level("open", Fraction(1), ask("final-weights"), "Publish.")


def test_a_tally_has_whole_points() -> None:
    weights, card = read(TALLY)[""].dimensions
    assert [(level.id, str(level.value)) for level in weights.levels] == [("2", "2"), ("1", "1"), ("0", "0")]
    assert weights.levels[0].that == All((ask("final-weights"), CannotSee("a promise")))
    assert weights.levels[1].remedy == "Publish."
    assert [level.id for level in card.levels] == ["2", "0"]
    assert card.mean_with == "weights"


def test_every_requirement_has_a_path() -> None:
    assert [asked.path for asked in read(TALLY)[""].asked()] == ["weights/2", "weights/1", "card/2"]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("score: mean", "score: sum", 11, "score cannot be 'sum'"),
        ("score: mean\n", "", 1, "needs the key 'score'"),
        ("partial: 1/2", "partial: 2", 14, "best first, each worth less than the one before"),
        ("partial: 1/2", "partial: half", 14, "must be a whole number or a fraction"),
        ("    open:\n", "    opn:\n", 23, "no level 'opn' here; did you mean 'open'?"),
        ("    open:\n", "    closed:\n", 23, "it is what is left and asks for nothing"),
        ("    open:\n", "    partial:\n", 23, "the best level 'open' must ask for something"),
        ("  cap: base", "  cap: bass", 21, "cap cannot be 'bass'; did you mean 'base'?"),
        ("  weight: 3/2", "  points: 2", 20, "a dimension has no key 'points'"),
        ("{card: spared}, that:", "{card: asked}, that:", 24, "just one must hold; with card: asked it is 2"),
        ("{card: spared}, that:", "{card: spred}, that:", 25, "option card cannot be 'spred'; did you mean 'spared'?"),
        ("  cap: base", "  mirror: papr", 16, "no other dimension 'papr' to mirror; did you mean 'paper'?"),
        ("- id: paper", "- id: weights", 26, "the id 'weights' stands twice"),
        ("  cannot-see: nobody sees it\n", "", 26, "needs either 'levels' or 'cannot-see'"),
    ],
)
def test_a_mistake_in_dimensions_is_named_with_its_line(old: str, new: str, line: int, message: str) -> None:
    refused = refusal(DIMENSIONS, old, new)
    assert f"small.yaml:{line}: " in refused
    assert message in refused


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  points: 2\n", "", "needs the key 'points'"),
        ("    1: {that", "    3: {that", "no level '3' here"),
        ("mean-with: weights", "mean-with: card", "cannot be averaged with 'card'"),
        ("mean-with: weights", "mean-with: cards", "cannot be averaged with 'cards'"),
        ("points: 2, mean-with: weights, levels: {2:", "points: 3, mean-with: weights, levels: {3:", "worth as much"),
        ("score: sum", "score: mean", "score cannot be 'mean'"),
        ("scheme: tally", "scheme: talley", "did you mean 'tally'?"),
        ("that: {ask", "remedy2: x, that: {ask", "no key 'remedy2'"),
    ],
)
def test_a_mistake_in_a_tally_is_named(old: str, new: str, message: str) -> None:
    assert message in refusal(TALLY, old, new)


LADDER = f"""{HEAD}\
scheme: gradient
options: {{reading: [strict, mild]}}
variants: {{strict: {{reading: strict}}, mild: {{reading: mild}}}}
basis: [{{if: {{reading: strict}}, is: observed}}, {{if: {{reading: mild}}, is: declared}}]
lists: {{open: [{{if: {{reading: strict}}, from: spdx-osi}}, {{if: {{reading: mild}}, ids: [Mild-1.0]}}]}}
rungs:
- id: low
  title: Low
  clause: Some of it.
  require:
  - {{id: w, that: {{license-in: open, of: final-weights}}}}
"""


def test_basis_and_lists_may_depend_on_an_option() -> None:
    variants = read(LADDER)
    assert {name: standard.lists["open"] for name, standard in variants.items()} == {"strict": {"mit"}, "mild": {"mild-1.0"}}
    bases = [standard.rungs[0].require[0].that for standard in variants.values()]
    assert [getattr(condition, "basis", None) for condition in bases] == [Basis.OBSERVED, Basis.DECLARED]
    assert variants["mild"].scheme is Scheme.GRADIENT


def test_aliases_of_conditions_cannot_grow_without_bound() -> None:
    grown = "&c0 {ask: published, of: final-weights}"
    for level in range(1, 8):
        grown = f"&c{level} {{all: [{grown}, {', '.join([f'*c{level - 1}'] * 12)}]}}"
    with pytest.raises(Unreadable, match="limit:standard-conditions"):
        read(LADDER.replace("{license-in: open, of: final-weights}", grown))


def test_a_name_that_stands_twice_in_a_list_is_a_mistake() -> None:
    assert "stands twice in one list" in refusal(LADDER, "of: final-weights", "of: [final-weights, final-weights]")


def test_variants_are_bounded() -> None:
    many = ", ".join(f"v{n}: {{reading: mild}}" for n in range(100))
    with pytest.raises(Unreadable, match="limit:standard-variants"):
        read(LADDER.replace("variants: {", f"variants: {{{many}, "))
