"""Things that are no content: what is added to a release so that it looks like more than it is."""

import json
import random
from collections.abc import Callable
from typing import NamedTuple

from openassay.vocabulary.release import Entry, EntryKind
from tests.inventory.fakes import LFS, LOOP, Tree, noise, tensors
from tests.licenses.samples import APACHE, CC_BY, CDLA, MIT
from tests.metamorphic.releases import Made

Files = dict[str, bytes | str | Entry]


class Addition(NamedTuple):
    """A way to add nothing."""

    name: str
    make: Callable[[Made, random.Random], Tree]
    """Gives what is put over the files of the release."""
    blinds: bool = False
    """Whether it can hide something, so that a "no" is no longer proven."""


PROMISING = (
    "train.py",
    "pretrain.py",
    "finetune/dpo.py",
    "evaluate.py",
    "prepare_data.py",
    "generate.py",
    "modeling_placenames.py",
    "model.safetensors",
    "weights/model.pth",
    "checkpoints/step-300.safetensors",
    "data/pretrain.jsonl",
    "data/sft/train.parquet",
    "data/benchmark.csv",
    "MODEL_CARD.md",
    "DATASHEET.md",
    "TECHNICAL_REPORT.pdf",
    "paper.pdf",
    "CITATION.cff",
    "results/results.json",
    "samples/sample.txt",
    "ACCEPTABLE_USE_POLICY.md",
    "SAFETY.md",
    "tokenizer.json",
    "requirements.txt",
    "CHANGELOG.md",
    "SECURITY.md",
    "COPYRIGHT_POLICY.md",
    "docs/training_data_summary.md",
    "LICENSE.txt",
    "data/LICENSE.md",
    "optimizer.pt",
    "norm_stats.json",
    "usage.ipynb",
)
"""Paths whose names promise something."""

CODE_PATHS = tuple(path for path in PROMISING if path.endswith(".py"))
PAGE_PATHS = tuple(path for path in PROMISING if path.endswith(".md"))

STUBS = (
    "# coming soon\n",
    '"""Training code will be released."""\n',
    "pass\n",
    "def train():\n    raise NotImplementedError\n",
    "import torch\n\n# loss.backward()\n# optimizer.step()\n",
    "def main():\n    ...\n\n\nif __name__ == '__main__':\n    main()\n",
    'NOTE = """\nfor batch in data:\n    loss.backward()\n    optimizer.step()\n"""\n',
)

STUB_PAGES = (
    "# Coming soon\n",
    "",
    "TBD\n",
    "# Title\n\n## Training\n\n## Evaluation\n\n## Limitations\n\n## Intended use\n",
    "# Datasheet\n\n## Motivation\n\n[More Information Needed]\n\n## Composition\n\nTODO\n\n## Uses\n\nTODO\n" * 3,
    "See the paper.\n",
    "| | |\n|---|---|\n| Training data | |\n| Energy | |\n",
    "<!-- " + "The training data are described here in full. " * 20 + "-->\n",
)

BOASTS = (
    "This is a fully open source model. Everything is released: weights, training data, all code and all checkpoints.",
    "We are proud of a fully open, reproducible and transparent release under an open license.",
    "The most open model in the world, approved by everyone, Class I of the Model Openness Framework.",
    "All training data, training code and evaluation code are published in this repository.",
    "开源模型,完全开放,训练数据和代码全部公开。",
    "Our data set is public, our license is OSI approved, our card is complete and our paper was peer reviewed.",
)


def _empty(made: Made, chance: random.Random) -> Tree:
    return {_free(made, chance, PROMISING): b""}


def _blank(made: Made, chance: random.Random) -> Tree:
    return {_free(made, chance, PROMISING): chance.choice((b"\n", b"   \n\t\n", b"\xef\xbb\xbf\n", b"\0" * 64))}


def _stub_code(made: Made, chance: random.Random) -> Tree:
    return {_free(made, chance, CODE_PATHS): chance.choice(STUBS)}


def _stub_page(made: Made, chance: random.Random) -> Tree:
    return {_free(made, chance, PAGE_PATHS): chance.choice(STUB_PAGES)}


def _placeholder(made: Made, chance: random.Random) -> Tree:
    folder = chance.choice(("data", "datasets/train", "weights", "checkpoints", "training", "evaluation", "samples"))
    return {f"{folder}/{chance.choice(('.gitkeep', '.placeholder', 'README.md'))}": chance.choice(("", "Coming soon.\n"))}


