from pathlib import Path

import pytest

from openassay.application.index_files import read_entries
from openassay.application.lint import NoSuchCode, contradictions, lint
from tests.exchange.samples import MOT, OSAI
from tools.agreement_entries import OF_MOT, OF_OSAI, mot_entry, osai_entry, places, rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "Gull-1B.yml").write_text(MOT, "utf-8")
    (tmp_path / "gull.yaml").write_text(OSAI.replace("class: closed", "class: open"), "utf-8")
    (tmp_path / "bad.yml").write_text("release: [\n", "utf-8")
    return tmp_path


def test_what_contradicts_itself_is_told_with_its_line_and_a_bad_file_too(folder: Path) -> None:
    document = lint(*read_entries([folder]))
    found = {(Path(one["path"]).name, one["line"], one["code"]): one for one in document["findings"]}
    assert (document["schema"], document["entries"]) == ("openassay/lint/1", 3)
    assert ("bad.yml", 2, "error:bad-entry") in found
    assert found["Gull-1B.yml", 27, "entry:license-case"]["better"] == "Apache-2.0"
    assert found["gull.yaml", 20, "entry:note-denies-grade"]["about"] == "datasources_basemodel"
    assert document["findings"] == sorted(document["findings"], key=lambda one: (one["path"], one["line"], one["code"]))


def test_codes_that_are_ignored_are_left_out(folder: Path) -> None:
    read, refused = read_entries([folder])
    kept = {
        one["code"] for one in lint(read, refused, ["license-case", "entry:note-denies-grade", "error:bad-entry"])["findings"]
    }
    assert kept & {"entry:license-case", "entry:note-denies-grade", "error:bad-entry"} == set()
    assert "entry:component-unknown" in kept
    with pytest.raises(NoSuchCode, match=r"no code is called 'licence-case'; did you mean 'entry:license-case'\?"):
        lint(read, refused, ["licence-case"])


def test_real_contradictions_are_found_and_few_others(shared: Path) -> None:
    truth = shared / "truth"
    wanted = {(OF_MOT[row["reason"]], row["file"], row.get("component") or "") for row in rows(truth, "mot_contradictions.jsonl")}
    found = set(
        map(tuple, places(contradictions(map(mot_entry, rows(truth, "mot_models.jsonl"))), frozenset({"weights-unlicensed"})))
    )
    assert (len(wanted), len(wanted - found), len(found - wanted)) == (910, 5, 16)
    wanted = {(OF_OSAI[row["code"]], row["file"], row["dim"]) for row in rows(truth, "osai_contradictions.jsonl")}
    found = set(map(tuple, places(contradictions(map(osai_entry, rows(truth, "osai.jsonl"))))))
    assert (len(wanted), len(wanted - found), len(found - wanted)) == (77, 2, 3)
