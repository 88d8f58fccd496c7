"""Code of the archetypes: small, made for them, and whole where the archetype releases it whole."""

NETWORK = '''\
"""A decoder of a few layers."""

import torch
from torch import nn


class Block(nn.Module):
    """Attention and a feed-forward layer."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.attention = nn.MultiheadAttention(width, heads, batch_first=True)
        self.feed = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Attend, then transform."""
        normed = self.norm(x)
        x = x + self.attention(normed, normed, normed, need_weights=False)[0]
        return x + self.feed(self.norm(x))


class Decoder(nn.Module):
    """Token ids in, scores of the next token out."""

    def __init__(self, vocabulary: int, width: int, layers: int, heads: int) -> None:
        super().__init__()
        self.embed = nn.Embedding(vocabulary, width)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.head = nn.Linear(width, vocabulary)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Score the next token at every place."""
        x = self.embed(ids)
        for block in self.blocks:
            x = block(x)
        return self.head(x)
'''

PRETRAIN = '''\
"""Pre-train the decoder from random weights on the tokenised shards."""

import argparse

import numpy as np
import torch
import yaml
from torch.utils.data import DataLoader, Dataset

from network import Decoder


class Shards(Dataset):
    """Windows of tokens from a memory-mapped file."""

    def __init__(self, path: str, length: int) -> None:
        self.tokens = np.memmap(path, dtype=np.uint16, mode="r")
        self.length = length

    def __len__(self) -> int:
        return len(self.tokens) // self.length - 1

    def __getitem__(self, place: int) -> torch.Tensor:
        window = self.tokens[place * self.length : (place + 1) * self.length + 1]
        return torch.from_numpy(window.astype(np.int64))


def main() -> None:
    """Run the whole training."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", default="configs/pretrain.yaml")
    config = yaml.safe_load(open(parser.parse_args().config))
    model = Decoder(**config["model"])
    optimizer = torch.optim.AdamW(model.parameters(), lr=config["learning_rate"], weight_decay=config["weight_decay"])
    loader = DataLoader(Shards(config["data"], config["length"]), batch_size=config["batch_size"], shuffle=True)
    for step, batch in enumerate(loader):
        scores = model(batch[:, :-1])
        loss = torch.nn.functional.cross_entropy(scores.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % config["save_every"] == 0:
            torch.save(model.state_dict(), f"checkpoints/step{step}.pt")
        if step >= config["max_steps"]:
            break


if __name__ == "__main__":
    main()
'''

PRETRAIN_SETTINGS = """\
model: {vocabulary: 512, width: 32, layers: 2, heads: 4}
data: data/train.bin
length: 128
learning_rate: 3.0e-4
weight_decay: 0.1
optimizer: adamw
batch_size: 32
warmup_steps: 100
max_steps: 4000
save_every: 1000
seed: 17
"""

PREPARE = '''\
"""Make the training corpus: deduplicate, filter, tokenise, and write shards."""

import argparse
import hashlib
import json

import numpy as np
from tokenizers import Tokenizer


def unique(documents):
    """Yield each document once, by the hash of its normalised words."""
    seen = set()
    for document in documents:
        digest = hashlib.sha256(" ".join(document["text"].lower().split()).encode()).hexdigest()
        if digest not in seen:
            seen.add(digest)
            yield document


def good(document) -> bool:
    """Whether a document is long enough and mostly letters."""
    text = document["text"]
    return len(text) > 200 and sum(char.isalpha() for char in text) > 0.6 * len(text)


def main() -> None:
    """Read JSON lines, write one file of tokens."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--raw", required=True)
    parser.add_argument("--out", default="data/train.bin")
    arguments = parser.parse_args()
    tokenizer = Tokenizer.from_file("tokenizer.json")
    with open(arguments.raw) as raw:
        documents = [json.loads(line) for line in raw]
    tokens = [token for document in unique(documents) if good(document) for token in tokenizer.encode(document["text"]).ids]
    np.array(tokens, dtype=np.uint16).tofile(arguments.out)


if __name__ == "__main__":
    main()
'''

