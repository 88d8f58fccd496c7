"""`schema` prints JSON Schemas that are valid and that the product's own documents follow."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from openassay.cli.main import cli
from openassay.cli.schema import SCHEMAS
from openassay.probes import every_probe
from openassay.standards.catalogue import entries
from openassay.vocabulary.components import Component
from tests.assessments import document
from tests.exchange.samples import MOT, OSAI


def schema(name: str) -> dict[str, Any]:
    done = CliRunner().invoke(cli, ["schema", name])
    assert (done.exit_code, done.stderr) == (0, "")
    read: dict[str, Any] = json.loads(done.stdout)
    return read


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_valid_and_printed_as_it_is_published(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    package, file = SCHEMAS[name]
    published = json.loads(files(package).joinpath(file).read_text("utf-8"))
    if name == "standard":
        filled = schema(name)["$defs"]
        assert {probe for probe in every_probe() if probe in filled["probes"]["oneOf"][0]["enum"]} == set(every_probe())
        assert set(filled["subjects"]["oneOf"][0]["enum"]) == {*Component, "release"}
        assert "spdx-osi" in filled["lists"]["oneOf"][0]["enum"]
        published["$defs"] |= {key: filled[key] for key in ("probes", "subjects", "lists")}
    assert schema(name) == published


def test_documents_follow_their_schemas() -> None:
    Draft202012Validator(schema("assessment")).validate(json.loads(json.dumps(document())))
    standard, cases = Draft202012Validator(schema("standard")), Draft202012Validator(schema("cases"))
    for entry in entries():
        standard.validate(yaml.safe_load(entry.data()))
        for _, data in entry.cases():
            cases.validate(yaml.safe_load(data))


def test_what_is_said_of_entries_follows_its_schemas(tmp_path: Path) -> None:
    (tmp_path / "gull.yml").write_text(MOT, "utf-8")
    (tmp_path / "gull.yaml").write_text(OSAI, "utf-8")
    (tmp_path / "bad.yml").write_text("release: [\n", "utf-8")
    for name, words in (
        ("entry-grades", ("grade", tmp_path)),
        ("lint", ("lint", tmp_path)),
        ("drift", ("drift", "2025.02", "2026.04", tmp_path / "gull.yaml")),
    ):
        done = CliRunner().invoke(cli, [*map(str, words), "--format", "json"])
        Draft202012Validator(schema(name)).validate(json.loads(done.stdout))
