"""Questions in SQL, answered by DuckDB over the segments. It reads and nothing else.

DuckDB is given tables that this process reads; it has no access to files, to the network, to extensions or to the variables of
this program, and its settings are locked. Only one statement that selects is carried out, for a limited time.

| table | one row for | columns |
|---|---|---|
| `releases` | a release | name, revision, version, seen_at, publisher, domain, license, gaps |
| `grades` | a grade ever given | name, seen_at, graded_at, standard, family, level, ceiling, low, high, current |
| `facts` | a release as it was seen last | release, revision, version, seen_at, and one for each fact and license |
| `assessments` | an assessment | the same, and digest |
| `failures` | what could not be assessed | name, seen_at, code, because |

In `facts` and `assessments` an answer is one byte: `answer("published/final-weights") = 'yes'` reads it, and `basis(...)` its
basis. Licenses are text, as in `"license/final-weights"`.
"""

import sqlite3
import threading
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openassay.index import columns, ledger, segments
from openassay.index.damage import Unusable

_SECONDS = 60.0
_ROWS = 100_000
_MEMORY = "1GB"
_HIDDEN = (columns.DOCUMENT, columns.PAGE)
_LOCKED = {
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "temp_directory": "''",
    "memory_limit": f"'{_MEMORY}'",
    "enable_external_access": "false",
    "lock_configuration": "true",  # the last
}
_TABLES = {
    "releases": (
        "SELECT name, revision, version, seen_at, publisher, domain, license, gaps "
        "FROM release JOIN assessment ON assessment.id = current ORDER BY name"
    ),
    "grades": (
        "SELECT release.name, seen_at, graded_at, standard, family, level, ceiling, low, high, grade.current "
        "FROM grade JOIN assessment ON assessment.id = assessment JOIN release ON release.id = release "
        "ORDER BY release.name, seen_at, graded_at, standard"
    ),
    "failures": "SELECT name, seen_at, code, because FROM failure ORDER BY name, seen_at",
}
_CURRENT = "SELECT release.name AS release, seen_at, digest FROM release JOIN assessment ON assessment.id = current"
_FLAGS = frozenset(("current",))


@dataclass(frozen=True, slots=True)
class Answered:
    """What a question came to."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def ask(folder: Path, sql: str, seconds: float = _SECONDS) -> Answered:
    """Answer a question in SQL about the index in a folder. Raises `Unusable` with what DuckDB finds wrong with it."""
    import duckdb

    with closing(duckdb.connect(":memory:")) as connection:
        _offer(connection, folder)
        for name, value in _LOCKED.items():
            connection.execute(f"SET {name} = {value}")
        try:
            statements = connection.extract_statements(sql)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise Unusable("only one SELECT is answered; the tables are releases, grades, facts, assessments and failures")
            timer = threading.Timer(seconds, connection.interrupt)
            timer.start()
            try:
                found = connection.execute(statements[0])
                rows = tuple(found.fetchmany(_ROWS + 1))
            finally:
                timer.cancel()
        except duckdb.InterruptException:
            raise Unusable(f"the question took longer than {seconds:g} seconds; ask for less at once") from None
        except duckdb.Error as error:
            raise Unusable(f"the question cannot be answered: {str(error).splitlines()[0]}") from None
        if len(rows) > _ROWS:
            raise Unusable(f"the answer has more than {_ROWS:,} rows; ask for fewer with LIMIT, or use 'openassay index export'")
        return Answered(tuple(one[0] for one in found.description or ()), rows)


def _offer(connection: Any, folder: Path) -> None:
    """Give DuckDB the tables."""
    with closing(ledger.connect(folder, writing=False)) as kept:
        for name, query in _TABLES.items():
            connection.register(name, _table(kept, query))
        connection.register("current_assessments", _table(kept, _CURRENT))
        names = [name for (name,) in kept.execute("SELECT name FROM segment WHERE action = 'assess' ORDER BY id")]
    connection.register("assessments", _dataset(folder / ledger.SEGMENTS, names))
    connection.execute(
        "CREATE VIEW facts AS SELECT DISTINCT ON (release) * EXCLUDE (digest) FROM assessments "
        "SEMI JOIN current_assessments USING (release, seen_at, digest)"
    )
    answers = ", ".join(f"'{answer.value}'" for answer in columns.ANSWERS)
    bases = ", ".join(f"'{basis.value}'" for basis in columns.BASES)
    connection.execute(f"CREATE MACRO answer(code) AS ([{answers}])[(code & 3) + 1]")
    connection.execute(f"CREATE MACRO basis(code) AS ([{bases}])[(code >> 2) + 1]")


def _table(kept: sqlite3.Connection, query: str) -> Any:
    import pyarrow as pa

    found = kept.execute(query)
    names = [one[0] for one in found.description]
    rows = found.fetchall()
    arrays = []
    for place, name in enumerate(names):
        values = [row[place] for row in rows]
        arrays.append(pa.array(map(bool, values), pa.bool_()) if name in _FLAGS else pa.array(values, pa.string()))
    return pa.table(arrays, names=names)


def _dataset(folder: Path, names: Sequence[str]) -> Any:
    """All segments as one table, of which only what is asked for is read."""
    import pyarrow as pa
    import pyarrow.dataset as ds

    every = {column for name in names for column in segments.column_names(folder, name)}
    plain = every.difference(_HIDDEN, columns.NAMES)
    texts = [name for name in columns.license_columns() if name in plain]
    fields = [pa.field(name, pa.string()) for name in (*columns.NAMES, *texts)]
    fields += [pa.field(name, pa.uint8()) for name in sorted(plain.difference(texts))]
    paths = [str(segments.path_of(folder, name)) for name in names]
    return ds.dataset(paths, schema=pa.schema(fields), format="parquet")
