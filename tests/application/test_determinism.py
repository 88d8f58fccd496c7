"""The same content gives the same bytes, wherever it lies, in whatever order it is listed, and whoever asks."""

import io
import json
import os
import random
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

import pytest

from openassay.application.assess import assess, choose
from openassay.reports.terminal import render
from tests.conftest import ROOT
from tests.repositories import Repository

EXAMPLES = ("placenames-boastful", "placenames-open")
STANDARDS = ("g7", "mof", "osaid")


def assessed(target: str) -> bytes:
    return assess(target, choose(STANDARDS), lambda _: None)


def contents(name: str) -> dict[str, bytes]:
    """The files of an example by path."""
    folder = ROOT / "examples" / name
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class Shuffled:
    """What `os.scandir` gives, in another order."""

    def __init__(self, entries: list[os.DirEntry[bytes]]) -> None:
        self._entries = iter(entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def close(self) -> None:
        pass

    def __iter__(self) -> Iterator[os.DirEntry[bytes]]:
        return self._entries

    def __next__(self) -> os.DirEntry[bytes]:
        return next(self._entries)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_order_in_which_the_disk_lists_a_folder_changes_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    target = str(ROOT / "examples" / name)
    before = assessed(target)
    scandir, listdir, dice = os.scandir, os.listdir, random.Random(11)
    orders: set[tuple[bytes | str, ...]] = set()

    def shuffled_scandir(place: Any = ".") -> Shuffled:
        with scandir(place) as found:
            entries = list(found)
        dice.shuffle(entries)
        orders.add(tuple(entry.name for entry in entries))
        return Shuffled(entries)

    def shuffled_listdir(place: Any = ".") -> list[Any]:
        found = listdir(place)
        dice.shuffle(found)
        return found

    monkeypatch.setattr(os, "scandir", shuffled_scandir)
    monkeypatch.setattr(os, "listdir", shuffled_listdir)
    monkeypatch.delattr(os, "fork")  # so that the work is done here, where the orders are counted
    for _ in range(3):
        assert assessed(target) == before
    assert len(orders) > 3


def _locales() -> list[dict[str, str]]:
    """Settings of the environment that a careless program's output follows."""
    known = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.lower().split()
    turkish = [{"LC_ALL": "tr_TR.UTF-8"}] if "tr_tr.utf8" in known else []
    seeds = [{"PYTHONHASHSEED": seed} for seed in ("0", "1", "4242")]
    zones = [{"TZ": "Pacific/Kiritimati", "LANG": "de_DE.UTF-8", "LC_COLLATE": "C"}]
    return [{}, {"LC_ALL": "C"}, {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}, *turkish, *seeds, *zones]


def test_locale_hash_seed_time_zone_and_place_change_nothing(tmp_path: Path) -> None:
    target = str(ROOT / "examples" / "placenames-open")
    before = assessed(target)
    text = render(json.loads(before))
    code = (
        "import sys\nfrom pathlib import Path\nfrom tests.application.test_determinism import assessed\n"
        "from openassay.reports.terminal import render\nimport json\n"
        "data = assessed(sys.argv[1])\nsys.stdout.buffer.write(data + b'\\0' + render(json.loads(data)).encode())\n"
    )
    for number, settings in enumerate(_locales()):
        place = tmp_path / str(number)
        place.mkdir()
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PYTHONHASHSEED": "random"} | settings
        done = subprocess.run([sys.executable, "-c", code, target], cwd=place, env=environment, capture_output=True, check=False)
        assert done.stderr == b""
        data, _, shown = done.stdout.partition(b"\0")
        assert data == before, settings
        assert shown.decode() == text, settings


def _folder(place: Path, files: dict[str, bytes]) -> Path:
    for path, data in reversed(files.items()):
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(data)
    return place


def _zip(place: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in reversed(files.items()):
            archive.writestr(zipfile.ZipInfo(path), data)
    return place


def _tar(mode: str) -> Callable[[Path, dict[str, bytes]], Path]:
    def make(place: Path, files: dict[str, bytes]) -> Path:
        with tarfile.open(place, mode) as archive:  # type: ignore[call-overload]
            for path, data in files.items():
                member = tarfile.TarInfo(path)
                member.size = len(data)
                archive.addfile(member, io.BytesIO(data))
        return place

    return make


def _git(place: Path, files: dict[str, bytes]) -> Path:
    Repository(place).commit_files(files)
    return place


FORMS: dict[str, Callable[[Path, dict[str, bytes]], Path]] = {
    "folder": _folder,
    "zip": _zip,
    "tar": _tar("w"),
    "tar.gz": _tar("w:gz"),
    "git": _git,
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_folder_an_archive_and_a_repository_of_one_content_get_the_same_facts_and_grades(name: str, tmp_path: Path) -> None:
    files = contents(name)
    documents = {form: json.loads(assessed(str(make(tmp_path / f"a.{form}", files)))) for form, make in FORMS.items()}
    revisions = {form: document["release"]["sources"][0].pop("revision") for form, document in documents.items()}
    for document in documents.values():
        del document["release"]["name"]
        del document["release"]["sources"][0]["locator"]
    assert revisions["git"].startswith("git:")
    assert len(set(revisions.values())) == len(FORMS)
    for form, document in documents.items():
        assert document == documents["folder"], form
