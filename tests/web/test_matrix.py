"""The matrix: its cells are the facts of the document, and only what was published in part is called so."""

import copy
from itertools import chain

from openassay.web.matrix import COLUMNS, Cell, Row, blocks
from tests.web.shelves import example


def rows(kind: str) -> dict[str, Row]:
    """The rows of an example's matrix, by component."""
    return {row.component: row for block in blocks(example(kind)) for row in block.rows}


def cell(row: Row, column: str) -> Cell:
    return next(cell for cell in row.cells if cell.column.id == column)


def test_every_component_has_a_row_and_every_row_a_cell_for_each_question() -> None:
    found = rows("placenames-open")
    assert set(found) == {component["component"] for component in example("placenames-open")["components"]}
    assert {len(row.cells) for row in found.values()} == {len(COLUMNS)}


def test_a_cell_says_what_its_fact_says() -> None:
    document = example("placenames-boastful")
    facts = {fact["key"]: fact for fact in document["facts"]}
    cells = [one for row in rows("placenames-boastful").values() for one in row.cells if one.key and one.answer != "partly"]
    assert len(cells) > 200
    assert [one for one in cells if one.column.id != "documented" and one.answer != facts[one.key]["answer"]] == []


def test_an_open_license_is_judged_by_the_list_of_its_kind() -> None:
    found = rows("placenames-open")
    assert cell(found["architecture-code"], "open-license").key == "license-osi-approved/architecture-code"
    assert cell(found["pretraining-data"], "open-license").key == "license-open-data/pretraining-data"
    assert cell(found["model-card"], "open-license").key == "license-open-content/model-card"


def test_weights_under_an_open_license_for_software_are_openly_licensed_and_code_under_one_for_data_is_not() -> None:
    document = copy.deepcopy(example("placenames-boastful"))
    answers = {"license-osi-approved/final-weights": "yes", "license-open-data/final-weights": "no"}
    answers |= {"license-osi-approved/inference-code": "no", "license-open-data/inference-code": "yes"}
    for fact in document["facts"]:
        fact["answer"] = answers.get(fact["key"], fact["answer"])
    found = {row.component: row for block in blocks(document) for row in block.rows}
    assert cell(found["final-weights"], "open-license").answer == "yes"
    assert cell(found["inference-code"], "open-license").answer == "no"


def test_what_is_here_in_part_is_neither_yes_nor_no() -> None:
    document = copy.deepcopy(example("placenames-boastful"))
    for fact in document["facts"]:
        if fact["key"] == "partly-published/pretraining-data":
            fact["answer"] = "yes"
    row = next(row for row in chain(*(block.rows for block in blocks(document))) if row.component == "pretraining-data")
    assert (cell(row, "published").answer, cell(row, "published").key) == ("partly", "partly-published/pretraining-data")


def test_documentation_is_counted_over_its_questions() -> None:
    card = cell(rows("placenames-boastful")["model-card"], "documented")
    assert (card.answer, card.count) == ("partly", "1/6")
    assert cell(rows("placenames-boastful")["data-card"], "documented").answer in ("no", "unknown")
    assert cell(rows("placenames-boastful")["sample-outputs"], "documented").answer == "not-asked"
