"""Load model.safetensors and invent place names. Usage: python generate.py [count]."""

import sys
from pathlib import Path

import numpy as np

from model import CONTEXT, LETTERS, CharacterModel, load


def generate(model, rng, longest=20):
    """Invent one name, a character at a time."""
    context, name = [0] * CONTEXT, ""
    while len(name) < longest:
        logits, _, _ = model.forward(np.array([context]))
        probability = np.exp(logits[0] - logits[0].max())
        index = rng.choice(len(LETTERS), p=probability / probability.sum())
        if index == 0:
            break
        name += LETTERS[index]
        context = context[1:] + [index]
    return name.capitalize()


def main():
    """Print as many names as asked for, ten unless told."""
    model = CharacterModel()
    model.weights = load(Path(__file__).parent / "model.safetensors")
    rng = np.random.default_rng(1)
    for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 10):
        print(generate(model, rng))


if __name__ == "__main__":
    main()
