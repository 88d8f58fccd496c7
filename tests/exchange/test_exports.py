import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from openassay.exchange.mot_entry import Listed, read_mot, write_mot
from openassay.exchange.mot_export import export_mot
from openassay.exchange.osai_entry import read_osai, write_osai
from openassay.exchange.osai_export import NoGrade, export_osai
from openassay.exchange.proven import Proven, page_of

GIT = "git+https://github.com/seabird/gull@v1"
REVISION = "git:" + "a" * 40


def fact(key: str, answer: str, basis: str = "observed", because: str = "it is so") -> dict[str, Any]:
    evidence = [{"source": "main", "path": "README.md", "sha256": "0" * 64, "lines": [1, 1], "quote": None}]
    return {"key": key, "answer": answer, "basis": basis, "because": because, "evidence": evidence, "search": None}


def component(name: str, *expressions: str) -> dict[str, Any]:
    licenses = [{"expression": expression, "grant": "grant:1"} for expression in expressions]
    artifacts = [{"source": "main", "path": f"{name}.bin", "sha256": None, "bytes": 1}]
    return {"component": name, "state": "published", "because": "It is here.", "artifacts": artifacts, "licenses": licenses}


def document(
    *facts: dict[str, Any], grades: tuple[dict[str, Any], ...] = (), locator: str = GIT, **components: tuple[str, ...]
) -> dict[str, Any]:
    """An assessment of one source, with these facts, grades, and components under these licenses."""
    return {
        "openassay": "1.0",
        "release": {
            "name": locator,
            "domain": {"value": "text", "basis": "observed", "because": "It is so."},
            "sources": [{"id": "main", "locator": locator, "revision": REVISION, "complete": True, "files": 1, "bytes": 1}],
        },
        "components": [component(name.replace("_", "-"), *expressions) for name, expressions in components.items()],
        "licenses": [{"id": "grant:1", "source": "main", "path": "LICENSE"}],
        "facts": list(facts),
        "grades": list(grades),
    }


