"""Small releases of our own, made by chance: any of several fields, any parts, any of several licenses."""

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from tests.inventory.fakes import LOOP, NETWORK, SETTINGS, checkpoint, noise, tensors
from tests.licenses.samples import APACHE, BSD, CC_BY, CDLA, MIT

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Made:
    """A release, and which of its files are which part of it."""

    seed: int
    field: str
    parts: Mapping[str, Files]

    @property
    def files(self) -> dict[str, bytes]:
        """Every file by path."""
        return {path: data for part in self.parts.values() for path, data in part.items()}

    def without(self, part: str) -> "Made":
        """The same without one part. The last checkpoint would take the place of the weights, so it goes with them."""
        gone = {part, "checkpoints"} if part == "weights" else {part}
        return replace(self, parts={name: files for name, files in self.parts.items() if name not in gone})


@dataclass(frozen=True)
class Field:
    """What differs from field to field."""

    noun: str
    what: str
    tag: str
    data: str
    imports: str
    suffix: str
    row: str
    measure: str


FIELDS = {
    "text": Field(
        "language model", "a decoder-only transformer that continues text", "text-generation", "Wikipedia dumps of 2023-11-01",
        "import transformers", "jsonl", '{"text": "A river runs through the valley of stones."}', "perplexity",
    ),
    "protein": Field(
        "protein structure model", "a network that predicts protein structure from amino acid sequences", "",
        "PDB entries of 2022-05-01",
        "from Bio import SeqIO", "fasta", ">protein one\nMKTAYIAKQRQISFVKSHFSRQ\n", "lDDT",
    ),
    "weather": Field(
        "weather forecast model", "a network that forecasts global weather six hours ahead", "", "ERA5 from 1979 to 2020",
        "import xarray", "csv", "time,latitude,t2m,z500\n2020-01-01,45.0,281.2,54210.3\n", "RMSE of Z500",
    ),
    "materials": Field(
        "interatomic potential", "a graph network that predicts energies and forces of crystals", "",
        "Materials Project v2022.10.28",
        "from pymatgen.core import Structure", "xyz", "2\nenergy=-3.2\nSi 0 0 0\nSi 1.3 1.3 1.3\n", "energy error",
    ),
    "vision": Field(
        "image classifier", "a vision transformer that classifies images", "image-classification", "ImageNet-1k of 2012",
        "import torchvision", "csv", "image,label\na.png,3\nb.png,7\n", "accuracy",
    ),
    "audio": Field(
        "speech recognition model", "an encoder that transcribes speech", "automatic-speech-recognition", "LibriSpeech of 2015",
        "import torchaudio", "csv", "file,text\na.wav,good morning\n", "word error rate",
    ),
    "tabular": Field(
        "tabular classifier", "a transformer that classifies the rows of tables", "tabular-classification", "OpenML-CC18 of 2019",
        "import sklearn", "csv", "age,income,label\n33,41000,1\n52,38000,0\n", "ROC AUC",
    ),
    "robotics": Field(
        "robot policy", "a policy that maps camera images to robot actions", "robotics", "Bridge V2 of 2023",
        "import gymnasium", "jsonl", '{"observation": [0.1, 0.4], "action": [1, 0]}', "success rate",
    ),
}  # fmt: skip

_NON_COMMERCIAL = """Placenames Research License

Copyright (c) 2024 The Placenames Authors

You may use, copy and modify the materials for non-commercial research purposes only. Any commercial use is prohibited without
a separate written license. You may not use the materials or their outputs to train other models. Redistribution is allowed only
with this license.
"""
LICENSES = {"apache-2.0": APACHE, "mit": MIT, "bsd-3-clause": BSD, "cc-by-4.0": CC_BY, "other": _NON_COMMERCIAL}


def make(seed: int) -> Made:
    """The release of a seed. One in six holds every part, the others lack each with a chance of three in ten."""
    chance = random.Random(seed)
    name = sorted(FIELDS)[seed % len(FIELDS)]
    whole = chance.random() < 1 / 6
    license_id = chance.choice(sorted(LICENSES))
    parts: dict[str, Files] = {}
    for part, maker in PARTS.items():
        present = whole or chance.random() < 0.7
        if files := maker(FIELDS[name], license_id, chance):
            parts.update({part: files} if present else {})
    return Made(seed, name, parts)


Maker = Callable[[Field, str, random.Random], Files]


def _file(path: str, text: str) -> Files:
    return {path: text.encode()}


