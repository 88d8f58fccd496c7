"""Statements: each place of a source that gives a license, before it is known what it reaches."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType

from openassay.licenses.clauses import read_clauses
from openassay.licenses.expressions import choose, conjoin
from openassay.licenses.free_names import as_restricted, id_of_free_name, is_free_name, is_unnamed, unnamed_as
from openassay.licenses.identification import Identification
from openassay.licenses.license_files import LicenseFile, Subject, is_called_license
from openassay.licenses.links import local_path
from openassay.licenses.term_reading import LIMIT_OF, read_terms
from openassay.licenses.terms import STATED_LIMITS, is_free, is_restricted, known_terms, strictest
from openassay.licenses.titles import is_bare
from openassay.vocabulary.findings import Lines
from openassay.vocabulary.licenses import How, Term, TermAnswer, TermName
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
    """A tag in the files themselves, or a field of their headers."""


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
        return self.place in (Place.CLAUSE, Place.CARD, Place.PACKAGE) or self.how is How.METADATA

    def grant_id(self) -> str:
        """`grant:` and 8 hex digits of source, path and span, and of what is given there for what."""
        place = f"{self.text.source}\0{self.text.path}\0{self.lines}\0{self.expression}\0{self.subjects}\0{self.how}"
        return "grant:" + sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:8]


STATED = frozenset(STATED_LIMITS)
"""The ids of limits that are stated in words without a license."""
_WEIGHTS = re.compile(
    r"\b(?:model |trained |pre-?trained |machine[- ]learning )?(?:weights|checkpoints)\b|\bmodel parameters\b|\bmodel "
    r"materials\b",
    re.IGNORECASE,
)
_POLICY = re.compile(
    r"\b(?:acceptable|prohibited|permitted|responsible)?[ -]*us(?:e|age) polic(?:y|ies)\b|\bterms of use\b|\buse[- "
    r"]based restrictions\b",
    re.IGNORECASE,
)


def of_license_file(file: LicenseFile, text: Text, found: Identification) -> list[Statement]:
    """The statements of a license file: one for its text, or one for each sentence of a notice that gives a license.

    A text with a title of its own is a license, also where nobody has seen it before; "License Information" is no such title.
    """
    if found.how not in (How.TEXT, How.MODIFIED_TEXT, How.TITLE) and (not found.title or is_bare(found.title)):
        clauses = [clause for clause in of_words(text, file.folder) if clause.subjects != (Subject.EVERYTHING,)]
        if clauses:
            return [_as_file(clause) for clause in clauses]
    if found.how is None:
        return []
    lines = found.spans[0].lines if len(found.spans) == 1 else Lines(1, max(1, len(text.lines)))
    expression = found.expression or unnamed(text, found.title)
    return [
        Statement(
            Place.FILE,
            text,
            lines,
            as_restricted(expression) if is_restricted(found.terms) else expression,
            found.how,
            (file.subject,),
            file.folder,
            found.title,
            found.residual_words,
            bool(_WEIGHTS.search(text.body)),
            terms=found.terms,
        )
    ]


def of_collections(collected: Iterable[Statement], others: Iterable[Statement]) -> list[Statement]:
    """The texts in folders of license texts, and those that are named after a part.

    They may be of other works, where a license of the whole stands beside them or nothing but the folder says that they are
    licenses: a free one is shown, and reaches nothing. One with limits may yet be meant for the whole, so it counts.
    """
    collected = list(collected)
    licensed = {statement.folder for statement in others if Subject.EVERYTHING in statement.subjects}
    return [
        replace(statement, subjects=())
        if is_free(statement.terms) and (statement.folder in licensed or not is_called_license(statement.text.path))
        else statement
        for statement in collected
    ]


def unnamed(text: Text, title: str | None) -> str:
    """An id for a license that is none of those we know: by its own title, else by its hash."""
    return unnamed_as(title.title() if title.isupper() else title) if title else f"LicenseRef-unknown-text-{text.sha256[:8]}"


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


def of_words(text: Text, folder: str, files: Mapping[str, Statement] | None = None) -> list[Statement]:
    """The statements of a README or card. `files` gives the license of each license file of the source by its path.

    Words that link to a license which nobody has listed mean that one, by whatever name they call it, with all of its terms.
    """
    files = files or {}
    statements = []
    for clause in read_clauses(text.body):
        target = local_path(clause.link, text.path) if clause.link else None
        linked = files.get(target) if target else None
        names = [id_of_free_name(id_) for id_ in clause.ids]
        meant = linked is not None and (not names or (len(names) == 1 and _may_mean(names[0], linked.expression)))
        if linked is not None and meant:
            expression, how = linked.expression, How.NOTICE
        elif names:
            expression, how = choose(names) if clause.either else conjoin(names), How.NOTICE
        elif limits := stated_limits(clause.terms):
            expression, how = limits, How.UNSEEN
        else:
            continue
        said = {name: term for name, term in clause.terms.items() if term.answer in LIMIT_OF[name.is_permission]}
        expression = as_restricted(expression) if is_restricted(said) else expression
        known = terms_of(linked) if linked is not None and meant else known_terms(expression) if names else {}
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
                terms=MappingProxyType(strictest(known, said) if known else strictest(said)),
            )
        )
    return statements


def _may_mean(name: str, expression: str) -> bool:
    """Whether a license that nobody listed, linked to by a name, may well be what the name means."""
    return (is_unnamed(name) or is_free_name(name)) and (is_unnamed(expression) or is_free_name(expression))


def terms_of(file: Statement) -> dict[TermName, Term]:
    """The terms of a license file, for words that name it; each quote names its place there."""
    return {name: elsewhere(term, file.text) if term.quote else term for name, term in file.terms.items()}


def stated_limits(terms: Mapping[TermName, Term]) -> str | None:
    """An id for limits that are stated in words without a license; None where nothing is limited that a license would limit."""
    for id_, name in STATED_LIMITS.items():
        if name in terms and terms[name].answer in LIMIT_OF[name.is_permission][:1]:
            return id_
    return None


def join_limits(statements: list[Statement]) -> list[Statement]:
    """Limits that are stated in words without a license join the licenses of the same thing, where these are no free ones.

    Beside a free license they contradict it, and stand for themselves; so do limits of what nobody licensed.
    """
    stated = [statement for statement in statements if statement.expression in STATED]
    licenses = [statement for statement in statements if statement not in stated]
    joined = list(licenses)
    for limit in stated:
        about = [at for at, license_ in enumerate(joined[: len(licenses)]) if set(license_.subjects) & set(limit.subjects)]
        about = [at for at in about if joined[at].place is not Place.PACKAGE] or about
        if not about or any(_is_free(joined[at]) for at in about):
            joined.append(limit)
            continue
        limits = {name: elsewhere(term, limit.text) for name, term in limit.terms.items() if term.quote}
        for at in about:
            joined[at] = replace(joined[at], terms=MappingProxyType(strictest(joined[at].terms, limits)))
    return joined


def _is_free(statement: Statement) -> bool:
    commerce = statement.terms.get(TermName.COMMERCIAL_USE)
    return commerce is not None and commerce.answer is TermAnswer.YES


def elsewhere(term: Term, text: Text) -> Term:
    """A term that stands in another file than its license: the quote names the place."""
    place = f"{text.path}:{term.lines.first}" if term.lines else text.path
    return Term(term.answer, f"{place}: {term.quote or ''}"[:QUOTE])


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
        limits = {name: elsewhere(term, policy) for name, term in limits.items() if name is not TermName.ACCEPTANCE}
        terms = strictest(terms, limits)
    return replace(statement, terms=MappingProxyType(terms))
