"""Searching entries of other indexes for what contradicts itself, in one entry and between several."""

from collections.abc import Iterable, Iterator
from typing import Any

from openassay.application.index_files import NoEntry, Read
from openassay.exchange.contradictions import Contradiction
from openassay.exchange.mot_contradictions import among_mot, in_mot
from openassay.exchange.mot_entry import MotEntry
from openassay.exchange.osai_contradictions import among_osai, in_osai
from openassay.exchange.osai_entry import OsaiEntry
from openassay.vocabulary.components import nearest
from openassay.vocabulary.findings import codes

SCHEMA = "openassay/lint/1"


class NoSuchCode(LookupError):  # noqa: N818
    """A code was named that nothing is told under; the message is for the user."""


def lint(read: Iterable[Read], refused: Iterable[NoEntry], ignore: Iterable[str] = ()) -> dict[str, Any]:
    """Return what contradicts itself in the entries, and which files hold none, as one document.

    `ignore` names codes that are left out, with or without `entry:` before them. Raises `NoSuchCode`.
    """
    left_out = {_code(name) for name in ignore}
    entries = [one.entry for one in read]
    broken = [Contradiction(bad.path, bad.line, bad.code, "", bad.because) for bad in refused]
    found = sorted(one for one in (*broken, *contradictions(entries)) if one.code not in left_out)
    return {
        "schema": SCHEMA,
        "entries": len(entries) + len(broken),
        "findings": [
            {
                "path": one.path,
                "line": one.line,
                "code": one.code,
                "about": one.about,
                "because": one.because,
                "arguable": one.arguable,
                "quote": one.quote or None,
                "better": one.better or None,
                "of": list(one.of),
            }
            for one in found
        ],
    }


def contradictions(entries: Iterable[MotEntry | OsaiEntry]) -> Iterator[Contradiction]:
    """Yield what contradicts itself in entries of either index, and between those of one."""
    entries = list(entries)
    mot = [entry for entry in entries if isinstance(entry, MotEntry)]
    osai = [entry for entry in entries if isinstance(entry, OsaiEntry)]
    for entry in mot:
        yield from in_mot(entry)
    yield from among_mot(mot)
    told = [one for entry in osai for one in in_osai(entry)]
    yield from told
    yield from among_osai(osai, told)


def _code(name: str) -> str:
    code = name if ":" in name else f"entry:{name}"
    if code not in codes():
        known = [one for one in codes() if one.startswith("entry:")]
        close = nearest(code, known)
        raise NoSuchCode(
            f"no code is called '{name}'; " + (f"did you mean '{close}'?" if close else "see docs/reference/codes.md")
        )
    return code
