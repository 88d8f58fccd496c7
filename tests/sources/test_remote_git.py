import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from openassay.sources import remote_git
from openassay.sources.git import GitSnapshot
from openassay.sources.opening import Access, TargetError, open_target
from openassay.sources.web_address import WebAddress
from openassay.vocabulary.limits import Limit
from openassay.vocabulary.release import EntryKind
from tests.git_server import Forge, serve
from tests.repositories import FILE, TREE, Repository

FILES = {"README.md": b"# Tiny\n", "a/train.py": b"print()\n", "big.bin": b"x" * 3_000_000}


@pytest.fixture
def forge(tmp_path: Path) -> Iterator[Forge]:
    (tmp_path / "served").mkdir()
    with serve(tmp_path / "served") as running:
        yield running


@pytest.fixture
def access(tmp_path: Path) -> Access:
    return Access({"HOME": str(tmp_path / "home"), "OPENASSAY_LOOPBACK": "1"})


@pytest.fixture(autouse=True)
def _home(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()


def opened(forge: Forge, access: Access, ref: str = "") -> GitSnapshot:
    snapshot = open_target(f"git+{forge.address}/m.git{ref}", access)
    assert isinstance(snapshot, GitSnapshot)
    return snapshot


def listed(snapshot: GitSnapshot) -> dict[str, EntryKind]:
    try:
        return {entry.path: entry.kind for entry, _ in snapshot.walk()}
    finally:
        snapshot.close()


def refusal(forge: Forge, access: Access, ref: str = "") -> str:
    with pytest.raises(TargetError) as caught:
        opened(forge, access, ref)
    assert str(caught.value).endswith(".")
    return str(caught.value)


def kept(tmp_path: Path) -> Path:
    """The folder of the one commit that is in the cache."""
    return next(path for path in (tmp_path / "home/.cache/openassay/git").glob("*/*") if not path.name.startswith("partial"))


def test_a_branch_is_fetched_at_its_commit_without_large_files(forge: Forge, access: Access) -> None:
    commit = forge.add("m", FILES)
    snapshot = opened(forge, access)
    assert snapshot.revision == f"git:{commit}"
    assert listed(snapshot) == {"README.md": EntryKind.FILE, "a/train.py": EntryKind.FILE, "big.bin": EntryKind.MISSING}
    assert len(forge.asked) <= 4
    assert forge.sent < 10_000


def test_of_a_branch_only_the_last_commit_comes(forge: Forge, access: Access, tmp_path: Path) -> None:
    forge.add("m", {**FILES, "old.txt": b"gone"})
    (forge.root / "work-m-main/old.txt").unlink()
    forge.add("m", FILES)
    snapshot = opened(forge, access, "@main")
    assert "old.txt" not in listed(snapshot)
    assert snapshot.locator.endswith("m.git@main")
    assert (kept(tmp_path) / "shallow").exists()


def test_a_commit_that_is_here_is_not_asked_for_again(forge: Forge, access: Access) -> None:
    commit = forge.add("m", FILES)
    listed(opened(forge, access, f"@{commit}"))
    forge.asked.clear()
    listed(opened(forge, access, f"@{commit}"))
    assert forge.asked == []


def test_offline_a_branch_is_read_where_it_stood_and_nothing_is_asked(forge: Forge, access: Access) -> None:
    commit = forge.add("m", FILES)
    listed(opened(forge, access))
    forge.asked.clear()
    offline = Access(access.environment, offline=True)
    assert opened(forge, offline).revision == f"git:{commit}"
    assert "not in the cache" in refusal(forge, offline, "@other")
    assert forge.asked == []


def test_a_branch_that_has_moved_is_fetched_anew(forge: Forge, access: Access) -> None:
    first = opened(forge, access).revision if forge.add("m", FILES) else ""
    forge.add("m", {**FILES, "README.md": b"# Other\n"})
    assert opened(forge, access).revision != first


@pytest.mark.parametrize("suffix", [".pack", ".idx"])
@pytest.mark.parametrize("ref", ["commit", "branch"])
def test_a_cached_repository_that_was_altered_is_noticed_and_fetched_anew(
    suffix: str, ref: str, forge: Forge, access: Access, tmp_path: Path
) -> None:
    commit = forge.add("m", FILES)
    asked = f"@{commit}" if ref == "commit" else ""
    listed(opened(forge, access, asked))
    path = next((kept(tmp_path) / "objects/pack").glob(f"*{suffix}"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.chmod(0o600)
    path.write_bytes(data)
    snapshot = opened(forge, access, asked)
    assert [finding.code for finding in snapshot.findings] == ["finding:cache-corrupt"]
    assert listed(snapshot)["README.md"] is EntryKind.FILE
    assert path.read_bytes() != data


def test_an_object_that_was_put_into_a_cached_repository_is_noticed(forge: Forge, access: Access, tmp_path: Path) -> None:
    commit = forge.add("m", FILES)
    listed(opened(forge, access))
    (kept(tmp_path) / "objects" / "ab").mkdir()
    snapshot = opened(forge, access, f"@{commit}")
    assert [finding.code for finding in snapshot.findings] == ["finding:cache-corrupt"]


def test_a_cache_that_others_can_write_to_is_not_used(forge: Forge, access: Access, tmp_path: Path) -> None:
    forge.add("m", FILES)
    listed(opened(forge, access))
    (tmp_path / "home/.cache/openassay/git").chmod(0o777)
    assert "cache folder of your own" in refusal(forge, access)


def test_a_fetch_that_is_killed_leaves_nothing_that_would_be_used(forge: Forge, access: Access, tmp_path: Path) -> None:
    commit = forge.add("m", FILES)
    script = (
        "import os, sys; from openassay.sources import remote_git; from openassay.sources.opening import open_target, Access\n"
        "real = remote_git._Fetch._git\n"
        "def _git(self, place, *arguments):\n"
        "    said = real(self, place, *arguments)\n"
        "    if arguments[0] == 'fetch': print('fetched', flush=True); sys.stdin.read()\n"
        "    return said\n"
        "remote_git._Fetch._git = _git\n"
        "open_target(sys.argv[1])\n"
    )
    env = {**os.environ, **access.environment, "XDG_CACHE_HOME": ""}
    child = subprocess.Popen(
        [sys.executable, "-c", script, f"git+{forge.address}/m.git"], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"fetched\n"
    child.send_signal(signal.SIGKILL)
    child.communicate()
    assert "not in the cache" in refusal(forge, Access(access.environment, offline=True), f"@{commit}")
    snapshot = opened(forge, access, f"@{commit}")
    assert listed(snapshot)["README.md"] is EntryKind.FILE
    assert not snapshot.findings


def test_hooks_filters_and_settings_of_the_user_do_nothing(forge: Forge, access: Access, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    forge.add(
        "m", {**FILES, ".gitattributes": b"* filter=evil\n", ".gitmodules": b'[submodule "a"]\n\tpath = a\n\turl = ext::x\n'}
    )
    (tmp_path / "home/.gitconfig").write_text(
        f'[filter "evil"]\n\tsmudge = touch {canary}\n[core]\n\tfsmonitor = touch {canary}\n'
        f'[url "ext::touch {canary}"]\n\tinsteadOf = http\n'
        f"[credential]\n\thelper = !touch {canary}\n[http]\n\tproxy = http://127.0.0.1:1\n"
    )
    listed(opened(forge, access))
    assert not canary.exists()


def test_broken_objects_are_refused(forge: Forge, access: Access) -> None:
    repository = Repository(forge.root / "m.git")
    inner = repository.tree([(FILE, b"config", repository.blob(b"x"))])
    repository.commit(repository.tree([(TREE, b".git", inner)]))
    assert "broken or dangerous" in refusal(forge, access)


@pytest.mark.parametrize(
    ("instead", "says"),
    [
        ((404, {}), "does not exist, or is private"),
        ((401, {"WWW-Authenticate": "Basic"}), "does not exist, or is private"),
        ((403, {}), "does not let anyone in"),
        ((429, {"Retry-After": "3600"}), "not to be asked so often"),
        ((500, {}), "could not be fetched"),
        ((200, {"Content-Type": "text/html"}), "is no git repository"),
        ((302, {"Location": "http://10.0.0.1/m.git/info/refs"}), "has moved to another address"),
        ((302, {"Location": "file:///etc/passwd"}), "has moved to another address"),
    ],
)
def test_what_a_forge_refuses_is_told_in_one_sentence(
    instead: tuple[int, dict[str, str]], says: str, forge: Forge, access: Access
) -> None:
    forge.instead = instead
    assert says in refusal(forge, access)


def test_a_branch_that_does_not_exist_is_told(forge: Forge, access: Access) -> None:
    forge.add("m", FILES)
    assert "no branch, tag or commit 'nope'" in refusal(forge, access, "@nope")


def test_a_repository_that_is_too_slow_or_too_large_is_given_up(
    forge: Forge, access: Access, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    forge.add("m", FILES)
    monkeypatch.setattr(remote_git, "_LOOK", 0.001)
    monkeypatch.setattr(remote_git, "CLONE_SECONDS", Limit("clone-seconds", 0, "seconds", "x"))
    assert "limit:clone-seconds" in refusal(forge, access)
    monkeypatch.setattr(remote_git, "CLONE_SECONDS", Limit("clone-seconds", 300, "seconds", "x"))
    monkeypatch.setattr(remote_git, "CLONE_BYTES", Limit("clone-bytes", 0, "bytes", "x"))
    assert "limit:clone-bytes" in refusal(forge, access)
    assert not list((tmp_path / "home/.cache/openassay/git").glob("*/*"))


@pytest.mark.parametrize(
    "address",
    [
        "git+https://127.0.0.1/m.git", "git+https://10.0.0.1/m.git", "git+https://[::1]/m.git", "git+http://example.org/m.git",
        "git+https://user:secret@example.org/m.git",
    ],
)  # fmt: skip
def test_addresses_that_are_not_of_the_public_internet_are_refused_before_git_runs(
    address: str, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "Popen", lambda *_args, **_kwargs: pytest.fail("git was started"))
    with pytest.raises(TargetError) as caught:
        open_target(address, Access({"HOME": access.environment["HOME"]}))
    assert "refused:" in str(caught.value)


def test_git_connects_to_the_address_that_was_looked_at(forge: Forge, access: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is nowhere leads to the forge, since git is told the address that was found."""
    forge.add("m", FILES)
    port = forge.address.rpartition(":")[2]
    monkeypatch.setattr(remote_git, "resolve", lambda *_args, **_kwargs: ["127.0.0.1"])
    monkeypatch.setattr(remote_git, "check", lambda *_args, **_kwargs: WebAddress("http", "tiny.invalid", int(port)))
    snapshot = open_target(f"git+http://tiny.invalid:{port}/m.git", access)
    snapshot.close()
    assert forge.asked


def test_fetching_ends_git_when_it_is_interrupted(forge: Forge, access: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    forge.add("m", FILES)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(remote_git._Fetch, "_wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        opened(forge, access)


def test_all_commits_stand_in_one_pack(forge: Forge, access: Access, tmp_path: Path) -> None:
    shutil.rmtree(forge.root)
    forge.root.mkdir()
    forge.add("m", {f"{number}.txt": b"x" * number for number in range(30)})
    listed(opened(forge, access))
    assert {path.name for path in (kept(tmp_path) / "objects").iterdir()} <= {"pack", "info"}
