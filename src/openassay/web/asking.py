"""What a visitor asks of the index, read from an address. The words are the same on the page and in the API."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from openassay.web.shelf import Search

COLUMNS = {
    "domain": "Field",
    "license": "License of the weights",
    "gaps": "Missing parts",
    "seen": "As of",
    "publisher": "Publisher",
}
"""Columns of the index that may be left out or taken in, beside the standards."""
SHOWN = ("g7", "mof", "osaid", "license", "seen")
SIZES = (25, 50, 100, 250)
_LEVEL = "level."


@dataclass(frozen=True, slots=True)
class Asked:
    """A search, and how its result is to be shown."""

    search: Search
    columns: tuple[str, ...]
    levels: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the list."""
        search = self.search
        return bool(search.text or self.levels or search.license or search.domain or search.publisher or search.gap)

    def parameters(self, **changed: str) -> dict[str, str | list[str]]:
        """The parameters that give this again, with some changed. The place in the list goes unless it is among them."""
        search = self.search
        plain: dict[str, str | list[str]] = {
            "q": search.text,
            "license": search.license,
            "domain": search.domain,
            "publisher": search.publisher,
            "gap": search.gap,
            "sort": "" if search.sort == "name" else search.sort,
            "limit": "" if search.limit == SIZES[1] else str(search.limit),
            "cols": [] if self.columns == SHOWN else list(self.columns),
        }
        plain |= {f"{_LEVEL}{standard}": level for standard, level in self.levels.items()}
        return plain | changed


def asked_of(parameters: Mapping[str, str], lists: Mapping[str, list[str]], standards: tuple[str, ...]) -> Asked:
    """Read what is asked. `lists` holds the parameters that may stand there several times. What is unknown is left out."""
    levels = {name: level for name in standards if (level := parameters.get(f"{_LEVEL}{name}", ""))}
    limit = parameters.get("limit", "")
    known = (*COLUMNS, *standards)
    columns = tuple(dict.fromkeys(one for one in lists.get("cols", ()) if one in known)) or SHOWN
    search = Search(
        text=parameters.get("q", "").strip()[:200],
        levels=levels,
        license=parameters.get("license", "").strip()[:200],
        domain=parameters.get("domain", "").strip()[:60],
        publisher=parameters.get("publisher", "").strip()[:200],
        gap=parameters.get("gap", "").strip()[:60],
        sort=parameters.get("sort", "") or "name",
        cursor=parameters.get("cursor", "")[:2000],
        limit=int(limit) if limit.isdecimal() and int(limit) in SIZES else SIZES[1],
    )
    return Asked(search, columns, levels)
