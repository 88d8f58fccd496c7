"""A watch over one piece of work after the other, that ends the process where one does not end in time."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Self

LastWords = Callable[[], None]


class Watch:
    """Watches in a thread of its own, from `__enter__` to `__exit__`."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._work: tuple[float, LastWords] | None = None
        """When what is being done must have ended, and what to do before the process ends."""
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    @contextmanager
    def over(self, last_words: LastWords) -> Iterator[None]:
        """Watch over what is done within. Where it does not end in time, the last words are said, and the process ends."""
        self._work = (time.monotonic() + self._seconds, last_words)
        try:
            yield
        finally:
            self._work = None

    def _watch(self) -> None:
        while not self._over.wait(min(1.0, self._seconds)):
            work = self._work
            if work is not None and time.monotonic() > work[0]:
                with suppress(OSError):
                    work[1]()
                os._exit(1)
