"""When something was seen: a day or a second in UTC, as text that sorts by time."""

import re
from datetime import UTC, datetime

from openassay.index.damage import Unusable

_TIME = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?", re.ASCII)


def check_time(text: str) -> str:
    """Return a time that is written as it is kept, `2026-11-25` or `2026-11-25T04:05:06Z`. Raises `Unusable`."""
    try:
        if _TIME.fullmatch(text):
            datetime.fromisoformat(text)
            return text
    except ValueError:
        pass
    raise Unusable(f"'{text}' is no time; write a day as 2026-11-25, or a second in UTC as 2026-11-25T04:05:06Z")


def now() -> str:
    """This second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
