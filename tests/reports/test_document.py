import json
import random
from dataclasses import replace
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator, ValidationError

from openassay.reports.document import to_bytes, to_document
from openassay.vocabulary.components import Component
from tests.assessments import assessment, document

SCHEMA = json.loads(files("openassay.reports").joinpath("assessment.schema.json").read_text("utf-8"))


def test_the_document_follows_its_published_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(json.loads(to_bytes(document())))


def test_the_schema_names_every_component() -> None:
    assert SCHEMA["$defs"]["component"]["enum"] == [component.value for component in Component]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("facts", 0, "evidence"), []),
        (("facts", 0, "answer"), "maybe"),
        (("grades", 0, "extra"), 1),
        (("facts", 3, "search"), None),
    ],
)
def test_the_schema_refuses_what_the_product_must_never_say(place: tuple[str, int, str], value: object) -> None:
    read = json.loads(to_bytes(document()))
    read["facts"].sort(key=lambda fact: ["yes", "unknown", "not-applicable", "no"].index(fact["answer"]))
    no = next(index for index, fact in enumerate(read["facts"]) if fact["answer"] == "no")
    read["facts"][3], read["facts"][no] = read["facts"][no], read["facts"][3]
    section, index, key = place
    read[section][index][key] = value
    with pytest.raises(ValidationError):
        Draft202012Validator(SCHEMA).validate(read)


def test_the_same_assessment_gives_the_same_bytes_in_whatever_order_it_was_made() -> None:
    first = assessment()
    shuffled = list(first.facts)
    random.Random(3).shuffle(shuffled)
    second = replace(first, facts=tuple(shuffled), findings=tuple(reversed(first.findings)) * 2)
    assert to_bytes(to_document(first)) == to_bytes(to_document(second))


def test_the_bytes_are_ascii_whatever_the_release_is_called() -> None:
    data = to_bytes(document("mod\ud800el-ü-\x1b[31m"))
    assert json.loads(data.decode("ascii"))["release"]["name"] == "mod\ud800el-ü-\x1b[31m"
