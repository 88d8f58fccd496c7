"""Facts: answers to one question about one subject, each with what it rests on.

The constructors refuse an answer that rests on nothing, so a "yes" without evidence or a "no" without a search cannot exist.
"""

from dataclasses import dataclass
from enum import StrEnum

from openassay.vocabulary.findings import Lines


class Answer(StrEnum):
    """The four answers. Questions are phrased so that yes is the open one."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"


class Basis(StrEnum):
    """How we know. Ordered: observed is worth more than attested, attested more than declared."""

    DECLARED = "declared"
    ATTESTED = "attested"
    OBSERVED = "observed"

    @property
    def rank(self) -> int:
        """Place in the order, higher is worth more."""
        return list(Basis).index(self)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place that anyone can look up again. A quote stands on the lines it names."""

    source: str
    path: str
    sha256: str
    lines: Lines | None = None
    quote: str | None = None

    def __lt__(self, other: "Evidence") -> bool:
        return self._place < other._place

    @property
    def _place(self) -> tuple[str, str, Lines, str]:
        """What evidence is ordered by; a file as a whole stands before its lines."""
        return (self.source, self.path, self.lines or Lines(0, 0), self.quote or "")


@dataclass(frozen=True, slots=True)
class Search:
    """What was looked for, and where. Only a complete search can carry a no."""

    looked_for: str
    files: int
    complete: bool


class Baseless(ValueError):  # noqa: N818
    """An answer that rests on nothing. It is a fault of the probe, never of the release."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One answer. `probe` is stamped by the probe's own decorator."""

    subject: str
    answer: Answer
    because: str
    basis: Basis = Basis.OBSERVED
    evidence: tuple[Evidence, ...] = ()
    search: Search | None = None
    probe: str = ""

    def __post_init__(self) -> None:
        """Refuse what rests on nothing."""
        if not self.because:
            raise Baseless(f"{self.key}: an answer needs its reason")
        if self.answer is Answer.YES and not self.evidence:
            raise Baseless(f"{self.key}: a yes needs evidence")
        if self.answer is Answer.NO and not self.evidence and not (self.search and self.search.complete):
            raise Baseless(f"{self.key}: a no needs evidence or a complete search")

    @property
    def key(self) -> str:
        """`<probe>/<subject>`."""
        return f"{self.probe}/{self.subject}"


def yes(subject: str, because: str, *evidence: Evidence, basis: Basis = Basis.OBSERVED) -> Fact:
    """An open answer and where it can be seen."""
    return Fact(subject, Answer.YES, because, basis, tuple(sorted(set(evidence))))


def no(subject: str, because: str, *evidence: Evidence, search: Search | None = None, basis: Basis = Basis.OBSERVED) -> Fact:
    """A closed answer, shown by evidence or by a search that was complete.

    An incomplete search proves nothing: the answer is then unknown, and says so.
    """
    if not evidence and (search is None or not search.complete):
        return unknown(subject, f"{because}, but not everything could be read", search=search)
    return Fact(subject, Answer.NO, because, basis, tuple(sorted(set(evidence))), search)


def unknown(subject: str, because: str, *evidence: Evidence, search: Search | None = None) -> Fact:
    """No answer, and why not."""
    return Fact(subject, Answer.UNKNOWN, because, Basis.OBSERVED, tuple(sorted(set(evidence))), search)


def not_applicable(subject: str, because: str) -> Fact:
    """The question does not arise here, and why not."""
    return Fact(subject, Answer.NOT_APPLICABLE, because)
