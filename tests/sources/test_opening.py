import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from openassay.sources.archive import ArchiveSnapshot
from openassay.sources.folder import FolderSnapshot
from openassay.sources.git import GitSnapshot
from openassay.sources.opening import TargetError, open_target
from tests.repositories import Repository
from tests.sources.small_archives import write_tar, write_zip

FILES = {"README.md": b"# Name\n", "src/a.py": b"x = 1\n", "model.bin": bytes(3000)}
SOURCES = Path(__file__).parents[2] / "src"

WATCHED = """
import json, os, sys
from openassay.sources.opening import open_target
seen = {"children": [], "sockets": [], "written": [], "other": []}
def watch(event, arguments):
    if event == "subprocess.Popen":
        seen["children"].append([os.path.basename(os.fsdecode(arguments[0]))] + [os.fsdecode(each) for each in arguments[1]])
    elif event.startswith("socket."):
        seen["sockets"].append(event)
    elif event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND):
        if not isinstance(arguments[0], int) and arguments[0] != os.devnull:  # pipes, and what is thrown away
            seen["written"].append(str(arguments[0]))
    elif event in ("os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.truncate"):
        seen["written"].append(str(arguments[0]))
    elif event in ("os.rename", "os.link", "os.symlink"):
        seen["written"].append(str(arguments[1]))
    elif event.split(".")[0] in ("ctypes", "urllib", "pty") or event in ("os.system", "os.exec", "os.fork", "exec"):
        seen["other"].append(event)
for target in sys.argv[1:]:
    snapshot = open_target(target)  # once without watching, so that everything is imported
    snapshot.close()
sys.addaudithook(watch)
listings = []
for target in sys.argv[1:]:
    snapshot = open_target(target)
    listing = {entry.path: len(b"".join(content.chunks())) for entry, content in snapshot.walk() if content is not None}
    listings.append(listing)
    for path in listing:
        snapshot.reopen(path).read_at(0, 10)
    snapshot.close()
print(json.dumps({"seen": seen, "listings": listings}))
"""


@pytest.fixture
def targets(tmp_path: Path) -> dict[str, Path]:
    folder = tmp_path / "folder"
    for name, data in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    Repository(tmp_path / "bare").commit_files(FILES)
    return {
        "folder": folder,
        "git": tmp_path / "bare",
        "zip": write_zip(tmp_path / "release.zip", FILES),
        "tar": write_tar(tmp_path / "release.tar.gz", FILES, "w:gz"),
    }


def test_every_kind_of_target_opens_as_its_own_kind_of_snapshot(targets: dict[str, Path]) -> None:
    kinds = {"folder": FolderSnapshot, "git": GitSnapshot, "zip": ArchiveSnapshot, "tar": ArchiveSnapshot}
    for name, path in targets.items():
        snapshot = open_target(str(path))
        assert isinstance(snapshot, kinds[name])
        assert {entry.path for entry, _ in snapshot.walk()} == set(FILES)
        assert snapshot.locator == str(path)
        snapshot.close()


def test_a_package_goes_to_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(TargetError, match="no-index"):
        open_target("pypi:name")


def test_a_folder_that_may_not_be_opened_is_undecidable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(TargetError, match="could not be opened: permission denied") as caught:
        open_target(str(tmp_path))
    assert caught.value.undecidable


def test_reading_starts_no_child_but_git_opens_no_socket_and_writes_only_in_the_temporary_folder(
    targets: dict[str, Path], tmp_path: Path
) -> None:
    (tmp_path / "temporary").mkdir()
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCES), "TMPDIR": str(tmp_path / "temporary")}
    run = subprocess.run(
        [sys.executable, "-B", "-P", "-c", WATCHED, *map(str, targets.values())],
        env=environment,
        capture_output=True,
        check=True,
        cwd=targets["folder"],
    )
    answer = json.loads(run.stdout)
    assert answer["listings"] == [{path: len(data) for path, data in FILES.items()}] * len(targets)
    seen = answer["seen"]
    commands = {next(part for part in child if part in ("rev-parse", "ls-tree", "cat-file")) for child in seen["children"]}
    assert {child[0] for child in seen["children"]} == {"git"}
    assert commands == {"rev-parse", "ls-tree", "cat-file"}
    assert len(seen["children"]) == 4
    assert seen["sockets"] == seen["other"] == []
    assert seen["written"]
    allowed = (
        str(tmp_path / "temporary"),
        "HEAD",
        "refs",
        "openassay-git",
    )  # the last three: names in the folder as it is removed
    assert [path for path in seen["written"] if not path.startswith(allowed)] == []
    assert list((tmp_path / "temporary").iterdir()) == []


def test_nothing_in_the_tree_is_taken_for_a_setting_or_a_program(tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    tree = tmp_path / "tree"
    Repository(tree / ".git").commit_files({"a": b"x"})
    for name in ("sitecustomize.py", "usercustomize.py", "conftest.py", "openassay.py", "json.py", "os.py"):
        (tree / name).write_text(f"open({str(canary)!r}, 'w')\n")
    for name in ("git", "python"):
        (tree / name).write_text(f"#!/bin/sh\ntouch {canary}\n")
        (tree / name).chmod(0o755)
    for name in (".openassay.toml", "openassay.toml", "pip.conf", ".gitconfig", ".env", ".netrc"):
        (tree / name).write_text("[core]\n\tfsmonitor = touch " + str(canary) + "\n")
    environment = {"PATH": ".:" + os.environ["PATH"], "PYTHONPATH": str(SOURCES)}
    for target in (".", ".@HEAD"):
        run = subprocess.run(
            [sys.executable, "-B", "-P", "-c", WATCHED, target], env=environment, capture_output=True, check=True, cwd=tree
        )
        assert len(json.loads(run.stdout)["listings"][0]) == (14 if target == "." else 1)
    assert not canary.exists()


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "C.UTF-8", "TERM": "dumb", "HOME": "/nonexistent", "PYTHONHASHSEED": "7"},
    ],
)
def test_names_are_shown_alike_in_every_locale_and_without_a_home(tmp_path: Path, environment: dict[str, str]) -> None:
    tree = tmp_path / "trée"
    tree.mkdir()
    for name in (b"\xff\xfe", "日本語.md".encode(), b"plain", b"\x1b[31m"):
        (tree / os.fsdecode(name)).write_bytes(b"x")
    run = subprocess.run(
        [sys.executable, "-B", "-P", "-c", WATCHED, str(tree)],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCES), **environment},
        capture_output=True,
        check=True,
    )
    assert list(json.loads(run.stdout)["listings"][0]) == [r"\x1b[31m", "plain", "日本語.md", r"\xff\xfe"]
