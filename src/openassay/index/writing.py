"""One writer at a time. The lock is SQLite's own: the same on every system, and gone with the process that has it."""

import sqlite3
from pathlib import Path

from openassay.index.damage import Unusable

_FILE = "writer.lock"


class Lock:
    """The right to write to the index in a folder. Raises `Unusable` where another process has it."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / _FILE, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            self._connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            self._connection.close()
            raise Unusable(f"another process is writing to the index in {folder}; wait until it is done") from None

    def release(self) -> None:
        """Let others write."""
        self._connection.close()
