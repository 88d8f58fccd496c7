"""The report that a person reads in a terminal: verdicts first, then what is there, what to do next, what is unknown.

It fits 80 columns. Colour is for emphasis only: without it nothing is lost, and it is left out where there is no terminal.
"""

from collections.abc import Iterator
from itertools import groupby

from click import style

from openassay.licenses.phrases import short
from openassay.reports.columns import fit, fit_path, wrap
from openassay.reports.document import Document
from openassay.reports.grades import show_grades
from openassay.reports.next_steps import path_to_next, waits_for_content
from openassay.vocabulary.components import Component
from openassay.vocabulary.text import shown

WIDTH = 80
MOST_STEPS = 6
MOST_FINDINGS = 12
MOST_UNKNOWN = 8
MOST_LINKS = 6

_SHOWN_STATES = ("published", "partial", "gated", "pointer", "referenced", "unknown")
_COLOUR = {"published": "green", "partial": "yellow", "gated": "yellow", "pointer": "yellow", "referenced": "yellow"}


def render(document: Document, full: bool = False) -> str:
    """Render the whole report. `full` lists what is otherwise cut after the first few."""
    facts = {fact["key"]: fact for fact in document["facts"]}
    parts = [
        _head(document),
        show_grades(document["grades"]),
        _discrepancies(document),
        _components(document, facts),
        _next(document, facts, full),
        _unknown(document, facts, full),
        _lineage(document),
        _links(document, full),
        _findings(document, full),
        _ignored(document),
    ]
    return "\n".join("\n".join(lines) + "\n" for part in parts if (lines := list(part)))


def _title(text: str) -> str:
    return style(text, bold=True)


def _head(document: Document) -> Iterator[str]:
    release = document["release"]
    version = f"openassay {document['openassay']}"
    yield _title(fit(release["name"], WIDTH - len(version) - 1)) + " " + style(version, dim=True)
    for source in release["sources"]:
        revision = source["revision"]
        kind, _, digest = revision.partition(":")
        count = f"{source['files']:,} files, {size(source['bytes'])}"
        yield from wrap(f"{source['locator']} at {kind}:{digest[:12]}, {count}", WIDTH)
        if not source["complete"]:
            yield from wrap("Not everything in it could be listed, so nothing is proven absent.", WIDTH)
    away = [link for link in document["links"] if not link["followed"] and link["role"] != "base"]
    if away:
        given = len(release["sources"])
        yield from wrap(f"Graded on {given} of the {given + len(away)} places that it names; --follow goes to the others.", WIDTH)
    domain = release["domain"]
    value = domain["value"] or "not known"
    yield from wrap(f"Field: {value} ({domain['because']})", WIDTH, rest="  ")


def _discrepancies(document: Document) -> Iterator[str]:
    """Show what the release says of itself and the facts contradict, with the place and what stands against it."""
    claims = {claim["id"]: claim for claim in document["claims"]}
    contradicted: dict[tuple[str, int, tuple[str, ...]], Document] = {}
    for one in document["discrepancies"]:
        claim = claims[one["claim"]]
        contradicted.setdefault((claim["path"], claim["lines"][0], tuple(one["facts"])), one)
    if contradicted:
        yield _title("Said of itself, and not so")
    for (path, line, keys), one in contradicted.items():
        claim = claims[one["claim"]]
        yield from wrap(f"{path}:{line}: \u201c{claim['quote']}\u201d", WIDTH, "  ", "    ")
        yield from (style(text, dim=True) for text in wrap(f"against it: {', '.join(keys)}", WIDTH, "    ", "    "))


def _components(document: Document, facts: dict[str, Document]) -> Iterator[str]:
    components = document["components"]
    here = [component for component in components if component["state"] in _SHOWN_STATES]
    yield _title("Components")
    if here:
        yield style(f"  {'component':21} {'state':11} {'license':17} where", dim=True)
    for component in here:
        state = fit(component["state"], 11)
        licenses = _licenses(component, facts)
        row = f"  {fit(component['component'], 21)} "
        yield row + style(state, fg=_COLOUR.get(component["state"])) + f" {fit(licenses, 17)} {_where(component, 26)}"
    absent = [component["component"] for component in components if component["state"] == "absent"]
    if absent:
        yield from wrap(f"Not found: {', '.join(absent)}", WIDTH, "  ", "    ")
    for because, names in _without_use(components).items():
        yield from wrap(f"Does not apply: {', '.join(names)}. {because}", WIDTH, "  ", "    ")


def _without_use(components: list[Document]) -> dict[str, list[str]]:
    """The components that have no place in the release, by the reason."""
    found: dict[str, list[str]] = {}
    for component in components:
        if component["state"] == "not-applicable":
            found.setdefault(component["because"], []).append(component["component"])
    return found


def _licenses(component: Document, facts: dict[str, Document]) -> str:
    """Show the licenses of a component: joined where they hold together, set against each other where they conflict."""
    names = dict.fromkeys(short(entry["expression"]) for entry in component["licenses"])
    consistent = facts.get(f"license-consistent/{component['component']}")
    return (" <> " if consistent and consistent["answer"] == "no" else " AND ").join(names) or "-"


def _where(component: Document, width: int) -> str:
    artifacts = component["artifacts"]
    if not artifacts:
        return fit(component["because"], width).rstrip()
    more = f" +{len(artifacts) - 1}" if len(artifacts) > 1 else ""
    return fit_path(artifacts[0]["path"], width - len(more)) + more


