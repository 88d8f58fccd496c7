import pytest

from openassay.inventory.checkpoints import told_of_checkpoints
from openassay.vocabulary.components import Component, State
from tests.inventory.fakes import held, layout


def lines(readme: str) -> list[int]:
    """The lines of a README that tell of checkpoints."""
    return [one.lines.first for one in told_of_checkpoints(layout({"README.md": readme})) if one.lines]


@pytest.mark.parametrize(
    "line",
    [
        "We release all intermediate model checkpoints.",
        "All models feature 154 checkpoints saved throughout training.",
        "To study learning we make 40 checkpoints available for each model.",
        "Checkpoints during pre-training are on our page.",
        "Our intermediate checkpoints can be found [here](https://example.org/c).",
        'model = load("us/m", revision="step3000")',
        "我们公开了中间检查点。",
    ],
)
def test_checkpoints_that_are_told_of_are_referenced(line: str) -> None:
    readme = f"# M\n\n{line}\n"
    assert lines(readme) == [3]
    assert held({"README.md": readme}, Component.INTERMEDIATE_WEIGHTS).state is State.REFERENCED


@pytest.mark.parametrize(
    "line",
    [
        "We do not release intermediate checkpoints.",
        "Intermediate checkpoints will be released soon.",
        "Download the checkpoint from our page.",
        "The checkpoint is saved every 500 steps to the folder that you name.",
        "<!-- We release all intermediate checkpoints. -->",
        "All latest weights: https://example.org/weights",
    ],
)
def test_other_talk_of_checkpoints_is_none(line: str) -> None:
    assert lines(f"# M\n\n{line}\n") == []
