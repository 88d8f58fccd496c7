"""Brings bytes from places that are not on this disk, also into the worker, which has no network and may write no file.

A source adds how its bytes are brought. In the process that opened it they are brought at once; in the worker the courier asks
the parent, and the parent brings them under its own limits. What passes is a number, a key, an offset, a length, and bytes back.
"""

import json
from collections.abc import Callable

from openassay.vocabulary.findings import Unreadable

Bring = Callable[[str, int, int], bytes]
"""Gives at most so many bytes of what goes by a key, from an offset. Raises `Unreadable`."""

_BYTES, _REFUSAL = b"+", b"-"


class Courier:
    """All that can be brought for one assessment."""

    def __init__(self) -> None:
        self._bringers: list[Bring] = []
        self._ask: Callable[[bytes], bytes] | None = None

    def add(self, bring: Bring) -> int:
        """Take in one more place; its number is what `bring` is asked with."""
        self._bringers.append(bring)
        return len(self._bringers) - 1

    def bring(self, place: int, key: str, offset: int, length: int) -> bytes:
        """Bytes of one place. Raises `Unreadable`."""
        if self._ask is None:
            return self._bringers[place](key, offset, length)
        answer: bytes = self._ask(json.dumps([place, key, offset, length]).encode())
        if answer[:1] == _REFUSAL:
            raise Unreadable(*json.loads(answer[1:]))
        return answer[1:]

    def serve(self, question: bytes) -> bytes:
        """Answer what the worker asks; called in the parent."""
        place, key, offset, length = json.loads(question)
        bring = self._bringers[int(place)]
        try:
            return _BYTES + bring(str(key), int(offset), int(length))
        except Unreadable as error:
            return _REFUSAL + json.dumps([error.code, error.because]).encode()

    def ask_through(self, ask: Callable[[bytes], bytes]) -> None:
        """Ask by `ask` from now on; called in the worker."""
        self._ask = ask
