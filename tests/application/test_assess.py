"""Assessing: what stands in the way is told in one sentence, also where it is a fault of ours."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from openassay.application import assess as assessing
from openassay.application import worker
from openassay.application.assess import NotAssessed, assess, choose
from openassay.probes import Probe, every_probe
from openassay.sources.target_error import TargetError
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact, yes
from openassay.vocabulary.findings import Unreadable


def silent(_: str) -> None:
    """Take a line of progress and do nothing with it."""


def with_probe(monkeypatch: pytest.MonkeyPatch, answer: object) -> None:
    """Let the only probe answer so."""
    probe = every_probe()["published"]
    broken = Probe("broken", "Is it?", ("release",), "stable", probe.manual, answer)  # type: ignore[arg-type]
    monkeypatch.setattr(assessing, "every_probe", lambda: {"broken": broken})


@pytest.fixture
def release(tmp_path: Path) -> str:
    """Give a small release."""
    (tmp_path / "README.md").write_text("# Atlas\n")
    return str(tmp_path)


def refused(target: str) -> NotAssessed:
    with pytest.raises(NotAssessed) as caught:
        assess(target, (), silent)
    return caught.value


def test_a_probe_that_fails_is_named_and_its_traceback_kept_apart(release: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Dossier) -> Iterator[Fact]:
        raise ZeroDivisionError("\x1b[31mno")

    with_probe(monkeypatch, fail)
    error = refused(release)
    assert str(error) == r"A fault of openassay: the probe 'broken' failed: ZeroDivisionError: \u001b[31mno. (error:internal)"
    assert error.undecidable
    assert "Traceback" in error.detail
    assert "in fail" in error.detail


def test_a_probe_whose_yes_rests_on_nothing_ends_the_assessment(release: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with_probe(monkeypatch, lambda _: [yes("release", "trust me")])
    assert "the probe 'broken' failed: Baseless: /release: a yes needs evidence" in str(refused(release))


def test_a_probe_that_runs_out_of_memory_is_told_as_a_limit_and_not_as_a_fault(
    release: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def swell(_: Dossier) -> Iterator[Fact]:
        raise MemoryError

    with_probe(monkeypatch, swell)
    error = refused(release)
    assert "limit:release-memory" in str(error)
    assert error.detail == ""


@pytest.mark.parametrize("failure", [TargetError("It is gone.", undecidable=True), Unreadable("error:unreadable", "It is gone.")])
def test_a_source_that_fails_while_it_is_read_is_undecidable(
    failure: Exception, release: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> bytes:
        raise failure

    monkeypatch.setattr(assessing, "run_in_worker", fail)
    error = refused(release)
    assert "It is gone." in str(error)
    assert error.undecidable


def test_a_target_that_is_wrong_is_no_matter_of_deciding() -> None:
    assert not refused("no/such/place").undecidable


def test_standards_are_chosen_each_once_and_in_the_order_given() -> None:
    assert [standard.name for standard in choose(["osaid", "mof@1.0", "osaid@1.0"])] == ["osaid@1.0+r1", "mof@1.0+r1"]
    with pytest.raises(NotAssessed, match="did you mean 'mof'"):
        choose(["mfo"])


def test_progress_is_told_now_and_then_and_not_for_each_file(tmp_path: Path) -> None:
    for number in range(500):
        (tmp_path / f"{number}.txt").write_text("x")
    heard: list[str] = []
    assess(str(tmp_path), (), heard.append)
    assert heard[0] == "1 files, 0 MB"
    assert len(heard) < 50


def test_the_worker_is_the_only_way_in(release: str, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[object] = []

    def run(task: object, progress: object, **elsewhere: object) -> bytes:
        calls.append(task)
        return worker.run_in_worker(task, progress, **elsewhere)  # type: ignore[arg-type]

    monkeypatch.setattr(assessing, "run_in_worker", run)
    assert assess(release, (), silent).startswith(b"{")
    assert len(calls) == 1
