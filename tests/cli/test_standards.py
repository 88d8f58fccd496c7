"""`standards list | show | check | test`."""

from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner

from openassay.cli.main import cli
from openassay.standards.catalogue import entries


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
