"""`openassay lint`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from openassay.cli.main import cli
from tests.exchange.samples import MOT

CLEAN = """\
release:
  name: Gull-1B
  type: language
  components:
    - {name: Model card, license: CC-BY-4.0, license_path: a, component_path: b}
"""


def lint(*words: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, ["lint", *map(str, words)])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def entry(tmp_path: Path) -> Path:
    path = tmp_path / "Gull-1B.yml"
    path.write_text(MOT, "utf-8")
    return path


def test_each_finding_is_shown_with_line_code_and_what_would_be_right(entry: Path) -> None:
    code, out, err = lint(entry)
    assert (code, err) == (1, "")
    assert "\n   27  entry:license-case, Model parameters (Final)\n       'apache-2.0' stands as the license of" in out
    assert "Better: Apache-2.0.\n" in out
    assert "contradictions in 1 of 1 entry, " in out
    assert max(map(len, out.splitlines())) <= 80


def test_an_entry_without_contradictions_is_said_to_have_none(tmp_path: Path) -> None:
    (tmp_path / "Gull-1B.yml").write_text(CLEAN, "utf-8")
    assert lint(tmp_path) == (0, "No contradiction in 1 entry\n", "")


def test_of_several_entries_the_codes_are_counted(entry: Path) -> None:
    (entry.parent / "Gull-2B.yml").write_text(MOT.replace("Gull-1B", "Gull-2B"), "utf-8")
    code, out, _ = lint(entry.parent)
    assert code == 1
    assert "     2  entry:license-case\n" in out


def test_findings_are_ignored_or_excused_on_request(entry: Path) -> None:
    assert "license-case" not in lint(entry, "--ignore", "license-case")[1]
    assert lint(entry, "--exit-zero")[0] == 0
    code, out, err = lint(entry, "--ignore", "licence-case")
    assert (code, out) == (2, "")
    assert err == "Error: no code is called 'licence-case'; did you mean 'entry:license-case'?\n"


def test_a_file_that_is_no_entry_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "bad.yml").write_text("release: !!python/object/apply:os.system [ls]\n", "utf-8")
    code, out, err = lint(tmp_path)
    assert (code, err) == (1, "")
    assert "\n    1  error:bad-entry\n       line 1: the tag" in out


def test_the_document_holds_every_finding(entry: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    assert lint(entry, "--format", "json", "-o", target) == (1, "", "")
    document = json.loads(target.read_text("utf-8"))
    one = next(one for one in document["findings"] if one["code"] == "entry:license-case")
    assert one == {
        "path": str(entry),
        "line": 27,
        "code": "entry:license-case",
        "about": "Model parameters (Final)",
        "because": "'apache-2.0' stands as the license of Model parameters (Final); MOT compares letter by letter.",
        "arguable": False,
        "quote": None,
        "better": "Apache-2.0",
        "of": [],
    }