def _next(document: Document, facts: dict[str, Document], full: bool) -> Iterator[str]:
    """Show the steps of the first standard that has any; the others' are a command away."""
    paths = [path for grade in document["grades"] if (path := path_to_next(grade, facts)) and path.steps]
    if not paths:
        return
    path = paths[0]
    yield from (_title(line) for line in wrap(f"Next step, to {path.title}, cheapest first", WIDTH))
    steps = path.steps if full else path.steps[:MOST_STEPS]
    for number, step in enumerate(steps, 1):
        yield from wrap(step.remedy or step.requirement, WIDTH, f"  {number}. ", "     ")
        if step.because:
            word = "unknown" if step.verdict == "undecided" else "now"
            yield from (style(line, dim=True) for line in wrap(f"{word}: {step.because}", WIDTH, "     ", "     "))
    if len(steps) < len(path.steps):
        yield f"  and {len(path.steps) - len(steps)} more (--full)"


def _unknown(document: Document, facts: dict[str, Document], full: bool) -> Iterator[str]:
    """Show why a grade is not decided: the facts that an undecided requirement waits for."""
    waiting: dict[str, None] = {}
    for grade in document["grades"]:
        for finding in grade["findings"]:
            if finding["verdict"] == "undecided" and not finding["should"] and not waits_for_content(finding, facts):
                waiting.update(dict.fromkeys(key for key in finding["facts"] if key in facts))
    unknowns = [facts[key] for key in waiting if facts[key]["answer"] == "unknown"]
    declared = [facts[key] for key in waiting if facts[key]["answer"] == "yes"]
    if not unknowns and not declared:
        return
    yield _title("Unknown, and why")
    rows = [(fact["because"], _subject(fact)) for fact in unknowns]
    rows += [(f"only {fact['basis']}: {fact['because']}", _subject(fact)) for fact in declared if fact["basis"] != "observed"]
    order = {component.value: place for place, component in enumerate(Component)}
    rows.sort(key=lambda row: (row[0], order.get(row[1], -1)))
    grouped = [(because, list(dict.fromkeys(row[1] for row in group))) for because, group in groupby(rows, lambda row: row[0])]
    for because, subjects in grouped if full else grouped[:MOST_UNKNOWN]:
        yield from wrap(f"{', '.join(subjects)}: {because}", WIDTH, "  ", "    ")
    if not full and len(grouped) > MOST_UNKNOWN:
        yield f"  and {len(grouped) - MOST_UNKNOWN} more (--full)"


def _subject(fact: Document) -> str:
    return str(fact["key"]).partition("/")[2]


_LINEAGE = {"read": "read", "gated": "behind a gate", "unreached": "not reached", "cycle": "a cycle", "limit": "not followed"}
_FLOWS = {
    "kept": "terms kept",
    "narrowed": "terms narrowed",
    "conflict-of-terms": "conflict of terms",
    "undeclared": "terms undeclared",
    "not-settled": "terms not settled",
    "unreachable": "terms not compared",
}


def _lineage(document: Document) -> Iterator[str]:
    """Show what the release was made from, and how the terms stand to each other."""
    ancestors = document["lineage"]
    if not ancestors:
        return
    yield _title("Made from") + style(" (terms: an indicator, no legal advice)", dim=True)
    names = {ancestor["id"]: ancestor["name"] for ancestor in ancestors} | {"release": "this release"}
    for ancestor in ancestors:
        licenses = ", " + (" AND ".join(ancestor["licenses"]) or "no license found") if ancestor["revision"] else ""
        child = "" if ancestor["child"] == "release" else f" (of {names[ancestor['child']]})"
        yield from wrap(f"{ancestor['name']}{child}: {_LINEAGE[ancestor['state']]}{licenses}", WIDTH, "  ", "    ")
        told = f"{_FLOWS[ancestor['flow']]}: {ancestor['flow_because']}"
        yield from (style(line, dim=True) for line in wrap(told, WIDTH, "    ", "    "))


def _links(document: Document, full: bool) -> Iterator[str]:
    """Show the places that the release names and that were not read."""
    away = [link for link in document["links"] if not link["followed"]]
    if away:
        yield _title("Named, and not read")
    for link in away if full else away[:MOST_LINKS]:
        place = f"{link['path']}:{link['lines'][0]}" if link["lines"] else link["path"]
        yield from wrap(f"{link['role']}: {link['address']} ({place})", WIDTH, "  ", "    ")
    if not full and len(away) > MOST_LINKS:
        yield f"  and {len(away) - MOST_LINKS} more (--full)"


def _ignored(document: Document) -> Iterator[str]:
    """Show what was left out because the person who runs this said so."""
    if document["ignored"]:
        yield _title("Left out by the manifest")
    for ignored in document["ignored"]:
        finding = ignored["finding"]
        told = f"{finding['code']} {shown(finding['path'], 200)}, until {ignored['expires']}: {ignored['reason']}"
        yield from wrap(told, WIDTH, "  ", "    ")


def _findings(document: Document, full: bool) -> Iterator[str]:
    findings = document["findings"]
    if not findings:
        return
    yield _title("Findings")
    several = len(document["release"]["sources"]) > 1
    for finding in findings if full else findings[:MOST_FINDINGS]:
        path = shown(finding["path"], 200) + (f":{finding['lines'][0]}" if finding["lines"] else "")
        place = " ".join(part for part in (finding["source"] if several else "", path) if part)
        yield from wrap(f"{finding['code']}{f' {place}' if place else ''}: {finding['because']}", WIDTH, "  ", "    ")
    if not full and len(findings) > MOST_FINDINGS:
        yield f"  and {len(findings) - MOST_FINDINGS} more (--full)"


def size(count: int) -> str:
    """Return a number of bytes for people: 512 B, 34.1 kB, 2.0 GB."""
    value = float(count)
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if value < 1000 or unit == "TB":
            return f"{count} B" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    raise AssertionError("unreachable")
