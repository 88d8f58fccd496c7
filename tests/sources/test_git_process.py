import os
from pathlib import Path

import pytest

from openassay.sources import git_process
from openassay.sources.git_process import GitEnded, GitProcesses, end, receive, send
from openassay.sources.git_repository import find_repository
from openassay.sources.target_error import TargetError
from openassay.vocabulary.limits import Limit
from tests.repositories import Repository


@pytest.fixture
def processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitProcesses:
    Repository(tmp_path / "repository").commit_files({"a": b"x"})
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    found = find_repository(tmp_path / "repository")
    assert found is not None
    return GitProcesses(found)


def test_git_inherits_nothing_and_is_told_that_no_protocol_is_allowed(
    processes: GitProcesses, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TRACE", "/tmp/never-written")  # noqa: S108
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    child = processes.start("cat-file", "--batch-check")
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(b"HEAD\n")
    child.stdin.flush()
    child.stdout.readline()  # it has answered, so it is git by now
    environment = dict(part.split("=", 1) for part in Path(f"/proc/{child.pid}/environ").read_text().split("\0") if part)
    end(child, kill=True)
    processes.close()
    assert environment["GIT_ALLOW_PROTOCOL"] == ""
    assert environment["GIT_CONFIG_GLOBAL"] == os.devnull
    assert {"GIT_TRACE", "GIT_CONFIG_COUNT", "SSH_AUTH_SOCK"}.isdisjoint(environment)


def test_git_may_write_no_file_and_hold_no_more_memory_than_a_worker(processes: GitProcesses) -> None:
    child = processes.start("cat-file", "--batch-check")
    limits = Path(f"/proc/{child.pid}/limits").read_text()
    end(child, kill=True)
    processes.close()
    assert [line.split()[3] for line in limits.splitlines() if line.startswith("Max file size")] == ["0"]
    assert [line.split()[3] for line in limits.splitlines() if line.startswith("Max data size")] == [str(512 << 20)]


def test_a_configuration_that_names_programs_is_never_obeyed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = Repository(tmp_path / "repository")
    repository.commit_files({"a": b"x"})
    canary = tmp_path / "canary"
    run = f"touch {canary}"
    (repository.folder / "config").write_text(
        f'[core]\n fsmonitor = "{run}"\n sshCommand = "{run}"\n pager = "{run}"\n alternateRefsCommand = "{run}"\n'
        f' repositoryformatversion = 1\n[extensions]\n partialClone = origin\n[alias]\n cat-file = "!{run}"\n'
        f'[remote "origin"]\n promisor = true\n url = "ext::sh -c {run.replace(" ", "% ")}"\n'
    )
    hooks = repository.folder / "hooks"
    hooks.mkdir()
    (hooks / "post-checkout").write_text(f"#!/bin/sh\n{run}\n")
    (hooks / "post-checkout").chmod(0o755)
    found = find_repository(repository.folder)
    assert found is not None
    processes = GitProcesses(found)
    child = processes.start("cat-file", "--batch-check")
    answer = child.communicate(b"a" * 40 + b"\n")[0]
    processes.close()
    assert answer == b"a" * 40 + b" missing\n"
    assert not canary.exists()


def test_the_temporary_folder_is_gone_when_it_is_closed(processes: GitProcesses, tmp_path: Path) -> None:
    assert len(list(tmp_path.glob("openassay-git-*"))) == 1
    child = processes.start("rev-parse", "HEAD")
    assert len(receive(child).strip()) == 40
    assert end(child, kill=False) == 0
    processes.close()
    assert list(tmp_path.glob("openassay-git-*")) == []


def test_the_temporary_folder_goes_also_when_nobody_closes_it(processes: GitProcesses, tmp_path: Path) -> None:
    found = find_repository(tmp_path / "repository")
    assert found is not None
    before = len(list(tmp_path.glob("openassay-git-*")))
    forgotten = GitProcesses(found)
    assert len(list(tmp_path.glob("openassay-git-*"))) == before + 1
    del forgotten
    assert len(list(tmp_path.glob("openassay-git-*"))) == before
    child = os.fork()
    if not child:
        processes.close()
        os._exit(0)
    os.waitpid(child, 0)
    assert len(list(tmp_path.glob("openassay-git-*"))) == before
    processes.close()


def test_a_git_that_says_nothing_is_not_waited_for_without_end(processes: GitProcesses, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_process, "GIT_SECONDS", Limit("git-seconds", 0, "seconds", "x"))
    child = processes.start("cat-file", "--batch-check")
    with pytest.raises(GitEnded):
        receive(child)
    child.kill()
    child.wait()
    with pytest.raises(GitEnded):
        send(child, "x" * 100)
    end(child, kill=True)
    processes.close()


def test_where_no_temporary_folder_can_be_made_one_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Repository(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    found = find_repository(tmp_path)
    assert found is not None
    with pytest.raises(TargetError, match="temporary folder") as caught:
        GitProcesses(found)
    assert caught.value.undecidable


def test_git_is_looked_for_only_in_folders_given_by_full_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Repository(tmp_path / "repository")
    fake = tmp_path / "git"
    fake.write_text("#!/bin/sh\n")
    fake.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join((".", "")))
    found = find_repository(tmp_path / "repository")
    assert found is not None
    with pytest.raises(TargetError, match="git is not installed"):
        GitProcesses(found)
