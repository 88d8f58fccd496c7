"""`openassay index` and `openassay audit`, as a person uses them."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from openassay.application.auditing import ordering
from openassay.cli.main import cli
from openassay.vocabulary.facts import Answer
from tests.cli.releases import plant
from tests.cli.running import environment, openassay
from tests.index.documents import document_of


def run(*words: object, env: dict[str, str] | None = None, **more: object) -> Result:
    return CliRunner(env=env).invoke(cli, [str(word) for word in words], **more)  # type: ignore[arg-type]


def said(*words: object, env: dict[str, str]) -> str:
    done = run(*words, env=env)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An index of two releases, one of them seen twice, named by the environment."""
    folder = tmp_path_factory.mktemp("cli")
    found = {"OPENASSAY_INDEX": str(folder / "index"), "NO_COLOR": "1"}
    for name, day, answers in (("one", 1, {}), ("two", 1, {}), ("one", 2, {"published/model-card": Answer.YES})):
        file = folder / f"{name}-{day}.json"
        file.write_bytes(document_of(f"hf://owner/{name}", answers, revision=str(day) * 40))
        said("index", "add", file, "--at", f"2026-11-0{day}", env=found)
    return found


def test_what_is_added_twice_is_known(env: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "one.json"
    file.write_bytes(document_of("hf://owner/one", revision="1" * 40))
    assert said("index", "add", file, "--at", "2026-11-01", env=env) == "0 added, 1 known already\n"


def test_releases_are_listed_in_eighty_columns_and_paged(env: dict[str, str]) -> None:
    out = said("index", "list", "--limit", 1, "--sort", "small", env=env)
    assert re.match(r"hf://owner/one +Apache-2.0\n  scored [0-9/]+( to [0-9/]+)?; small low", out)
    assert max(map(len, out.splitlines()[:-1])) <= 80
    (cursor,) = re.findall(r"more: --cursor (\S+)", out)
    assert "hf://owner/two" in said("index", "list", "--limit", 1, "--sort", "small", "--cursor", cursor, env=env)
    found = json.loads(said("index", "list", "two", "--format", "json", env=env))
    assert [row["name"] for row in found["releases"]] == ["hf://owner/two"]
    assert said("index", "list", "--level", "small:top", env=env) == "0 of 0 releases\n"


def test_a_release_is_shown_by_any_of_its_names(env: dict[str, str]) -> None:
    for name in ("hf://owner/one", "owner/one", "pkg:huggingface/owner/one"):
        assert "hf://owner/one" in said("index", "show", name, env=env)
    document = json.loads(said("index", "show", "owner/one", "--revision", "1" * 40, "--format", "json", env=env))
    assert document["release"]["sources"][0]["revision"] == "1" * 40


def test_the_history_says_what_changed_and_why(env: dict[str, str]) -> None:
    out = said("index", "history", "owner/one", env=env)
    assert "2026-11-01  assessed by openassay 0.0.0" in out
    assert "The release is at another revision: 1 fact is answered otherwise." in out
    assert "published/model-card: unknown -> yes" in out
    assert re.search(r"scored@1\+r1: .* -> .*, by fact", out)
    events = json.loads(said("index", "history", "owner/one", "--format", "json", env=env))["events"]
    assert [event["at"] for event in events] == ["2026-11-01", "2026-11-02"]
    assert events[1]["grades"][0]["before"]["standard"] == "scored@1+r1"


@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_a_question_is_answered_in_every_form(env: dict[str, str], form: str) -> None:
    out = said("index", "query", "SELECT name, seen_at FROM releases ORDER BY name", "--format", form, env=env)
    assert "hf://owner/one" in out
    assert "2026-11-02" in out
    if form == "json":
        assert json.loads(out)[0] == {"name": "hf://owner/one", "seen_at": "2026-11-02"}
    if form == "csv":
        assert list(csv.reader(out.splitlines()))[1] == ["hf://owner/one", "2026-11-02"]


def test_a_question_can_come_from_standard_input(env: dict[str, str]) -> None:
    done = run("index", "query", "-", env=env, input="SELECT count(*) AS n FROM assessments")
    assert done.stdout == "n\n-\n3\n1 row\n"


def test_the_export_has_a_line_for_each_release_in_every_form(env: dict[str, str], tmp_path: Path) -> None:
    rows = list(csv.DictReader(said("index", "export", env=env).splitlines()))
    assert [row["name"] for row in rows] == ["hf://owner/one", "hf://owner/two"]
    assert rows[0]["small@1 level"] == "low"
    lines = said("index", "export", "--format", "jsonl", env=env).splitlines()
    assert [json.loads(line)["name"] for line in lines] == ["hf://owner/one", "hf://owner/two"]
    documents = said("index", "export", "--format", "documents", env=env).splitlines()
    assert json.loads(documents[0])["document"]["schema"] == "openassay/assessment/1"
    said("index", "export", "--format", "parquet", "-o", tmp_path / "x.parquet", env=env)
    assert pq.read_table(tmp_path / "x.parquet").column("name").to_pylist() == ["hf://owner/one", "hf://owner/two"]
    assert run("index", "export", "--format", "parquet", env=env).exit_code == 2


def test_grading_compacting_and_verifying(env: dict[str, str], tmp_path: Path) -> None:
    other = {**env, "OPENASSAY_INDEX": str(tmp_path / "index")}
    for name in ("one", "two"):
        (tmp_path / name).write_bytes(document_of(name))
        said("index", "add", tmp_path / name, "--at", "2026-11-01", env=other)
    assert said("index", "grade", "mof", "osaid", "--at", "2026-11-02", env=other) == "4 grades added, 0 known already\n"
    assert "mof@1.0+r1" in said("index", "history", "one", env=other)
    assert said("index", "compact", env=other) == "1 files fewer\n"
    out = said("index", "verify", env=other)
    assert out.startswith("4 lines and 2 segments verified, no problems\nhead ")
    assert said("index", "verify", "--head", out.split()[-1], env=other) == out
    segment = next((tmp_path / "index/segments").iterdir())
    segment.write_bytes(segment.read_bytes()[:-1])
    done = run("index", "verify", env=other)
    assert done.exit_code == 1
    assert segment.stem in done.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["list", "--level", "mof"], "'mof' is no level; write it as <standard>:<rung>"),
        (["list", "--lacks", "weights"], "there is no component 'weights'"),
        (["list", "--cursor", "x"], "the cursor is not one of this list"),
        (["show", "nobody"], "the index has no release 'nobody'"),
        (["history", "d" * 64], "is 2 releases of the index; name one of hf://owner/one, hf://owner/two"),
        (["show", "owner/one", "--revision", "x"], "has no assessment of 'owner/one' at 'x'"),
        (["grade", "nothing"], "nothing"),
        (["query", "DROP VIEW facts"], "only one SELECT is answered"),
        (["add", "missing.json"], "missing.json could not be read"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(env: dict[str, str], words: list[str], message: str) -> None:
    done = run("index", *words, env=env)
    assert done.exit_code == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_folder_without_an_index_is_named(tmp_path: Path) -> None:
    for words in (["list"], ["verify"], ["query", "SELECT 1"], ["export"]):
        done = run("index", *words, "--index", tmp_path / "none")
        assert done.exit_code == 2
        assert not (tmp_path / "none").exists()


def test_a_list_is_audited_and_its_failures_are_told_by_cause(tmp_path: Path) -> None:
    plant(tmp_path / "small")
    (tmp_path / "list").write_text(f"{tmp_path / 'small'}\n{tmp_path / 'missing'}\n")
    words = ("audit", str(tmp_path / "list"), "--into", str(tmp_path / "index"), "--at", "2026-11-01", "--workers", "1")
    done = openassay(*words)
    assert done.returncode == 0
    assert done.stdout.startswith("1 of 2 releases assessed; seen at 2026-11-01.\n\n1 not: refused:no-release\n")
    assert "1 of 2 releases assessed, 2 of them before" in openassay(*words).stdout
    assert "small" in run("index", "list", "--index", tmp_path / "index").stdout
    query = "SELECT code FROM failures"
    assert "refused:no-release" in run("index", "query", query, "--index", tmp_path / "index").stdout


def test_an_interrupted_audit_says_how_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ordering, "carry_out", interrupted)
    done = run("audit", tmp_path / "list", "--into", tmp_path / "index")
    assert (done.exit_code, done.stderr) == (130, "interrupted; the same command goes on where this one was\n")


def test_a_list_that_is_missing_is_named_in_one_line(tmp_path: Path) -> None:
    done = run("audit", tmp_path / "list", "--into", tmp_path / "index")
    assert done.exit_code == 2
    assert done.stderr.startswith(f"Error: the list {tmp_path / 'list'} could not be read")
    assert not (tmp_path / "index").exists()


def test_assessing_one_release_imports_nothing_of_the_index(tmp_path: Path) -> None:
    plant(tmp_path / "small")
    code = (
        "import sys\nfrom openassay.__main__ import main\n"
        f"sys.argv = ['', 'assess', {str(tmp_path / 'small')!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'pyarrow', 'duckdb', 'numpy', 'distributed', 'sqlite3', 'openassay.index'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
