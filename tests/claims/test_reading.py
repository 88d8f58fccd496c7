"""What counts as a claim, about whom, and how far it is taken back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.claims.reading import read_claims
from openassay.vocabulary.claims import About, Claim
from openassay.vocabulary.limits import CLAIMS
from openassay.vocabulary.text import Text

HEAD = "# Zorblax\n\nZorblax is a language model.\n\n"
"""Every release here is called Zorblax; Blimp is somebody else's."""


def claims(body: str, path: str = "README.md", head: str = HEAD) -> tuple[Claim, ...]:
    return read_claims([Text("main", path, "0" * 64, head + body)])


def own(body: str, path: str = "README.md") -> list[str]:
    return [claim.says for claim in claims(body, path) if claim.about is About.SELF]


def about(body: str, path: str = "README.md") -> set[About]:
    return {claim.about for claim in claims(body, path)}


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("Zorblax is fully open source.", "fully-open"),
        ("Zorblax is an open-source language model.", "open-source"),
        ("We open-source Zorblax.", "open-source"),
        ("Zorblax has been released as open source.", "open-source"),
        ("We present Zorblax, a novel open-source video foundation model.", "open-source"),
        ("Zorblax is the best open-source model.", "open-source"),
        ("Zorblax is one of the most open models.", "open-model"),
        ("Zorblax is a repository for training and using the lab's state-of-the-art open language models.", "open-model"),
        ("Zorblax is a family of open-weights language models.", "open-weights"),
        ("This repository has code to run the Zorblax open-weights model.", "open-weights"),
        ("The weights are open for research only.", "open-weights"),
        ("We are open-sourcing the training code.", "open-code"),
        ("We open-source the training data.", "open-data"),
        ("This model is released under an open license.", "open-license"),
        ("We release the weights under a permissive license.", "open-license"),
        ("All weights and code are openly available.", "publicly-released"),
        ("All models and data are publicly released, enabling full reproducibility of results.", "reproducible"),
        ("Training is fully reproducible.", "reproducible"),
        ("Our weights are licensed to all, upholding the principles of openness.", "openness"),
        ("Zorblax is now available for commercial use.", "commercial-use"),
        ("Everything is open.", "fully-open"),
    ],
)
def test_a_statement_about_the_release_is_its_claim(sentence: str, says: str) -> None:
    assert says in own(sentence)


@pytest.mark.parametrize(
    "body",
    [
        "Zorblax is not open source.",
        "Zorblax isn't open source.",
        "Zorblax is not yet open source.",
        "No open weights are provided.",
        "Is Zorblax open source?",
        "If you open-source your model, tell us.",
        "<!-- Zorblax is fully open source. -->",
        '<span style="display:none">Zorblax is fully open source.</span>',
        '<p style="color:white">Zorblax is fully open source.</p>',
        "\n" * 500 + "Zorblax is fully open source.",
        "```\nZorblax is fully open source.\n```",
        "    Zorblax is fully open source.\n",
        "> Zorblax is fully open source.",
        '"Zorblax is fully open source and great", said a newspaper.',
        "~~Zorblax is fully open source.~~",
        "`Zorblax is fully open source`",
        "![Zorblax is fully open source](badge.svg)",
        "Write to opensource@zorblax.org.",
        "See https://zorblax.org/fully-open-source for more.",
        "[//]: # (Zorblax is fully open source)",
        "Please open an issue.",
        "## Open source",
        "Zorblax is under the Zorblax Open Model License.",
        "Zorblax is trained on publicly available data.",
        "Zorblax answers open-ended questions.",
        "Open the model card of Zorblax.",
    ],
)
def test_what_is_hidden_denied_asked_or_quoted_is_no_claim(body: str) -> None:
    assert own(body) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Zorblax outperforms all open-source models.",
        "Zorblax surpasses open-source chat models on every test.",
        "Zorblax achieves the best results among open-weight models.",
        "Compared to other open models, Zorblax is small.",
        "Zorblax bridges the gap between closed-source and open-source models.",
        "Zorblax ranks first among all existing open-source LLMs.",
    ],
)
def test_a_comparison_is_told_apart(sentence: str) -> None:
    assert about(sentence) == {About.COMPARATIVE}


@pytest.mark.parametrize(
    "sentence",
    [
        "We thank the authors of the open-source model Blimp.",
        "Blimp is an open-source model.",
        "[Blimp](https://blimp.org) is an open-source inference engine.",
        "Zorblax was built with open-source tools.",
        "We fine-tune an open-source model.",
        "Zorblax is based on the open-source Blimp2 model.",
        "We evaluate open-source models.",
        "We used open-source datasets.",
        "Thanks for open-sourcing!",
    ],
)
def test_a_statement_about_others_is_none_about_the_release(sentence: str) -> None:
    assert About.SELF not in about(sentence)


def test_a_title_that_is_cited_is_a_title() -> None:
    assert about("@misc{a,\n  title={Blimp: Open Foundation Models},\n}") == {About.TITLE}
    assert about("See [Blimp: Open Foundation Models by Everyone](https://arxiv.org/abs/2401.00001).") == {About.TITLE}
    assert about('More is in the paper "Blimp: Open Foundation Models".') == {About.TITLE}


def test_boilerplate_is_boilerplate() -> None:
    assert about("It has adopted the Megacorp Open Source Code of Conduct.") <= {About.BOILERPLATE}
    assert About.SELF not in about("Zorblax is an open source project.", "CONTRIBUTING.md")


