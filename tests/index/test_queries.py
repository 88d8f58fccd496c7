import time
from pathlib import Path

import pytest

from openassay.index.queries import ask
from openassay.index.store import Index, Unusable
from openassay.vocabulary.facts import Answer
from tests.index.documents import document_of
from tests.index.filling import fill


def files(folder: Path) -> list[Path]:
    """All files but those that SQLite makes and removes as it is opened and closed."""
    return sorted(path for path in folder.rglob("*") if not path.name.startswith("index.sqlite-"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("queries") / "index"
    fill(folder)
    with Index.open(folder, writing=True) as index:
        index.add([("d", document_of("d", {"new-question/release": Answer.YES}))], "2026-11-04")
    return folder


def test_questions_are_answered_from_every_table(folder: Path) -> None:
    assert ask(folder, "SELECT name, seen_at, license FROM releases").rows == (
        ("a", "2026-11-02", "Apache-2.0"),
        ("b", "2026-11-01", "Apache-2.0"),
        ("d", "2026-11-04", "Apache-2.0"),
    )
    assert ask(folder, "SELECT count(*) FROM assessments").rows == ((4,),)
    assert ask(folder, "SELECT name, code FROM failures").rows == (("c", "error:crashed"),)
    query = "SELECT standard, level FROM grades WHERE name = 'b' AND current AND family = 'small@1'"
    assert ask(folder, query).rows == (("small@1+r2", None),)


def test_facts_are_those_of_the_current_assessments_and_can_be_read(folder: Path) -> None:
    answers = 'answer("published/model-card"), basis("published/model-card"), answer("new-question/release")'
    found = ask(folder, f'SELECT release, {answers}, "license/final-weights" FROM facts ORDER BY release')
    assert found.rows == (
        ("a", "yes", "observed", None, "Apache-2.0"),
        ("b", "unknown", "observed", None, "Apache-2.0"),
        ("d", "unknown", "observed", "yes", "Apache-2.0"),
    )


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM '{file}'",
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM glob('{folder}/*')",
        "WITH x AS (FROM read_blob('{file}')) FROM x",
        "SELECT * FROM query('FROM read_text(''{file}'')')",
        "FROM read_parquet('{folder}/segments/*.parquet')",
        "SELECT * FROM read_json('https://example.org/a.json')",
        "SELECT * FROM duckdb_secrets()",
        "SELECT * FROM folder",
        "COPY (SELECT 1) TO '{file}.csv'",
        "EXPORT DATABASE '{folder}/all'",
        "ATTACH '{folder}/index.sqlite'",
        "INSTALL sqlite",
        "LOAD sqlite",
        "SET enable_external_access = true",
        "RESET enable_external_access",
        "PRAGMA enable_profiling",
        "CREATE TABLE x AS SELECT 1",
        "DROP VIEW facts",
        "SELECT 1; SELECT 2",
        "",
        "SELECT",
    ],
)
def test_nothing_but_the_index_can_be_read_and_nothing_written(folder: Path, sql: str) -> None:
    before = files(folder)
    with pytest.raises(Unusable) as caught:
        ask(folder, sql.format(file=folder / "manifest.jsonl", folder=folder))
    assert "\n" not in str(caught.value)
    assert files(folder) == before


def test_a_question_without_end_is_stopped(folder: Path) -> None:
    began = time.monotonic()
    with pytest.raises(Unusable, match="took longer than 1 seconds"):
        ask(folder, "SELECT count(*) FROM range(1000000000000) a, range(1000) b WHERE a.range * b.range = 7", seconds=1)
    assert time.monotonic() - began < 20


def test_an_answer_without_end_is_refused(folder: Path) -> None:
    with pytest.raises(Unusable, match="more than 100,000 rows"):
        ask(folder, "FROM range(1000000)")
