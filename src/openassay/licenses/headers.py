"""Licenses that stand in the headers of weight files, such as GGUF's `general.license`.

A header speaks for its own file and no other. It is metadata that a converter may have copied from elsewhere, so it is declared;
where a license text that reaches the file says something else, the two are a conflict.
"""

from collections.abc import Iterable
from types import MappingProxyType

from openassay.formats.gguf import GgufHeader
from openassay.formats.onnx import OnnxHeader
from openassay.formats.safetensors import SafetensorsHeader
from openassay.licenses.free_names import unnamed_as
from openassay.licenses.license_files import Subject
from openassay.licenses.names import id_of_name
from openassay.licenses.statements import Place, Statement
from openassay.licenses.terms import known_terms
from openassay.vocabulary.licenses import How
from openassay.vocabulary.release import Artifact
from openassay.vocabulary.text import QUOTE, Text

KEYS = ("general.license", "license", "modelspec.license")
"""The keys under which headers name a license: of GGUF, of free metadata, of the model metadata of image generators."""


def of_headers(artifacts: Iterable[Artifact]) -> list[Statement]:
    """One statement for each license that headers name, with the files that name it."""
    naming: dict[str, list[Artifact]] = {}
    for artifact in artifacts:
        name = _named(artifact.header)
        if name and artifact.sha256:
            naming.setdefault(name, []).append(artifact)
    statements = []
    for name, carrying in sorted(naming.items()):
        first = carrying[0]
        expression = id_of_name(name) or unnamed_as(name)
        statements.append(
            Statement(
                Place.HEADER,
                Text(first.source, first.path, first.sha256 or "", ""),
                None,
                expression,
                How.METADATA,
                (Subject.EVERYTHING,),
                "",
                f"license: {name}"[:QUOTE],
                paths=frozenset(artifact.path for artifact in carrying),
                terms=MappingProxyType(known_terms(expression)),
            )
        )
    return statements


def _named(header: object) -> str | None:
    if not isinstance(header, GgufHeader | SafetensorsHeader | OnnxHeader):
        return None
    values = dict(header.metadata)
    return next((value.strip() for key in KEYS if isinstance(value := values.get(key), str) and value.strip()), None)
