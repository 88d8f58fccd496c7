"""What contradicts itself in entries of other indexes, for people. At most 80 columns."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from click import style

from openassay.reports.columns import fit_path, wrap
from openassay.reports.document import Document

WIDTH = 80
INDENT = " " * 7


def render(document: Document) -> str:
    """Return the findings file by file, then how many there are of each kind."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    findings = document["findings"]
    for path, group in groupby(findings, lambda finding: str(finding["path"])):
        yield style(fit_path(path, WIDTH), bold=True)
        for finding in group:
            about = f", {finding['about']}" if finding["about"] else ""
            arguable = ", arguable" if finding["arguable"] else ""
            yield from wrap(f"{finding['code']}{about}{arguable}", WIDTH, f"{finding['line']:>5}  ", INDENT)
            if finding["quote"]:
                yield from (style(line, dim=True) for line in wrap(f'"{finding["quote"]}"', WIDTH, INDENT, INDENT))
            better = f" Better: {finding['better']}." if finding["better"] else ""
            yield from wrap(f"{finding['because']}{better}", WIDTH, INDENT, INDENT)
        yield ""
    counts = Counter(finding["code"] for finding in findings)
    if document["entries"] > 1:
        for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            yield f"{count:6}  {code}"
    arguable = sum(finding["arguable"] for finding in findings)
    touched = len({finding["path"] for finding in findings})
    entries = "1 entry" if document["entries"] == 1 else f"{document['entries']} entries"
    total = f"{len(findings)} contradictions in {touched} of {entries}, {arguable} of them arguable"
    yield style(total if findings else f"No contradiction in {entries}", bold=True)
    if findings:
        yield style("`openassay explain CODE` tells what each means and how to mend it.", dim=True)