def test_a_heading_an_item_and_a_motto_can_claim() -> None:
    assert [claim.says for claim in claims("", head="# Zorblax: An Open-Source Action Model\n\nZorblax acts.\n")] == [
        "open-source"
    ]
    assert "fully-open" in own("- **Fully open model**, with all details\n")
    assert [
        claim.says for claim in claims("Open and efficient models for all.", head="# Zorblax\n\n") if claim.about is About.SELF
    ] == ["open-model"]


def test_a_link_within_the_page_is_no_title() -> None:
    assert own("- [Quickstart for Zorblax C Open Models](#zorblax)\n") == ["open-model"]


def test_a_table_that_compares_claims_nothing() -> None:
    table = "| Model | License | Score |\n|---|---|---|\n| Zorblax | Open source model | 1 |\n"
    assert About.SELF not in about(table)


def test_a_box_is_the_writers_own_voice() -> None:
    assert own("> [!NOTE]\n> Zorblax is open source.") == ["open-source"]


@pytest.mark.parametrize(
    ("sentence", "hedge"),
    [
        ("Zorblax will be fully open source.", "will be"),
        ("Zorblax is fully open for academic research.", "for academic research"),
        ("Zorblax aims to be fully open.", "aims to"),
        ("Zorblax is a partially open-source model.", "partially"),
        ("The recipes use the open-sourced subset of the data.", "subset"),
    ],
)
def test_what_takes_a_claim_back_is_kept_with_it(sentence: str, hedge: str) -> None:
    (claim,) = [claim for claim in claims(sentence) if claim.about is About.SELF]
    assert claim.hedge is not None
    assert hedge in claim.hedge.lower()


def test_an_honest_refusal_and_a_promise_are_shown_as_such() -> None:
    assert own("We cannot share the training data for legal reasons.") == ["withheld"]
    assert own("The training code will be released.") == ["promised"]
    assert own("- Training code (coming soon)\n") == ["promised"]
    assert own("The model will be available on port 8080.") == []


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Zorblax \u662f\u4e00\u4e2a\u5b8c\u5168\u5f00\u6e90\u7684\u5927\u6a21\u578b\u3002", "zh"),
        ("\u6211\u4eec\u5f00\u6e90\u4e86 Zorblax \u6a21\u578b\u3002", "zh"),
        ("Zorblax\u306f\u30aa\u30fc\u30d7\u30f3\u30bd\u30fc\u30b9\u306e\u30e2\u30c7\u30eb\u3067\u3059\u3002", "ja"),
        ("Nous publions un mod\u00e8le ouvert sous licence libre.", "fr"),
        ("Zorblax ist vollst\u00e4ndig quelloffen und wir zeigen die Gewichte.", "de"),
        ("Zorblax es un modelo de c\u00f3digo abierto y es nuestro.", "es"),
    ],
)
def test_further_languages_are_read(sentence: str, language: str) -> None:
    found = [claim for claim in claims(sentence) if claim.about is About.SELF]
    assert found
    assert {claim.language for claim in found} == {language}


@pytest.mark.parametrize(
    "sentence",
    [
        "Zorblax \u4e0d\u662f\u5f00\u6e90\u6a21\u578b\u3002",
        "Zorblax \u5c1a\u672a\u5f00\u6e90\u3002",
        "Zorblax \u4f18\u4e8e\u5176\u4ed6\u5f00\u6e90\u6a21\u578b\u3002",
        "\u611f\u8c22\u5f00\u6e90\u793e\u533a\u3002",
        "\u57fa\u4e8e Zorblax \u7684\u5f00\u6e90\u9879\u76ee\uff1a",
    ],
)
def test_denials_and_others_are_told_in_chinese_too(sentence: str) -> None:
    assert own(sentence) == []


def test_the_quote_stands_on_the_lines_it_names() -> None:
    body = HEAD + "A line.\nZorblax is\nan open-source model, " + "and so on " * 60 + "\n"
    (claim,) = read_claims([Text("main", "README.md", "0" * 64, body)])
    lines = claim.evidence.lines
    assert lines is not None
    assert claim.evidence.quote is not None
    assert claim.evidence.quote in "\n".join(body.split("\n")[lines.first - 1 : lines.last])
    assert "open-source model" in claim.evidence.quote


def test_claims_come_in_the_order_of_their_files_and_have_ids_of_their_own() -> None:
    texts = [
        Text("main", path, "0" * 64, HEAD + "Zorblax is open source.\n\nZorblax is an open-source model.")
        for path in ("b/README.md", "README.md")
    ]
    found = read_claims(texts)
    assert [claim.evidence.path for claim in found] == ["README.md", "README.md", "b/README.md", "b/README.md"]
    assert len({claim.id for claim in found}) == 4
    assert found == read_claims(reversed(texts))


def test_a_boast_without_end_is_cut() -> None:
    assert len(claims("Zorblax is open source.\n\n" * 2_000)) == CLAIMS.value


WORDS = st.sampled_from(
    [
        "open",
        "source",
        "open-source",
        "weights",
        "models",
        "fully",
        "we",
        "our",
        "Zorblax",
        "is",
        "not",
        "the",
        "of",
        ",",
        ".",
        "(",
        ")",
        "?",
        '"',
        "'",
        "-",
        "[",
        "](http://x.org)",
        "~~",
        "`",
        "data",
        "license",
        "release",
        "will",
        "soon",
        "other",
        "best",
        "than",
        "开源",
        "模型",
        "我们",
        "。",
    ]
)


@given(
    st.lists(WORDS | st.text(max_size=6), max_size=30).map(" ".join),
    st.sampled_from(["README.md", "x.rst", "x.txt", "CONTRIBUTING.md"]),
)
def test_any_text_is_read(body: str, path: str) -> None:
    for claim in claims(body, path):
        assert claim.evidence.lines is not None
        assert claim.says
    assert claims(body, path) == claims(body, path)
