import os
import time
from pathlib import Path

from openassay.application.auditing.watch import Watch


def status_of(seconds: float, works: list[float], said: Path) -> int:
    """The exit status of a process that does some works of so many seconds under a watch."""
    child = os.fork()
    if not child:
        with Watch(seconds) as watch:
            for place, work in enumerate(works):
                with watch.over(lambda place=place: said.write_text(str(place))):  # type: ignore[misc, arg-type]
                    time.sleep(work)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_work_that_does_not_end_ends_the_process_after_its_last_words(tmp_path: Path) -> None:
    assert status_of(0.5, [0, 60], tmp_path / "said") == 1
    assert (tmp_path / "said").read_text() == "1"


def test_works_that_each_end_in_time_may_take_longer_together(tmp_path: Path) -> None:
    assert status_of(5.0, [0.4] * 3, tmp_path / "said") == 0
    assert not (tmp_path / "said").exists()
