import json
from pathlib import Path
from typing import Any

import pytest

from openassay.vocabulary.findings import codes
from tools.agreement_entries import OF_MOT, OF_OSAI, main

MOT: dict[str, Any] = {
    "file": "models/Gull.yml",
    "name": "Gull",
    "modality": "language",
    "producer": "Seabird",
    "huggingface": None,
    "repository": "https://code.example/gull",
    "global_licenses": {},
    "components": [
        {"name": "Model card", "license_as_typed": "mit", "license_url": None, "location": "https://code.example/card"}
    ],
}
OSAI = {
    "file": "Gull.yaml",
    "system": "Gull",
    "org": "Seabird",
    "basemodel": "Gull-0",
    "endmodel": "Gull",
    "endmodellicense": "MIT",
    "grades": {"paper": "open"},
    "links": {"paper": []},
    "notes": {"paper": "No peer-reviewed paper found."},
}
SAID = {"reason": "licence_text:wrong_case_or_space", "file": "models/Gull.yml", "component": "Model card"}


def test_each_reason_of_the_truth_has_a_code_that_there_is() -> None:
    assert {f"entry:{code}" for code in (*OF_MOT.values(), *OF_OSAI.values())} <= codes().keys()


def test_the_table_counts_what_was_found_missed_and_extra(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    files: dict[str, list[dict[str, Any]]] = {
        "mot_models": [MOT],
        "mot_contradictions": [SAID],
        "osai": [OSAI],
        "osai_contradictions": [{"code": "extent", "file": "Gull.yaml", "dim": "paper"}],
    }
    for name, rows in files.items():
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    monkeypatch.setattr("sys.argv", ["agreement_entries", "--truth", str(tmp_path), "--all"])
    assert main() == 1
    out = capsys.readouterr().out
    assert "  licence_text:wrong_case_or_space                          1       0      0\n" in out
    assert "  extent                                                    0       1      0\n    missed: Gull.yaml paper\n" in out
    assert "  no reason (note-denies-grade)                             0       0      1\n    extra: Gull.yaml paper\n" in out
    assert out.endswith("by cell under any code: 1 found, 0 missed, 0 extra\n")
