import json
from pathlib import Path

import pytest

from tests.cli.releases import FILES, plant
from tests.cli.running import openassay
from tests.repositories import Repository


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with two revisions, and the assessments of both."""
    folder = tmp_path_factory.mktemp("compare")
    repository = Repository(folder / "r.git")
    repository.commit_files({path: data for path, data in FILES.items() if path != "model.safetensors"}, "v1")
    repository.commit_files(dict(FILES), "v2")
    for branch in ("v1", "v2"):
        done = openassay("assess", f"r.git@{branch}", "--format", "json", "-o", f"{branch}.json", cwd=folder)
        assert done.returncode == 0, done.stderr
    return folder


def test_two_revisions_are_held_against_each_other_by_fact(written: Path) -> None:
    done = openassay("compare", "r.git@v1", "r.git@v2", cwd=written)
    assert done.returncode == 0
    assert "from r.git@v1 at git:" in done.stdout
    assert "final-weights: absent -> published" in " ".join(done.stdout.split())
    assert "by published/final-weights: no -> yes:" in " ".join(done.stdout.split())
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


def test_written_assessments_give_the_same_as_the_releases(written: Path) -> None:
    fresh = openassay("compare", "r.git@v1", "r.git@v2", "--format", "json", cwd=written)
    kept = openassay("compare", "v1.json", "v2.json", "--format", "json", cwd=written)
    assert kept.returncode == 0, kept.stderr
    assert json.loads(kept.stdout) == json.loads(fresh.stdout)
    assert json.loads(kept.stdout)["schema"] == "openassay/comparison/1"


def test_two_releases_may_be_of_different_kinds(written: Path) -> None:
    plant(written / "folder")
    done = openassay("compare", "v1.json", "folder", "--standard", "osaid", cwd=written)
    assert done.returncode == 0, done.stderr
    assert "Open Source AI Definition" in done.stdout


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("other.json", b"{}", "holds no assessment: its schema is not openassay/assessment/1."),
        ("broken.json", b"{", "holds no assessment: "),
        ("empty.json", b"", "holds no assessment: "),
    ],
)
def test_a_file_that_is_no_assessment_is_told_in_one_sentence(name: str, content: bytes, says: str, written: Path) -> None:
    (written / name).write_bytes(content)
    done = openassay("compare", name, "v1.json", cwd=written)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_target_that_does_not_exist_is_told(written: Path) -> None:
    done = openassay("compare", "v1.json", "nowhere/at/all", cwd=written)
    assert (done.returncode, "does not exist" in done.stderr) == (2, True)
