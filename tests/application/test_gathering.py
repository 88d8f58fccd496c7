"""Releases of several places, read as one."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from openassay.application.assess import assess_gathered
from openassay.application.gathering import gather
from openassay.reports.document import to_document
from openassay.sources.opening import Access, TargetError
from tests.cli.releases import FILES, plant
from tests.conftest import ROOT
from tests.hub_standin import Repository, StandIn, serve, shards
from tests.inventory.fakes import tensors
from tests.licenses.samples import MIT

APACHE = (ROOT / "LICENSE").read_bytes()
HEAD = "schema: openassay/manifest/1\nname: Atlas\nsources:\n"
CODE = {name: FILES[name] for name in ("LICENSE", "README.md", "generate.py", "network.py")}
TOY = tensors(2)


@pytest.fixture
def standin() -> Iterator[StandIn]:
    with serve() as running:
        yield running


@pytest.fixture
def access(standin: StandIn, tmp_path: Path) -> Access:
    return Access({"HOME": str(tmp_path), "HF_ENDPOINT": standin.address, "OPENASSAY_LOOPBACK": "1"})


def assessed(
    target: Path | str, access: Access, *beside: str, day: date = date(2026, 12, 1), follow: bool = False
) -> dict[str, Any]:
    gathered = gather(str(target), beside, access)
    try:
        found = to_document(assess_gathered(gathered, (), lambda _: None, day))
        if follow and gathered.follow(found["links"]):
            found = to_document(assess_gathered(gathered, (), lambda _: None, day))
        return found
    finally:
        gathered.close()


def manifest(folder: Path, body: str) -> Path:
    path = folder / "openassay.yaml"
    path.write_text(HEAD + body)
    return path


def one(document: dict[str, Any], component: str) -> dict[str, Any]:
    return next(row for row in document["components"] if row["component"] == component)


def answers(document: dict[str, Any]) -> dict[str, str]:
    return {fact["key"]: fact["answer"] for fact in document["facts"]}


def basis(document: dict[str, Any], key: str) -> str:
    return str(next(fact["basis"] for fact in document["facts"] if fact["key"] == key))


def test_code_and_weights_of_two_places_make_one_release(tmp_path: Path, access: Access) -> None:
    plant(tmp_path / "code", CODE)
    plant(tmp_path / "weights", {"README.md": b"---\nlicense: mit\n---\n# Atlas weights\n", **shards()})
    path = manifest(tmp_path, "- {id: code, address: code, role: code}\n- {id: weights, address: weights, role: weights}\n")
    document = assessed(path, access)
    assert document["release"]["name"] == "Atlas"
    assert [source["id"] for source in document["release"]["sources"]] == ["code", "weights"]
    assert {one(document, name)["state"] for name in ("inference-code", "final-weights")} == {"published"}
    assert {artifact["source"] for artifact in one(document, "final-weights")["artifacts"]} == {"weights"}
    alone = assessed(tmp_path / "code", access)
    assert answers(alone)["published/final-weights"] == "no"


def test_a_license_reaches_only_its_own_place(tmp_path: Path, access: Access) -> None:
    plant(tmp_path / "code", {**CODE, "LICENSE": APACHE, "README.md": b"# Atlas\n\nThe code of Atlas.\n"})
    plant(tmp_path / "weights", {"README.md": b"# Atlas\n\nThe weights.\n", **shards()})
    path = manifest(tmp_path, "- {id: code, address: code, role: code}\n- {id: weights, address: weights, role: weights}\n")
    document = assessed(path, access)
    assert answers(document)["licensed/inference-code"] == "yes"
    assert answers(document)["licensed/final-weights"] != "yes"
    assert one(document, "final-weights")["licenses"] == []


def test_words_that_speak_of_the_weights_alone_may_reach_those_of_another_place(tmp_path: Path, access: Access) -> None:
    said = b"# Atlas\n\nThe model weights are released under the MIT License.\n"
    plant(tmp_path / "code", {**CODE, "README.md": said, "LICENSE": APACHE})
    plant(tmp_path / "weights", shards())
    path = manifest(tmp_path, "- {id: code, address: code, role: code}\n- {id: weights, address: weights, role: weights}\n")
    assert {row["expression"] for row in one(assessed(path, access), "final-weights")["licenses"]} == {"MIT"}


def test_toy_weights_among_the_code_do_not_stand_beside_the_real_ones(tmp_path: Path, access: Access) -> None:
    plant(tmp_path / "code", {**CODE, "model.safetensors": TOY})
    plant(tmp_path / "weights", {"LICENSE": MIT.encode(), **shards()})
    path = manifest(tmp_path, "- {id: code, address: code, role: code}\n- {id: weights, address: weights, role: weights}\n")
    assert {artifact["source"] for artifact in one(assessed(path, access), "final-weights")["artifacts"]} == {"weights"}


def test_a_place_of_data_gives_data_and_nothing_else(tmp_path: Path, access: Access) -> None:
    plant(tmp_path / "code", CODE)
    plant(
        tmp_path / "data",
        {"LICENSE": MIT.encode(), "train.jsonl": b'{"text": "a name"}\n' * 50, **shards(), "run.py": b"x = 1\n"},
    )
    path = manifest(tmp_path, "- {id: code, address: code, role: code}\n- {id: data, address: data, role: pretraining-data}\n")
    document = assessed(path, access)
    assert one(document, "pretraining-data")["state"] == "published"
    assert {row["expression"] for row in one(document, "pretraining-data")["licenses"]} == {"MIT"}
    assert one(document, "final-weights")["state"] != "published"
    assert all(artifact["source"] != "data" for artifact in one(document, "inference-code")["artifacts"])


@pytest.mark.parametrize("role", ["pretraining-data", "post-training-data", "evaluation-data"])
def test_the_role_says_which_data_a_place_gives(role: str, tmp_path: Path, access: Access) -> None:
    plant(tmp_path / "code", CODE)
    plant(tmp_path / "data", {"train.jsonl": b'{"text": "a name"}\n' * 50})
    path = manifest(tmp_path, f"- {{id: code, address: code, role: code}}\n- {{id: data, address: data, role: {role}}}\n")
    document = assessed(path, access)
    assert [
        name
        for name in ("pretraining-data", "post-training-data", "evaluation-data")
        if one(document, name)["state"] == "published"
    ] == [role]


def test_only_what_was_selected_counts(tmp_path: Path, access: Access) -> None:
    plant(
        tmp_path / "all",
        {**{f"7b/{name}": data for name, data in FILES.items()}, "13b/model.safetensors": TOY, "README.md": b"# Both\n"},
    )
    path = manifest(tmp_path, "- {address: all, role: release, select: 7b/**}\n")
    document = assessed(path, access)
    assert {artifact["path"] for artifact in one(document, "final-weights")["artifacts"]} == {"7b/model.safetensors"}
    assert document["release"]["sources"][0]["locator"].endswith("#select=7b/**")


def test_a_declared_component_is_declared_and_no_observation(tmp_path: Path, access: Access) -> None:
    plant(tmp_path / "r", {**FILES, "docs/about.txt": b"Names of places from a public list, two million of them.\n"})
    body = "- address: r\n  role: release\n  components:\n    data-card: [docs/about.txt]\n    final-weights: [docs/about.txt]\n"
    document = assessed(manifest(tmp_path, body), access)
    assert answers(document)["published/data-card"] == "yes"
    assert basis(document, "published/data-card") == "declared"
    assert basis(document, "published/final-weights") == "observed"  # what was read outweighs it


def test_a_declared_component_without_a_file_of_that_name_stays_as_it_was(tmp_path: Path, access: Access) -> None:
    plant(tmp_path / "r", dict(FILES))
    body = "- address: r\n  role: release\n  components:\n    data-card: [docs/none.txt]\n"
    assert answers(assessed(manifest(tmp_path, body), access))["published/data-card"] == "no"


def test_what_a_person_vouches_for_is_attested_where_it_is_unknown_and_unheard_where_it_is_not(
    tmp_path: Path, access: Access
) -> None:
    plant(
        tmp_path / "r", {**FILES, "README.md": FILES["README.md"] + b"\nTrained on https://huggingface.co/datasets/o/names .\n"}
    )
    attested = "".join(
        f"- {{fact: {fact}, by: A. Person, date: 2026-11-20, because: I looked.}}\n"
        for fact in ("published/pretraining-data", "published/evaluation-code", "asked/nothing")
    )
    document = assessed(manifest(tmp_path, f"- {{address: r, role: release}}\nattestations:\n{attested}"), access)
    assert answers(document)["published/pretraining-data"] == "yes"
    assert basis(document, "published/pretraining-data") == "attested"
    assert answers(document)["published/evaluation-code"] == "no"
    unheard = [finding["because"] for finding in document["findings"] if finding["code"] == "finding:attestation-unheard"]
    assert len(unheard) == 2
    assert all("A. Person" in because for because in unheard)


@pytest.mark.parametrize(("day", "heard"), [(date(2027, 3, 1), False), (date(2027, 3, 2), True)])
def test_what_is_left_out_comes_back_after_its_day(day: date, heard: bool, tmp_path: Path, access: Access) -> None:
    plant(tmp_path / "r", {**FILES, "LICENSE": APACHE})
    codes = {finding["code"] for finding in assessed(tmp_path / "r", access)["findings"]}
    code = "finding:license-conflict"
    assert code in codes
    ignore = f"{{code: '{code}', source: r, reason: Known., expires: 2027-03-01}}"
    body = f"- {{id: r, address: r, role: release}}\nignores:\n- {ignore}\n"
    document = assessed(manifest(tmp_path, body), access, day=day)
    found = {finding["code"] for finding in document["findings"]}
    assert (code in found, "finding:ignore-expired" in found) == (heard, heard)
    assert [row["reason"] for row in document["ignored"]] == ([] if heard else ["Known."] * len(document["ignored"]))
    assert bool(document["ignored"]) is not heard


def test_a_manifest_in_the_tree_that_is_graded_is_a_file_like_any_other(tmp_path: Path, access: Access) -> None:
    plant(tmp_path / "r", dict(FILES))
    before = answers(assessed(tmp_path / "r", access))
    (tmp_path / "r/openassay.yaml").write_text(
        HEAD
        + "- {address: ., role: release}\nattestations:\n"
        + "- {fact: published/pretraining-data, by: Me, date: 2026-01-01, because: x}\n"
    )
    document = assessed(tmp_path / "r", access)
    assert answers(document) == before
    assert document["ignored"] == []


def test_a_place_that_is_not_reached_leaves_unknown_and_one_that_is_wrong_stops(
    tmp_path: Path, access: Access, standin: StandIn
) -> None:
    plant(tmp_path / "r", dict(FILES))
    standin.add(Repository("o/m", {"README.md": b"# M\n"}))
    document = assessed(manifest(tmp_path, "- {address: r, role: release}\n- {id: gone, address: 'hf://o/gone'}\n"), access)
    assert answers(document)["published/pretraining-code"] == "unknown"
    assert answers(document)["published/final-weights"] == "yes"
    assert [(finding["code"], finding["source"]) for finding in document["findings"] if finding["source"] == "gone"] == [
        ("unknown:not-fetched", "gone")
    ]
    with pytest.raises(TargetError, match="no revision 'v9'"):
        assessed(manifest(tmp_path, "- {address: r, role: release}\n- {address: 'hf://o/m@v9'}\n"), access)


def test_the_order_of_places_changes_nothing(tmp_path: Path, access: Access) -> None:
    plant(tmp_path / "code", CODE)
    plant(tmp_path / "weights", shards())
    rows = ["- {id: code, address: code, role: code}\n", "- {id: weights, address: weights, role: weights}\n"]
    first = assessed(manifest(tmp_path, "".join(rows)), access)
    assert assessed(manifest(tmp_path, "".join(rows[::-1])), access) == first


def test_a_card_proposes_places_and_follow_goes_there(tmp_path: Path, access: Access, standin: StandIn) -> None:
    card = (
        b"---\nlicense: mit\ndatasets: [o/names]\nbase_model: o/base\n---\n# Atlas\n\nPaper: https://arxiv.org/abs/2401.00001\n"
    )
    plant(tmp_path / "r", {**FILES, "README.md": card})
    data = {"README.md": b"# Names\n", "train.jsonl": b'{"text": "a name"}\n' * 50}
    standin.add(Repository("o/names", data, kind="dataset"), Repository("o/base", {"README.md": b"# B\n", **shards()}))
    document = assessed(tmp_path / "r", access)
    assert [(link["role"], link["address"], link["followed"]) for link in document["links"]] == [
        ("base", "hf://o/base", False), ("data", "hf://datasets/o/names", False),
        ("paper", "https://arxiv.org/abs/2401.00001", False),
    ]  # fmt: skip
    assert standin.asked == []
    followed = assessed(tmp_path / "r", access, follow=True)
    assert [(link["role"], link["followed"]) for link in followed["links"]] == [("base", True), ("paper", False)]
    assert next(source["locator"] for source in followed["release"]["sources"]) == "hf://datasets/o/names"
    assert one(followed, "post-training-data")["state"] == "published"
    assert one(followed, "base-weights")["state"] == "published"


def test_a_place_beside_the_target_takes_its_role_from_its_address(tmp_path: Path, access: Access, standin: StandIn) -> None:
    plant(tmp_path / "r", CODE)
    standin.add(Repository("o/m", {"README.md": b"---\nlicense: mit\n---\n# M\n", **shards()}, card={"license": "mit"}))
    document = assessed(tmp_path / "r", access, "hf://o/m")
    assert [source["id"] for source in document["release"]["sources"]] == ["main", "with-1"]
    assert one(document, "final-weights")["state"] == "published"


def test_a_source_that_was_opened_is_let_go_of_where_a_later_one_is_wrong(tmp_path: Path, access: Access) -> None:
    plant(tmp_path / "r", CODE)
    with pytest.raises(TargetError):
        gather(str(tmp_path / "r"), ("hf://not a name",), access)
    shutil.rmtree(tmp_path / "r")


def test_a_component_of_which_one_place_gives_no_license_is_no_yes(tmp_path: Path, access: Access) -> None:
    plant(tmp_path / "code", {**CODE, "requirements.txt": b"torch==2.0\n"})
    plant(tmp_path / "tuning", {"README.md": b"# Tuning\n", "requirements.txt": b"trl==0.9\n"})
    path = manifest(tmp_path, "- {id: code, address: code, role: code}\n- {id: tuning, address: tuning, role: code}\n")
    document = assessed(path, access)
    assert {artifact["source"] for artifact in one(document, "supporting-libraries")["artifacts"]} == {"code", "tuning"}
    found = {
        key: answer for key, answer in answers(document).items() if key.startswith("license") and "/supporting-libraries" in key
    }
    assert {key for key, answer in found.items() if answer == "yes"} <= {"license-consistent/supporting-libraries"}
    assert answers(document)["license-osi-approved/inference-code"] == "yes"


def test_a_license_for_the_data_of_one_place_is_none_for_those_that_another_names(tmp_path: Path, access: Access) -> None:
    plant(tmp_path / "code", {**CODE, "README.md": b"---\nlicense: mit\ndatasets: [o/names]\n---\n# Atlas\n"})
    said = b"# Tools\n\nThe dataset is licensed under the Open Data Commons Attribution License (ODC-By) v1.0.\n"
    plant(tmp_path / "tools", {"README.md": said})
    path = manifest(tmp_path, "- {id: code, address: code, role: code}\n- {id: tools, address: tools, role: code}\n")
    document = assessed(path, access)
    assert one(document, "pretraining-data")["state"] == "referenced"
    assert {row["expression"] for row in one(assessed(tmp_path / "tools", access), "pretraining-data")["licenses"]} <= {
        "ODC-By-1.0"
    }
    assert one(document, "pretraining-data")["licenses"] == []
    assert answers(document)["licensed/pretraining-data"] != "yes"
