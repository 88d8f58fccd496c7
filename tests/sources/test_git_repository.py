from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openassay.sources.git_repository import find_repository, is_bare
from tests.repositories import Repository


def test_a_bare_repository_is_told_by_its_parts(tmp_path: Path) -> None:
    Repository(tmp_path / "bare")
    assert is_bare(tmp_path / "bare")
    found = find_repository(tmp_path / "bare")
    assert found is not None
    assert found.own == found.shared == tmp_path / "bare"


def test_a_folder_with_dotgit_is_a_work_tree_and_not_bare(tmp_path: Path) -> None:
    Repository(tmp_path / ".git")
    (tmp_path / "HEAD").touch()
    (tmp_path / "refs").mkdir()
    (tmp_path / "objects").mkdir()
    assert not is_bare(tmp_path)
    found = find_repository(tmp_path)
    assert found is not None
    assert found.own == tmp_path / ".git"


def test_a_linked_work_tree_is_found_through_its_dotgit_file(tmp_path: Path) -> None:
    Repository(tmp_path / "main.git")
    own = tmp_path / "main.git" / "worktrees" / "tree"
    own.mkdir(parents=True)
    (own / "HEAD").write_text("ref: refs/heads/other\n")
    (own / "commondir").write_text("../..\n")
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / ".git").write_text(f"gitdir: {own}\n")
    found = find_repository(tmp_path / "tree")
    assert found is not None
    assert found.head() == "refs/heads/other"
    assert found.shared.resolve() == tmp_path / "main.git"


def test_other_folders_are_no_repositories(tmp_path: Path) -> None:
    (tmp_path / "objects").mkdir()
    (tmp_path / "refs").mkdir()
    assert find_repository(tmp_path) is None
    assert find_repository(tmp_path / "gone") is None
    (tmp_path / ".git").write_text("gitdir: \0bad")
    assert find_repository(tmp_path) is None
    (tmp_path / ".git").write_text("something else")
    assert find_repository(tmp_path) is None
    (tmp_path / ".git").write_text("gitdir: " + "x" * 3000)
    assert find_repository(tmp_path) is None


def test_head_is_a_branch_a_commit_or_nothing(tmp_path: Path) -> None:
    Repository(tmp_path)
    found = find_repository(tmp_path)
    assert found is not None
    assert found.head() == "refs/heads/main"
    (tmp_path / "HEAD").write_text("a" * 40 + "\n")
    assert found.head() == "a" * 40
    for broken in ("", "ref: ../../etc/passwd", "ref: refs/heads/a b", "zzz"):
        (tmp_path / "HEAD").write_text(broken)
        assert found.head() is None


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=80))
def test_any_bytes_in_the_files_of_a_repository_are_read_or_passed_over(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "tree").mkdir(exist_ok=True)
    (tmp_path / "tree" / ".git").write_bytes(b"gitdir: " + data)
    assert find_repository(tmp_path / "tree") is None or data.strip() in (b"", b".", b"..")
    if not (tmp_path / "bare").exists():
        Repository(tmp_path / "bare")
    for name in ("HEAD", "commondir", "config"):
        (tmp_path / "bare" / name).write_bytes(data)
    found = find_repository(tmp_path / "bare")
    head = found.head() if found else None
    assert head is None or head.startswith("refs/") or len(head) == 40


def test_what_is_not_read_is_named(tmp_path: Path) -> None:
    Repository(tmp_path)
    found = find_repository(tmp_path)
    assert found is not None
    assert found.unknown_format() is None
    (tmp_path / "config").write_text("[extensions]\n\tobjectFormat = sha256\n")
    assert "SHA-256" in (found.unknown_format() or "")
    (tmp_path / "reftable").mkdir()
    assert "reftable" in (found.unknown_format() or "")
