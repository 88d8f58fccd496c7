"""The licenses of a release: which component is under which, what it permits and limits, and where it says so.

Rendered from the assessment document alone.
"""

from collections.abc import Iterator

from click import style

from openassay.reports.columns import fit, wrap
from openassay.reports.document import Document
from openassay.vocabulary.licenses import TermName

WIDTH = 80


def render(document: Document) -> str:
    """Render a table of components, then each license with its terms."""
    return "\n".join([*_table(document), *_grants(document)]) + "\n"


def _table(document: Document) -> Iterator[str]:
    facts = {fact["key"]: fact for fact in document["facts"]}
    grants = {grant["id"]: grant for grant in document["licenses"]}
    yield style(f"{'component':22} {'license':30} where it says so", bold=True)
    for component in document["components"]:
        name = component["component"]
        if component["state"] == "absent":
            continue  # a stub of it may carry a license, and nobody can use it
        if not component["licenses"]:
            fact = facts.get(f"licensed/{name}")
            if fact and fact["answer"] == "no" and component["state"] in ("published", "partial", "pointer"):
                yield f"{fit(name, 22)} {style(fit('none', 30), fg='yellow')} nothing gives a license"
            continue
        conflict = facts.get(f"license-consistent/{name}", {}).get("answer") == "no"
        for place, entry in enumerate(component["licenses"]):
            mark = "" if place == 0 else "or, as it says, " if conflict else "and "
            shown = mark + short(entry["expression"])
            yield f"{fit(name if place == 0 else '', 22)} {fit(shown, 30)} {fit(_where(grants[entry['grant']]), 26).rstrip()}"
    yield ""


def _where(grant: Document) -> str:
    return f"{grant['path']}:{grant['lines'][0]}" if grant["lines"] else str(grant["path"])


def _grants(document: Document) -> Iterator[str]:
    for grant in document["licenses"]:
        yield style(short(grant["expression"]), bold=True) + f"  {grant['how']}"
        yield from wrap(_where(grant), WIDTH, "  ", "    ")
        if grant["residual_words"]:
            yield f"  {grant['residual_words']} words that no known license explains"
        yield from wrap(f"covers {', '.join(grant['covers']) or 'nothing that is here'}", WIDTH, "  ", "    ")
        yield from _terms(grant)


def _terms(grant: Document) -> Iterator[str]:
    terms = {TermName(name): term for name, term in grant["terms"].items()}
    granted = [_words(name) for name, term in terms.items() if name.is_permission and term["answer"] == "yes"]
    free = [_words(name) for name, term in terms.items() if not name.is_permission and term["answer"] == "no"]
    unread = [_words(name) for name in TermName if name not in terms or terms[name]["answer"] == "unknown"]
    if granted:
        yield from wrap(f"permits {', '.join(granted)}", WIDTH, "  ", "    ")
    for name, term in terms.items():
        if (name.is_permission and term["answer"] in ("no", "conditional")) or (
            not name.is_permission and term["answer"] in ("yes", "conditional")
        ):
            verb = {"no": "withholds", "conditional": "makes conditional", "yes": "sets"}[term["answer"]]
            place = f" (line {term['lines'][0]}: \u201c{term['quote']}\u201d)" if term["lines"] and term["quote"] else ""
            yield from (style(line, fg="yellow") for line in wrap(f"{verb} {_words(name)}{place}", WIDTH, "  ", "    "))
    if free:
        yield from wrap(f"sets no {', '.join(free)}", WIDTH, "  ", "    ")
    if unread:
        yield from wrap(f"not read: {', '.join(unread)}", WIDTH, "  ", "    ")


def short(expression: str) -> str:
    """Return an expression as people read it; one that no list has keeps its own name."""
    return expression.replace("LicenseRef-unknown-", "").replace("LicenseRef-", "")


def _words(name: TermName) -> str:
    return name.replace("_", " ")
