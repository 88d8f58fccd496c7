"""Explaining anything that a report names: a probe, a component, a standard, a requirement, a license, a code, a limit."""

from collections.abc import Iterator

from openassay.application.known import known
from openassay.application.shelves import find_standard, shelved
from openassay.application.standard_page import requirement_page, standard_page
from openassay.licenses.explain import explain_license
from openassay.licenses.phrases import said
from openassay.probes import every_probe
from openassay.standards.catalogue import NoStandard, load_entry
from openassay.vocabulary.components import Component, nearest
from openassay.vocabulary.findings import codes
from openassay.vocabulary.licenses import TermAnswer
from openassay.vocabulary.limits import every as every_limit
from openassay.vocabulary.standard import Ask, Standard, leaves


class Unexplained(LookupError):  # noqa: N818
    """Nothing of that name; the message says what comes nearest."""


def explain(name: str) -> str:
    """Return the page of whatever is called `name`, as plain text. Raises `Unexplained`."""
    for page in (_probe, _component, _code, _limit, _requirement, _standard, _license):
        if text := page(name):
            return text
    close = nearest(name, list(_names()))
    hint = f"did you mean '{close}'?" if close else "try a probe, a component, a standard such as 'mof', a license, or a code"
    raise Unexplained(f"nothing here is called '{name}'; {hint}")


def _names() -> Iterator[str]:
    yield from every_probe()
    yield from Component
    yield from codes()
    yield from (limit.code for limit in every_limit())
    yield from (entry.id for entry in shelved())


def _probe(name: str) -> str | None:
    # A fact's key names its probe: `published/final-weights`.
    probe = every_probe().get(name) or every_probe().get(name.partition("/")[0])
    if probe is None:
        return None
    asked = _askers(probe.name)
    lines = [f"Probe {probe.name} ({probe.lifecycle})", "", probe.manual, "", f"Asked about: {', '.join(probe.subjects)}"]
    return "\n".join([*lines, f"Asked by: {', '.join(asked) or 'no standard in the catalogue'}"])


def _askers(probe: str) -> list[str]:
    return [standard.name for standard in _standards() if any(ask.probe == probe for ask in _asks(standard))]


def _standards() -> Iterator[Standard]:
    for entry in shelved():
        yield next(iter(load_entry(entry, known()).values()))


def _asks(standard: Standard) -> Iterator[Ask]:
    for asked in standard.asked():
        yield from (leaf for leaf in leaves(asked.requirement.that) if isinstance(leaf, Ask))


def _component(name: str) -> str | None:
    if name not in set(Component):
        return None
    component = Component(name)
    probes = [probe.name for probe in every_probe().values() if name in probe.subjects]
    required = [
        f"{standard.id}:{asked.path}"
        for standard in _standards()
        for asked in standard.asked()
        if any(name == getattr(leaf, "of", None) for leaf in leaves(asked.requirement.that))
    ]
    lines = [f"Component {name} ({component.family})", "", component.meaning, "", f"Questions: {', '.join(probes)}"]
    return "\n".join([*lines, f"Requirements: {', '.join(required) or 'none in the catalogue'}"])


def _code(name: str) -> str | None:
    code = codes().get(name)
    return None if code is None else f"{code.code}\n\n{code.meaning}\nWhat to do: {code.mend}"


def _limit(name: str) -> str | None:
    for limit in every_limit():
        if name in (limit.name, limit.code):
            return f"{limit.code}\n\nAt most {limit.value:,} {limit.unit}: {limit.why}.\nBeyond it the answer is unknown."
    return None


def _requirement(name: str) -> str | None:
    """Find `<standard>:<rung>/<requirement>`; without a standard, the first that has such a requirement."""
    wanted, _, path = name.rpartition(":")
    for standard in _standards() if not wanted else [_find(wanted)]:
        for asked in standard.asked() if standard else ():
            if asked.path == path and standard:
                head = [f"Requirement {path} of {standard.name}", "", f"{asked.title}: {asked.clause}", ""]
                return "\n".join([*head, *requirement_page(asked.requirement)])
    return None


def _license(name: str) -> str | None:
    """Find a license by its id, its tag on the Hub or its name; `license <name>` leaves no doubt what is meant."""
    page = explain_license(name.removeprefix("license ").removeprefix("LicenseRef-"))
    if page is None:
        return None
    lines = [f"License {page.id}", "", page.name, f"Known from: {page.source}"]
    if page.clause:
        lines.append(f"In its words: {page.clause}{'' if page.clause.endswith('.') else ' …'}")
    told = [f"  {said(term, answer)}" for term, answer in page.terms.items() if answer is not TermAnswer.UNKNOWN]
    unread = [term.replace("_", " ") for term, answer in page.terms.items() if answer is TermAnswer.UNKNOWN]
    lines += ["", *(["It"] if told else []), *told]
    lines += [f"Not known: {', '.join(unread)}"] if unread else []
    return "\n".join([*lines, "", f"On the lists: {', '.join(page.lists) or 'none'}"])


def _find(name: str) -> Standard | None:
    try:
        return find_standard(name)
    except NoStandard:
        return None


def _standard(name: str) -> str | None:
    standard = _find(name)
    return None if standard is None else "\n".join(standard_page(standard))
