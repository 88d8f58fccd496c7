"""Verdicts for the page: each standard as a ladder or as a row of dimensions, with what stands in the way of each rung."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from openassay.reports.document import Document
from openassay.reports.grades import mark_of, points, say_verdict

FIRST = ("g7", "mof", "osaid")
"""The standards that are shown first, whichever others a release was graded under."""
MARKS = {"x": "yes", "~": "partly", " ": "no", "?": "unknown", "-": "not-applicable"}
_WORDS = {"met": "yes", "unmet": "no", "undecided": "unknown", "exempt": "not-applicable"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One requirement, judged."""

    id: str
    title: str
    verdict: str
    answer: str
    """The verdict as one of the four answers, for its mark."""
    should: bool
    remedy: str
    facts: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung and all that it asks for."""

    id: str
    title: str
    state: str
    """`proven`, `possible` (not ruled out) or `closed`."""
    asked: tuple[Asked, ...]

    def count(self, verdict: str) -> int:
        """How many requirements that decide came to this verdict."""
        return sum(asked.verdict == verdict and not asked.should for asked in self.asked)

    @property
    def in_the_way(self) -> tuple[Asked, ...]:
        """What is not met, and then what is not decided; recommendations left out."""
        open_ = [asked for asked in self.asked if asked.verdict in ("unmet", "undecided") and not asked.should]
        return tuple(sorted(open_, key=lambda asked: asked.verdict != "unmet"))


@dataclass(frozen=True, slots=True)
class Mark:
    """One dimension."""

    id: str
    title: str
    group: str
    answer: str
    said: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one standard says."""

    standard: str
    id: str
    title: str
    status: str
    scheme: str
    said: str
    tone: str
    """`reached`, `possible` or `none`: how far from the bottom it stands, for colour only."""
    rungs: tuple[Rung, ...]
    """Highest first, as a ladder is read."""
    marks: tuple[Mark, ...]
    low: int
    high: int
    """Ends of the score in percent; of a ladder, of its rungs."""

    @property
    def next(self) -> Rung | None:
        """The rung above the proven one, or None at the top."""
        return next((rung for rung in reversed(self.rungs) if rung.state != "proven"), None)


def verdicts(document: Document) -> tuple[Verdict, ...]:
    """The verdict of every standard that the release was graded under."""
    facts = {fact["key"]: fact for fact in document["facts"]}
    return tuple(verdict_of(grade, facts) for grade in in_order(document["grades"]))


def in_order(grades: Iterable[Document]) -> list[Document]:
    """Sort grades: the first three standards, then the others by name."""
    return sorted(grades, key=lambda grade: (_place(grade["standard"]), grade["standard"]))


def _place(standard: str) -> int:
    name = standard.partition("@")[0]
    return FIRST.index(name) if name in FIRST else len(FIRST)


def verdict_of(grade: Document, facts: dict[str, Document]) -> Verdict:
    """The verdict of one standard. `facts` are the document's facts by key."""
    low, high = ends_of(grade)
    return Verdict(
        grade["standard"],
        grade["standard"].partition("@")[0],
        grade["title"],
        grade["status"],
        grade["scheme"],
        say_verdict(grade),
        "reached" if low else "possible" if high else "none",
        tuple(_rungs(grade, facts)),
        tuple(_mark(dimension) for dimension in grade["dimensions"]),
        low,
        high,
    )


def ends_of(grade: Document) -> tuple[int, int]:
    """Both ends of a grade in whole percent, the lower rounded down and the upper up."""
    if grade["rungs"]:
        ids = [rung["id"] for rung in grade["rungs"]]
        low, high = (ids.index(end) + 1 if end in ids else 0 for end in (grade["level"], grade["ceiling"]))
        return low * 100 // len(ids), high * 100 // len(ids)
    if grade["score"] is None:
        return 0, 0
    out_of = Fraction(grade["out_of"]) if grade["scheme"] == "tally" else Fraction(1)
    low_end, high_end = (Fraction(end) / (out_of or 1) * 100 for end in grade["score"])
    return int(low_end), -int(-high_end // 1)


def _rungs(grade: Document, facts: dict[str, Document]) -> list[Rung]:
    ids = [rung["id"] for rung in grade["rungs"]]
    level, ceiling = (ids.index(end) if end in ids else -1 for end in (grade["level"], grade["ceiling"]))
    rungs = []
    for place, rung in enumerate(grade["rungs"]):
        stands = place == level if grade["scheme"] == "gradient" else place <= level
        state = "proven" if stands else "possible" if level < place <= ceiling else "closed"
        asked = tuple(
            _asked(finding, facts) for finding in grade["findings"] if finding["requirement"].partition("/")[0] == rung["id"]
        )
        rungs.append(Rung(rung["id"], rung["title"], state, asked))
    return rungs[::-1]


def _asked(finding: Document, facts: dict[str, Document]) -> Asked:
    name = finding["requirement"].partition("/")[2]
    return Asked(
        finding["requirement"],
        name.replace("-", " ").capitalize(),
        finding["verdict"],
        _WORDS[finding["verdict"]],
        finding["should"],
        finding["remedy"],
        tuple(facts[key] for key in finding["facts"] if key in facts),
    )


def _mark(dimension: Document) -> Mark:
    said = "does not apply"
    if dimension["score"] is not None:
        low, high = (points(Fraction(end)) for end in dimension["score"])
        best = points(Fraction(dimension["out_of"]))
        said = f"{low} of {best}" if low == high else f"{low} to {high} of {best}"
    return Mark(dimension["id"], dimension["title"], dimension["group"], MARKS[mark_of(dimension)], said)
