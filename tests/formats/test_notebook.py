import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.formats import notebook
from openassay.formats.notebook import Cell
from openassay.vocabulary import limits
from openassay.vocabulary.content import Held
from openassay.vocabulary.findings import Unreadable
from tests.formats.damage import damaged, quickly, survive

_CELLS = [
    {"cell_type": "markdown", "metadata": {}, "source": ["# Title\n", 'text \\ "quoted" é']},
    {"cell_type": "code", "outputs": [{"text": ["hidden"]}], "source": "x = 1\nprint(x)"},
    {"cell_type": "raw", "source": "hidden"},
    {"cell_type": "code", "outputs": [], "source": []},
]
_METADATA = {"kernelspec": {"display_name": "P", "language": "python"}, "other": [{"a": "}"}]}


def file(cells: object = _CELLS, version: object = 4, indent: int | None = 1) -> bytes:
    return json.dumps({"cells": cells, "metadata": _METADATA, "nbformat": version, "nbformat_minor": 5}, indent=indent).encode()


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        notebook.read(Held(data))
    return caught.value.code


@pytest.mark.parametrize("indent", [None, 0, 2])
def test_cells_are_read_without_outputs_and_raw_cells(indent: int | None) -> None:
    found = notebook.read(Held(file(indent=indent)))
    assert [(cell.kind, cell.source) for cell in found.cells] == [
        ("markdown", '# Title\ntext \\ "quoted" é'),
        ("code", "x = 1\nprint(x)"),
        ("code", ""),
    ]
    assert (found.language, found.whole, found.remarks) == ("python", True, ())
    assert found.sources("code") == "x = 1\nprint(x)\n"


def test_a_cell_knows_its_line() -> None:
    data = file()
    lines = data.decode().split("\n")
    for cell in notebook.read(Held(data)).cells:
        assert '"source":' in lines[cell.line - 1]


def test_the_older_format_with_worksheets_is_read() -> None:
    cells = [{"cell_type": "code", "input": ["import this"]}, {"cell_type": "heading", "level": 1, "source": ["Title"]}]
    data = json.dumps({"nbformat": 3, "worksheets": [{"cells": cells, "metadata": {}}]}).encode()
    assert notebook.read(Held(data)).cells == (Cell("code", "import this", 1), Cell("markdown", "Title", 1))


def test_the_language_may_stand_in_the_language_info() -> None:
    data = json.dumps({"metadata": {"language_info": {"name": "julia"}}, "cells": [], "nbformat": 4}).encode()
    assert notebook.read(Held(data)).language == "julia"


@pytest.mark.parametrize(
    "data",
    [
        file(version=99),
        file(version="4"),
        file(version=[4]),
        file([{"cell_type": "code"}]),
        file([{"source": "x"}]),
        file([{"cell_type": "code", "source": 7}]),
        file([{"cell_type": "code", "source": [7]}]),
        file([7]),
        file({}),
        b'{"nbformat": 4}',
        b"[]",
        b"{",
        b'{"cells": [',
        file()[:-1],
        file() + b"x",
        b'{"cells": [], "cells": [], "nbformat": 4}',
        b'{"cells": [], "nbformat": 4-}',
        b'{"cells": [{"cell_type": "code", "source": "\\q"}], "nbformat": 4}',
        b'{"cells": [] "nbformat": 4}',
    ],
)
def test_what_is_no_notebook_is_refused(data: bytes) -> None:
    assert refused(data) == "error:bad-notebook"


def test_an_empty_file_is_empty() -> None:
    assert refused(b"") == "error:empty"


_LIMITS = {"NOTEBOOK_CELLS": 2, "TEXT_FILE": 25, "NOTEBOOK_FILE": 300, "NOTEBOOK_MARKS": 40}


@pytest.mark.parametrize(("name", "value"), _LIMITS.items())
def test_a_limit_cuts_it_short_and_is_told(name: str, value: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, name, getattr(limits, name)._replace(value=value))
    found = notebook.read(Held(file()))
    assert not found.whole
    assert found.remarks[0].code.startswith("limit:")
    assert found.cells[:1] == notebook.read(Held(file())).cells[:1]


@quickly
@given(st.lists(st.tuples(st.sampled_from(["code", "markdown", "raw"]), st.text() | st.lists(st.text())), max_size=6))
def test_what_json_writes_is_read_back(cells: list[tuple[str, str | list[str]]]) -> None:
    written = [{"cell_type": kind, "outputs": [{"text": source}], "source": source} for kind, source in cells]
    found = notebook.read(Held(file(written)))
    expected = [(kind, "".join(source)) for kind, source in cells if kind != "raw"]
    assert [(cell.kind, cell.source) for cell in found.cells] == expected


@quickly
@given(damaged(file(), file(indent=None)))
def test_damaged_notebooks_are_told(data: bytes) -> None:
    survive(notebook.read, data)
