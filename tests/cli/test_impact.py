import csv
import io
import json
import os
from pathlib import Path

import pytest

from openassay.index.store import Index
from openassay.vocabulary.facts import Answer
from tests.cli.running import openassay
from tests.conftest import ROOT
from tests.index.documents import document_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of two releases of which one lacks all weights, and two revisions of a standard that asks for one thing."""
    with Index.open(tmp_path / "index", create=True, writing=True) as index:
        closed = {"published/final-weights": Answer.NO}
        index.add([("hf://us/open", document_of()), ("hf://us/closed", document_of(answers=closed))], "2026-11-25")
    (tmp_path / "new.yaml").write_text(one_rung("published, of: model-card", 9), "utf-8")
    (tmp_path / "old.yaml").write_text(one_rung("published, of: final-weights", 8), "utf-8")
    return tmp_path


def one_rung(asked: str, revision: int) -> str:
    return (
        f'schema: openassay/standard/1\nid: ours\nedition: "1"\nrevision: {revision}\ntitle: Ours\npublisher: us\n'
        "source: our heads\nstatus: draft\ntext: read\nscheme: ladder\nrungs:\n"
        "- id: there\n  title: There\n  clause: Weights.\n  require:\n"
        f"  - {{id: weights, that: {{ask: {asked}}}}}\n"
    )


def run(folder: Path, *more: str) -> str:
    words = ("impact", "new.yaml", "--against", "old.yaml", "--index", "index", *more)
    done = openassay(*words, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_changed_rule_is_shown_with_whom_it_moves(folder: Path) -> None:
    assert run(folder) == (
        "2 of 2 releases move\n"
        "  from ours@1+r8\n"
        "  to ours@1+r9\n"
        "  Not known of any release: published/model-card. Where a question is new, audit\n"
        "    the releases again.\n"
        "\n"
        "  What is proven                 1 down         0 up\n"
        "  What is not ruled out          0 down         1 up\n"
        "\n"
        "By requirement\n"
        "  2  there/weights (changed)\n"
        "\n"
        "By publisher\n"
        "  2 of 2  us\n"
        "\n"
        "Releases\n"
        "  hf://us/closed\n"
        "    not met -> not shown, not ruled out\n"
        "    by there/weights\n"
        "  hf://us/open\n"
        "    met -> not shown, not ruled out\n"
        "    by there/weights\n"
    )


def test_it_comes_as_values_and_as_a_table_the_same_each_time(folder: Path) -> None:
    document = json.loads(run(folder, "--format", "json"))
    assert (document["schema"], document["moved"]) == ("openassay/impact/1", 2)
    assert run(folder, "--format", "json") == run(folder, "--format", "json")
    rows = list(csv.DictReader(io.StringIO(run(folder, "--format", "csv"))))
    assert [(row["release"], row["by"]) for row in rows] == [
        (one["release"], " ".join(one["by"])) for one in document["releases"]
    ]
    run(folder, "--format", "csv", "-o", "moved.csv")
    assert (folder / "moved.csv").read_text("utf-8").count("\n") == 3


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("mof/paper", "--against", "mof", "--index", "nowhere"), "there is no index in nowhere"),
        (("new.yaml", "--index", "index"), "there is no other standard 'ours'; say with --against"),
        (("mof", "--against", "osai", "--index", "index"), "their grades cannot be compared"),
        (("mof", "--index", "index"), "'mof' would be compared with itself"),
        (("new.yaml",), "Missing option '--index'"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(folder: Path, words: tuple[str, ...], told: str) -> None:
    done = openassay("impact", *words, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_the_extra_the_way_to_it_is_told(folder: Path) -> None:
    (folder / "numpy.py").write_text("raise ModuleNotFoundError(\"No module named 'numpy'\", name='numpy')\n", "utf-8")
    path = f"{folder}{os.pathsep}{ROOT / 'src'}"
    done = openassay("impact", "new.yaml", "--index", "index", cwd=folder, env={"PYTHONPATH": path})
    assert done.returncode == 2
    assert done.stderr == "Error: an index needs the extra 'index' (numpy is missing); install openassay[index].\n"