def _readme(field: Field, license_id: str, chance: random.Random) -> Files:
    front = [f"license: {license_id}"] if chance.random() < 0.6 else []
    front += [f"pipeline_tag: {field.tag}"] if field.tag and chance.random() < 0.7 else []
    card = ("---\n" + "\n".join(front) + "\n---\n") if front else ""
    sections = {
        "Model details": f"It is {field.what}. It has twelve layers of width 256 with attention, and 1.2 thousand parameters.",
        "Training": "It was trained from random weights for 1,000 steps with AdamW on 8 A100 GPUs, 400 GPU hours in all.",
        "Training data": f"It was trained on {field.data}, filtered by length and cleaned of duplicates; 400 examples.",
        "Evaluation": f"On the held-out part its {field.measure} is 0.83, against 0.61 for the baseline of the year before.",
        "Limitations": "It fails on inputs unlike those of its training, and it reproduces the biases that stand in them.",
        "Intended use": f"Research with a {field.noun}, and teaching. It is not meant for decisions about people.",
        "License": "The code and the model weights are licensed under the license in the file LICENSE.",
    }  # fmt: skip
    body = "".join(f"## {title}\n\n{text}\n\n" for title, text in sections.items() if chance.random() < 0.8)
    lead = f"A {field.noun}: {field.what}. This repository holds what belongs to the release of the model.\n\n"
    return _file("README.md", f"{card}# Placenames\n\n{lead}{body}")


def _license(field: Field, license_id: str, chance: random.Random) -> Files:
    return _file("LICENSE", LICENSES[license_id])


def _data_license(field: Field, license_id: str, chance: random.Random) -> Files:
    return _file("data/LICENSE", CDLA)


def _weights(field: Field, license_id: str, chance: random.Random) -> Files:
    config = json.dumps({"architectures": ["PlacenamesModel"], "model_type": "placenames", "hidden_size": 4}).encode()
    if chance.random() < 0.3:
        return {"model.pth": checkpoint(3), "config.json": config}
    return {"model.safetensors": tensors(300 + chance.randint(0, 200)), "config.json": config}


def _steps(field: Field, license_id: str, chance: random.Random) -> Files:
    return {f"checkpoints/step-{step}.safetensors": tensors(300 + step) for step in (100, 200)}


def _training(field: Field, license_id: str, chance: random.Random) -> Files:
    return {"train.py": f"{field.imports}\n{LOOP}".encode(), "configs/train.yaml": SETTINGS.encode()}


def _tuning(field: Field, license_id: str, chance: random.Random) -> Files:
    return {"finetune/finetune.py": LOOP.encode(), "finetune/finetune.yaml": SETTINGS.encode()}


def _network(field: Field, license_id: str, chance: random.Random) -> Files:
    return {"placenames/model.py": NETWORK.encode(), "placenames/__init__.py": b"from placenames.model import Network\n"}


def _inference(field: Field, license_id: str, chance: random.Random) -> Files:
    text = f"""{field.imports}
import argparse
import torch
from placenames.model import Network


@torch.no_grad()
def predict(path, inputs):
    model = Network()
    model.load_state_dict(torch.load(path, weights_only=True))
    model.eval()
    return model(inputs)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--input")
    print(predict("model.safetensors", parser.parse_args().input))
"""
    return _file("predict.py", text)


def _preparing(field: Field, license_id: str, chance: random.Random) -> Files:
    text = """import json
import sys


def clean(lines):
    seen = set()
    for line in lines:
        text = line.strip().lower()
        if len(text) > 20 and text not in seen:
            seen.add(text)
            yield text


if __name__ == "__main__":
    with open(sys.argv[1]) as raw, open("data/train.jsonl", "w") as out:
        for text in clean(raw):
            out.write(json.dumps({"text": text}) + "\\n")
"""
    return _file("prepare_data.py", text)


def _evaluation(field: Field, license_id: str, chance: random.Random) -> Files:
    text = """import json
import torch
from placenames.model import Network


def evaluate(model, batches):
    correct = total = 0
    with torch.no_grad():
        for inputs, labels in batches:
            correct += (model(inputs).argmax(-1) == labels).sum().item()
            total += len(labels)
    return {"accuracy": correct / total}


if __name__ == "__main__":
    model = Network()
    print(json.dumps(evaluate(model, torch.load("data/test.pt"))))
"""
    return _file("evaluate.py", text)


def _results(field: Field, license_id: str, chance: random.Random) -> Files:
    found = {"results": {field.measure: {"value": 0.83, "stderr": 0.01}, "baseline": {"value": 0.61}}, "split": "test"}
    return _file("evaluation/results.json", json.dumps(found, indent=2))


def _data(field: Field, license_id: str, chance: random.Random) -> Files:
    head, _, rest = field.row.partition("\n")
    rows = [(rest or head).rstrip() for _ in range(400)]
    if field.suffix == "jsonl":
        rows = [row.replace("0.1", f"0.{at}").replace("river", f"river {at}") for at, row in enumerate(rows)]
    lead = [head] if field.suffix == "csv" else []
    return _file(f"data/train.{field.suffix}", "\n".join([*lead, *rows]) + "\n")


