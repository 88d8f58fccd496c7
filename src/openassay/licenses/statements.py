"""Statements: each place of a source that gives a license, before it is known what it reaches."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType

from openassay.licenses.clauses import read_clauses
from openassay.licenses.expressions import choose, conjoin, spelling
from openassay.licenses.identify import Identification
from openassay.licenses.license_files import LicenseFile, Subject
from openassay.licenses.term_reading import LIMIT_OF, read_terms
from openassay.licenses.terms import known_terms, strictest
from openassay.vocabulary.findings import Lines
from openassay.vocabulary.licenses import How, Term, TermName
from openassay.vocabulary.text import QUOTE, Text


class Place(StrEnum):
    """The kind of place that a statement stands in; what it reaches depends on it."""

    FILE = "file"
    """A license text."""
    CLAUSE = "clause"
    """A sentence of a README or card."""
    CARD = "card"
    """The front matter of a card."""
    PACKAGE = "package"
    """The metadata of a package."""
    HEADER = "header"
    """A tag in the files themselves."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A license that somebody gives at one place. `subjects` is what for, `folder` where it can reach."""

    place: Place
    text: Text
    lines: Lines | None
    expression: str
    how: How
    subjects: tuple[Subject, ...]
    folder: str
    quote: str | None = None
    residual_words: int = 0
    speaks_of_weights: bool = False
    """True where the text itself counts weights among what it licenses."""
    paths: frozenset[str] | None = None
    """The files that carry it, for a header; None where reach follows from the folder."""
    terms: Mapping[TermName, Term] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def declared(self) -> bool:
        """Whether words or metadata say so, and not a license text or a tag in the file itself."""
        return self.place in (Place.CLAUSE, Place.CARD, Place.PACKAGE)

    def grant_id(self) -> str:
        """`grant:` and 8 hex digits of source, path and span, and of what is given there for what."""
        place = f"{self.text.source}\0{self.text.path}\0{self.lines}\0{self.expression}\0{self.subjects}\0{self.how}"
        return "grant:" + sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:8]


_WEIGHTS = re.compile(
    r"\b(?:model |trained |pre-?trained |machine[- ]learning )?(?:weights|checkpoints)\b|\bmodel parameters\b|\bmodel materials\b",
    re.IGNORECASE,
)
_POLICY = re.compile(
    r"\b(?:acceptable|prohibited|permitted|responsible)?[ -]*us(?:e|age) polic(?:y|ies)\b|\bterms of use\b|\buse[- ]based restrictions\b",
    re.IGNORECASE,
)


def of_license_file(file: LicenseFile, text: Text, found: Identification) -> list[Statement]:
    """The statements of a license file: one for its text, or one for each sentence of a notice that gives a license."""
    if found.how is None and not found.remarks:
        return []
    if found.how not in (How.TEXT, How.MODIFIED_TEXT, How.TITLE):
        clauses = [clause for clause in of_words(text, file.folder) if clause.subjects != (Subject.EVERYTHING,)]
        if clauses:
            return [_as_file(clause) for clause in clauses]
    if found.how is None:
        return []
    lines = found.spans[0].lines if len(found.spans) == 1 else Lines(1, max(1, len(text.lines)))
    return [
        Statement(
            Place.FILE,
            text,
            lines,
            found.expression or unnamed(text),
            found.how,
            (file.subject,),
            file.folder,
            found.title,
            found.residual_words,
            bool(_WEIGHTS.search(text.body)),
            terms=found.terms,
        )
    ]


def unnamed(text: Text) -> str:
    """An id for a license that cannot be named; no list holds it, and it may yet be one of those on a list."""
    return f"LicenseRef-unknown-{text.sha256[:8]}"


def _as_file(clause: Statement) -> Statement:
    return Statement(
        Place.FILE,
        clause.text,
        clause.lines,
        clause.expression,
        How.NOTICE,
        clause.subjects,
        clause.folder,
        clause.quote,
        terms=clause.terms,
    )


def of_words(text: Text, folder: str, files: Mapping[str, str] | None = None) -> list[Statement]:
    """The statements of a README or card. `files` gives the expression of each license file of the source by its path."""
    files = files or {}
    statements = []
    for clause in read_clauses(text.body):
        target = local_path(clause.link, text.path) if clause.link else None
        linked = files.get(target) if target else None
        if clause.ids:
            names = [spelling(id_) for id_ in clause.ids]
            expression, how = choose(names) if clause.either else conjoin(names), How.NOTICE
        elif linked:
            expression, how = linked, How.NOTICE
        elif limits := stated_limits(clause.terms):
            expression, how = limits, How.UNSEEN
        else:
            continue
        said = {name: term for name, term in clause.terms.items() if term.answer in LIMIT_OF[name.is_permission]}
        statements.append(
            Statement(
                Place.CLAUSE,
                text,
                clause.lines,
                expression,
                how,
                clause.subjects,
                folder,
                clause.quote,
                terms=MappingProxyType(strictest(known_terms(expression), said) if clause.ids or linked else strictest(said)),
            )
        )
    return statements


def stated_limits(terms: Mapping[TermName, Term]) -> str | None:
    """An id for limits that are stated in words without a license; None where nothing is limited that a license would limit."""
    for name, id_ in (
        (TermName.RESEARCH_ONLY, "LicenseRef-research-only"),
        (TermName.COMMERCIAL_USE, "LicenseRef-non-commercial"),
        (TermName.REDISTRIBUTION, "LicenseRef-no-redistribution"),
        (TermName.MODIFICATION, "LicenseRef-no-modification"),
    ):
        if name in terms and terms[name].answer in LIMIT_OF[name.is_permission][:1]:
            return id_
    return None


def local_path(link: str, path: str) -> str | None:
    """The path in the same source that a link points to; None for an address elsewhere."""
    bare = link.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]
    if hosted := re.match(
        r"https?://(?:github\.com|huggingface\.co|gitlab\.com)/[^/]+/[^/]+/(?:blob|raw|tree|resolve)/[^/]+/(.+)$", bare
    ):
        return hosted[1]
    if re.match(r"[a-z]+:|//|#", bare) or not bare:
        return None
    parts = [] if bare.startswith("/") else path.split("/")[:-1]
    for part in bare.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def with_policies(statement: Statement, policies: Iterable[Text]) -> Statement:
    """The statement with the limits of the policies that it refers to."""
    if not _POLICY.search(statement.text.body):
        return statement
    terms = dict(statement.terms)
    for policy in policies:
        limits = {
            name: term
            for name, term in read_terms(policy.body).items()
            if not name.is_permission and term.answer in LIMIT_OF[False]
        }
        limits = {
            name: Term(term.answer, f"{policy.path}: {term.quote}"[:QUOTE], None)
            for name, term in limits.items()
            if name is not TermName.ACCEPTANCE
        }
        terms = strictest(terms, limits)
    return replace(statement, terms=MappingProxyType(terms))
