"""Which sections of a document say something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.inventory.sections import Kind, coverage, sections
from openassay.vocabulary.text import Text

FULL = """# Zorblax

## Model architecture

Zorblax is a decoder-only transformer with 24 layers and rotary position embeddings.

## Training

### Training data

The model was trained on 300 billion tokens of the Blimp corpus for one epoch.

### Fine-tuning

We tuned the model on 52,000 instructions with supervised learning and then on preferences.

## Evaluation

Zorblax scores 54.1 on the Blimp benchmark, measured with five examples in the prompt.

## Limitations

The model may produce false statements, and it is biased towards English sources.

## Intended use

The model is meant for research on language, not for advice in medicine or law.
"""


def covered(body: str, kind: Kind = Kind.MODEL_CARD) -> list[str]:
    return list(coverage(Text("main", "MODEL_CARD.md", "0" * 64, body), kind))


def test_a_full_card_covers_every_section_in_their_order() -> None:
    assert covered(FULL) == ["architecture", "training", "fine-tuning", "evaluation", "limits", "intended-use"]


def test_the_evidence_is_the_passage_below_the_heading() -> None:
    found = coverage(Text("main", "MODEL_CARD.md", "0" * 64, FULL), Kind.MODEL_CARD)
    assert found["limits"].quote is not None
    assert found["limits"].quote.startswith("The model may produce")


@pytest.mark.parametrize("name", [section.name for section in sections(Kind.MODEL_CARD)])
def test_a_section_that_is_taken_out_is_no_longer_covered(name: str) -> None:
    titles = {
        "architecture": "Model architecture",
        "training": "Training data",
        "fine-tuning": "Fine-tuning",
        "evaluation": "Evaluation",
        "limits": "Limitations",
        "intended-use": "Intended use",
    }
    parts = FULL.split("\n#")
    left = "\n#".join(part for part in parts if not part.lstrip("# ").startswith(titles[name]))
    assert name not in covered(left)
    assert len(covered(left)) == 5


@pytest.mark.parametrize(
    "below",
    [
        "",
        "[More Information Needed]",
        "- **Developed by:** [More Information Needed]\n- **Shared by [optional]:** [More Information Needed]",
        "TODO",
        "Coming soon, we promise, in the weeks and months that lie ahead of us.",
        "<!-- This section is meant to convey both technical and sociotechnical limitations. -->",
        "{{ limitations | default('', true) }}",
        "```\nThe model may produce false statements and is biased towards English sources.\n```",
        "> The model may produce false statements and is biased towards English sources.",
        '<span style="display:none">The model may produce false statements and is biased towards English sources.</span>',
        "See the paper for details on limitations and risks.",
        "N/A",
        "Users (both direct and downstream) should be made aware of the risks, biases and limitations of the model.",
        "What are the limitations and risks of a model that may produce false statements?",
    ],
)
def test_what_says_nothing_covers_nothing(below: str) -> None:
    assert "limits" not in covered(f"# Zorblax\n\n## Limitations\n\n{below}\n\n## License\n\nMIT\n")


def test_instructions_to_the_reader_describe_no_training() -> None:
    body = "## Training\n\nYou can train on your own dataset with the script below, which expects a folder of images.\n"
    assert covered(body) == []


def test_how_the_reader_can_tune_it_is_no_fine_tuning() -> None:
    body = "## How to fine-tune\n\nTo fine-tune the model on your own data, run the following command in the folder.\n"
    assert covered(body) == []


def test_what_a_model_should_not_do_is_a_limit() -> None:
    card = "# M\n\n## Limitations\n\nIt knows one style of name, has no notion of places, and should not be used to label maps.\n"
    assert covered(card) == ["limits"]


def test_a_label_in_bold_counts_as_a_heading() -> None:
    body = (
        "# Card\n\n**Model architecture:** an encoder with twelve layers of attention over image patches.\n\n"
        "**Out-of-scope uses** Nobody should use the model to watch people in public places.\n"
    )
    assert covered(body) == ["architecture", "intended-use"]


def test_a_table_of_numbers_covers_the_evaluation() -> None:
    assert covered("## Results\n\n| Set | Score |\n|---|---|\n| A | 1.2 |\n| B | 2.3 |\n| C | 3.4 |\n") == ["evaluation"]


def test_a_heading_about_the_model_at_large_needs_words_about_its_build() -> None:
    assert covered("## Model details\n\nZorblax was made by a team of people who live in several nice places.\n") == []
    assert covered("## Model details\n\nZorblax is a diffusion model with a convolutional encoder and a small decoder.\n") == [
        "architecture"
    ]


def test_a_chinese_card_is_read() -> None:
    body = (
        "## \u5c40\u9650\u6027\n\n\u8be5\u6a21\u578b\u53ef\u80fd\u751f\u6210\u9519\u8bef\u6216\u5e26\u6709\u504f\u89c1\u7684"
        "\u5185\u5bb9\uff0c\u4e0d\u80fd\u66ff\u4ee3\u4e13\u4e1a\u610f\u89c1\u3002\n"
    )
    assert covered(body) == ["limits"]


def test_a_datasheet_is_read_by_gebrus_parts() -> None:
    body = "\n\n".join(
        f"## {heading}\n\nEight plain words that say something about it here indeed."
        for heading in ("Motivation", "Composition", "Collection process", "Preprocessing", "Uses", "Distribution", "Maintenance")
    )
    assert covered(body, Kind.DATASHEET) == [
        "motivation",
        "composition",
        "collection",
        "preprocessing",
        "uses",
        "distribution",
        "maintenance",
    ]


def test_the_summary_of_training_content_is_read_by_its_sections() -> None:
    body = (
        "## 1.1 Provider identification\n\nThe provider of this model is Zorblax Limited in Dublin, Ireland.\n\n"
        "## 2.1 Publicly available datasets\n\nWe used the Blimp corpus and the Blomp corpus, both from a public archive.\n\n"
        "## 2.5 Synthetic data\n\nPart of the instructions was written by another model that we own ourselves.\n"
    )
    assert covered(body, Kind.EU_SUMMARY) == ["provider", "public-datasets", "synthetic"]


PIECES = st.sampled_from(
    [
        "## Limitations\n",
        "## Training\n",
        "**Uses:** ",
        "It may fail. ",
        "\n\n",
        "| a | 1 |\n",
        "[More Information Needed]",
        "{{",
        "- ",
        "words ",
    ]
)


@given(st.lists(PIECES | st.text(max_size=8), max_size=30).map("".join), st.sampled_from(Kind))
def test_any_text_is_looked_through(body: str, kind: Kind) -> None:
    names = [section.name for section in sections(kind)]
    assert set(covered(body, kind)) <= set(names)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_hidden_words_never_add_a_section(body: str) -> None:
    hidden = FULL.replace("<!--", "").replace("-->", "")
    assert set(covered(f"{body}\n\n<!--\n{hidden}\n-->\n")) <= set(covered(body))
