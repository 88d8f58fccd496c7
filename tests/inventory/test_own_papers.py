import pytest

from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from tests.inventory.fakes import Tree, held, missing

PDF = b"%PDF-1.5\n" + bytes(range(256)) * 8
PROSE = "We describe a model that was trained in seconds and published whole, with all of its data and code. " * 4
REPORT = f"# A model of names\n\nTechnical report.\n\n## Abstract\n\n{PROSE}\n\n## Data\n\n{PROSE}\n"


def report(tree: Tree) -> Holding:
    return held(tree, Component.TECHNICAL_REPORT)


def paper(tree: Tree) -> Holding:
    return held(tree, Component.RESEARCH_PAPER)


@pytest.mark.parametrize(
    "tree",
    [
        {"M_Technical_Report.pdf": PDF},
        {"research/m-techreport.pdf": PDF},
        {"report/m.pdf": PDF},
        {"REPORT.md": REPORT},
        {"docs/technical_report.md": REPORT},
        {"README.md": "# M\n\nSee the [technical report](Model.pdf).\n", "Model.pdf": PDF + b" " * 9},
    ],
)
def test_a_report_is_known_by_name_folder_or_link(tree: Tree) -> None:
    assert report(tree).state is State.PUBLISHED


@pytest.mark.parametrize(
    "tree",
    [
        {"REPORT.md": "# Report\n\nTo be announced.\n"},
        {".github/bug_report.md": REPORT},
        {"report/figures/loss.pdf": PDF},
        {"evaluation_report.py": "x = 1\n"},
        {
            "Responsible-Use-Guide.pdf": PDF,
            "README.md": "# M\n\nSee the [guide](Responsible-Use-Guide.pdf); more is in our paper.\n",
        },
    ],
)
def test_stubs_figures_and_other_reports_are_none(tree: Tree) -> None:
    assert report(tree).state is not State.PUBLISHED
    assert paper(tree).state is not State.PUBLISHED


@pytest.mark.parametrize(
    "readme",
    [
        "Read the [technical report](https://example.org/r.pdf).",
        "**M2 technical report:** [Skilful\nforecasts](https://example.org/r)",
        "* Technical reports for all of it:\n  * [M 1](https://example.org/1)\n",
        "```\n@misc{m,\n  title={M Technical Report},\n  url={https://arxiv.org/abs/2401.00001},\n}\n```",
        "[![report](https://img.shields.io/x?message=M-2-Report&color=b)](https://arxiv.org/abs/2401.00001) M-2 report",
    ],
)
def test_a_report_that_is_named_with_its_place_is_referenced(readme: str) -> None:
    assert report({"README.md": f"# M\n\n{readme}\n"}).state is State.REFERENCED


@pytest.mark.parametrize("tree", [{"paper/m.pdf": PDF}, {"m_paper.pdf": PDF}, {"paper/main.tex": "\\documentclass{a}\n" * 40}])
def test_a_paper_is_known_by_name_or_folder(tree: Tree) -> None:
    assert paper(tree).state is State.PUBLISHED


@pytest.mark.parametrize(
    "readme", ["[Research Paper](https://example.org/p)", "[Paper](https://drive.google.com/x) | [Model](https://example.org)"]
)
def test_a_link_that_is_called_a_paper_is_one_wherever_it_leads(readme: str) -> None:
    assert paper({"README.md": f"# M\n\n{readme}\n"}).state is State.REFERENCED


def test_a_paper_of_others_in_a_list_is_not_the_own() -> None:
    readme = "# M\n\nLike [AudioLM](https://arxiv.org/abs/2209.03143) and many other papers before it.\n"
    assert paper({"README.md": readme}).state is State.ABSENT


def test_a_report_that_is_not_in_this_copy_is_a_pointer() -> None:
    assert report({"Technical_Report.pdf": missing("Technical_Report.pdf")}).state is State.POINTER
