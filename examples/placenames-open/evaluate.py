"""Evaluate the final weights on data/test.txt: mean cross-entropy in nats a character, and accuracy of the best guess.

Writes evaluation/results.json.
"""

import json
from pathlib import Path

import numpy as np

from model import CharacterModel, load
from train import examples

HERE = Path(__file__).parent


def main():
    """Measure and write the results."""
    model = CharacterModel()
    model.weights = load(HERE / "model.safetensors")
    contexts, targets = examples((HERE / "data/test.txt").read_text("utf-8").split())
    logits, _, _ = model.forward(contexts)
    log_probability = logits - logits.max(1, keepdims=True)
    log_probability -= np.log(np.exp(log_probability).sum(1, keepdims=True))
    rows = np.arange(len(targets))
    results = {
        "test_set": "data/test.txt",
        "characters": len(targets),
        "cross_entropy_nats": round(float(-log_probability[rows, targets].mean()), 4),
        "uniform_guess_nats": round(float(np.log(27)), 4),
        "accuracy": round(float((logits.argmax(1) == targets).mean()), 4),
    }
    (HERE / "evaluation/results.json").write_text(json.dumps(results, indent=2) + "\n", "utf-8")
    print(results)


if __name__ == "__main__":
    main()
