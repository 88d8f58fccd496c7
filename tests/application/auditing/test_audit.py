import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from openassay.application.auditing.ordering import Unaudited
from openassay.index.store import Index, Search
from tests.application.auditing.indexes import AT, audit_into, content_of, write_list

AUDIT = """
import sys
from pathlib import Path
from tests.application.auditing.indexes import audit_into
if __name__ == "__main__":
    audit_into(Path(sys.argv[1]), Path(sys.argv[2]), chunk=3)
"""


def names(folder: Path) -> list[str]:
    with Index.open(folder) as index:
        return [row.name for row in index.releases(Search(limit=1000)).items]


def test_every_release_of_a_list_comes_into_the_index_in_its_order(tmp_path: Path) -> None:
    list_ = write_list(tmp_path / "list", ["made-up"] * 20)
    summary = audit_into(tmp_path / "index", list_, chunk=3)
    assert (summary.total, summary.assessed, summary.failed, summary.already) == (20, 20, (), 0)
    assert names(tmp_path / "index") == [f"model-{place:04}" for place in range(20)]
    with Index.open(tmp_path / "index") as index:
        row = index.row("model-0007")
        assert row is not None
        assert row.seen_at == AT


def test_the_same_command_again_changes_nothing(tmp_path: Path) -> None:
    list_ = write_list(tmp_path / "list", ["made-up"] * 7)
    audit_into(tmp_path / "index", list_, at=None)
    before = content_of(tmp_path / "index")
    summary = audit_into(tmp_path / "index", list_, at=None)
    assert summary.already == 7
    assert content_of(tmp_path / "index") == before
    assert audit_into(tmp_path / "index", list_, at=None, again=True).already == 0


def test_one_worker_or_three_give_the_same_index(tmp_path: Path) -> None:
    list_ = write_list(tmp_path / "list", [f"slow:{place % 3 / 50}" for place in range(12)])
    for workers in (1, 3):
        audit_into(tmp_path / f"index-{workers}", list_, chunk=2, workers=workers)
    assert content_of(tmp_path / "index-1") == content_of(tmp_path / "index-3")


def test_a_poisoned_release_costs_only_itself(tmp_path: Path) -> None:
    poison = {2: "hang", 5: "memory", 9: "crash", 12: "refuse", 14: "fault"}
    list_ = write_list(tmp_path / "list", [poison.get(place, "made-up") for place in range(16)])
    summary = audit_into(tmp_path / "index", list_, chunk=4, seconds=1)
    assert [(one.name, one.code) for one in summary.failed] == [
        ("model-0002", "limit:release-seconds"),
        ("model-0005", "limit:release-memory"),
        ("model-0009", "error:crashed"),
        ("model-0012", "refused:no-release"),
        ("model-0014", "error:internal"),
    ]
    assert all("\n" not in one.because for one in summary.failed)
    assert names(tmp_path / "index") == [f"model-{place:04}" for place in range(16) if place not in poison]


def test_a_worker_that_dies_once_loses_nothing(tmp_path: Path) -> None:
    list_ = write_list(tmp_path / "list", [f"once:{tmp_path}/{place}" if place in (1, 6) else "made-up" for place in range(9)])
    summary = audit_into(tmp_path / "index", list_, chunk=3)
    assert summary.failed == ()
    plain = write_list(tmp_path / "plain", ["made-up"] * 9)
    audit_into(tmp_path / "other", plain, chunk=3)
    assert names(tmp_path / "index") == names(tmp_path / "other")


def test_killed_at_random_moments_it_ends_as_if_nobody_had(tmp_path: Path) -> None:
    list_ = write_list(tmp_path / "list", ["slow:0.05"] * 20)
    audit_into(tmp_path / "undisturbed", list_, chunk=3)
    script = tmp_path / "audit.py"
    script.write_text(AUDIT)
    chance = random.Random(8)
    kills = 0
    while True:
        arguments: list[str | Path] = [sys.executable, script, tmp_path / "disturbed", list_]
        running = subprocess.Popen(arguments, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
        try:
            running.wait(0.8 + chance.random() * 1.2 if kills < 6 else 60)
            break
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL)
            running.wait()
            kills += 1
    assert running.returncode == 0
    assert kills > 0
    assert content_of(tmp_path / "disturbed") == content_of(tmp_path / "undisturbed")


def test_workers_end_when_the_audit_is_killed(tmp_path: Path) -> None:
    list_ = write_list(tmp_path / "list", ["slow:30"] * 4)
    script = tmp_path / "audit.py"
    script.write_text(AUDIT)
    marked = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "OPENASSAY_TEST_MARK": str(tmp_path)}
    running = subprocess.Popen([sys.executable, script, tmp_path / "index", list_], env=marked)
    end = time.monotonic() + 30
    while not list((tmp_path / "index").glob("audits/*/*.journal")) and time.monotonic() < end:
        time.sleep(0.05)
    running.kill()
    running.wait()
    while (left := _marked(str(tmp_path))) and time.monotonic() < end:
        time.sleep(0.05)
    assert left == []


def _marked(mark: str) -> list[str]:
    """The processes that were started with a mark in their environment."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark.encode() in path.read_bytes():
                found.append(path.parent.name)
        except OSError:
            continue
    return found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "names no release"),
        ("a\nb\na", "list:3: 'a' stands in line 1 already"),
        ('{"address": 1}', "list:1: address and name are text"),
        ('{"address": "a", "nmae": "b"}', "list:1: there is no key 'nmae'"),
        ("{", "list:1: the line is no JSON object"),
    ],
)
def test_a_list_that_is_wrong_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "list").write_text(text)
    with pytest.raises(Unaudited, match=said):
        audit_into(tmp_path / "index", tmp_path / "list")
