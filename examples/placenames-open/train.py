"""Train the model from random weights on data/train.txt, with the settings in training.json.

Plain stochastic gradient descent with momentum on the cross-entropy of the next character. A checkpoint is written after each
third of the steps, the final weights to model.safetensors, the loss to training_log.csv.
"""

import json
from pathlib import Path

import numpy as np

from model import CONTEXT, LETTERS, CharacterModel, save

HERE = Path(__file__).parent


def batches(names, size, seed):
    """Yield endless random batches of contexts (batch, 3) and next characters (batch,)."""
    contexts, targets = examples(names)
    rng = np.random.default_rng(seed)
    while True:
        chosen = rng.integers(0, len(targets), size)
        yield contexts[chosen], targets[chosen]


def examples(names):
    """Turn names into all their contexts and next characters."""
    contexts, targets = [], []
    for name in names:
        context = [0] * CONTEXT
        for char in name + ".":
            index = LETTERS.index(char)
            contexts.append(context)
            targets.append(index)
            context = context[1:] + [index]
    return np.array(contexts), np.array(targets)


def backward(model, context, target):
    """Return the loss and the gradient of every weight."""
    logits, hidden, joined = model.forward(context)
    probability = np.exp(logits - logits.max(1, keepdims=True))
    probability /= probability.sum(1, keepdims=True)
    rows = np.arange(len(target))
    loss = -np.log(probability[rows, target]).mean()
    probability[rows, target] -= 1
    d_logits = probability / len(target)
    d_hidden = (d_logits @ model.weights["output.weight"].T) * (1 - hidden**2)
    d_joined = (d_hidden @ model.weights["hidden.weight"].T).reshape(len(target), CONTEXT, -1)
    d_embedding = np.zeros_like(model.weights["embedding.weight"])
    np.add.at(d_embedding, context, d_joined)
    return loss, {
        "embedding.weight": d_embedding,
        "hidden.weight": joined.T @ d_hidden,
        "hidden.bias": d_hidden.sum(0),
        "output.weight": hidden.T @ d_logits,
        "output.bias": d_logits.sum(0),
    }


def main():
    """Run the whole training."""
    settings = json.loads((HERE / "training.json").read_text("utf-8"))
    names = (HERE / "data/train.txt").read_text("utf-8").split()
    model = CharacterModel(settings["embedding"], settings["hidden"], settings["seed"])
    velocity = {name: np.zeros_like(array) for name, array in model.weights.items()}
    log = ["step,loss"]
    loader = batches(names, settings["batch_size"], settings["seed"])
    for step in range(1, settings["steps"] + 1):
        loss, gradient = backward(model, *next(loader))
        for name, array in model.weights.items():
            velocity[name] = settings["momentum"] * velocity[name] - settings["learning_rate"] * gradient[name]
            array += velocity[name]
        if step % settings["log_every"] == 0:
            log.append(f"{step},{loss:.4f}")
        if step % (settings["steps"] // 3) == 0 and step < settings["steps"]:
            save(model.weights, HERE / f"checkpoints/step-{step}.safetensors")
    save(model.weights, HERE / "model.safetensors")
    (HERE / "training_log.csv").write_text("\n".join(log) + "\n", "utf-8")


if __name__ == "__main__":
    main()
