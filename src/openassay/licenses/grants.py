"""Every grant of a release: which license is given, for what, and where it says so."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from openassay.licenses import contradictions, declared, headers, packages
from openassay.licenses.composition import compose
from openassay.licenses.identify import identify
from openassay.licenses.license_files import WEIGHTS, LicenseFile, is_unreadable_license, license_file, without_translations
from openassay.licenses.reach import Reach
from openassay.licenses.statements import Place, Statement, join_limits, of_collections, of_license_file, with_policies
from openassay.licenses.upstream import missing_notices
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.findings import Finding, Lines
from openassay.vocabulary.licenses import Grant
from openassay.vocabulary.limits import DOCUMENT, DOCUMENTS, LICENSE_FILES
from openassay.vocabulary.release import Artifact, Release
from openassay.vocabulary.text import Text

ReadText = Callable[[Artifact], Text | None]

_OF_ONE_FILE = re.compile(r"\.licen[cs]es?(?:\.(?:txt|md))?$", re.IGNORECASE)
"""How the name of a license goes on after that of the one file it is for: `bundle.js.LICENSE.txt`, `figure.png.license`."""


def read_grants(
    release: Release, holdings: Mapping[Component, Holding], read_text: ReadText
) -> tuple[tuple[Grant, ...], tuple[Finding, ...]]:
    """Read all grants of a release and what each reaches. A license reaches only files of its own source."""
    findings: list[Finding] = []
    grants: list[Grant] = []
    for source in release.sources:
        artifacts = [artifact for artifact in release.artifacts if artifact.source == source.id]
        statements = _statements(artifacts, read_text, findings)
        grants += Reach(source.id, statements, holdings).grants()
        if any(artifact.source == source.id for component in WEIGHTS for artifact in _placed(holdings, component)):
            findings += missing_notices(artifacts, read_text)
    composition = compose(holdings, grants)
    findings += [*contradictions.of_components(composition), *contradictions.of_packages(composition, grants)]
    return tuple(sorted({grant.id: grant for grant in grants}.values(), key=_place)), tuple(sorted(set(findings), key=_order))


def _placed(holdings: Mapping[Component, Holding], component: Component) -> tuple[Artifact, ...]:
    return holdings[component].artifacts if component in holdings else ()


def _place(grant: Grant) -> tuple[str, str, Lines, str]:
    return (grant.source, grant.path, grant.lines or Lines(0, 0), grant.id)


def _order(finding: Finding) -> tuple[str, str, Lines, str, str]:
    return (finding.source, finding.path, finding.lines or Lines(0, 0), finding.code, finding.because)


def _statements(artifacts: list[Artifact], read_text: ReadText, findings: list[Finding]) -> list[Statement]:
    """All statements of one source: license files first, then words, metadata and tags."""
    statements, policies = _of_files(artifacts, read_text, findings)
    files = {statement.text.path: statement for statement in statements}
    paths = frozenset(artifact.path for artifact in artifacts)
    for artifact in _within_room(declared.documents(artifacts), findings):
        if (text := read_text(artifact)) is not None:
            statements += declared.of_document(text, files, findings)
            findings += contradictions.of_links(text, paths)
    for artifact in packages.metadata_files(artifacts):
        if (text := read_text(artifact)) is not None:
            statements += packages.of_metadata(text, findings)
            if described := packages.description_of(text):
                statements += declared.of_words_shown(*described, files)
    statements += declared.of_tags(artifacts, read_text, findings)
    statements += headers.of_headers(artifacts)
    statements = [with_policies(statement, policies) if statement.place is Place.FILE else statement for statement in statements]
    return join_limits(statements)


def _within_room(documents: list[Artifact], findings: list[Finding]) -> Iterator[Artifact]:
    """Give as many documents as may be read, the outermost first, and say where some are left."""
    room = DOCUMENTS.value
    for number, artifact in enumerate(documents):
        room -= min(artifact.size or 0, DOCUMENT.value)
        if room < 0 or number >= declared.DOCUMENTS:
            because = f"Of {len(documents)} documents only {number} were read for what they say of licenses."
            findings.append(Finding(DOCUMENTS.code, artifact.source, artifact.path, because))
            return
        yield artifact


def _of_files(artifacts: list[Artifact], read_text: ReadText, findings: list[Finding]) -> tuple[list[Statement], list[Text]]:
    named = sorted(
        filter(None, map(license_file, artifacts)), key=lambda file: (file.artifact.path.count("/"), file.artifact.path)
    )
    named = without_translations(named)
    if len(named) > LICENSE_FILES.value:
        because = f"Of {len(named)} license files only {LICENSE_FILES.value} were read."
        findings.append(Finding(LICENSE_FILES.code, named[0].artifact.source, "", because))
    findings += [
        Finding(
            "unknown:license-unreadable",
            artifact.source,
            artifact.path,
            "It is a license by its name, in a form that is not read.",
        )
        for artifact in artifacts
        if is_unreadable_license(artifact)
    ]
    statements: list[Statement] = []
    collected: list[Statement] = []
    policies: list[Text] = []
    others = {artifact.path for artifact in artifacts} - {file.artifact.path for file in named}
    for file in named[: LICENSE_FILES.value]:
        text = read_text(file.artifact)
        if text is None:
            continue
        if text.whole and not text.body.strip():
            findings.append(
                Finding("unknown:empty", text.source, text.path, "It is a license by its name, and there is no word in it.")
            )
            continue
        if file.policy:
            policies.append(text)
        elif (one := _OF_ONE_FILE.sub("", text.path)) in others:
            statements += [replace(statement, paths=frozenset((one,))) for statement in _of_file(file, text, findings)]
        else:
            (collected if file.collected else statements).extend(_of_file(file, text, findings))
    return [*statements, *of_collections(collected, statements)], policies


def _of_file(file: LicenseFile, text: Text, findings: list[Finding]) -> list[Statement]:
    found = identify(text.body, file.artifact.path)
    findings += [Finding(remark.code, text.source, text.path, remark.because, remark.lines) for remark in found.remarks]
    return of_license_file(file, text, found)
