"""Other people's standards: on shelves of theirs, in packages and in single files, taken whole or refused whole."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from openassay.application.assess import NotAssessed, choose
from openassay.application.known import known
from openassay.application.shelves import VARIABLE, every_name, find_standard, shelved
from openassay.application.standards import case_facts
from openassay.grading.schemes import grade
from openassay.standards.cases import read_cases
from openassay.standards.catalogue import NoStandard, entries, find
from openassay.standards.document import Refused
from tests.hostile.standards import SMALL


def stand(shelf: Path, text: str, id_: str = "small", edition: str = "1") -> Path:
    """Put a standard on a shelf."""
    file = shelf / id_ / edition / "standard.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    return file


def test_a_shelf_that_the_environment_names_is_looked_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand(tmp_path / "a", SMALL)
    stand(tmp_path / "a", SMALL.replace('edition: "1"', 'edition: "10"'), edition="10")
    stand(tmp_path / "a", SMALL.replace('edition: "1"', 'edition: "9"'), edition="9")
    stand(tmp_path / "b", SMALL.replace("id: small", "id: other"), "other")
    (tmp_path / "a" / "docs" / "pictures").mkdir(parents=True)
    monkeypatch.setenv(VARIABLE, os.pathsep.join([str(tmp_path / "a"), "", str(tmp_path / "b")]))
    assert find_standard("small").name == "small@10+r1"
    assert find_standard("small@1").name == "small@1+r1"
    assert [entry.id for entry in shelved()[len(entries()) :]] == ["small", "small", "small", "other"]
    assert every_name()[:5] == ["g7", "mof", "osaid", "osai", "eu-exemption"]
    assert set(every_name()) == {entry.id for entry in entries()} | {"small", "other"}
    assert len(every_name()) == len(set(every_name()))


def test_a_package_offers_standards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "their_standards").mkdir()
    (tmp_path / "their_standards" / "__init__.py").touch()
    stand(tmp_path / "their_standards", SMALL)
    (tmp_path / "theirs-1.dist-info").mkdir()
    (tmp_path / "theirs-1.dist-info" / "entry_points.txt").write_text("[openassay.standards]\ntheirs = their_standards\n")
    (tmp_path / "theirs-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: theirs\nVersion: 1\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert find_standard("small").title == "A small standard"
    assert shelved()[-1].path == "the package their_standards/small/1/standard.yaml"


@pytest.mark.parametrize("value", ["no_such_package", "their_module"])
def test_a_package_that_cannot_be_read_is_told(value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "their_module.py").touch()
    (tmp_path / "theirs-1.dist-info").mkdir()
    (tmp_path / "theirs-1.dist-info" / "entry_points.txt").write_text(f"[openassay.standards]\ntheirs = {value}\n")
    (tmp_path / "theirs-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: theirs\nVersion: 1\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(Refused, match=f"the package {value}:1: it is offered as 'theirs' and cannot be read"):
        find_standard("small")
    assert find_standard("mof").edition == "1.0"


def test_a_standard_is_named_by_its_file(tmp_path: Path) -> None:
    file = stand(tmp_path, SMALL.replace("scheme:", "options: {a: [x, y]}\nvariants: {one: {a: x}, two: {a: y}}\nscheme:"))
    assert find_standard(str(file)).name == "small@1+r1"
    assert find_standard(f"{file}/two").name == "small@1+r1/two"
    with pytest.raises(NoStandard, match="no variant 'tow'; did you mean 'two'"):
        find_standard(f"{file}/tow")
    with pytest.raises(NoStandard, match=r"gone\.yaml: cannot be read"):
        find_standard(str(tmp_path / "gone.yaml"))
    with pytest.raises(NoStandard, match="to grade under the file in that folder, name it"):
        find_standard(str(file.parent))


def test_another_is_graded_just_like_one_of_the_catalogue(tmp_path: Path) -> None:
    for entry in entries():
        text = entry.data().decode().replace(f"id: {entry.id}\n", "id: theirs\n", 1)
        theirs = find_standard(str(stand(tmp_path, text, "theirs", f"{entry.id}-{entry.edition}")))
        ours = find(f"{entry.id}@{entry.edition}", known())
        assert replace(theirs, id=ours.id, sha256=ours.sha256) == ours
        for path, data in entry.cases():
            for case in read_cases(data, path, ours):
                grades = [grade(standard, case_facts(case, standard)) for standard in (ours, theirs)]
                assert replace(grades[1], standard=grades[0].standard, sha256=grades[0].sha256) == grades[0]
            break


@pytest.mark.parametrize(
    ("shelves", "message"),
    [
        ({"a": [("mof", "2.0", "id: mof")]}, "refused:id-clash: the catalogue has a standard 'mof'"),
        ({"a": [("small", "1", "id: small")], "b": [("small", "1", "id: small")]}, "refused:id-clash: small@1 also stands in"),
    ],
)
def test_nobody_takes_a_name_that_stands_for_another(
    shelves: dict[str, list[tuple[str, str, str]]], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for shelf, standards in shelves.items():
        for id_, edition, line in standards:
            stand(tmp_path / shelf, SMALL.replace("id: small", line), id_, edition)
    monkeypatch.setenv(VARIABLE, os.pathsep.join(str(tmp_path / shelf) for shelf in shelves))
    with pytest.raises(Refused, match=message):
        shelved()
    assert find_standard("mof").edition == "1.0"


def test_a_shelf_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "gone"))
    with pytest.raises(Refused, match=f"{VARIABLE} names it, and it is no folder"):
        find_standard("small")


def test_a_folder_that_says_another_name_than_its_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand(tmp_path, SMALL, "smaller")
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    with pytest.raises(Refused, match=r"the folder says smaller@1, the file small@1\+r1"):
        find_standard("smaller")


def test_two_texts_under_one_name_are_never_taken_for_one(tmp_path: Path) -> None:
    one, other = stand(tmp_path / "a", SMALL), stand(tmp_path / "b", SMALL + "# more\n")
    assert [standard.name for standard in choose([str(one), str(one)])] == ["small@1+r1"]
    with pytest.raises(NotAssessed, match=r"refused:id-clash: two texts are given as small@1\+r1"):
        choose([str(one), str(other)])


def test_a_question_that_no_probe_answers_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    file = stand(tmp_path, SMALL.replace("ask: published", "ask: publishd"))
    with pytest.raises(NotAssessed, match=r"standard\.yaml:17: no probe answers 'publishd'; did you mean 'published'"):
        choose([str(file)])


def test_every_standard_is_graded_under_once() -> None:
    names = [standard.name for standard in choose(["osai@2025.02", "g7"], every=True)]
    assert names[:3] == ["osai@2025.02+r1", "g7@2026-05-29+r1", "mof@1.0+r1"]
    assert len(names) == len(set(names)) == len({entry.id for entry in entries()}) + 1
