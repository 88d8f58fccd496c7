"""Read license files with one tool in one process, for bench/licenses.py.

    python bench/license_readers.py openassay|licenseclassifier|scancode LIST

LIST is a JSON file: rows of {"path", "kind"?, "beside"?}, where `kind` "grant" is an extract of a README and `beside` maps the
paths that it may link to onto files. Prints JSON: for each row the SPDX expression found and the seconds of processor time that
it took, those until the first answer, and the most memory of the process in MiB. Each tool is imported only when it is asked for,
since they live in environments of their own.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Read = Callable[[Row], str | None]
RUNS = 2
"""Times that each input is read; the shorter time counts."""


def openassay() -> Read:
    """Our own reader: a file as a license, an extract of a README by its sentences."""
    from openassay.licenses.clauses import read_clauses
    from openassay.licenses.expressions import conjoin, spelling
    from openassay.licenses.identify import identify
    from openassay.licenses.links import local_path

    def read(row: Row) -> str | None:
        body = Path(row["path"]).read_text("utf-8")
        if row.get("kind") != "grant":
            return identify(body).expression
        found = []
        for clause in read_clauses(body):
            beside = row["beside"].get(local_path(clause.link, row["name"])) if clause.link and not clause.ids else None
            linked = identify(Path(beside).read_text("utf-8")).expression if beside else None
            found += [spelling(id_) for id_ in clause.ids] or ([linked] if linked else [])
        return conjoin(found) if found else None

    return read


def licenseclassifier() -> Read:
    """The library licenseclassifier as it comes: all ids that it finds."""
    from licenseclassifier import identify_license

    def read(row: Row) -> str | None:
        found = dict.fromkeys(match.id for match in identify_license(Path(row["path"]).read_text("utf-8")))
        return " AND ".join(found) or None

    return read


def scancode() -> Read:
    """ScanCode's detection, as its command line gives it."""
    from scancode.api import get_licenses

    def read(row: Row) -> str | None:
        found: str | None = get_licenses(row["path"])["detected_license_expression_spdx"]
        return found

    return read


TOOLS: dict[str, Callable[[], Read]] = {"openassay": openassay, "licenseclassifier": licenseclassifier, "scancode": scancode}


def main() -> None:
    """Read every row of the list, and print what was found."""
    tool, listed = sys.argv[1:]
    rows: list[Row] = json.loads(Path(listed).read_text("utf-8"))
    began = time.process_time()
    read = TOOLS[tool]()
    read(rows[0])
    first = time.process_time() - began
    found: list[list[object]] = []
    for row in rows:
        took = []
        expression = None
        for _ in range(RUNS):
            began = time.process_time()
            expression = read(row)
            took.append(time.process_time() - began)
        found.append([expression, min(took)])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"found": found, "first": first, "memory": peak}))


if __name__ == "__main__":
    main()
