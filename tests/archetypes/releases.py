"""Archetypes of releases: what typical publishers put out, made small, file by file.

Each is named for what it releases. The Open Source Initiative published what became of releases of such kinds when its definition
was tried on them; the archetypes stand for the kinds, and are graded from their files alone.
"""

import json
import random

from tests.archetypes import code, jax_code, words
from tests.inventory.fakes import noise, tensors
from tests.licenses.samples import APACHE, MIT

Files = dict[str, bytes]

TOKENIZER = json.dumps(
    {"version": "1.0", "model": {"type": "BPE", "vocab": {f"t{n}": n for n in range(512)}, "merges": []}}
).encode()
RESULTS = b'{"perplexity": 18.4, "accuracy": 0.41}\n'


def torch_pipeline(license_text: str = APACHE) -> Files:
    """Code of every step in PyTorch, with its settings, and the tokenizer."""
    return {
        "LICENSE": license_text.encode(),
        "network.py": code.NETWORK.encode(),
        "pretrain.py": code.PRETRAIN.encode(),
        "configs/pretrain.yaml": code.PRETRAIN_SETTINGS.encode(),
        "data/prepare_corpus.py": code.PREPARE.encode(),
        "evaluate.py": code.EVALUATE.encode(),
        "generate.py": code.GENERATE.encode(),
        "tokenizer.json": TOKENIZER,
        "results.json": RESULTS,
        "requirements.txt": b"torch==2.4.0\nsafetensors==0.4.5\ntokenizers==0.20.0\nnumpy==2.1.0\npyyaml==6.0.2\n",
    }


def corpus(lines: int = 400) -> bytes:
    """Make a corpus that is released whole: lines of words, the same ones each time."""
    chance = random.Random(lines)
    text = [
        " ".join(chance.choice(("river", "stone", "lark", "under", "old", "bridge", "sings")) for _ in range(40))
        for _ in range(lines)
    ]
    return "".join(json.dumps({"text": line}) + "\n" for line in text).encode()


def suite_with_data_listed() -> Files:
    """A suite of checkpoints with all code; the data are public sets elsewhere, named and described."""
    card = words.card(
        "Linnet suite",
        "apache-2.0",
        words.ARCHITECTURE,
        words.DATA_WEB,
        words.EVALUATION,
        words.USE,
        words.terms("Apache License 2.0"),
    )
    checkpoints = {f"checkpoints/step{step}.safetensors": tensors(300 + step) for step in (1000, 2000, 3000)}
    return torch_pipeline() | checkpoints | {"README.md": card, "model.safetensors": tensors(2000)}


def pipeline_with_instruction_stage() -> Files:
    """Everything of two stages: pre-training and instruction tuning, with code, settings and data described for both."""
    card = words.card(
        "Linnet",
        "apache-2.0",
        words.ARCHITECTURE,
        words.DATA_WEB,
        words.DATA_INSTRUCTIONS,
        words.EVALUATION,
        words.USE,
        words.terms("Apache License 2.0"),
        first="A language model, pre-trained from scratch and then instruction tuned.",
    )
    second = {"finetune/sft.py": code.FINETUNE.encode(), "configs/sft.yaml": code.FINETUNE_SETTINGS.encode()}
    return torch_pipeline() | second | {"README.md": card, "model.safetensors": tensors(2000), "base.safetensors": tensors(2000)}


def run_with_data_published() -> Files:
    """One run in full: code, checkpoints, logs, and the very data that it saw."""
    said = """\
## Training data

The model was trained from scratch on the whole corpus in `data/train.jsonl`, 16 thousand words that we generated from a list.
We selected the words by hand from a list of common ones, and sentences were sampled randomly.
The lines were deduplicated and tokenized.
"""
    card = words.card("Linnet run", "mit", words.ARCHITECTURE, said, words.EVALUATION, words.USE, words.terms("MIT License"))
    files = torch_pipeline(MIT) | {"README.md": card, "model.safetensors": tensors(2000)}
    files |= {"data/train.jsonl": corpus(), "data/test.jsonl": corpus(60), "checkpoints/step2000.safetensors": tensors(1200)}
    return files | {"logs/train.csv": b"step,loss\n100,5.1\n200,4.2\n300,3.9\n"}