def _pointer(made: Made, chance: random.Random) -> Tree:
    paths = ("model.safetensors", "weights/model.pth", "data/train.parquet", "checkpoints/step-300.safetensors", "optimizer.pt")
    return {_free(made, chance, paths): LFS}


def _left_out(made: Made, chance: random.Random) -> Tree:
    path = _free(made, chance, ("weights/model.pth", "data/train.parquet", "train.py", "paper.pdf"))
    return {path: Entry(path, EntryKind.MISSING, None, because="left out")}


def _link(made: Made, chance: random.Random) -> Tree:
    path = _free(made, chance, PROMISING)
    return {path: Entry(path, EntryKind.LINK, target=chance.choice(("/dev/null", "nowhere", *made.files)))}


def _hidden(made: Made, chance: random.Random) -> Tree:
    said = chance.choice(
        (*BOASTS, "The model weights are licensed under Apache-2.0.", "Training data: https://example.org/data.tar")
    )
    form = chance.choice(
        (
            "<!-- {} -->",
            '<span style="display:none">{}</span>',
            '<font color="white" size="1">{}</font>',
            "[//]: # ({})",
            "<details hidden><p>{}</p></details>",
        )
    )
    return _with_readme(made, form.format(said))


def _fenced(made: Made, chance: random.Random) -> Tree:
    return _with_readme(made, chance.choice(("```\n{}\n```", "> {}", "    {}")).format(chance.choice(BOASTS)))


def _boast(made: Made, chance: random.Random) -> Tree:
    return _with_readme(made, chance.choice(BOASTS))


def _boastful_heading(made: Made, chance: random.Random) -> Tree:
    title = chance.choice(("Training data", "Evaluation", "Limitations", "Training", "Fine-tuning", "Energy", "Intended use"))
    return _with_readme(made, f"## {title}\n\n{chance.choice(('', 'Coming soon.', 'TBD', 'To be added.', 'N/A', '...'))}")


def _badge(made: Made, chance: random.Random) -> Tree:
    said = chance.choice(
        ("license-Apache--2.0-blue", "MOF-Class%20I%20Open%20Science-green", "data-open-brightgreen", "paper-NeurIPS-red")
    )
    return _with_readme(made, f"![{said}](https://img.example.org/badge/{said}.svg)")


def _renamed_text(made: Made, chance: random.Random) -> Tree:
    paths = (
        "model.safetensors",
        "weights/model.pth",
        "model.gguf",
        "paper.pdf",
        "data/train.parquet",
        "checkpoints/step-3.ckpt",
        "tokenizer.model",
    )
    return {_free(made, chance, paths): "The text of a page that calls itself something else. " * chance.randint(1, 60)}


def _copied_page(made: Made, chance: random.Random) -> Tree:
    pages = [path for path in made.files if path.endswith(".md")]
    paths = (
        "MODEL_CARD.md",
        "DATASHEET.md",
        "docs/data_card.md",
        "TECHNICAL_REPORT.md",
        "docs/report.md",
        "SAFETY.md",
        "README_copy.md",
        "USE_POLICY.md",
    )
    return {_free(made, chance, paths): made.files[chance.choice(pages)]} if pages else {}


def _copied_code(made: Made, chance: random.Random) -> Tree:
    return {_free(made, chance, ("third_party/trainer/train.py", "vendor/fairseq/train.py", "tests/test_train.py")): LOOP}


def _copied_license(made: Made, chance: random.Random) -> Tree:
    paths = (
        "third_party/lib/LICENSE",
        "LICENSES/Apache-2.0.txt",
        "docs/licenses/MIT.txt",
        "vendor/x/COPYING",
        "tests/data/LICENSE",
    )
    return {_free(made, chance, paths): chance.choice((APACHE, MIT, CC_BY, CDLA))}


def _same_weights(made: Made, chance: random.Random) -> Tree:
    held = [path for path in made.parts.get("weights", ()) if path.endswith((".safetensors", ".pth"))]
    paths = (
        "checkpoints/step-500/model.safetensors",
        "intermediate/model-step-700.safetensors",
        "base/model.safetensors",
        "copy/model.safetensors",
    )
    return {_free(made, chance, paths): made.files[held[0]]} if held else {}


def _no_weights(made: Made, chance: random.Random) -> Tree:
    path = _free(made, chance, ("model.safetensors", "weights/model.safetensors", "checkpoints/step-500.safetensors"))
    return {path: chance.choice((tensors(zeros=True), tensors()[:-2400]))}


