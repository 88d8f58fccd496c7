"""What package metadata and citation files say of licenses. They speak for all that is packed, and are only declared."""

from collections.abc import Iterable, Iterator
from types import MappingProxyType

from openassay.formats import citation, package_metadata
from openassay.formats.package_metadata import Field, PackageMetadata
from openassay.licenses import build_files
from openassay.licenses.expressions import choose, normalise
from openassay.licenses.free_names import unnamed_as
from openassay.licenses.license_files import Subject
from openassay.licenses.names import id_of_classifier, id_of_name
from openassay.licenses.statements import Place, Statement
from openassay.licenses.terms import known_terms
from openassay.vocabulary.findings import Finding, Lines, Unreadable
from openassay.vocabulary.licenses import How
from openassay.vocabulary.release import Artifact, EntryKind
from openassay.vocabulary.text import Text

PACKAGES = 50
"""Metadata files that are read in one source."""


PACKAGE_FILES = frozenset({"METADATA", "PKG-INFO", "package.json", *build_files.NAMES})
"""The names of files that speak for a whole package."""


def metadata_files(artifacts: Iterable[Artifact]) -> list[Artifact]:
    """The metadata of packages and the citation file of a source, those nearest to its root first."""
    found = [
        artifact
        for artifact in artifacts
        if artifact.kind is EntryKind.FILE
        and (artifact.name in PACKAGE_FILES or artifact.name.lower() == "citation.cff")
        and _is_of_the_whole(artifact)
    ]
    return sorted(found, key=lambda artifact: (artifact.path.count("/"), artifact.path))[:PACKAGES]


def _is_of_the_whole(artifact: Artifact) -> bool:
    """Whether metadata is of what the source holds, and not of an example or tool within it."""
    match artifact.name:
        case "METADATA":
            return artifact.folder.endswith(".dist-info") and "/" not in artifact.folder
        case "package.json":
            return artifact.folder in ("", "package")
        case name if name in build_files.NAMES:
            return not artifact.folder
        case "PKG-INFO":
            return "/" not in artifact.folder.removeprefix("src/")
        case _:
            return "/" not in artifact.folder


def of_metadata(text: Text, findings: list[Finding]) -> Iterator[Statement]:
    """The license that one metadata file declares."""
    name = text.path.rpartition("/")[2]
    folder = text.path.rpartition("/")[0]
    try:
        if name.lower() == "citation.cff":
            yield from _of_citation(text, folder)
        elif name in build_files.NAMES:
            yield from _of_package(build_files.read(name, text.body), text, folder)
        elif name == "package.json":
            yield from _of_package(package_metadata.read_npm(text.body), text, folder)
        else:
            # The folder of the metadata lies beside the package that it is about.
            yield from _of_package(package_metadata.read(text.body), text, folder.rpartition("/")[0])
    except Unreadable as bad:
        findings.append(Finding(bad.code, text.source, text.path, f"The license it declares cannot be read: {bad.because}."))


def description_of(text: Text) -> tuple[Text, str] | None:
    """The description in package metadata as a document, and the folder that it speaks of; None without one.

    Its lines keep their numbers.
    """
    name, folder = text.path.rpartition("/")[2], text.path.rpartition("/")[0]
    if name not in ("METADATA", "PKG-INFO"):
        return None
    try:
        line = package_metadata.read(text.body).description_line
    except Unreadable:
        return None
    if line is None:
        return None
    lines = text.body.split("\n")
    body = "\n".join(["", *([""] * (line - 2)), *lines[line - 1 :]])
    return Text(text.source, text.path, text.sha256, body, whole=text.whole), folder.rpartition("/")[0]


def _of_package(found: PackageMetadata, text: Text, folder: str) -> Iterator[Statement]:
    told = [_of_field(field) for field in (found.license_expression, found.license) if field is not None]
    told += [(id_, field) for field in found.classifiers if (id_ := id_of_classifier(field.value))]
    known = next(((expression, field) for expression, field in told if expression), None)
    if known is None:
        stated = found.license_expression or found.license
        if stated is None or len(stated.value) > 200:
            return
        known = (unnamed_as(stated.value), stated)
    expression, field = known
    yield _statement(text, folder, expression or "", field)


def _of_field(field: Field) -> tuple[str | None, Field]:
    """The expression that a field states; None where it is free text that names no license for certain."""
    value = field.value.strip()
    if known := id_of_name(value):
        return known, field
    if len(value) > 200 or "\n" in value:
        return None, field
    try:
        expression = normalise(value)
    except Unreadable:
        return None, field
    return (None if "LicenseRef-" in expression and "licenseref-" not in value.lower() else expression), field


def _of_citation(text: Text, folder: str) -> Iterator[Statement]:
    found = citation.read(text.body)
    ids = [id_ for id_ in map(id_of_name, found.licenses) if id_]
    if ids and len(ids) == len(found.licenses):
        line = found.license_line or 1
        yield _statement(text, folder, choose(ids), Field("license", " OR ".join(found.licenses), line))


def _statement(text: Text, folder: str, expression: str, field: Field) -> Statement:
    return Statement(
        Place.PACKAGE,
        text,
        Lines(field.line, field.line),
        normalise(expression),
        How.METADATA,
        (Subject.EVERYTHING,),
        folder,
        f"{field.name}: {field.value}"[:240],
        terms=MappingProxyType(known_terms(expression)),
    )
