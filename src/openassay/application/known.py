"""What a standard may refer to here: the questions of all probes, and the license lists."""

from functools import cache

from openassay.exchange.mot_rules import mot_lists
from openassay.licenses.lists import every_list
from openassay.probes import every_probe
from openassay.standards.conditions import Known


@cache
def known() -> Known:
    """Return the known questions with their subjects, and the known license lists with their members in lower case."""
    questions = {name: frozenset(probe.subjects) for name, probe in every_probe().items()}
    return Known(questions, {**every_list(), **mot_lists()})
