"""CITATION.cff (Citation File Format 1.2.0): what a release asks to be cited as."""

from dataclasses import dataclass

from openassay.formats import yaml_text
from openassay.formats.shown import keep
from openassay.formats.yaml_text import Ambiguous, Yaml, YamlText
from openassay.vocabulary.findings import Lines, Remark, Unreadable

_DOI = "10."


@dataclass(frozen=True, slots=True)
class Work:
    """A thing that can be cited. Fields that are missing are empty."""

    type: str
    """Such as `software`, `dataset`, `article`."""
    title: str
    doi: str
    url: str
    authors: int
    """How many are named."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation file."""

    work: Work
    preferred: Work | None
    """What to cite instead, often the paper."""
    licenses: tuple[str, ...]
    """SPDX ids; several are alternatives."""
    license_line: int | None
    remarks: tuple[Remark, ...] = ()


def read(source: str | bytes) -> Citation:
    """Read a citation file. Raises `Unreadable`: what `yaml_text.read` raises, and `error:bad-header` where it is no mapping."""
    found = yaml_text.read(source, aliases=0)
    if not isinstance(found.data, dict):
        raise Unreadable("error:bad-header", "it holds no fields")
    preferred = found.data.get("preferred-citation")
    licenses, remarks = _licenses(found)
    return Citation(
        work=_work(found.data),
        preferred=_work(preferred) if isinstance(preferred, dict) else None,
        licenses=licenses,
        license_line=found.line_of("license"),
        remarks=remarks,
    )


def _work(data: dict[str, Yaml]) -> Work:
    authors = data.get("authors")
    return Work(
        type=_text(data, "type"),
        title=_text(data, "title"),
        doi=_doi(data),
        url=_text(data, "url") or _text(data, "repository-code") or _text(data, "repository"),
        authors=len(authors) if isinstance(authors, list) else 0,
    )


def _text(data: dict[str, Yaml], key: str) -> str:
    value = data.get(key)
    return keep(value).strip() if isinstance(value, str) else ""


def _doi(data: dict[str, Yaml]) -> str:
    """The DOI of the work itself, or the first among its identifiers."""
    own = _text(data, "doi")
    if own.startswith(_DOI):
        return own
    identifiers = data.get("identifiers")
    for each in identifiers if isinstance(identifiers, list) else []:
        if isinstance(each, dict) and each.get("type") == "doi" and _text(each, "value").startswith(_DOI):
            return _text(each, "value")
    return ""


def _licenses(found: YamlText) -> tuple[tuple[str, ...], tuple[Remark, ...]]:
    value = found.data.get("license") if isinstance(found.data, dict) else None
    values = value if isinstance(value, list) else [value]
    texts = tuple(each for each in values if isinstance(each, str) and not isinstance(each, Ambiguous))
    if value is None or len(texts) == len(values):
        return texts, ()
    line = found.line_of("license") or 1
    return texts, (Remark("error:field-type", "license must be text; put it in quotes", Lines(line, line)),)
