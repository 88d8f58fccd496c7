"""Code of the archetypes that are made with JAX."""

FLAX_NETWORK = '''\
"""An encoder-decoder in Flax."""

import flax.linen as nn
import jax.numpy as jnp


class EncoderDecoder(nn.Module):
    """Text in, text out."""

    vocabulary: int = 512
    width: int = 32

    @nn.compact
    def __call__(self, inputs, targets):
        """Score the next target token."""
        embed = nn.Embed(self.vocabulary, self.width)
        memory = nn.SelfAttention(num_heads=4)(embed(inputs))
        hidden = nn.MultiHeadDotProductAttention(num_heads=4)(embed(targets), memory)
        return nn.Dense(self.vocabulary)(jnp.tanh(hidden))
'''

FLAX_TRAIN = '''\
"""Train the encoder-decoder from scratch on spans of web text that were masked."""

from absl import app, flags
import jax
import optax
import tensorflow as tf
import yaml

from wren.network import EncoderDecoder

FLAGS = flags.FLAGS
flags.DEFINE_string("config", "configs/pretrain.yaml", "Settings of the run.")


def batches(path, size):
    """Yield batches of masked inputs and the targets that were masked."""
    records = tf.data.TFRecordDataset(tf.io.gfile.glob(path)).map(parse).shuffle(10_000).batch(size)
    yield from records.as_numpy_iterator()


def parse(record):
    """Parse one record."""
    spec = {name: tf.io.FixedLenFeature([128], tf.int64) for name in ("inputs", "targets")}
    return tf.io.parse_single_example(record, spec)


def main(_):
    """Run the whole training."""
    with open(FLAGS.config) as file:
        config = yaml.safe_load(file)
    model = EncoderDecoder()
    optimizer = optax.adafactor(config["learning_rate"])
    loader = batches(config["data"], config["batch_size"])
    first = next(loader)
    params = model.init(jax.random.PRNGKey(config["seed"]), first["inputs"], first["targets"])
    state = optimizer.init(params)

    def loss_of(params, batch):
        scores = model.apply(params, batch["inputs"], batch["targets"][:, :-1])
        return optax.softmax_cross_entropy_with_integer_labels(scores, batch["targets"][:, 1:]).mean()

    for _, batch in zip(range(config["train_steps"]), loader):
        loss, gradients = jax.value_and_grad(loss_of)(params, batch)
        updates, state = optimizer.update(gradients, state, params)
        params = optax.apply_updates(params, updates)


if __name__ == "__main__":
    app.run(main)
'''

FLAX_SETTINGS = """\
data: gs://wren/corpus/train-*.tfrecord
learning_rate: 1.0e-3
optimizer: adafactor
batch_size: 128
train_steps: 10000
warmup_steps: 1000
seed: 3
"""

FLAX_PREPARE = '''\
"""Build the corpus: take web pages, keep good lines, drop duplicates, and write records of tokens."""

import argparse
import json

import tensorflow as tf


def clean(page):
    """Keep lines that end like sentences; drop pages with boilerplate or bad words."""
    lines = [line for line in page.splitlines() if line.rstrip().endswith((".", "!", "?")) and len(line.split()) >= 5]
    return "\\n".join(lines) if len(lines) >= 3 else ""


def main():
    """Write one file of records."""
    parser = argparse.ArgumentParser()
    parser.add_argument("pages")
    parser.add_argument("out")
    arguments = parser.parse_args()
    seen = set()
    with open(arguments.pages) as pages, tf.io.TFRecordWriter(arguments.out) as writer:
        for page in pages:
            text = clean(json.loads(page)["text"])
            if text and hash(text) not in seen:
                seen.add(hash(text))
                feature = tf.train.Feature(bytes_list=tf.train.BytesList(value=[text.encode()]))
                writer.write(tf.train.Example(features=tf.train.Features(feature={"text": feature})).SerializeToString())


if __name__ == "__main__":
    main()
'''

FLAX_EVALUATE = '''\
"""Evaluate on the test sets of the downstream tasks: exact match and F1."""

import json

from wren.predict import predict


def exact_match(answers, predictions):
    """Return the share of answers that are met word by word."""
    return sum(answer == prediction for answer, prediction in zip(answers, predictions)) / len(answers)


def main():
    """Measure every task and write the scores."""
    scores = {}
    for task in ("summaries", "questions"):
        with open(f"tasks/{task}.jsonl") as lines:
            rows = [json.loads(line) for line in lines]
        predictions = [predict(row["input"]) for row in rows]
        scores[task] = {"exact_match": exact_match([row["answer"] for row in rows], predictions)}
    with open("scores.json", "w") as file:
        json.dump(scores, file)


if __name__ == "__main__":
    main()
'''

FLAX_PREDICT = '''\
"""Load the weights and answer."""

import sys

import jax.numpy as jnp
import numpy as np
from safetensors.numpy import load_file

from wren.network import EncoderDecoder
from wren.vocabulary import decode, encode


def predict(text):
    """Return the model's answer to a text, token by token."""
    params = load_file("model.safetensors")
    model, inputs, targets = EncoderDecoder(), jnp.array([encode(text)]), [0]
    while len(targets) < 64 and targets[-1] != 1:
        scores = model.apply(params, inputs, jnp.array([targets]))
        targets.append(int(np.argmax(scores[0, -1])))
    return decode(targets)


if __name__ == "__main__":
    print(predict(" ".join(sys.argv[1:])))
'''

FLAX_VOCABULARY = '''\
"""The vocabulary: text to token ids and back."""

import sentencepiece

_PIECES = sentencepiece.SentencePieceProcessor("spiece.model")


def encode(text):
    """Return the ids of a text."""
    return _PIECES.encode(text)


def decode(ids):
    """Return the text of ids."""
    return _PIECES.decode(ids)
'''

RUN_JAX = '''\
"""Load a checkpoint and sample from it."""

import logging

import haiku as hk
import jax
import jax.numpy as jnp
from safetensors.numpy import load_file

from network import Transformer


def forward(tokens):
    """Score the next token."""
    return Transformer(vocabulary=512, width=32, layers=2)(tokens)


def main():
    """Sample a continuation of a fixed prompt."""
    logging.basicConfig(level=logging.INFO)
    params = load_file("weights/model.safetensors")
    model = hk.without_apply_rng(hk.transform(forward))
    tokens = jnp.array([[1, 2, 3]])
    key = jax.random.PRNGKey(42)
    for _ in range(32):
        key, part = jax.random.split(key)
        following = jax.random.categorical(part, model.apply(params, tokens)[:, -1])
        tokens = jnp.concatenate([tokens, following[:, None]], axis=1)
    logging.info("Output: %s", tokens)


if __name__ == "__main__":
    main()
'''

HAIKU_NETWORK = '''\
"""The network: a transformer with experts."""

import haiku as hk
import jax
import jax.numpy as jnp


class Transformer(hk.Module):
    """Token ids in, scores of the next token out."""

    def __init__(self, vocabulary, width, layers, name=None):
        super().__init__(name)
        self.vocabulary, self.width, self.layers = vocabulary, width, layers

    def __call__(self, tokens):
        """Score the next token at every place."""
        x = hk.Embed(self.vocabulary, self.width)(tokens)
        for _ in range(self.layers):
            x = x + hk.MultiHeadAttention(4, 8, w_init_scale=1.0)(x, x, x)
            gates = jax.nn.softmax(hk.Linear(2)(x))
            experts = jnp.stack([hk.Linear(self.width)(x) for _ in range(2)], -1)
            x = x + (experts * gates[..., None, :]).sum(-1)
        return hk.Linear(self.vocabulary)(x)
'''
