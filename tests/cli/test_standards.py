"""`standards list | show | check | test | diff | new`."""

import json
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from openassay.cli.main import cli
from openassay.standards.catalogue import entries
from openassay.vocabulary.standard import Scheme
from tests.cli.releases import plant


def standards(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, ["standards", *words])
    return done.exit_code, done.stdout, done.stderr


def test_the_list_names_every_edition_with_its_status_and_variants() -> None:
    code, out, err = standards("list")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert [line.partition("+")[0] for line in lines[::2]] == [f"{entry.id}@{entry.edition}" for entry in entries()]
    by_name = {line.split("@")[0]: line for line in lines[::2]}
    assert " provisional  strict, lax" in by_name["g7"]
    assert by_name["debian-ai"].endswith(" withdrawn")
    assert by_name["owd"].endswith(" adopted")
    assert "    Open Weight Definition" in lines
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("name", ["g7", "mof", "mof@1.0", "osaid@1.0+r1", "g7/lax"])
def test_a_standard_is_shown_with_all_that_it_asks(name: str) -> None:
    code, out, err = standards("show", name)
    assert (code, err) == (0, "")
    assert "Source: " in out
    assert "published/" in out
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize("name", ["g7", "mof", "osaid"])
def test_what_was_read_of_a_standard_is_shown(name: str) -> None:
    code, out, _ = standards("show", name, "--source")
    assert code == 0
    assert "read" in out


def test_the_catalogue_passes_its_own_check_and_its_cases() -> None:
    assert standards("check") == (0, f"{len(entries())} checked, 0 problems\n", "")
    code, out, err = standards("test")
    assert (code, err) == (0, "")
    assert out.endswith(" cases, 0 failed\n")
    assert int(out.split()[0]) > int(standards("test", "osaid")[1].split()[0]) > 0


def test_a_file_is_checked_and_every_mistake_named_with_its_line(tmp_path: Path) -> None:
    text = files("openassay.standards").joinpath("catalogue/osaid/1.0/standard.yaml").read_text("utf-8")
    good, bad, gone = tmp_path / "good.yaml", tmp_path / "bad.yaml", tmp_path / "gone.yaml"
    good.write_text(text, "utf-8")
    bad.write_text(text.replace("scheme: ladder", "scheme: laddar").replace("remedy:", "remdy:", 1), "utf-8")
    assert standards("check", str(good)) == (0, "1 checked, 0 problems\n", "")
    code, out, err = standards("check", str(good), str(bad), str(gone))
    lines = err.splitlines()
    assert (code, out) == (1, f"3 checked, {len(lines)} problems\n")
    assert [line for line in lines if "did you mean 'ladder'?" in line and line.startswith(f"{bad}:")] != []
    assert [line for line in lines if "did you mean 'remedy'?" in line] != []
    assert lines[-1] == f"{gone}: cannot be read: No such file or directory"


def test_one_revision_in_two_files_with_different_texts_is_refused(tmp_path: Path) -> None:
    text = (
        files("openassay.standards").joinpath("catalogue/osaid/1.0/standard.yaml").read_text("utf-8").replace("osaid", "ours", 1)
    )
    for name, more in (("a", ""), ("b", "# other\n"), ("c", "")):
        (tmp_path / f"{name}.yaml").write_text(text + more, "utf-8")
    a, b, c = (str(tmp_path / f"{name}.yaml") for name in "abc")
    assert standards("check", a, c) == (0, "2 checked, 0 problems\n", "")
    code, _, err = standards("check", a, b)
    assert code == 1
    assert err.startswith(f"{b}:1: refused:id-clash: ours@1.0+r1 also stands in {a}, with the SHA-256 ")


