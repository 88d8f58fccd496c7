"""MOT's configuration as data: its components, their classes, and its license lists."""

import json
from functools import cache
from importlib.resources import files

from openassay.grading.mot_lens import MotComponent, MotRules
from openassay.vocabulary.components import Component

OURS: dict[int, tuple[Component, ...]] = {
    7: (Component.PRETRAINING_CODE, Component.POST_TRAINING_CODE),
    8: (Component.INFERENCE_CODE,),
    9: (Component.ARCHITECTURE_CODE,),
    10: (Component.FINAL_WEIGHTS,),
    11: (Component.TECHNICAL_REPORT,),
    12: (Component.EVALUATION_RESULTS,),
    13: (Component.MODEL_CARD,),
    14: (Component.DATA_CARD,),
    15: (Component.PRETRAINING_DATA, Component.POST_TRAINING_DATA),
    16: (Component.DATA_PROCESSING_CODE,),
    17: (Component.TRAINING_METADATA,),
    18: (Component.EVALUATION_CODE,),
    19: (Component.EVALUATION_DATA,),
    20: (Component.SAMPLE_OUTPUTS,),
    21: (Component.RESEARCH_PAPER,),
    22: (Component.SUPPORTING_LIBRARIES,),
    24: (Component.INTERMEDIATE_WEIGHTS,),
}
"""Our components for each of MOT's, by its id; two that it does not tell apart are halves of one."""


@cache
def mot_rules() -> MotRules:
    """Read the shipped configuration. `tools/refresh_mot_rules.py` makes it from MOT's repository."""
    data = json.loads(files(__package__).joinpath("mot_rules.json").read_text("utf-8"))
    return MotRules(
        components=tuple(
            MotComponent(row["id"], row["name"], row["type"], row["class"], row["required"]) for row in data["components"]
        ),
        known=frozenset(data["known"]),
        opened=frozenset(data["open"]),
        appropriate={kind: frozenset(ids) for kind, ids in data["appropriate"].items()},
    )


def mot_lists() -> dict[str, frozenset[str]]:
    """MOT's license lists under the names by which a standard may refer to them, the ids in lower case."""
    rules = mot_rules()
    lists = {"mot-open": rules.opened} | {f"mot-{kind}": ids for kind, ids in rules.appropriate.items()}
    return {name: frozenset(id_.lower() for id_ in ids) for name, ids in lists.items()}