def library_with_encoder_decoder() -> Files:
    """A package in another framework, with settings, the builder of its corpus, and weights."""
    said = """\
## Training data

The model was pre-trained from scratch on 150 billion tokens of the [C4](https://huggingface.co/datasets/allenai/c4) corpus, which
was made from [Common Crawl](https://commoncrawl.org/) of April 2019.
Pages were selected by language, and lines that end like sentences were kept.
Pages were deduplicated, filtered for bad words and boilerplate, and tokenized with SentencePiece.
"""
    card = words.card(
        "Wren", "apache-2.0", "## Architecture\n\nAn encoder-decoder transformer with a width of 32 and 4 heads.\n", said,
        words.EVALUATION, words.USE, words.terms("Apache License 2.0"),
    )  # fmt: skip
    return {
        "LICENSE": APACHE.encode(),
        "README.md": card,
        "model.safetensors": tensors(2000),
        "spiece.model": noise(3000),
        "wren/__init__.py": b"",
        "wren/network.py": jax_code.FLAX_NETWORK.encode(),
        "wren/train.py": jax_code.FLAX_TRAIN.encode(),
        "wren/predict.py": jax_code.FLAX_PREDICT.encode(),
        "wren/vocabulary.py": jax_code.FLAX_VOCABULARY.encode(),
        "wren/evaluate.py": jax_code.FLAX_EVALUATE.encode(),
        "wren/data/build_corpus.py": jax_code.FLAX_PREPARE.encode(),
        "configs/pretrain.yaml": jax_code.FLAX_SETTINGS.encode(),
        "requirements.txt": b"jax==0.4.30\nflax==0.9.0\noptax==0.2.3\ntensorflow==2.17.0\n",
        "setup.py": b'from setuptools import setup\n\nsetup(name="wren", license="Apache-2.0", packages=["wren"])\n',
    }


def pipeline_under_use_restrictions(open_weights: bool = False) -> Files:
    """The whole pipeline under an open license, the weights under one that forbids uses."""
    said = (
        words.terms("Apache License 2.0")
        if open_weights
        else words.split_terms("Apache License 2.0", "Linnet RAIL", "LICENSE-MODEL")
    )
    tag = "apache-2.0" if open_weights else words.own_tag("LICENSE-MODEL")
    card = words.card("Linnet", tag, words.ARCHITECTURE, words.DATA_WEB, words.EVALUATION, words.USE, said)
    own = {} if open_weights else {"LICENSE-MODEL": words.RESPONSIBLE.format(name="LINNET").encode()}
    return torch_pipeline() | own | {"README.md": card, "model.safetensors": tensors(2000)}


def code_model_under_use_restrictions(open_weights: bool = False) -> Files:
    """A model of source code with all of its pipeline, the weights under one that forbids uses."""
    said = (
        words.terms("Apache License 2.0")
        if open_weights
        else words.split_terms("Apache License 2.0", "Crane OpenRAIL", "MODEL_LICENSE")
    )
    tag = "apache-2.0" if open_weights else words.own_tag("MODEL_LICENSE")
    card = words.card(
        "Crane", tag, words.ARCHITECTURE, words.DATA_CODE, words.EVALUATION, words.USE, said, first="A language model of code."
    )
    own = {} if open_weights else {"MODEL_LICENSE": words.RESPONSIBLE.format(name="CRANE").encode()}
    return torch_pipeline() | own | {"README.md": card, "model.safetensors": tensors(2000)}


