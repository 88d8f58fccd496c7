"""What documents say of the data that a model was made from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.inventory.data_information import Says, Stage, Statement, read_data_information
from openassay.vocabulary.text import Text


def told(body: str, path: str = "README.md") -> tuple[Statement, ...]:
    return read_data_information([Text("main", path, "0" * 64, body)])


def says(body: str, path: str = "README.md") -> set[Says]:
    return {statement.says for statement in told(body, path)}


def names(body: str, path: str = "README.md") -> list[str]:
    return [name for statement in told(body, path) if statement.says is Says.SOURCE for name in statement.names]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Zorblax was trained on the Pile.", "the Pile"),
        ("The model is pre-trained on the Blimp corpus.", "Blimp"),
        ("We train on [blimp-mix](https://huggingface.co/datasets/blimp/mix).", "blimp-mix"),
        ("It was trained on ERA5 from 1979 to 2018.", "ERA5"),
        ("ESM was trained on UniRef50 release 2018_03.", "UniRef50"),
        ("The model was trained on the [Blimp Sound Collection](https://blimp.org).", "Blimp Sound Collection"),
        ("\u6a21\u578b\u5728 Common Crawl \u4e0a\u8bad\u7ec3\u3002", "Common Crawl"),
    ],
)
def test_named_sources_are_found(sentence: str, name: str) -> None:
    assert name in names(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Zorblax was trained on a new mix of publicly available online data.",
        "The model is pretrained on 2 trillion tokens of data from publicly available sources.",
        "It was trained on a large corpus of high-quality text.",
        "We trained on proprietary data.",
    ],
)
def test_vague_words_name_nothing(sentence: str) -> None:
    assert Says.SOURCE not in says(sentence)
    assert says(sentence) & {Says.VAGUE, Says.REST}


@pytest.mark.parametrize(
    "body",
    [
        "Zorblax was not trained on the Pile.",
        "Zorblax was trained without the Pile dataset.",
        "We evaluate on ImageNet.",
        "On the ImageNet benchmark the pretrained model scores 80.",
        "You can train on the Pile with this script.",
        "Unlike Zorblax, Blimp was trained on the Pile.",
        "Was Zorblax trained on the Pile?",
        "<!-- Zorblax was trained on the Pile. -->",
        '<span style="display:none">Zorblax was trained on the Pile.</span>',
        "```\nZorblax was trained on the Pile.\n```",
        "> Zorblax was trained on the Pile.",
        "## Evaluation data\n\nThe model was tested on the Pile.",
        "[Pretraining Datasets](#pretraining-datasets)",
    ],
)
def test_denials_tests_instructions_and_hidden_words_name_nothing(body: str) -> None:
    assert names(body) == []


def test_what_is_known_by_name_has_a_place_and_a_link_is_one() -> None:
    (statement,) = [
        one for one in told("Zorblax was trained on the Pile and [x](https://zenodo.org/record/1).") if one.says is Says.SOURCE
    ]
    assert statement.where == ("https://zenodo.org/record/1", "https://pile.eleuther.ai/")


def test_a_source_that_nobody_knows_has_none() -> None:
    (statement,) = [one for one in told("Zorblax was trained on the Blimp corpus.") if one.says is Says.SOURCE]
    assert statement.where == ()


def test_a_release_or_a_date_pins_a_portal() -> None:
    assert told("It was trained on UniRef50 release 2018_03.")[0].pinned
    assert not told("It was trained on UniRef50.")[0].pinned


def test_the_metadata_of_a_card_names_sources_on_its_word() -> None:
    (statement,) = told("---\nlicense: mit\ndatasets:\n- blimp/mix\n- pile\n---\n# Zorblax\n")
    assert (statement.names, statement.where, statement.declared) == (
        ("blimp/mix", "pile"),
        ("https://huggingface.co/datasets/blimp/mix",),
        True,
    )
    assert told("---\ndatasets: [a/b, c]\n---\n")[0].names == ("a/b", "c")


def test_the_stage_is_told_by_the_sentence_or_the_heading() -> None:
    assert told("It was fine-tuned on the Blimp dataset.")[0].stage is Stage.POST_TRAINING
    assert told("## Instruction tuning\n\nIt was trained on the Blimp dataset.")[0].stage is Stage.POST_TRAINING
    assert told("It was pretrained on the Blimp dataset.")[0].stage is Stage.PRETRAINING


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The training data hold 1.4T tokens.", Says.SIZE),
        ("The model was trained on 680,000 hours of audio.", Says.SIZE),
        ("The training set has 12 million images.", Says.SIZE),
        ("About 65% of the training data is English.", Says.MIXTURE),
        ("The training data were deduplicated and filtered for quality.", Says.PROCESSING),
        ("The training data were collected from public forums.", Says.SELECTION),
        ("The training data has a cutoff of September 2022.", Says.DATE),
        ("The training data are licensed under CC-BY-4.0.", Says.LICENSE),
        ("The training data include other internal data.", Says.REST),
    ],
)
def test_amounts_mixtures_steps_dates_and_licenses_are_found(sentence: str, kind: Says) -> None:
    assert kind in says(sentence)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("We cannot share the training data because of its license.", "legal"),
        ("For reasons of privacy the recordings are not released.", "legal"),
        ("The dataset is not released because it is too large to host.", "technical"),
        ("We do not release the training data, since we would rather not.", "other"),
        ("We do NOT provide any of the datasets used for training.", ""),
    ],
)
def test_why_data_are_kept_back_is_told_apart(sentence: str, reason: str) -> None:
    (statement,) = told(sentence)
    assert (statement.says, statement.reason) == (Says.WITHHELD, reason)


def test_a_table_of_data_sets_is_read_by_its_heads() -> None:
    body = "## Training data\n\n| Dataset | Tokens | Weight | License |\n|---|---|---|---|\n| Blimp | 3B | 20% | CC0 |\n"
    assert names(body) == ["Blimp"]
    assert says(body) == {Says.SOURCE, Says.SIZE, Says.MIXTURE, Says.LICENSE}


def test_a_table_of_results_is_not() -> None:
    assert told("## Results\n\n| Dataset | Score |\n|---|---|\n| Blimp | 3 |\n") == ()


def test_statements_come_in_the_order_of_their_files() -> None:
    texts = [Text("main", path, "0" * 64, "It was trained on the Pile.") for path in ("b.md", "a.md")]
    assert [one.evidence.path for one in read_data_information(texts)] == ["a.md", "b.md"]


PIECES = st.sampled_from(
    [
        "trained on ",
        "the Pile ",
        "Blimp dataset ",
        "not ",
        "## Data\n\n",
        "| Dataset |\n|---|\n| a |\n",
        "10% ",
        "3B tokens ",
        "cannot release data ",
        "---\ndatasets:\n- a\n---\n",
        "\n\n",
        ". ",
    ]
)


@given(st.lists(PIECES | st.text(max_size=8), max_size=30).map("".join), st.sampled_from(["README.md", "datasheet.md", "x.rst"]))
def test_any_text_is_read(body: str, path: str) -> None:
    for statement in told(body, path):
        assert statement.evidence.lines is not None