def there(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The facts that a component is published and licensed."""
    return fact(f"published/{name}", "yes"), fact(f"licensed/{name}", "yes")


def test_a_component_that_is_published_is_listed_with_its_license_and_place() -> None:
    entry, remarks = export_mot(document(*there("model-card"), model_card=("CC-BY-4.0",)))
    blob = f"https://github.com/seabird/gull/blob/{'a' * 40}"
    assert entry.components == (Listed("Model card", "CC-BY-4.0", f"{blob}/LICENSE", f"{blob}/model-card.bin"),)
    assert {key: text for key, text in entry.about.items() if text} == {
        "name": "gull",
        "repository": "https://github.com/seabird/gull",
        "type": "language",
    }
    assert remarks[0] == f"Written by openassay 1.0, with only what is proven of {GIT} at {REVISION[:19]}."
    assert read_mot(write_mot(entry, remarks), "a.yml") == entry


def test_an_entry_of_mot_follows_the_schema_of_mot(shared: Path) -> None:
    schema = json.loads((shared / "schemas/mof.schema.json").read_text("utf-8"))
    entry, remarks = export_mot(document(*there("model-card"), model_card=("CC-BY-4.0",)))
    assert list(Draft202012Validator(schema).iter_errors(yaml.safe_load(write_mot(entry, remarks)))) == []


@pytest.mark.parametrize(
    ("answer", "basis", "why"),
    [
        ("unknown", "observed", "It is so."),
        ("no", "observed", "It is so."),
        ("yes", "declared", "It is only declared. It is so."),
    ],
)
def test_what_is_not_proven_is_left_out_and_said_so(answer: str, basis: str, why: str) -> None:
    entry, remarks = export_mot(document(fact("published/model-card", answer, basis), model_card=("CC-BY-4.0",)))
    assert entry.components == ()
    assert f"Left out: Model card. {why}" in remarks
    listed, remarks = export_mot(
        document(fact("published/model-card", "yes"), fact("licensed/model-card", answer, basis), model_card=("MIT",))
    )
    assert [one.license for one in listed.components] == ["unlicensed" if answer == "no" else None]
    assert (f"Without a license: Model card. {why}" in remarks) is (answer != "no")


def test_a_license_about_which_the_release_disagrees_with_itself_is_not_given() -> None:
    facts = (*there("model-card"), fact("license-consistent/model-card", "no", because="two files differ"))
    entry, remarks = export_mot(document(*facts, model_card=("MIT", "CC-BY-4.0")))
    assert entry.components[0].license is None
    assert "Without a license: Model card. Two files differ." in remarks


def test_halves_join_their_licenses_and_one_that_does_not_apply_is_passed_over() -> None:
    facts = (*there("pretraining-data"), *there("post-training-data"))
    entry, _ = export_mot(document(*facts, pretraining_data=("CC-BY-4.0",), post_training_data=("MIT",)))
    assert [(one.name, one.license) for one in entry.components] == [("Datasets", "CC-BY-4.0 AND MIT")]
    without = (*there("pretraining-data"), fact("published/post-training-data", "not-applicable"))
    entry, _ = export_mot(document(*without, pretraining_data=("CC-BY-4.0",), post_training_data=()))
    assert [(one.name, one.license) for one in entry.components] == [("Datasets", "CC-BY-4.0")]
    missing = (*there("pretraining-data"), fact("published/post-training-data", "unknown"))
    assert export_mot(document(*missing, pretraining_data=("CC-BY-4.0",), post_training_data=()))[0].components == ()


def graded(dimension: str, level: str | None, ceiling: str | None, verdict: str = "met") -> dict[str, Any]:
    """A grade under OSAI with one dimension, decided by one fact."""
    values = {"open": "1", "partial": "1/2", "closed": "0"}
    score = [values[level], values[str(ceiling)]] if level else None
    findings = [{"requirement": f"{dimension}/open", "verdict": verdict, "facts": ["published/final-weights"]}]
    dimensions = [{"id": dimension, "level": level, "ceiling": ceiling, "score": score}]
    return {"standard": "osai@2026.04+r1", "dimensions": dimensions, "findings": findings}


def cell(level: str | None, ceiling: str | None, verdict: str, basis: str = "observed") -> tuple[str, str]:
    grade = graded("weights-endmodel", level, ceiling, verdict)
    found = document(fact("published/final-weights", "yes", basis), grades=(grade,), final_weights=())
    entry, remarks = export_osai(found, "Gull")
    assert read_osai(write_osai(entry, remarks), "a.yaml") == entry
    return entry.cells["weights_endmodel"].grade, entry.cells["weights_endmodel"].notes


def test_a_cell_has_a_class_only_where_it_is_proven() -> None:
    assert cell("open", "open", "met") == ("open", "It is so.")
    assert cell("closed", "closed", "unmet") == ("closed", "It is so.")
    assert cell("closed", "open", "undecided") == ("", "Not decided: anything from closed to open. It is so.")
    assert cell("partial", "open", "undecided") == ("", "Not decided: partial is shown, and open is not ruled out. It is so.")
    assert cell("open", "open", "met", "declared") == ("", "Not decided: open by what is only declared. It is so.")
    assert cell(None, None, "exempt") == ("", "Does not apply.")


def test_the_head_of_an_entry_names_the_license_of_the_weights_where_it_was_read() -> None:
    grade = graded("weights-endmodel", "open", "open")
    entry, remarks = export_osai(document(*there("final-weights"), grades=(grade,), final_weights=("Apache-2.0",)))
    assert (entry.about("name"), entry.about("endmodellicense"), entry.about("type")) == ("gull", "Apache-2.0", "text")
    assert entry.cells["weights_endmodel"].links == (f"https://github.com/seabird/gull/blob/{'a' * 40}/README.md",)
    assert "Graded under osai@2026.04+r1." in remarks


def test_without_a_grade_under_the_index_there_is_no_entry() -> None:
    with pytest.raises(NoGrade, match="assess it with --standard osai"):
        export_osai(document())


@pytest.mark.parametrize(
    ("locator", "page", "name"),
    [
        ("git+https://github.com/seabird/gull.git@v1", "https://github.com/seabird/gull", "gull"),
        ("hf://seabird/gull@main", "https://huggingface.co/seabird/gull", "gull"),
        ("hf://datasets/seabird/calls", "https://huggingface.co/datasets/seabird/calls", "calls"),
        ("models/gull/", "", "gull"),
        ("gull.zip#select=*", "", "gull.zip"),
    ],
)
def test_a_locator_has_a_page_where_it_lies_on_the_web(locator: str, page: str, name: str) -> None:
    assert page_of(locator) == page
    assert Proven(document(locator=locator)).name() == name


def test_a_file_on_a_disk_is_named_by_its_path() -> None:
    assert Proven(document(locator="gull")).address("main", "LICENSE") == "LICENSE"
