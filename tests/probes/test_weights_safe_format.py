import pytest

from openassay.probes.weights_safe_format import weights_safe_format
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.facts import Answer
from openassay.vocabulary.release import Artifact, EntryKind
from tests.probes.dossiers import answers, dossier_with


def answer(*formats: str, state: State = State.PUBLISHED) -> Answer:
    files = tuple(
        Artifact("main", f"{place}.bin", EntryKind.FILE, 9, str(place) * 64, form) for place, form in enumerate(formats)
    )
    holding = Holding(Component.FINAL_WEIGHTS, state, "a test says so", files)
    return answers(weights_safe_format, dossier_with(holding))["final-weights"]


@pytest.mark.parametrize("form", ["safetensors", "gguf", "npz", "onnx"])
def test_formats_of_numbers_and_names_are_safe(form: str) -> None:
    assert answer(form) is Answer.YES


@pytest.mark.parametrize("form", ["pickle", "pytorch-zip", "joblib"])
def test_one_pickle_among_safe_files_is_enough_for_a_no(form: str) -> None:
    assert answer("safetensors", form) is Answer.NO


def test_a_format_that_nobody_judged_is_unknown() -> None:
    assert answer("safetensors", "binary") is Answer.UNKNOWN


def test_weights_that_are_not_here_are_not_judged() -> None:
    assert answer("safetensors", state=State.POINTER) is Answer.UNKNOWN
