"""Code of the archetypes that are made with PyTorch: small, and whole where the archetype releases it whole."""

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
