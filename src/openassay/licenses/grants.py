"""Every grant of a release: which license is given, for what, and where it says so."""

from collections.abc import Callable, Mapping
from hashlib import sha256

from openassay.licenses.identify import Identification, identify
from openassay.licenses.license_files import LicenseFile, Subject, components_of, license_file
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.findings import Finding, Lines
from openassay.vocabulary.licenses import Grant, How
from openassay.vocabulary.limits import LICENSE_FILES
from openassay.vocabulary.release import Artifact, Release
from openassay.vocabulary.text import Text

ReadText = Callable[[Artifact], Text | None]


def read_grants(
    release: Release, holdings: Mapping[Component, Holding], read_text: ReadText
) -> tuple[tuple[Grant, ...], tuple[Finding, ...]]:
    """Read all grants of a release and what each reaches. A license reaches only files of its own source."""
    grants: list[Grant] = []
    findings: list[Finding] = []
    for source in release.sources:
        artifacts = [artifact for artifact in release.artifacts if artifact.source == source.id]
        files = sorted(
            filter(None, map(license_file, artifacts)), key=lambda file: (file.artifact.path.count("/"), file.artifact.path)
        )
        if len(files) > LICENSE_FILES.value:
            findings.append(
                Finding(
                    LICENSE_FILES.code, source.id, "", f"{len(files)} license files, of which {LICENSE_FILES.value} were read"
                )
            )
        read = [
            (file, text, identify(text.body, file.artifact.path))
            for file in files[: LICENSE_FILES.value]
            if (text := read_text(file.artifact))
        ]
        placed = {
            artifact.path: component
            for component, holding in holdings.items()
            for artifact in holding.artifacts
            if artifact.source == source.id
        }
        for file, text, found in read:
            findings += [Finding(r.code, source.id, file.artifact.path, r.because, r.lines) for r in found.remarks]
            grants += _file_grants(file, text, found, [other for other, _, _ in read], placed)
    return tuple(sorted(grants, key=lambda grant: (grant.source, grant.path, grant.id))), tuple(sorted(set(findings), key=_order))


def _order(finding: Finding) -> tuple[str, str, str, Lines]:
    return (finding.source, finding.path, finding.code, finding.lines or Lines(0, 0))


def grant_id(source: str, path: str, lines: Lines | None, mark: str = "") -> str:
    """The id of a grant: `grant:` and 8 hex digits of its source, path and span."""
    return "grant:" + sha256(f"{source}\0{path}\0{lines}\0{mark}".encode("utf-8", "surrogatepass")).hexdigest()[:8]


def expression_of(found: Identification, text: Text) -> str:
    """The expression of a grant; a license that cannot be named gets an id of its own, which no list holds."""
    return found.expression or f"LicenseRef-unknown-{text.sha256[:8]}"


def _file_grants(
    file: LicenseFile, text: Text, found: Identification, files: list[LicenseFile], placed: Mapping[str, Component]
) -> list[Grant]:
    if found.how is None or file.policy:
        return []
    inside = f"{file.folder}/" if file.folder else ""
    nearer = {
        other.folder
        for other in files
        if not other.policy and other.folder != file.folder and f"{other.folder}/".startswith(inside)
    }
    beside = {other.subject for other in files if not other.policy and other.folder == file.folder and other is not file}
    reached: dict[str, Component] = {}
    for path, component in placed.items():
        if not path.startswith(inside) or any(path.startswith(f"{folder}/") for folder in nearer):
            continue
        if component in components_of(file.subject) and not any(
            subject is not Subject.EVERYTHING and component in components_of(subject) for subject in beside - {file.subject}
        ):
            reached[path] = component
    named = {Component.FINAL_WEIGHTS} if file.subject is Subject.WEIGHTS else set()
    lines = found.spans[0].lines if found.spans else Lines(1, max(1, len(text.lines)))
    by_place = {
        path
        for path, component in reached.items()
        if file.subject is Subject.EVERYTHING and component.value.endswith(("weights", "data"))
    }
    grants = []
    for how, paths, extra in ((found.how, set(reached) - by_place, named), (How.LOCATION, by_place, set())):
        covers = sorted({reached[path] for path in paths} | extra)
        if how is How.LOCATION and not paths:
            continue
        grants.append(
            Grant(
                id=grant_id(text.source, text.path, lines, "location" if how is How.LOCATION else ""),
                source=text.source,
                path=text.path,
                sha256=text.sha256,
                lines=lines,
                expression=expression_of(found, text),
                how=how,
                quote=found.title,
                residual_words=found.residual_words,
                covers=tuple(covers),
                artifacts=frozenset(paths),
                terms=found.terms,
            )
        )
    return grants
