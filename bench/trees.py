"""The releases that are measured: a small one, a tree of 2,000 files as large repositories have them, one heavy weight file.

Every call writes the same bytes.
"""

import json
import random
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

EXAMPLE = Path(__file__).parent.parent / "examples/placenames-open"

NOUNS = ("encoder", "decoder", "mixer", "router", "sampler", "scorer", "packer", "bucket", "window", "anchor", "gate", "field")
VERBS = ("load", "merge", "split", "filter", "resample", "normalise", "shuffle", "collate", "project", "measure", "mask", "pool")


def small(folder: Path) -> None:
    """A release of 20 files, with real headers, a card, licenses, code and data."""
    for file in sorted(path for path in EXAMPLE.rglob("*") if path.is_file())[:20]:
        target = folder / file.relative_to(EXAMPLE)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())


def tiny(folder: Path, number: int) -> None:
    """A release of five small files; each number gives another one."""
    dice = random.Random(number)  # noqa: S311
    license_ = dice.choice(("apache-2.0", "mit", "other", "cc-by-4.0"))
    folder.mkdir(parents=True, exist_ok=True)
    card = f"---\nlicense: {license_}\npipeline_tag: text-generation\n---\n# Model {number}\n\n{_sentence(dice)}\n"
    if dice.random() < 0.5:
        card += f"\n## Training data\n\nIt was trained on {dice.randint(1, 90)} GB of text from Wikipedia.\n"
    (folder / "README.md").write_text(card)
    (folder / "config.json").write_text(json.dumps({"architectures": ["Any"], "hidden_size": dice.randint(8, 64)}))
    header = b'{"w":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}'
    (folder / "model.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + dice.randbytes(16))
    if dice.random() < 0.6:
        (folder / "LICENSE").write_text((EXAMPLE / "LICENSE").read_text())
    if dice.random() < 0.6:
        (folder / "train.py").write_text((EXAMPLE / "train.py").read_text())


def tree(folder: Path, count: int = 2_000) -> None:
    """A tree of `count` files, a third of it Python: modules, networks, training loops, command lines, tests."""
    small(folder)
    dice = random.Random(7)  # noqa: S311 - the same tree every time
    makers: list[tuple[str, Callable[[random.Random, int], bytes]]] = [
        ("py", module), ("md", page), ("json", settings), ("py", network), ("yaml", recipe), ("csv", table), ("py", module),
        ("png", picture), ("jsonl", records), ("py", script), ("md", page), ("bin", noise), ("py", module), ("txt", notes),
        ("safetensors", shard),
    ]  # fmt: skip
    for number in range(count - 20):
        ending, make = makers[number % len(makers)]
        if ending == "py" and number % 97 == 9:
            make = loop
        place = folder / f"{NOUNS[number % 12]}s" / f"{VERBS[number // 12 % 12]}_{number // 144 % 3}"
        place.mkdir(parents=True, exist_ok=True)
        name = f"{'test_' if ending == 'py' and number % 11 == 0 else ''}{NOUNS[number // 7 % 12]}_{number}.{ending}"
        (place / name).write_bytes(make(dice, number))


def heavy(folder: Path) -> None:
    """A release with one weight file of 2 GB: a valid safetensors header and numbers that vary."""
    size = 2_000_000_000
    header = b'{"w":{"dtype":"F32","shape":[%d],"data_offsets":[0,%d]}}' % (size // 4, size)
    block = random.Random(7).randbytes(1 << 20)  # noqa: S311
    with (folder / "model.safetensors").open("wb") as file:
        file.write(len(header).to_bytes(8, "little") + header)
        for start in range(0, size, len(block)):
            file.write(block[: size - start])
    (folder / "README.md").write_text("# A model\n")


def module(dice: random.Random, number: int) -> bytes:
    """A library module of 80 to 300 lines, now and then of 1,200."""
    parts = [f'"""{_sentence(dice)}"""\n\nimport logging\nfrom pathlib import Path\n\nimport numpy as np\n']
    parts.append(
        "LOG = logging.getLogger(__name__)\nDEFAULTS = {"
        + ", ".join(f'"{noun}": {dice.random():.3f}' for noun in NOUNS[:6])
        + "}\n\n"
    )
    for at in range(60 if number % 17 == 0 else dice.randint(4, 14)):
        noun, verb = dice.choice(NOUNS), dice.choice(VERBS)
        parts.append(f'''
def {verb}_{noun}_{at}(values, width={dice.randint(1, 512)}, strict=True):
    """{_sentence(dice)}

    {_sentence(dice)} {_sentence(dice)}
    """
    if strict and not len(values):
        raise ValueError(f"no {noun} in {{width}} values")
    found = {{}}
    for index, value in enumerate(values):
        key = (index % width, str(value)[:{dice.randint(2, 9)}])
        found.setdefault(key, []).append(value * {dice.random():.4f})
    LOG.debug("%d groups of {noun} in module {number}", len(found))
    return [np.asarray(group).mean() for _, group in sorted(found.items())]
''')
    return "\n".join(parts).encode()


def network(dice: random.Random, number: int) -> bytes:
    """The definition of a network."""
    layers = "\n".join(
        f"        self.{dice.choice(NOUNS)}_{at} = nn.Linear({dice.choice((256, 512, 768))}, width, bias={bool(at % 2)})"
        for at in range(dice.randint(4, 12))
    )
    return f'''"""{_sentence(dice)}"""

from dataclasses import dataclass

import torch
from torch import nn


@dataclass
class Config{number}:
    """{_sentence(dice)}"""

    width: int = {dice.randint(64, 4096)}
    depth: int = {dice.randint(2, 48)}
    dropout: float = {dice.random():.2f}


class Block{number}(nn.Module):
    """{_sentence(dice)} {_sentence(dice)}"""

    def __init__(self, config):
        super().__init__()
        width = config.width
{layers}
        self.norm = nn.LayerNorm(width)
        self.drop = nn.Dropout(config.dropout)

    def forward(self, hidden, mask=None):
        """{_sentence(dice)}"""
        scores = torch.einsum("bqd,bkd->bqk", hidden, hidden) / hidden.shape[-1] ** 0.5
        if mask is not None:
            scores = scores.masked_fill(mask == 0, float("-inf"))
        return self.norm(hidden + self.drop(scores.softmax(-1) @ hidden))
'''.encode()


def loop(dice: random.Random, number: int) -> bytes:
    """A script with a training loop."""
    return f'''"""{_sentence(dice)}"""

import argparse

import torch
import yaml
from torch.utils.data import DataLoader

from encoders.load_0.encoder_3 import Block3, Config3


def train(config, data, steps):
    """{_sentence(dice)}"""
    model = Block3(Config3(**config["model"]))
    optimizer = torch.optim.AdamW(model.parameters(), lr=config["lr"], weight_decay={dice.random():.3f})
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    for step, batch in enumerate(DataLoader(data, batch_size={dice.randint(1, 64)}, shuffle=True)):
        loss = torch.nn.functional.cross_entropy(model(batch["input"]), batch["target"])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        if step % 1000 == 0:
            torch.save(model.state_dict(), f"run{number}/step{{step}}.pt")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--steps", type=int, default={dice.randint(1000, 90000)})
    args = parser.parse_args()
    with open(args.config) as file:
        train(yaml.safe_load(file), torch.load(args.data), args.steps)


if __name__ == "__main__":
    main()
'''.encode()


def script(dice: random.Random, number: int) -> bytes:
    """A command line that evaluates or prepares something."""
    options = "\n".join(
        f'    parser.add_argument("--{dice.choice(VERBS)}-{at}", type=float, default={at / 7:.3f}, help="{_sentence(dice)}")'
        for at in range(dice.randint(3, 15))
    )
    return f'''"""{_sentence(dice)}"""

import argparse
import json
import sys


def main(argv=None):
    """{_sentence(dice)}"""
    parser = argparse.ArgumentParser(prog="tool{number}", description=__doc__)
{options}
    args = parser.parse_args(argv)
    scores = {{name: value * 2 for name, value in vars(args).items() if value}}
    json.dump(scores, sys.stdout, indent=2)
    return 0 if all(score > {dice.random():.2f} for score in scores.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
'''.encode()


def page(dice: random.Random, number: int) -> bytes:
    """A page of documentation with headings, lists, links and code."""
    parts = [f"# {_sentence(dice)}\n"]
    for at in range(dice.randint(3, 12)):
        parts.append(
            f"## {dice.choice(NOUNS).title()} {at}\n\n" + " ".join(_sentence(dice) for _ in range(dice.randint(3, 9))) + "\n"
        )
        parts.append(
            "\n".join(f"- [{_sentence(dice)}](../{dice.choice(NOUNS)}s/page_{dice.randint(0, 99)}.md)" for _ in range(3)) + "\n"
        )
        parts.append(f"```python\nresult = {dice.choice(VERBS)}(values, width={at})\nprint(result)\n```\n")
    return "\n".join(parts).encode()


def notes(dice: random.Random, number: int) -> bytes:
    """Plain text."""
    return "\n".join(_sentence(dice) for _ in range(dice.randint(20, 120))).encode()


def settings(dice: random.Random, number: int) -> bytes:
    """Settings or results as JSON."""
    return json.dumps(
        {f"{verb}_{noun}": dice.random() for verb in VERBS for noun in NOUNS[: dice.randint(2, 12)]}, indent=2
    ).encode()


def recipe(dice: random.Random, number: int) -> bytes:
    """Settings as YAML."""
    lines = [
        f"{verb}:\n  " + "\n  ".join(f"{noun}: {dice.random():.5f}" for noun in NOUNS) for verb in VERBS[: dice.randint(2, 12)]
    ]
    return "\n".join(lines).encode()


def table(dice: random.Random, number: int) -> bytes:
    """A table of numbers."""
    rows = [",".join(f"{dice.random():.6f}" for _ in range(8)) for _ in range(dice.randint(20, 400))]
    return "\n".join([",".join(NOUNS[:8]), *rows]).encode()


def records(dice: random.Random, number: int) -> bytes:
    """One JSON object a line."""
    return "\n".join(
        json.dumps({"text": _sentence(dice), "label": dice.randint(0, 9)}) for _ in range(dice.randint(20, 200))
    ).encode()


def picture(dice: random.Random, number: int) -> bytes:
    """The bytes of a PNG of noise."""
    head = struct.pack(">I4sII5s", 13, b"IHDR", 64, 64, b"\x08\x02\0\0\0")
    body = zlib.compress(dice.randbytes(dice.randint(3_000, 30_000)), 0)
    return b"\x89PNG\r\n\x1a\n" + head + bytes(4) + struct.pack(">I", len(body)) + b"IDAT" + body + bytes(4)


def noise(dice: random.Random, number: int) -> bytes:
    """Bytes that nobody knows."""
    return dice.randbytes(dice.randint(1_000, 60_000))


def shard(dice: random.Random, number: int) -> bytes:
    """A small safetensors file of 40 tensors."""
    size = 4 * dice.randint(16, 256)
    tensors = {
        f"layers.{at}.weight": {"dtype": "F32", "shape": [size // 4], "data_offsets": [at * size, (at + 1) * size]}
        for at in range(40)
    }
    header = json.dumps(tensors, separators=(",", ":")).encode()  # as the format's own library writes it
    return struct.pack("<Q", len(header)) + header + dice.randbytes(40 * size)


def _sentence(dice: random.Random) -> str:
    words = [dice.choice(VERBS if at % 3 == 1 else NOUNS) for at in range(dice.randint(5, 14))]
    return f"The {' '.join(words)} is used here."
