"""What a person says in a manifest: components in certain files, facts vouched for, findings not to be heard of.

Nothing of it outweighs what was read. A declared component is shown as declared, an attested fact as attested, and a standard
that asks for what was observed counts neither. What was left out stands in the report with the reason and the day it ends.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from openassay.application.manifest import SOURCE, Attestation, Ignore, Manifest
from openassay.application.places import Place
from openassay.sources.selection import as_regex
from openassay.vocabulary.assessment import Ignored
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding, evidence_of
from openassay.vocabulary.facts import Answer, Basis, Evidence, Fact, yes
from openassay.vocabulary.findings import Finding
from openassay.vocabulary.release import Artifact, EntryKind

_NOT_SEEN = (State.ABSENT, State.UNKNOWN, State.REFERENCED)


def apply_declared(
    holdings: Mapping[Component, Holding], places: Iterable[Place], artifacts: Sequence[Artifact]
) -> tuple[dict[Component, Holding], dict[Component, tuple[Evidence, ...]]]:
    """The holdings with what is declared of files that are there, and for each component declared so what shows it."""
    found = dict(holdings)
    shown: dict[Component, tuple[Evidence, ...]] = {}
    for place in places:
        for declared in place.declares:
            files = _matching(place.id, declared.patterns, artifacts)
            held = found[declared.component]
            if not files or held.state not in _NOT_SEEN:
                continue
            evidence = (declared.evidence, *(cited for artifact in files if (cited := evidence_of(artifact))))
            because = f"The manifest says that it is in {files[0].path}; what was read does not show it by itself."
            found[declared.component] = replace(
                held, state=State.REFERENCED, because=because, artifacts=tuple(files), evidence=evidence
            )
            shown[declared.component] = evidence
    return found, shown


def _matching(source: str, patterns: Iterable[str], artifacts: Iterable[Artifact]) -> list[Artifact]:
    match = re.compile("|".join(f"(?:{as_regex(pattern)})" for pattern in patterns))
    return [
        artifact
        for artifact in artifacts
        if artifact.source == source and artifact.kind is EntryKind.FILE and artifact.size and match.fullmatch(artifact.path)
    ]


def vouch(
    facts: Iterable[Fact], manifest: Manifest | None, declared: Mapping[Component, tuple[Evidence, ...]]
) -> tuple[tuple[Fact, ...], list[Finding]]:
    """The facts with what is declared and attested where nothing was observed, and what of it went unheard."""
    by_key = {fact.key: fact for fact in facts}
    for component, evidence in declared.items():
        key = f"published/{component.value}"
        if key in by_key and by_key[key].answer is Answer.UNKNOWN:
            said = yes(component, by_key[key].because, *evidence, basis=Basis.DECLARED)
            by_key[key] = replace(said, probe="published")
    findings = [
        finding
        for attestation in (manifest.attestations if manifest else ())
        if (finding := _attest(by_key, attestation)) is not None
    ]
    return tuple(by_key.values()), findings


def _attest(facts: dict[str, Fact], attestation: Attestation) -> Finding | None:
    """Put an attested yes where the answer is unknown; say so where it cannot be heard."""
    fact = facts.get(attestation.fact)
    at = attestation.evidence
    if fact is None:
        because = f"No probe asks {attestation.fact}, for which {attestation.by} vouches."
        return Finding("finding:attestation-unheard", SOURCE, at.path, because, at.lines)
    if fact.answer is Answer.NO or fact.answer is Answer.NOT_APPLICABLE:
        because = f"{attestation.by} vouches for {attestation.fact}, and what was read says otherwise: {fact.because}"
        return Finding("finding:attestation-unheard", SOURCE, at.path, because, at.lines)
    if fact.answer is Answer.UNKNOWN:
        because = f"{attestation.by} vouches for it on {attestation.date}: {attestation.because}"
        facts[attestation.fact] = replace(yes(fact.subject, because, at, basis=Basis.ATTESTED), probe=fact.probe)
    return None


def set_aside(
    findings: Iterable[Finding], ignores: Sequence[Ignore], today: date
) -> tuple[tuple[Finding, ...], tuple[Ignored, ...]]:
    """The findings that are heard of, with those whose day has passed, and the ones that are left out, with the reason."""
    heard: list[Finding] = []
    ignored: list[Ignored] = []
    for finding in findings:
        fits = [ignore for ignore in ignores if _fits(finding, ignore)]
        running = next((ignore for ignore in fits if today <= ignore.expires), None)
        if running is not None:
            ignored.append(Ignored(finding, running.reason, running.expires.isoformat()))
            continue
        heard.append(finding)
        for ignore in fits:
            at = ignore.evidence
            because = f"{ignore.code} was to be left out until {ignore.expires.isoformat()}: {ignore.reason}"
            heard.append(Finding("finding:ignore-expired", SOURCE, at.path, because, at.lines))
    return tuple(dict.fromkeys(heard)), tuple(ignored)


def _fits(finding: Finding, ignore: Ignore) -> bool:
    if finding.code != ignore.code or (ignore.source and finding.source != ignore.source):
        return False
    return not ignore.path or bool(re.fullmatch(as_regex(ignore.path), finding.path))