def pipeline_under_royalties(open_weights: bool = False) -> Files:
    """The whole pipeline under an open license, the weights under one that wants permission and a share of the revenue."""
    said = (
        words.terms("Apache License 2.0")
        if open_weights
        else words.split_terms("Apache License 2.0", "Linnet License", "LICENSE.weights")
    )
    tag = "apache-2.0" if open_weights else words.own_tag("LICENSE.weights")
    card = words.card("Linnet", tag, words.ARCHITECTURE, words.DATA_WEB, words.EVALUATION, words.USE, said)
    own = {} if open_weights else {"LICENSE.weights": words.ROYALTY.encode()}
    return torch_pipeline() | own | {"README.md": card, "model.safetensors": tensors(2000)}


def weights_under_community_license() -> Files:
    """Weights and code that runs them, under terms with a threshold of users and a policy of use; data by their kind only."""
    said = "## Training data\n\nThe model was pre-trained on 2 trillion tokens of data from publicly available sources.\n"
    return {
        "MODEL_LICENSE": words.COMMUNITY.encode(),
        "README.md": words.card("Siskin", words.own_tag("MODEL_LICENSE"), words.ARCHITECTURE, said, words.EVALUATION, words.USE),
        "network.py": code.NETWORK.encode(),
        "generate.py": code.GENERATE.encode(),
        "tokenizer.json": TOKENIZER,
        "model.safetensors": tensors(2000),
    }


def weights_and_runner() -> Files:
    """Weights under an open license and a script that runs them; nothing is said of data or training."""
    said = "The code and the model weights are licensed under the Apache License 2.0.\n"
    return {
        "LICENSE": APACHE.encode(),
        "README.md": (
            "# Heron\n\nJAX example code for loading and running the open weights of Heron, a language model.\n\n" + said
        ).encode(),
        "run.py": jax_code.RUN_JAX.encode(),
        "network.py": jax_code.HAIKU_NETWORK.encode(),
        "tokenizer.json": TOKENIZER,
        "weights/model.safetensors": tensors(2000),
        "requirements.txt": b"dm_haiku==0.0.12\njax==0.4.25\n",
    }


def weights_with_card_alone() -> Files:
    """A hub page: weights, the network's file and a card that tells of made and filtered data without naming any."""
    said = """\
## Training data

The model was trained on 1.4 trillion tokens, a mixture of synthetic data and of web data filtered for educational value.
"""
    return {
        "LICENSE": MIT.encode(),
        "README.md": words.card(
            "Linnet small", "mit", words.ARCHITECTURE, said, words.EVALUATION, words.USE, words.terms("MIT License")
        ),
        "config.json": code.HUB_CONFIG.encode(),
        "modeling_linnet.py": code.HUB_NETWORK.encode(),
        "tokenizer.json": TOKENIZER,
        "model.safetensors": tensors(2000),
    }


def weights_with_reference_inference() -> Files:
    """Weights under an open license with a package that runs them; of the data nothing but that they come from the web."""
    said = "## Training data\n\nThe model was pre-trained on data extracted from the open web.\n"
    return {
        "LICENSE": APACHE.encode(),
        "README.md": words.card(
            "Dunlin", "apache-2.0", words.ARCHITECTURE, said, words.EVALUATION, words.terms("Apache License 2.0")
        ),
        "dunlin/__init__.py": b"",
        "dunlin/network.py": code.NETWORK.encode(),
        "dunlin/generate.py": code.GENERATE.replace("from network", "from dunlin.network").encode(),
        "tokenizer.json": TOKENIZER,
        "model.safetensors": tensors(2000),
    }


PASS = (suite_with_data_listed, pipeline_with_instruction_stage, run_with_data_published, library_with_encoder_decoder)
"""What Pythia, OLMo, Amber and T5 release: said to pass."""
WITH_ANOTHER_LICENSE = (pipeline_under_use_restrictions, code_model_under_use_restrictions, pipeline_under_royalties)
"""What BLOOM, StarCoder2 and Falcon release: said to pass if they changed the terms of their weights."""
FAIL = (weights_under_community_license, weights_and_runner, weights_with_card_alone, weights_with_reference_inference)
"""What Llama 2, Grok, Phi-2 and Mixtral release: said not to pass."""
