import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from openassay.application.manifest import is_manifest, read_manifest
from openassay.application.places import Role
from openassay.sources.target_error import TargetError
from openassay.vocabulary.components import Component
from openassay.vocabulary.limits import MANIFEST_SOURCES, YAML_FILE
from tests.conftest import ROOT

WHOLE = """\
schema: openassay/manifest/1
name: Example 7B
sources:
- address: https://github.com/example/example-7b
  id: code
  role: code
- address: hf://example/example-7b@v1.0
  select: ["*.json", "*.safetensors"]
- address: hf://datasets/example/corpus
  role: pretraining-data
  components:
    data-card: [docs/datasheet.pdf]
attestations:
- fact: published/evaluation-data
  by: A. Person
  date: 2026-11-20
  because: I counted it.
ignores:
- code: finding:license-link-dead
  source: code
  path: docs/**
  reason: It is mended in the next version.
  expires: 2027-03-01
"""


def written(tmp_path: Path, text: str, name: str = "openassay.yaml") -> str:
    path = tmp_path / name
    path.write_text(text)
    return str(path)


def mistakes(tmp_path: Path, text: str) -> list[str]:
    """What is wrong with a manifest, line by line, without its path."""
    path = written(tmp_path, text)
    with pytest.raises(TargetError) as caught:
        read_manifest(path)
    lines = str(caught.value).split("\n")
    assert all(line.startswith(path) and line.endswith((".", "?")) for line in lines)
    return [line.removeprefix(path).lstrip(":") for line in lines]


def test_a_manifest_names_places_what_a_person_vouches_for_and_what_is_left_out(tmp_path: Path) -> None:
    found = read_manifest(written(tmp_path, WHOLE))
    assert found.name == "Example 7B"
    assert [(place.id, place.role, place.select) for place in found.places] == [
        ("code", Role.CODE, ()),
        ("source-2", Role.WEIGHTS, ("*.json", "*.safetensors")),
        ("source-3", Role.PRETRAINING_DATA, ()),
    ]
    declared = found.places[2].declares[0]
    assert (declared.component, declared.patterns) == (Component.DATA_CARD, ("docs/datasheet.pdf",))
    assert declared.evidence.lines == (12, 12)
    assert (found.attestations[0].by, found.attestations[0].evidence.lines) == ("A. Person", (14, 14))
    assert (found.ignores[0].expires, found.ignores[0].path) == (date(2027, 3, 1), "docs/**")


def test_it_fits_its_published_schema_and_a_schema_refuses_what_the_reader_refuses(tmp_path: Path) -> None:
    from openassay.formats import yaml_text

    schema = json.loads((ROOT / "src/openassay/application/manifest.schema.json").read_text())
    checker = jsonschema.Draft202012Validator(schema)
    checker.check_schema(schema)
    assert checker.is_valid(yaml_text.read(WHOLE).data)
    for bad in (
        WHOLE.replace("manifest/1", "manifest/2"),
        WHOLE.replace("role: code", "role: codes"),
        WHOLE.replace("id: code", "id: Code"),
        WHOLE.replace("data-card:", "data-cards:"),
        WHOLE.replace("- address: hf://datasets/example/corpus\n  role", "- role"),
        WHOLE.replace("  reason: It is mended in the next version.\n", ""),
        WHOLE.replace("fact: published/evaluation-data", "fact: published"),
        WHOLE.replace("name: Example", "title: Example"),
    ):
        assert not checker.is_valid(yaml_text.read(bad).data)
        assert mistakes(tmp_path, bad)


def test_the_example_in_the_documents_is_read_without_a_mistake(tmp_path: Path) -> None:
    page = (ROOT / "docs/places.md").read_text()
    example = page.partition("```yaml\n")[2].partition("```")[0]
    assert len(read_manifest(written(tmp_path, example)).places) == 3


def test_the_schema_knows_every_component_and_role() -> None:
    schema = json.loads((ROOT / "src/openassay/application/manifest.schema.json").read_text())
    source = schema["properties"]["sources"]["items"]["properties"]
    assert source["role"]["enum"] == [*Role]
    assert source["components"]["propertyNames"]["enum"] == [*Component]
    assert schema["properties"]["sources"]["maxItems"] == MANIFEST_SOURCES.value


