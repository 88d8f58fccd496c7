"""The same audit on a cluster. The workers are processes of their own, as on another machine."""

import signal
import threading
import time
from pathlib import Path

import pytest

from openassay.application.auditing.ordering import Unaudited
from tests.application.auditing.clusters import START, cluster
from tests.application.auditing.indexes import audit_into, content_of, write_list


def test_a_cluster_of_which_one_worker_dies_gives_the_same_index(tmp_path: Path) -> None:
    list_ = write_list(tmp_path / "list", ["slow:0.1"] * 60)
    audit_into(tmp_path / "here", list_, chunk=5)
    with cluster(tmp_path, 2) as (said, workers):
        folder = tmp_path / "there"

        def kill() -> None:
            while len(list(folder.glob("segments/*.parquet"))) < 3:
                time.sleep(0.02)
            workers[0].send_signal(signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        summary = audit_into(folder, list_, chunk=5, cluster=said)
        killer.join()
        assert workers[0].wait(START) == -signal.SIGKILL
    assert summary.assessed == 60
    assert content_of(folder) == content_of(tmp_path / "here")


def test_an_address_where_no_cluster_is_is_named(tmp_path: Path) -> None:
    list_ = write_list(tmp_path / "list", ["made-up"])
    with pytest.raises(Unaudited, match="no cluster answers at 'nowhere://x'"):
        audit_into(tmp_path / "index", list_, cluster="nowhere://x")