def test_a_new_standard_passes_the_check_and_its_cases_and_grades(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for scheme in Scheme:
        code, out, err = standards(
            "new", f"my-{scheme}", "--scheme", scheme.value, "--edition", "2026.11", "--into", str(tmp_path)
        )
        assert (code, err) == (0, "")
        written = [Path(line) for line in out.splitlines()[:-1]]
        assert [path.relative_to(tmp_path / f"my-{scheme}").as_posix() for path in written] == [
            "2026.11/standard.yaml",
            "2026.11/cases/cases.yaml",
            "2026.11/SOURCE.md",
            "standard.schema.json",
        ]
        schema = json.loads(written[-1].read_text("utf-8"))
        Draft202012Validator(schema).validate(yaml.safe_load(written[0].read_bytes()))
    assert standards("check", str(tmp_path)) == (0, f"{len(Scheme)} checked, 0 problems\n", "")
    code, out, err = standards("test", str(tmp_path))
    assert (code, err) == (0, "")
    assert int(out.split()[0]) >= 6 * len(Scheme)
    monkeypatch.setenv("OPENASSAY_STANDARDS", str(tmp_path))
    assert "my-ladder@2026.11+r1           draft\n    My standard\n" in standards("list")[1]
    release = plant(tmp_path / "release")
    done = CliRunner().invoke(cli, ["assess", str(release), "--standard", "my-ladder", "--require", "my-ladder:weights-and-code"])
    assert (done.exit_code, done.stderr) == (0, "")
    assert "My standard: Weights and code" in done.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["mof"], "the catalogue has a standard 'mof'; give yours another id"),
        (["../x"], "'../x' cannot be an id"),
        (["mine", "--edition", "a b"], "'a b' cannot be an edition"),
        (["there"], "is there already; name another edition"),
    ],
)
def test_a_new_standard_takes_nobody_s_place(words: list[str], message: str, tmp_path: Path) -> None:
    (tmp_path / "there" / "1" / "cases").mkdir(parents=True)
    code, out, err = standards("new", *words, "--into", str(tmp_path))
    assert (code, out) == (2, "")
    assert message in err
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_check_of_a_shelf_looks_at_names_and_cases(tmp_path: Path) -> None:
    standards("new", "mine", "--into", str(tmp_path))
    (tmp_path / "mine" / "1").rename(tmp_path / "mine" / "2")
    cases = tmp_path / "mine" / "2" / "cases" / "cases.yaml"
    code, _, err = standards("check", str(tmp_path))
    assert (code, err) == (1, f"{tmp_path}/mine/2/standard.yaml:1: the folder says mine@2, the file mine@1\n")
    assert standards("check", str(tmp_path / "mine" / "2"))[0] == 0
    cases.write_text(cases.read_text("utf-8").replace("level: weights,", "level: weigths,"), "utf-8")
    code, _, err = standards("check", str(tmp_path / "mine" / "2"))
    assert code == 1
    assert err.startswith(f"{cases}:")
    assert "a level cannot be 'weigths'; did you mean 'weights'?" in err
    code, _, err = standards("check", str(tmp_path / "mine" / "2" / "cases"))
    assert (code, err) == (1, f"{tmp_path}/mine/2/cases: holds no standard; a shelf has <id>/<edition>/standard.yaml\n")


def test_a_case_that_comes_out_otherwise_fails(tmp_path: Path) -> None:
    standards("new", "mine", "--into", str(tmp_path))
    cases = tmp_path / "mine" / "1" / "cases" / "cases.yaml"
    text = "{level: weights, ceiling: weights}"
    cases.write_text(cases.read_text("utf-8").replace(text, text.replace("ceiling: weights", "ceiling: none"), 1), "utf-8")
    code, out, err = standards("test", str(tmp_path / "mine" / "1"))
    assert (code, out.split(", ")[1]) == (1, "1 failed\n")
    assert "level weights and ceiling weights, expected level weights and ceiling None" in err
    code, out, err = standards("test", str(tmp_path / "mine" / "1" / "standard.yaml"))
    assert code == 1


def test_a_standard_that_is_refused_hides_no_other_from_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    standards("new", "mine", "--into", str(tmp_path))
    file = tmp_path / "mine" / "1" / "standard.yaml"
    file.write_text(file.read_text("utf-8").replace("ask: published", "ask: publishd", 1), "utf-8")
    monkeypatch.setenv("OPENASSAY_STANDARDS", str(tmp_path))
    code, out, err = standards("list")
    assert code == 1
    assert err.startswith(f"{file}:")
    assert "no probe answers 'publishd'; did you mean 'published'?" in err
    assert len(out.splitlines()) == 2 * len(entries())
    monkeypatch.setenv("OPENASSAY_STANDARDS", str(tmp_path / "gone"))
    assert standards("list")[::2] == (1, f"{tmp_path}/gone:1: OPENASSAY_STANDARDS names it, and it is no folder\n")
    code, out, err = standards("show", "mine")
    assert (code, out) == (2, "")
    assert "it is no folder" in err


def test_what_changed_is_said_in_words_and_given_as_json() -> None:
    code, out, err = standards("diff", "g7", "g7/lax")
    assert (code, err) == (0, "")
    assert out.startswith("From g7@2026-05-29+r1 to g7@2026-05-29+r1/lax\n  1 looser, 1 in words only\n")
    assert max(map(len, standards("diff", "osai@2025.02", "osai@2026.04")[1].splitlines())) <= 80
    code, out, _ = standards("diff", "g7", "g7/lax", "--format", "json")
    assert [one["change"] for one in json.loads(out)[0]["differences"]] == ["looser", "same"]
    code, out, err = standards("diff", "g7", "g8")
    assert (code, out) == (2, "")
    assert "no standard is called 'g8'" in err
