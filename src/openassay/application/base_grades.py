"""What the models that a release was made from come to, under standards that hold a release down to its base."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from openassay.application.gathering import Descent
from openassay.application.lineage import Read
from openassay.grading.conditions import Case
from openassay.grading.schemes import grade
from openassay.licenses.composition import compose
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Fact
from openassay.vocabulary.grades import Interval
from openassay.vocabulary.standard import Standard

Scores = Mapping[str, Mapping[str, Interval]]
"""By the name of a standard, by dimension."""
RELEASE = "release"


def grade_ancestors(
    lineage: Sequence[Descent], read: Mapping[str, Read], standards: Iterable[Standard], ask: Callable[[Dossier], Iterable[Fact]]
) -> dict[str, Scores]:
    """The scores of every model of the lineage that was read, by its id; each is itself held down to what it was made from."""
    capping = [standard for standard in standards if any(dimension.capped_by_base for dimension in standard.dimensions)]
    found: dict[str, Scores] = {}
    for descent in reversed(lineage) if capping else ():
        one = read.get(descent.id)
        if one is None:
            continue
        below = worst([found.get(other.id, {}) for other in lineage if other.child == descent.id])
        licenses = compose(one.dossier.holdings, one.dossier.grants).expressions
        case = Case({fact.key: fact for fact in ask(one.dossier)}, licenses, below)
        found[descent.id] = {
            standard.name: {one.id: one.score for one in grade(standard, case).dimensions if one.score} for standard in capping
        }
    return found


def worst(several: Sequence[Scores]) -> Scores:
    """The lowest scores of several bases, of the standards and dimensions that all were graded on."""
    if not several:
        return {}
    found: dict[str, dict[str, Interval]] = {}
    for name in set(several[0]).intersection(*several[1:]):
        scored = [one[name] for one in several]
        found[name] = {
            dimension: Interval(min(one[dimension].low for one in scored), min(one[dimension].high for one in scored))
            for dimension in set(scored[0]).intersection(*scored[1:])
        }
    return found


def scores_in(document: Mapping[str, Any]) -> Scores:
    """What an assessment document says that the bases of its release come to."""
    direct = [ancestor for ancestor in document.get("lineage", ()) if ancestor["child"] == RELEASE]
    return worst(
        [
            {
                standard: {name: Interval(*map(Fraction, score)) for name, score in dimensions.items()}
                for standard, dimensions in ancestor.get("scores", {}).items()
            }
            for ancestor in direct
        ]
    )
