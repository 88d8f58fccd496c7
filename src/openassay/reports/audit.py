"""What an audit came to, for people."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

from openassay.reports.columns import fit, wrap

_NAMED = 5
_WIDTH = 80


class Failed(Protocol):
    """A release that has no assessment."""

    @property
    def name(self) -> str:
        """Its name in the list."""

    @property
    def code(self) -> str:
        """The cause."""

    @property
    def because(self) -> str:
        """One sentence."""


def render(seen_at: str, total: int, already: int, failed: Iterable[Failed]) -> str:
    """The summary of an audit: how many were assessed, and what could not be, by cause."""
    causes: dict[str, list[Failed]] = defaultdict(list)
    for one in failed:
        causes[one.code].append(one)
    count = sum(map(len, causes.values()))
    before = f", {already:,} of them before" if already else ""
    lines = [f"{total - count:,} of {total:,} releases assessed{before}; seen at {seen_at}."]
    for code, ones in sorted(causes.items(), key=lambda item: (-len(item[1]), item[0])):
        lines += ["", f"{len(ones):,} not: {code}"]
        for one in ones[:_NAMED]:
            lines += [f"  {fit(one.name, _WIDTH - 2).rstrip()}", *wrap(one.because, _WIDTH, "    ", "    ")]
        if len(ones) > _NAMED:
            lines.append(f"  and {len(ones) - _NAMED:,} more")
    return "\n".join(lines) + "\n"
