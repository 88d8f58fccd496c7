import pytest

from openassay.inventory.gates import Kind, find_gates
from tests.inventory.fakes import layout


def kinds(text: str, path: str = "README.md") -> list[Kind]:
    return [gate.kind for gate in find_gates(layout({path: text}))]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Before using M, please request access to the checkpoints on the hub.", Kind.FORM),
        ("Please request\naccess to the model weights.", Kind.FORM),
        ("Access to the base weights requires manual approval.", Kind.FORM),
        ("Download the checkpoint from [here](https://docs.google.com/forms/d/e/1).", Kind.FORM),
        ("To get the weights, fill out this short form first.", Kind.FORM),
        ("Before you can use the model go to the hub and accept the agreement.", Kind.CLICK),
        ("To download the weights, please visit our site and accept our License.", Kind.CLICK),
        ("Weights: please apply via email, and we send them.", Kind.EMAIL),
        ("Developers need to apply via email and obtain official commercial permission.", Kind.COMMERCIAL),
        ("权重对学术研究完全开放，如需商用请填写申请表登记。", Kind.COMMERCIAL),
        ("下载模型权重前，请同意本协议。", Kind.CLICK),
        ("```\nfrom huggingface_hub import login\nlogin()\nmodel = M.from_pretrained('us/m')\n```", Kind.LOGIN),
    ],
)
def test_a_gate_is_told_with_its_kind(text: str, kind: Kind) -> None:
    assert kind in kinds(f"# M\n\n{text}\n")


@pytest.mark.parametrize(
    "text",
    [
        "The weights of the gated linear units are shared.",
        "Bias was mitigated before the weights were released.",
        "We investigated the checkpoints.",
        "Request access to the Playground; the weights need no account.",
        "Accept the license of each dataset before you use the model weights' data set.",
        "By using the weights you agree to the terms.",
        "huggingface-cli login\nmodel.push_to_hub('us/m')",
        "Access the weights at https://huggingface.co/us/m.",
        "Open a feature request if the weights do not load.",
        "填写问卷，我们将深表感谢。权重可直接下载。",
    ],
)
def test_words_that_look_like_a_gate_are_none(text: str) -> None:
    assert kinds(f"# M\n\n{text}\n") == []


def test_front_matter_of_a_card_declares_a_gate() -> None:
    card = "---\nlicense: other\nextra_gated_prompt: Please\nextra_gated_fields:\n  Name: text\n---\n# M\n"
    assert kinds(card) == [Kind.CLICK, Kind.FORM]


def test_hidden_text_and_deep_documents_tell_of_no_gate() -> None:
    line = "Please request access to the weights.\n"
    assert kinds(f"# M\n\n<!-- {line} -->\n") == []
    assert kinds(line, "a/b/c/README.md") == []


def test_the_line_of_a_gate_is_cited() -> None:
    gate = find_gates(layout({"README.md": "# M\n\nRequest access to the weights.\n"}))[0]
    assert gate.evidence.quote == "Request access to the weights."
    assert gate.evidence.lines == (3, 3)