def _test_weights(made: Made, chance: random.Random) -> Tree:
    return {_free(made, chance, ("tests/data/model.safetensors", "tests/fixtures/tiny.safetensors")): tensors(40)}


def _noise(made: Made, chance: random.Random) -> Tree:
    return {
        _free(made, chance, ("model.safetensors", "weights.bin", "data/train.parquet", "paper.pdf")): noise(
            chance.randint(10, 3000)
        )
    }


def _shown_only(made: Made, chance: random.Random) -> Tree:
    training = "for batch in data:\n    loss.backward()\n    optimizer.step()\n"
    output = {"cell_type": "code", "source": "1", "outputs": [{"text": training}]}
    cells = [output, {"cell_type": "raw", "source": training}]
    notebook = json.dumps({"cells": cells, "metadata": {"kernelspec": {"language": "python"}}, "nbformat": 4})
    return {_free(made, chance, ("train.ipynb", "notebooks/pretrain.ipynb")): notebook}


def _bare_structure(made: Made, chance: random.Random) -> Tree:
    path, text = chance.choice(
        (
            ("results/results.json", "{}"),
            ("data/train_more.json", "[]"),
            ("data/train_more.csv", "a,b\n"),
            ("config.json", "{}"),
            ("training_args.json", "{}"),
            ("trainer_state.json", "{}"),
            ("tokenizer.json", "{}"),
            ("CITATION.cff", "cff-version: 1.2.0\n"),
            ("requirements.txt", "# none yet\n"),
            ("environment.yml", "name: x\n"),
            ("CITATION.cff", "title: x\n"),
            ("model.safetensors.index.json", "{}"),
            ("training/trainer_state.json", '{"epoch": 1}'),
            ("data/dataset_info.json", '{"splits": {}}'),
            ("eval/metrics.json", '{"note": "soon"}'),
        )
    )
    return {_free(made, chance, (path,)): text}


def _others(made: Made, chance: random.Random) -> Tree:
    return _with_readme(
        made,
        chance.choice(
            (
                "We thank the authors of OpenExample, a fully open model whose data and code are public under Apache-2.0.",
                "Their training code is at https://github.com/example/other and their weights at https://huggingface.co/example/other.",
                "```bibtex\n@inproceedings{other2023, title={A Fully Open Model}, author={Other, Bob}, booktitle={NeurIPS}}\n```",
                "It outperforms open-source models such as OpenExample-7B.",
            )
        ),
    )


def _invisible(made: Made, chance: random.Random) -> Tree:
    said = "".join(chr(0xE0000 + ord(letter)) for letter in "The weights are licensed under Apache-2.0. Training data: released.")
    return _with_readme(made, f"A model.{said}")


def _free(made: Made, chance: random.Random, paths: tuple[str, ...]) -> str:
    """A path that the release does not have."""
    able = [path for path in paths if path not in made.files]
    return chance.choice(able) if able else f"{paths[0].rpartition('.')[0]}_2.{paths[0].rpartition('.')[2]}"


def _with_readme(made: Made, text: str) -> Tree:
    """The README with a paragraph more; where there is none it holds just that."""
    before = made.files.get("README.md", b"# Placenames\n").decode()
    return {"README.md": f"{before.rstrip()}\n\n{text}\n"}


ADDITIONS = (
    Addition("an empty file", _empty),
    Addition("a blank file", _blank),
    Addition("stub code", _stub_code),
    Addition("a stub page", _stub_page),
    Addition("a placeholder that holds a folder open", _placeholder),
    Addition("a pointer to content elsewhere", _pointer, blinds=True),
    Addition("a path whose content was left out", _left_out, blinds=True),
    Addition("a symbolic link", _link, blinds=True),
    Addition("a hidden claim", _hidden),
    Addition("a quoted claim", _fenced),
    Addition("a boast", _boast),
    Addition("a heading with nothing under it", _boastful_heading),
    Addition("a badge", _badge),
    Addition("text by another name", _renamed_text),
    Addition("a page copied to another name", _copied_page),
    Addition("training code of others or of tests", _copied_code),
    Addition("a license text that nothing grants", _copied_license),
    Addition("the weights again", _same_weights),
    Addition("weights without values", _no_weights),
    Addition("weights of tests", _test_weights),
    Addition("noise", _noise, blinds=True),
    Addition("code that is only shown", _shown_only),
    Addition("a structure without content", _bare_structure),
    Addition("words about others", _others, blinds=True),
    Addition("invisible words", _invisible),
)
