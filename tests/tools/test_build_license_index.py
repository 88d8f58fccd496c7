"""The index of texts is built the same from the same inputs, and what is taken over from an older one stays the same."""

import json
from pathlib import Path

import pytest

from openassay.licenses.known_texts import Index
from tools import build_license_index

LICENSE = """<SPDXLicenseCollection xmlns="http://www.spdx.org/license"><license licenseId="Made-Up-1.0" name="Made-Up">
<text><copyrightText><p>Copyright (c) somebody</p></copyrightText>
<p>You may <alt match="(To ask, write to .*)?" name="contact"></alt> use copy and pass on all of this as you wish version 1.2</p>
<p>THE WORK <alt match=".+" name="who">OF THE AUTHORS</alt> COMES WITHOUT ANY PROMISE WHATSOEVER</p></text></license>
</SPDXLicenseCollection>"""


def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> bytes:
    out = tmp_path / "index.bin"
    (tmp_path / "src").mkdir(exist_ok=True)
    (tmp_path / "src/made-up.xml").write_text(LICENSE, "utf-8")
    given = ["build", "--spdx", str(tmp_path / "src"), *arguments, "--out", str(out)]
    monkeypatch.setattr("sys.argv", given)
    build_license_index.main()
    return out.read_bytes()


def test_a_text_that_is_taken_over_reads_as_the_one_that_was_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "One two three four five six seven eight nine ten of section 3.1 of ours.\n"
    (tmp_path / "ours.txt").write_text(text, "utf-8")
    (tmp_path / "texts.json").write_text(json.dumps([{"id": "ours", "file": "ours.txt"}]), "utf-8")
    built = build(tmp_path, monkeypatch, "--texts", str(tmp_path / "texts.json"))
    (tmp_path / "old.bin").write_bytes(built)
    assert build(tmp_path, monkeypatch, "--keep", str(tmp_path / "old.bin")) == built
    assert [text.id for text in Index(built).texts] == ["Made-Up-1.0", "ours"]
    assert len(Index(built).dotted) == 2


def test_what_is_no_index_is_refused() -> None:
    with pytest.raises(ValueError, match="not an index"):
        Index(b"something else")
