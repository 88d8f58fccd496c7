from typing import Any

import click

from openassay.reports.lint import render


def finding(**more: Any) -> dict[str, Any]:
    return {
        "path": "a.yml",
        "line": 7,
        "code": "entry:extent",
        "about": "paper",
        "because": "It is so.",
        "arguable": False,
        "quote": None,
        "better": None,
        "of": [],
    } | more


def shown(*findings: dict[str, Any], entries: int = 1) -> list[str]:
    return click.unstyle(render({"schema": "openassay/lint/1", "entries": entries, "findings": list(findings)})).splitlines()


def test_a_finding_has_line_code_quote_reason_and_what_would_be_right() -> None:
    lines = shown(finding(quote="Some of it.", better="partial", arguable=True))
    assert lines[:4] == [
        "a.yml",
        "    7  entry:extent, paper, arguable",
        '       "Some of it."',
        "       It is so. Better: partial.",
    ]
    assert lines[-2] == "1 contradictions in 1 of 1 entry, 1 of them arguable"


def test_codes_are_counted_where_there_are_several_entries() -> None:
    lines = shown(finding(), finding(path="b.yml"), finding(path="b.yml", code="entry:poster"), entries=3)
    assert lines[lines.index("     2  entry:extent") + 1] == "     1  entry:poster"
    assert "3 contradictions in 2 of 3 entries, 0 of them arguable" in lines


def test_long_words_and_paths_stay_in_eighty_columns() -> None:
    lines = shown(finding(path="x" * 300, because="word " * 60 + ".", quote="海鸥 " * 80))
    assert max(sum(2 if ord(char) > 0x2E80 else 1 for char in line) for line in lines) <= 160
    assert max(len(line) for line in lines) <= 80


def test_nothing_found_is_said_in_one_line() -> None:
    assert shown(entries=2) == ["No contradiction in 2 entries"]