def test_all_mistakes_are_told_at_once_each_with_its_line(tmp_path: Path) -> None:
    found = mistakes(
        tmp_path,
        WHOLE.replace("name: Example 7B", "nam: Example 7B")
        .replace("role: pretraining-data", "role: pretraining")
        .replace("data-card:", "data-crad:")
        .replace("2026-11-20", "2026-13-20")
        .replace("finding:license-link-dead", "finding:license-link-ded"),
    )
    assert found == [
        "2: the manifest has no key 'nam'; did you mean 'name'?",
        "10: role cannot be 'pretraining'; did you mean 'pretraining-data'?",
        "12: 'data-crad' is no component; did you mean 'data-card'?",
        "16: '2026-13-20' is no day, written as 2026-12-31.",
        "19: 'finding:license-link-ded' is no code of a finding; did you mean 'finding:license-link-dead'?",
    ]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "must be a mapping"),
        ("- a\n", 1, "must be a mapping"),
        ("schema: openassay/manifest/1\n", 1, "needs the key 'sources'"),
        ("schema: openassay/manifest/1\nsources: []\n", 2, "at least one member"),
        ("schema: openassay/manifest/1\nsources:\n- x\n", 3, "must be a mapping"),
        ("schema: openassay/manifest/1\nsources:\n- address:\n", 3, "address must be text"),
        ("schema: openassay/manifest/1\nsources:\n- address: hf://o/m\n  role: base\n", 3, "every source is a base"),
        ("schema: openassay/manifest/1\nsources:\n- {id: a, address: hf://o/m}\n- {id: a, address: hf://o/n}\n", 4, "the id 'a'"),
        ("schema: openassay/manifest/1\nsources:\n- {id: base-1, address: hf://o/m}\n", 3, "'base-1' is no id"),
        ("schema: openassay/manifest/1\nsources:\n- address: hf://o/m\n  select: /etc\n", 4, "a path inside the source"),
        ("schema: openassay/manifest/1\nsources:\n- address: ftp:y\n", 3, "are not read"),
        ("schema: openassay/manifest/1\nsources:\n- address: gone/folder/x\n", 3, "does not exist"),
        ("schema: openassay/manifest/1\nsources:\n- address: [\n", 4, "expected"),
        ("schema: openassay/manifest/1\nschema: x\nsources:\n- address: hf://o/m\n", 2, "stands twice"),
        (WHOLE.replace("source: code", "source: cod"), 20, "the id of one of the sources"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, line: int, says: str, tmp_path: Path) -> None:
    found = mistakes(tmp_path, text)
    assert any(one.startswith(f"{line}: ") and says in one for one in found), found


def test_paths_are_taken_from_its_folder_and_not_from_where_openassay_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "release" / "code").mkdir(parents=True)
    (tmp_path / "here" / "weights").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    text = "schema: openassay/manifest/1\nsources:\n- address: code\n"
    found = read_manifest(written(tmp_path / "release", text))
    assert found.places[0].address == str(tmp_path / "release/code")
    with pytest.raises(TargetError, match="does not exist"):
        read_manifest(written(tmp_path / "release", text.replace("code", "weights")))


def test_too_many_sources_are_refused(tmp_path: Path) -> None:
    text = "schema: openassay/manifest/1\nsources:\n" + "- address: hf://o/m\n" * 33
    assert mistakes(tmp_path, text) == ["35: there are more than 32 sources."]


def test_a_manifest_is_told_by_its_name(tmp_path: Path) -> None:
    for name in ("openassay.yaml", "openassay.yml", "example.openassay.yaml", "my-openassay.yaml"):
        assert is_manifest(written(tmp_path, WHOLE, name))
    assert not is_manifest(written(tmp_path, WHOLE, "config.yaml"))
    assert not is_manifest(str(tmp_path / "none/openassay.yaml"))
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/openassay.yaml").mkdir()
    assert not is_manifest(str(tmp_path / "folder/openassay.yaml"))


def test_a_hostile_manifest_is_refused_in_bounds(tmp_path: Path) -> None:
    bomb = "schema: openassay/manifest/1\na: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(24)
    )
    assert mistakes(tmp_path, bomb)
    assert mistakes(tmp_path, "[" * 100_000)
    assert mistakes(tmp_path, "x" * (YAML_FILE.value + 1))
    assert mistakes(tmp_path, "!!python/object/apply:os.system ['touch canary']\n")
    assert not Path("canary").exists()
