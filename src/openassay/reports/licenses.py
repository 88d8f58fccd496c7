"""The licenses of a release: which component is under which, what it permits and limits, and where it says so.

Rendered from the assessment document alone.
"""

import re
import textwrap
from collections.abc import Iterator
from itertools import zip_longest

from click import style

from openassay.licenses.links import without_links
from openassay.licenses.phrases import said, short
from openassay.reports.columns import fit, fit_path, wrap
from openassay.reports.document import Document
from openassay.vocabulary.licenses import TermAnswer, TermName
from openassay.vocabulary.text import shown

WIDTH = 80
QUOTE = 200
"""Characters of a license's words that are shown beside a limit."""
_COLUMNS = (20, 30, 28)
_ELSEWHERE = re.compile(r"([^\n“”]{1,200}?:\d+): (.*)", re.DOTALL)
"""A quote from another file than that of the license."""
_HOW = {
    "spdx-tag": "a tag in the file",
    "text": "its text",
    "modified-text": "its text, changed",
    "title": "by its title",
    "notice": "named in words",
    "metadata": "declared",
    "location": "by place alone",
    "unseen": "in its own words",
}


def render(document: Document) -> str:
    """Render a table of components, then each license with its terms."""
    return "\n".join([*_table(document), *_licenses(document)]) + "\n"


def _table(document: Document) -> Iterator[str]:
    facts = {fact["key"]: fact for fact in document["facts"]}
    grants = {grant["id"]: grant for grant in document["licenses"]}
    yield style(_row("component", "license", "where it says so"), bold=True)
    for component in document["components"]:
        name = component["component"]
        if component["state"] == "absent":
            continue  # a stub of it may carry a license, and nobody can use it
        if not component["licenses"]:
            fact = facts.get(f"licensed/{name}")
            if fact and fact["answer"] == "no" and component["state"] in ("published", "partial", "pointer"):
                yield style(_row(name, "none", "nothing gives a license"), fg="yellow")
            continue
        conflict = facts.get(f"license-consistent/{name}", {}).get("answer") == "no"
        for place, entry in enumerate(component["licenses"]):
            mark = "" if place == 0 else "or, as it says, " if conflict else "and "
            yield from _rows(name if place == 0 else "", mark + short(entry["expression"]), _where(grants[entry["grant"]]))
    yield ""


def _rows(name: str, license_: str, where: str) -> Iterator[str]:
    """One entry of the table, on as many lines as its license needs."""
    lines = textwrap.wrap(shown(license_), _COLUMNS[1])
    for at, (first, text) in enumerate(zip_longest([name], lines, fillvalue="")):
        yield _row(first, text, where if at == 0 else "")


def _row(name: str, license_: str, where: str) -> str:
    return f"{fit(name, _COLUMNS[0])} {fit(license_, _COLUMNS[1])} {fit_path(where, _COLUMNS[2])}".rstrip()


def _where(grant: Document) -> str:
    return f"{grant['path']}:{grant['lines'][0]}" if grant["lines"] else str(grant["path"])


def _licenses(document: Document) -> Iterator[str]:
    """Each license once, with all places that give it with the same terms; last those for what is not here."""
    groups: dict[tuple[str, str], list[Document]] = {}
    idle: dict[str, list[str]] = {}
    for grant in document["licenses"]:
        if grant["covers"]:
            answers = sorted((name, term["answer"]) for name, term in grant["terms"].items())
            groups.setdefault((grant["expression"], str(answers)), []).append(grant)
        else:
            idle.setdefault(short(grant["expression"]), []).append(_where(grant))
    for (expression, _), grants in groups.items():
        yield style(short(expression), bold=True)
        yield from _places(grants)
        yield from _terms(max(grants, key=_quotes), several=len(grants) > 1)
    if idle:
        yield style("Given for nothing that is here", bold=True)
        for expression, places in idle.items():
            yield from wrap(f"{expression}: {', '.join(places)}", WIDTH, "  ", "    ")


def _places(grants: list[Document]) -> Iterator[str]:
    told: list[list[str]] = []
    for grant in grants:
        covers = "the same" if grant["covers"] in told else ", ".join(grant["covers"])
        told.append(grant["covers"])
        added = (
            f", and {grant['residual_words']} words more" if grant["how"] == "modified-text" and grant["residual_words"] else ""
        )
        yield from wrap(f"{_where(grant)} ({_HOW[grant['how']]}{added}) for {covers}", WIDTH, "  ", "    ")


def _quotes(grant: Document) -> int:
    return sum(1 for term in grant["terms"].values() if term["quote"])


def _terms(grant: Document, *, several: bool) -> Iterator[str]:
    terms = {TermName(name): term for name, term in grant["terms"].items()}
    granted = [_words(name) for name, term in terms.items() if name.is_permission and term["answer"] == "yes"]
    free = [_words(name) for name, term in terms.items() if not name.is_permission and term["answer"] == "no"]
    unread = [_words(name) for name in TermName if name not in terms or terms[name]["answer"] == "unknown"]
    if len(granted) + len(free) == len(TermName):
        yield from wrap(f"permits {', '.join(granted)}, and sets no limit", WIDTH, "  ", "    ")
        return
    if len(unread) == len(TermName):
        yield "  its terms were not read"
        return
    if granted:
        yield from wrap(f"permits {', '.join(granted)}", WIDTH, "  ", "    ")
    for limits in _limits(terms, f"{grant['path']}:" if several else "line "):
        yield from (style(line, fg="yellow") for line in wrap(limits, WIDTH, "  ", "    "))
    if free:
        yield from wrap(f"free of {', '.join(free)}", WIDTH, "  ", "    ")
    if unread:
        yield from wrap(f"not read: {', '.join(unread)}", WIDTH, "  ", "    ")


def _limits(terms: dict[TermName, Document], place: str) -> Iterator[str]:
    """What a license limits, with its words; limits that stand in the same words are told together."""
    told: dict[tuple[str, str], list[str]] = {}
    for name, term in terms.items():
        if term["answer"] == "conditional" or term["answer"] == ("no" if name.is_permission else "yes"):
            where = f"{place}{term['lines'][0]}" if term["lines"] else ""
            told.setdefault((where, term["quote"] or ""), []).append(said(name, TermAnswer(term["answer"])))
    for (where, quote), limits in told.items():
        if not where and (elsewhere := _ELSEWHERE.match(quote)):
            where, quote = elsewhere.groups()  # noqa: PLW2901 - the quote names its own place
        words = " ".join(without_links(quote).split())
        cut = words if len(words) <= QUOTE else f"{words[:QUOTE].rstrip()} …"
        yield ", ".join(limits) + (f" ({where or 'it says'}: “{cut}”)" if quote else "")


def _words(name: TermName) -> str:
    return name.replace("_", " ")