EVALUATE = '''\
"""Measure perplexity and accuracy on held-out text, and write the results."""

import json

import torch
from safetensors.torch import load_file
from torch.utils.data import DataLoader

from network import Decoder
from pretrain import Shards


@torch.no_grad()
def main() -> None:
    """Evaluate the final weights."""
    model = Decoder(512, 32, 2, 4)
    model.load_state_dict(load_file("model.safetensors"))
    model.eval()
    losses, correct, count = [], 0, 0
    for batch in DataLoader(Shards("data/test.bin", 128), batch_size=8):
        scores = model(batch[:, :-1])
        losses.append(torch.nn.functional.cross_entropy(scores.flatten(0, 1), batch[:, 1:].flatten()).item())
        correct += (scores.argmax(-1) == batch[:, 1:]).sum().item()
        count += batch[:, 1:].numel()
    perplexity = float(torch.tensor(losses).mean().exp())
    with open("results.json", "w") as file:
        json.dump({"perplexity": perplexity, "accuracy": correct / count}, file)


if __name__ == "__main__":
    main()
'''

GENERATE = '''\
"""Load the weights and continue a text."""

import sys

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from network import Decoder


@torch.no_grad()
def main() -> None:
    """Print the continuation of the words given."""
    tokenizer = Tokenizer.from_file("tokenizer.json")
    model = Decoder(512, 32, 2, 4)
    model.load_state_dict(load_file("model.safetensors"))
    model.eval()
    ids = tokenizer.encode(" ".join(sys.argv[1:])).ids
    for _ in range(50):
        scores = model(torch.tensor([ids]))[0, -1]
        ids.append(int(torch.multinomial(scores.softmax(-1), 1)))
    print(tokenizer.decode(ids))


if __name__ == "__main__":
    main()
'''

FINETUNE = '''\
"""Instruction tuning of the pre-trained decoder."""

import argparse
import json

import torch
import yaml
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch.utils.data import DataLoader

from network import Decoder


def main() -> None:
    """Tune on pairs of instructions and answers."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", default="configs/sft.yaml")
    config = yaml.safe_load(open(parser.parse_args().config))
    tokenizer = Tokenizer.from_file("tokenizer.json")
    with open(config["data"]) as lines:
        pairs = [json.loads(line) for line in lines]
    rows = [torch.tensor(tokenizer.encode(pair["prompt"] + pair["answer"]).ids) for pair in pairs]
    model = Decoder(512, 32, 2, 4)
    model.load_state_dict(load_file("base.safetensors"))
    optimizer = torch.optim.AdamW(model.parameters(), lr=config["learning_rate"])
    for _ in range(config["epochs"]):
        for row in DataLoader(rows, batch_size=1, shuffle=True):
            loss = torch.nn.functional.cross_entropy(model(row[:, :-1]).flatten(0, 1), row[:, 1:].flatten())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    save_file(model.state_dict(), "model.safetensors")


if __name__ == "__main__":
    main()
'''

FINETUNE_SETTINGS = "data: data/instructions.jsonl\nlearning_rate: 1.0e-5\noptimizer: adamw\nbatch_size: 1\nepochs: 2\n"

HUB_NETWORK = NETWORK.replace("class Decoder(nn.Module)", "class LinnetForCausalLM(nn.Module)").replace(
    '"""A decoder of a few layers."""', '"""The network, as the hub\'s library loads it."""'
)

HUB_CONFIG = """\
{
  "architectures": ["LinnetForCausalLM"],
  "auto_map": {"AutoModelForCausalLM": "modeling_linnet.LinnetForCausalLM"},
  "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "vocab_size": 512,
  "model_type": "linnet", "torch_dtype": "float32"
}
"""

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
