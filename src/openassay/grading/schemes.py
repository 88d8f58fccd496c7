"""The four schemes by which verdicts come to a grade."""

from openassay.grading.conditions import Case
from openassay.grading.dimensions import grade_dimensions
from openassay.grading.ladder import grade_rungs
from openassay.vocabulary.grades import Grade
from openassay.vocabulary.standard import Standard


def grade(standard: Standard, case: Case) -> Grade:
    """Judge facts under a standard, as its scheme says."""
    return grade_rungs(standard, case) if standard.scheme.climbs else grade_dimensions(standard, case)
