"""The closed list of components that a release may hold, and the states that a component can be in.

The spine is the Model Openness Framework's list; data sets, training code and final parameters are split because other
standards grade the halves apart, and four components are added that MOF does not name.
"""

from difflib import get_close_matches
from enum import StrEnum


class Family(StrEnum):
    """What kind of thing a component is; standards ask for different licenses by family."""

    CODE = "code"
    DATA = "data"
    DOCUMENT = "documents"
    INTERFACE = "interface"


class Component(StrEnum):
    """A part of a release that a standard may ask for. The list is closed: a name outside it is refused, never guessed."""

    ARCHITECTURE_CODE = "architecture-code"
    DATA_PROCESSING_CODE = "data-processing-code"
    PRETRAINING_CODE = "pretraining-code"
    POST_TRAINING_CODE = "post-training-code"
    INFERENCE_CODE = "inference-code"
    EVALUATION_CODE = "evaluation-code"
    SUPPORTING_LIBRARIES = "supporting-libraries"

    PRETRAINING_DATA = "pretraining-data"
    POST_TRAINING_DATA = "post-training-data"
    EVALUATION_DATA = "evaluation-data"
    BASE_WEIGHTS = "base-weights"
    FINAL_WEIGHTS = "final-weights"
    INTERMEDIATE_WEIGHTS = "intermediate-weights"
    TRAINING_METADATA = "training-metadata"

    MODEL_CARD = "model-card"
    DATA_CARD = "data-card"
    TECHNICAL_REPORT = "technical-report"
    RESEARCH_PAPER = "research-paper"
    EVALUATION_RESULTS = "evaluation-results"
    SAMPLE_OUTPUTS = "sample-outputs"
    USAGE_POLICY = "usage-policy"
    SAFETY_EVALUATION = "safety-evaluation"

    INPUT_PROCESSING = "input-processing"

    @property
    def family(self) -> Family:
        """The family of this component."""
        return _FAMILY[self]

    @property
    def meaning(self) -> str:
        """One sentence for people who meet the name for the first time."""
        return _MEANING[self]


_MEANING = {
    Component.ARCHITECTURE_CODE: "The code that defines the model: its layers and how they connect.",
    Component.DATA_PROCESSING_CODE: "The code that cleaned, filtered, tokenised or otherwise made the training data.",
    Component.PRETRAINING_CODE: "The code that trained the model from its first weights.",
    Component.POST_TRAINING_CODE: "The code of later stages: fine-tuning, instruction tuning, alignment.",
    Component.INFERENCE_CODE: "The code that loads the weights and runs the model.",
    Component.EVALUATION_CODE: "The code that measured the model.",
    Component.SUPPORTING_LIBRARIES: "The libraries and tools that the development rests on, named with their versions.",
    Component.PRETRAINING_DATA: "The data that the first stage of training saw.",
    Component.POST_TRAINING_DATA: "The data of later stages: instructions, preferences, task data.",
    Component.EVALUATION_DATA: "The data that the model was measured on.",
    Component.BASE_WEIGHTS: "The weights that the final ones were tuned from, where these are another set.",
    Component.FINAL_WEIGHTS: "The weights that the release is about.",
    Component.INTERMEDIATE_WEIGHTS: "Checkpoints from the course of training.",
    Component.TRAINING_METADATA: "Training configuration, logs, optimizer state.",
    Component.MODEL_CARD: "The document that says what the model is, is for, and is not for.",
    Component.DATA_CARD: "The document that says where the data come from and what was done to them.",
    Component.TECHNICAL_REPORT: "A report of how the model was made and how it does.",
    Component.RESEARCH_PAPER: "A scholarly paper about the model.",
    Component.EVALUATION_RESULTS: "The measured results, as files or tables.",
    Component.SAMPLE_OUTPUTS: "Examples of what the model puts out.",
    Component.USAGE_POLICY: "The rules that the publisher sets for use.",
    Component.SAFETY_EVALUATION: "The evaluation of risks and harms.",
    Component.INPUT_PROCESSING: "What turns raw input into the model's input: tokenizer, featurizer, normalisation, band order.",
}

_FAMILY: dict[Component, Family] = {}
for _component in Component:
    if _component.value.endswith("-code") or _component is Component.SUPPORTING_LIBRARIES:
        _FAMILY[_component] = Family.CODE
    elif _component.value.endswith(("-data", "-weights", "-metadata")):
        _FAMILY[_component] = Family.DATA
    elif _component is Component.INPUT_PROCESSING:
        _FAMILY[_component] = Family.INTERFACE
    else:
        _FAMILY[_component] = Family.DOCUMENT

RELEASE = "release"
"""The subject of a fact that is about the release as a whole."""


class State(StrEnum):
    """What a release shows of a component. Absent, not looked at, gated and merely named are different things, and stay so."""

    PUBLISHED = "published"
    PARTIAL = "partial"
    GATED = "gated"
    ABSENT = "absent"
    POINTER = "pointer"
    REFERENCED = "referenced"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"


def nearest(name: str, known: list[str]) -> str | None:
    """The known name that `name` was most likely meant to be, or None."""
    return next(iter(get_close_matches(name, known, n=1, cutoff=0.6)), None)
