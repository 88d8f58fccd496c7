"""Are the weights in a format that runs nothing when they are loaded?

What it asks
    Whether every weight file is in a format that holds numbers and names only.

Why it matters
    A pickle, and so most `.pt`, `.pth` and `.bin` files, is a program that runs when the weights are loaded. Whoever loads it
    must trust whoever wrote it.

How it looks
    By the first bytes of each file, not by its name. safetensors, GGUF, NumPy arrays, ONNX and TensorFlow Lite: yes. A pickle in
    any wrapping: no, whatever it holds. A format that we do not know: unknown.

How to answer yes
    Save the weights as safetensors, and remove the pickled ones.
"""

from collections.abc import Iterator

from openassay.probes import probe
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Dossier, evidence_of
from openassay.vocabulary.facts import Fact, no, not_applicable, unknown, yes

SAFE = frozenset({"safetensors", "gguf", "npy", "npz", "onnx", "tflite"})
PICKLED = frozenset({"pickle", "pytorch-zip", "joblib"})
WEIGHTS = (Component.FINAL_WEIGHTS, Component.BASE_WEIGHTS, Component.INTERMEDIATE_WEIGHTS)


@probe("Are the weights in a format that runs nothing when they are loaded?", of=WEIGHTS)
def weights_safe_format(dossier: Dossier) -> Iterator[Fact]:
    """Answer for each kind of weights by the formats of their files."""
    for component in WEIGHTS:
        holding = dossier.holding(component)
        if holding.state is State.NOT_APPLICABLE:
            yield not_applicable(component, holding.because)
            continue
        if holding.state not in (State.PUBLISHED, State.PARTIAL):
            yield unknown(component, f"no weights to look at: {holding.because}")
            continue
        pickled = [artifact for artifact in holding.artifacts if artifact.format in PICKLED]
        other = [artifact for artifact in holding.artifacts if artifact.format not in PICKLED | SAFE]
        if pickled:
            yield no(component, f"{pickled[0].path} is a pickle", *filter(None, map(evidence_of, pickled)))
        elif other:
            yield unknown(component, f"{other[0].path} is in a format that was not judged ({other[0].format})")
        else:
            yield yes(component, "every file holds numbers and names only", *filter(None, map(evidence_of, holding.artifacts)))