def _eval_data(field: Field, license_id: str, chance: random.Random) -> Files:
    return _file("data/test.jsonl", "".join(f'{{"text": "held out {at}", "label": {at % 5}}}\n' for at in range(200)))


def _data_card(field: Field, license_id: str, chance: random.Random) -> Files:
    sections = {
        "Motivation": f"The data set was made to train a {field.noun}, by the authors of this repository and without funding.",
        "Composition": "It holds 400 examples, each with its text and where it is from. There are no splits beside the test set.",
        "Collection process": f"The examples are from {field.data}, taken from the dumps that anyone can download, in one week.",
        "Preprocessing": "Duplicates were removed, and examples of under twenty characters left out by `prepare_data.py`.",
        "Uses": "It has been used to train this model only. It should not be used to make statements about living people.",
        "Distribution": "It is distributed with this repository under CDLA-Permissive-2.0; nothing in it belongs to others.",
        "Maintenance": "The authors maintain it; errors are reported as issues, and a corrected version gets a new number.",
    }  # fmt: skip
    body = "".join(f"## {title}\n\n{text}\n\n" for title, text in sections.items() if chance.random() < 0.8)
    return _file("DATA_CARD.md", f"# Data card\n\nWhat the training data are, and how they came to be here.\n\n{body}")


def _report(field: Field, license_id: str, chance: random.Random) -> Files:
    body = " ".join(
        f"In experiment {at} the {field.measure} rose to 0.{70 + at} when the batch was {2**at} and all else was kept."
        for at in range(9)
    )
    return _file(
        "TECHNICAL_REPORT.md", f"# Technical report\n\n## Method\n\nIt is {field.what}. {body}\n\n## Results\n\n{body}\n"
    )


def _paper(field: Field, license_id: str, chance: random.Random) -> Files:
    text = f"""cff-version: 1.2.0
message: Please cite the paper.
title: Placenames
authors:
  - family-names: Maker
    given-names: Ada
preferred-citation:
  type: conference-paper
  title: "Placenames, a {field.noun}"
  authors:
    - family-names: Maker
      given-names: Ada
  year: 2024
  collection-title: "Advances in Neural Information Processing Systems"
  url: "https://arxiv.org/abs/2401.00001"
"""
    return _file("CITATION.cff", text)


def _samples(field: Field, license_id: str, chance: random.Random) -> Files:
    return _file("samples/outputs.txt", "\n".join(f"Output {at}: what the model gave for input {at}." for at in range(40)))


def _policy(field: Field, license_id: str, chance: random.Random) -> Files:
    text = (
        "# Usage policy\n\n" + "You may not use the model to harm, deceive or surveil people, nor where the law forbids it. " * 6
    )
    return _file("USAGE_POLICY.md", text)


def _safety(field: Field, license_id: str, chance: random.Random) -> Files:
    text = (
        "# Safety evaluation\n\n"
        + "Red teaming with 200 prompts found 3 harmful answers; each is described with its mitigation. " * 6
    )
    return _file("SAFETY_EVALUATION.md", text)


def _metadata(field: Field, license_id: str, chance: random.Random) -> Files:
    return {
        "training/optimizer.pt": checkpoint(2, 64),
        "training/trainer_state.json": b'{"global_step": 1000, "log_history": []}',
    }


def _tokenizer(field: Field, license_id: str, chance: random.Random) -> Files:
    vocabulary = {f"t{at}": at for at in range(200)}
    return _file("tokenizer.json", json.dumps({"version": "1.0", "model": {"type": "BPE", "vocab": vocabulary, "merges": []}}))


def _requirements(field: Field, license_id: str, chance: random.Random) -> Files:
    return _file("requirements.txt", "torch==2.4.0\nnumpy==2.1.0\n")


def _housekeeping(field: Field, license_id: str, chance: random.Random) -> Files:
    changes = "# Changelog\n\n## 1.1\n\n- A better tokenizer.\n\n## 1.0\n\n- The first release.\n"
    return {"CHANGELOG.md": changes.encode(), "figure.bin": noise(3000)}


PARTS: dict[str, Maker] = {
    "readme": _readme, "license": _license, "data-license": _data_license, "weights": _weights, "checkpoints": _steps,
    "training": _training, "tuning": _tuning, "network": _network, "inference": _inference, "preparing": _preparing,
    "evaluation": _evaluation, "results": _results, "data": _data, "evaluation-data": _eval_data, "data-card": _data_card,
    "report": _report, "paper": _paper, "samples": _samples, "policy": _policy, "safety": _safety, "metadata": _metadata,
    "tokenizer": _tokenizer, "requirements": _requirements, "housekeeping": _housekeeping,
}  # fmt: skip
"""What a release may hold. The license and the housekeeping are no components of their own."""
