"""What all tests share: where the shared truth lies, and a word when it does not."""

import os
import signal
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# A job that a shell starts in the background ignores interrupts, and so would every process that a test interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder with the shared truth; skip the test, and say so, where it is absent."""
    folder = Path(os.environ.get("OPENASSAY_SHARED", ROOT.parent / "shared"))
    if not (folder / "truth").is_dir():
        pytest.skip(f"the shared truth is not here; set OPENASSAY_SHARED to its folder (looked in {folder.name})")
    return folder
