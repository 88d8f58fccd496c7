"""The architecture: a character model that sees three letters and guesses the fourth.

Letters are embedded, the three embeddings are joined, one hidden layer with tanh follows, and a linear layer scores the 27 next
characters (a to z and the end of the name).
"""

import json

import numpy as np

LETTERS = ".abcdefghijklmnopqrstuvwxyz"
CONTEXT = 3


class CharacterModel:
    """An embedding, a hidden layer and an output layer, as NumPy arrays by name."""

    def __init__(self, embedding=12, hidden=64, seed=0):
        """Make a model with small random weights."""
        rng = np.random.default_rng(seed)
        size = len(LETTERS)
        self.weights = {
            "embedding.weight": rng.normal(0, 0.3, (size, embedding)),
            "hidden.weight": rng.normal(0, 0.2, (CONTEXT * embedding, hidden)),
            "hidden.bias": np.zeros(hidden),
            "output.weight": rng.normal(0, 0.1, (hidden, size)),
            "output.bias": np.zeros(size),
        }

    def forward(self, context):
        """Score the next character. `context` is an integer array of shape (batch, 3); returns logits of shape (batch, 27)."""
        joined = self.weights["embedding.weight"][context].reshape(len(context), -1)
        hidden = np.tanh(joined @ self.weights["hidden.weight"] + self.weights["hidden.bias"])
        return hidden @ self.weights["output.weight"] + self.weights["output.bias"], hidden, joined


def save(weights, path):
    """Write weights as safetensors: eight bytes of header length, a JSON header, then the numbers."""
    header, blobs, at = {}, [], 0
    for name, array in sorted(weights.items()):
        blob = array.astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [at, at + len(blob)]}
        blobs.append(blob)
        at += len(blob)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text + b"".join(blobs))


def load(path):
    """Read weights back."""
    with open(path, "rb") as file:
        data = file.read()
    length = int.from_bytes(data[:8], "little")
    header, body = json.loads(data[8 : 8 + length]), data[8 + length :]
    return {
        name: np.frombuffer(body[slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"]).astype(float)
        for name, entry in header.items()
    }
