"""`openassay serve`: what keeps it from starting, said in a sentence."""

from pathlib import Path

import pytest

from openassay.index.store import Index
from tests.cli.running import openassay


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--allow-folder", "."], "give both"),
        (["--allow-assess", "--workers", "2"], "one worker"),
        (["--rate", "often"], "is no rate"),
    ],
)
def test_options_that_do_not_go_together_are_refused(tmp_path: Path, options: list[str], says: str) -> None:
    with Index.open(tmp_path, create=True):
        pass
    done = openassay("serve", "--index", str(tmp_path), *options)
    assert done.returncode == 2
    assert says in done.stderr


def test_a_folder_without_an_index_is_refused(tmp_path: Path) -> None:
    done = openassay("serve", "--index", str(tmp_path))
    assert done.returncode == 2
    assert "there is no index in" in done.stderr
