"""`openassay grade` and `openassay drift`."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from openassay.cli.main import cli
from tests.exchange.samples import MOT, OSAI


def run(*words: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, [str(word) for word in words])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def mot(tmp_path: Path) -> Path:
    path = tmp_path / "gull.yml"
    path.write_text(MOT, "utf-8")
    return path


@pytest.fixture
def osai(tmp_path: Path) -> Path:
    path = tmp_path / "gull.yaml"
    path.write_text(OSAI, "utf-8")
    return path


def test_an_entry_of_mot_is_graded_as_mot_does_and_strictly_and_the_difference_explained(mot: Path) -> None:
    code, out, err = run("grade", mot)
    assert (code, err) == (0, "")
    assert "As the Model Openness Tool itself grades it: Unclassified\n" in out
    assert "mof@1.0+r1, provisional" in out
    assert "Not open to MOT, open here. MOT compares letter by letter" in out
    assert "'Tokenizer' is no component of MOF" in out
    assert max(map(len, out.splitlines())) <= 80


def test_an_entry_of_osai_is_graded_from_its_cells_under_each_edition_named(osai: Path) -> None:
    code, out, err = run("grade", osai, "--standard", "osai@2026.04", "--standard", "osai@2025.02")
    assert (code, err) == (0, "")
    assert "European Open Source AI Index: 8 to 92 %\n  osai@2026.04+r1" in out
    assert "[?] Package" in out
    assert max(map(len, out.splitlines())) <= 80


def test_the_index_may_be_said_before_the_entries(mot: Path, osai: Path) -> None:
    assert run("grade", "mot", mot) == run("grade", mot)
    assert run("lint", "osai", osai)[0] == run("lint", osai)[0]


def test_many_entries_are_a_line_each(mot: Path, osai: Path) -> None:
    code, out, err = run("grade", mot.parent)
    assert (code, err) == (0, "")
    assert "Gull-1B                        Unclassified" in out
    assert "Gull                           8 to 92 %" in out


def test_the_document_holds_class_progress_grades_and_differences(mot: Path, osai: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    assert run("grade", mot, osai, "--format", "json", "-o", target) == (0, "", "")
    document = json.loads(target.read_text("utf-8"))
    first, second = document["entries"]
    assert (document["schema"], document["refused"]) == ("openassay/entry-grades/1", [])
    assert (first["index"], first["as_mot"]["class"], first["as_mot"]["progress"]["3"]) == ("mot", 0, "200/3")
    assert {one["component"] for one in first["grades"][0]["differences"]} >= {"Model parameters (Final)"}
    assert (second["index"], second["grades"][0]["score"]) == ("osai", ["1/12", "11/12"])


def test_a_file_that_is_no_entry_is_named_and_the_others_are_graded(mot: Path) -> None:
    (mot.parent / "bad.yml").write_text("release: [\n", "utf-8")
    code, out, err = run("grade", mot.parent)
    assert code == 2
    assert "Gull-1B" in out
    assert err == f"Error: {mot.parent}/bad.yml: line 2: did not find expected node content (error:bad-entry).\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["grade", "no/such.yml"], "'no/such.yml' does not exist."),
        (["grade"], "Missing argument 'ENTRY...'; see 'openassay grade --help'."),
        (["grade", "{mot}", "--standard", "mfo"], "no standard is called 'mfo'; did you mean 'mof'?"),
        (["grade", "{mot}", "--standard", "osai"], "cannot be graded under osai@2026.04+r1; try --standard mof/strict."),
        (["grade", "{osai}", "--standard", "mof"], "cannot be graded under mof@1.0+r1; try --standard osai@2026.04."),
        (["grade", "osai", "{mot}"], "is no entry of osai; leave the word 'osai' out"),
        (["lint", "mot", "{osai}"], "is no entry of mot; leave the word 'mot' out"),
        (["grade", "mot"], "'mot' does not exist."),
        (["drift", "mof", "osai", "{osai}"], "'mof' is no edition of osai; choose from osai@ouc-2023, "),
        (
            ["drift", "2025.02", "2026.04", "{mot}"],
            "is no entry of the European Open Source AI Index, whose editions are compared.",
        ),
        (["drift", "2025.02", "2026.04"], "Missing argument 'ENTRY...'; see 'openassay drift --help'."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistake_is_told_in_one_line_that_names_the_way_out(words: list[str], message: str, mot: Path, osai: Path) -> None:
    code, out, err = run(*(word.format(mot=mot, osai=osai) for word in words))
    assert (code, out) == (2, "")
    assert err.startswith("Error: ")
    assert message in err
    assert err.count("\n") == 1


def many(folder: Path) -> Path:
    """Four systems: two live by what the edition of 2026.03 dropped, two by what it kept."""
    for name in "abcd":
        grades = {"package": "open", "api": "open"} if name in "ab" else {"paper": "open"}
        cells = "".join(f"{key}: {{class: {grade}}}\n" for key, grade in grades.items())
        (folder / f"{name}.yaml").write_text(f"system: {{name: {name}}}\n{cells}", "utf-8")
    return folder


def test_a_change_of_edition_is_shown_over_many_systems(tmp_path: Path) -> None:
    code, out, err = run("drift", "osai@2025.02", "osai@2026.03", many(tmp_path))
    assert (code, err) == (0, "")
    assert (
        "From osai@2025.02+r1 to osai@2026.03+r1: 4 systems\n  Dropped: package, api\n  Scores: 2 fall, 2 rise, 0 stay\n" in out
    )
    assert "Of 6 pairs, 4 change places, 0 become tied, 0 are tied no longer" in out
    assert "down 2  1 to 3       14.3 to 0.0 %    a\n" in out


def test_the_document_of_a_change_has_every_system(tmp_path: Path) -> None:
    code, out, _ = run("drift", "osai@2025.02", "osai@2026.03", many(tmp_path), "--format", "json")
    document = json.loads(out)
    assert (code, document["schema"], document["moved_at_least"]) == (0, "openassay/drift/1", {"1": 4, "10": 0, "20": 0})
    assert [(one["name"], one["score_before"], one["moved"]) for one in document["systems"]][::3] == [
        ("a", "1/7", 2),
        ("d", "1/14", -2),
    ]


def test_of_many_that_moved_the_first_are_listed_and_all_on_request(tmp_path: Path) -> None:
    for name in range(24):
        cell = "package" if name % 2 else "paper"
        (tmp_path / f"{name:02}.yaml").write_text(f"system: {{name: s{name:02}}}\n{cell}: {{class: open}}\n", "utf-8")
    words = ("drift", "osai@2025.02", "osai@2026.03", tmp_path)
    assert "  and 2 more; --full lists them\n" in run(*words)[1]
    assert len(run(*words, "--full")[1].splitlines()) == len(run(*words)[1].splitlines()) + 1


def test_nothing_of_an_entry_reaches_the_screen_raw(tmp_path: Path) -> None:
    red = '"\\e[31mred\\u202e"'
    parts = f"{{name: {red}, license: {red}}}, {{name: Model card, license: {red}}}"
    (tmp_path / "a.yml").write_text(f"release: {{name: {red}, huggingface: {red}, components: [{parts}]}}\n", "utf-8")
    cells = f"paper: {{class: {red}, notes: {red}}}\ntrainingcode: {{class: open, notes: {red}}}\n"
    for name in ("b", "c"):
        (tmp_path / f"{name}.yaml").write_text(f"system: {{name: {red}, endmodelname: {red}}}\n{cells}", "utf-8")
    (tmp_path / "d.yml").write_text(f"release: [{red}\n", "utf-8")
    for command, names in (
        (["grade"], ["a.yml"]),
        (["grade"], ["b.yaml"]),
        (["grade"], ["."]),
        (["lint"], ["."]),
        (["drift", "2025.02", "2026.04"], ["b.yaml", "c.yaml"]),
    ):
        _, out, err = run(*command, *(tmp_path / name for name in names))
        assert [line for line in click.unstyle(out + err).split("\n") if not line.isprintable()] == []
