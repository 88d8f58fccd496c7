"""`openassay export`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from openassay.application.grade_mot import mot_grade
from openassay.cli.main import cli
from openassay.exchange.mot_entry import read_mot
from openassay.exchange.osai_entry import read_osai
from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"
CLASSES = {None: 4, "class-iii": 3, "class-ii": 2, "class-i": 1}


def run(*words: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, [str(word) for word in words])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture(scope="module")
def boastful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("export") / "boastful.json"
    words = (
        "assess",
        EXAMPLES / "placenames-boastful",
        "--standard",
        "mof",
        "--standard",
        "osai",
        "--format",
        "json",
        "-o",
        target,
    )
    assert run(*words) == (0, "", "")
    return target


def test_an_entry_of_mot_lists_only_what_is_published(boastful: Path) -> None:
    code, out, err = run("export", boastful, "--as", "mot", "--name", "Placenames")
    assert (code, err) == (0, "")
    assert out.startswith("# Written by openassay ")
    entry = read_mot(out.encode(), "a.yml")
    document = json.loads(boastful.read_text("utf-8"))
    published = sum(one["answer"] == "yes" for one in document["facts"] if one["key"].startswith("published/"))
    assert 0 < len(entry.components) <= published
    assert entry.name == "Placenames"
    grade = next(one for one in document["grades"] if one["standard"].startswith("mof@"))
    assert (mot_grade(entry).cls or 4) >= CLASSES[grade["level"]]


def test_an_entry_of_osai_has_a_class_only_where_it_is_decided(boastful: Path, tmp_path: Path) -> None:
    target = tmp_path / "entry.yaml"
    assert run("export", boastful, "--as", "osai", "-o", target) == (0, "", "")
    entry = read_osai(target.read_bytes(), "entry.yaml")
    grade = next(one for one in json.loads(boastful.read_text("utf-8"))["grades"] if one["standard"].startswith("osai@"))
    undecided = {one["id"].replace("-", "_") for one in grade["dimensions"] if one["level"] != one["ceiling"]}
    assert {name for name, cell in entry.cells.items() if not cell.grade} >= undecided
    assert {cell.grade for cell in entry.cells.values()} <= {"", "open", "partial", "closed"}
    assert len(entry.cells) == 12


def test_a_release_is_assessed_for_its_entry() -> None:
    code, out, err = run("export", EXAMPLES / "placenames-boastful", "--as", "mot")
    assert (code, err) == (0, "")
    assert read_mot(out.encode(), "a.yml").name == "placenames-boastful"


def test_what_cannot_be_exported_is_told_in_one_line(tmp_path: Path, boastful: Path) -> None:
    document = json.loads(boastful.read_text("utf-8")) | {"grades": []}
    (tmp_path / "none.json").write_text(json.dumps(document), "utf-8")
    (tmp_path / "bad.json").write_text("{}", "utf-8")
    for words, message in (
        (
            (tmp_path / "none.json", "--as", "osai"),
            "holds no grade under the European Open Source AI Index; assess it with --standard osai.",
        ),
        ((tmp_path / "bad.json", "--as", "mot"), "holds no assessment: its schema is not openassay/assessment/1."),
        (("no/such/place", "--as", "mot"), "'no/such/place' does not exist."),
        (("x",), "Missing option '--as'"),
        (("x", "--as", "mof"), "Invalid value for '--as': 'mof' is not one of 'mot', 'osai'"),
    ):
        code, out, err = run("export", *words)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert message in err
