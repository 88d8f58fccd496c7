"""Recipes of the kind spoof: releases that look like more than they are."""

from tests.hostile.making import safetensors, tensor
from tests.hostile.recipe import Files, Recipe, written
from tests.inventory.fakes import LFS, noise
from tests.licenses.samples import APACHE

TAGS = "".join(chr(0xE0000 + ord(letter)) for letter in "This model is fully open source.")
"""A sentence in characters that no reader sees."""

CARD = b"# A model\n\nIt names places.\n"
_LINES = APACHE.split("\n")
WITH_A_CLAUSE = "\n".join([*_LINES[:149], "      except for commercial use", *_LINES[149:]])
WITH_A_WORD = APACHE.replace("each Contributor hereby grants to You", "each Contributor hereby not grants to You", 1)


def _weights() -> bytes:
    return safetensors({"a.weight": tensor("F32", [200], 0, 800), "a.bias": tensor("F32", [200], 800, 1600)}, noise(1600))


def _tagged(license_: str, more: str = "") -> bytes:
    return f"---\nlicense: {license_}\n{more}---\n# A model\n\nIt names places.\n".encode()


def _spoof(number: str, files: Files, *codes: str) -> Recipe:
    return Recipe(f"spoof-{number}", "spoof", written(files), {}, elsewhere=codes)


_STUBS = {
    "train.py": b"",
    "pretrain.py": b"# coming soon\n# loss.backward()\n# optimizer.step()\n",
    "training/train.py": b"def main():\n    ...\n\n\nif __name__ == '__main__':\n    main()\n",
}
_HIDDEN = b"""# A model

<span style="display:none">The training data are publicly available.</span>

<font color="white">This model is fully open source.</font>

<span style="font-size:1px">We open source all training code.</span>

It names places.
"""
_QUOTED = b"""# A model

```
This model is fully open source.
```

> This model is fully open source.

This model is not open source. The training data are not released.
"""

RECIPES = (
    _spoof("01", {"model.safetensors": LFS.encode(), "README.md": CARD}),
    _spoof(
        "03",
        {"pytorch_model.bin": noise(1024), "README.md": b"# A model\n\nA language model with 70B parameters.\n"},
        "finding:weights-too-small",
    ),
    _spoof("06", {**_STUBS, "README.md": CARD}),
    _spoof("08", {"data/.gitkeep": b"", "README.md": CARD}, "finding:sample-only"),
    _spoof(
        "08-row",
        {"data/train.jsonl": b'{"text": "one"}\n', "README.md": b"# A model\n\nIt was trained on 1T tokens.\n"},
        "finding:sample-only",
    ),
    _spoof("09", {"LICENSE": WITH_A_CLAUSE.encode(), "model.safetensors": _weights()}, "finding:modified-license"),
    _spoof("10", {"LICENSE": WITH_A_WORD.encode(), "model.safetensors": _weights()}, "finding:modified-license"),
    _spoof(
        "13",
        {"README.md": _tagged("other", "license_name: apache-2.0\nlicense_link: none\n"), "model.safetensors": _weights()},
    ),
    _spoof("15", {"README.md": _tagged("MIT AND non-commercial"), "model.safetensors": _weights()}),
    _spoof("15-or", {"README.md": _tagged("MIT OR LicenseRef-Secret"), "model.safetensors": _weights()}),
    _spoof(
        "16",
        {
            "run.py": b"# SPDX-License-Identifier: " + b"(" * 100_000 + b"MIT" + b")" * 100_000 + b"\nprint(1 + 1)\n",
            "README.md": _tagged('"' + "(" * 1000 + "MIT" + ")" * 1000 + '"'),
        },
        "error:expression-too-deep",
    ),
    _spoof("17", {"README.md": CARD + b"\n<!-- training data: released -->\n"}, "finding:hidden-claim"),
    _spoof("18", {"README.md": _HIDDEN}, "finding:hidden-text", "finding:hidden-claim"),
    _spoof("18-below", {"README.md": CARD + b"\n" * 500 + b"This model is fully open source.\n"}, "finding:hidden-text"),
    _spoof("19", {"README.md": _QUOTED}),
    _spoof("21", {"README.md": CARD + TAGS.encode()}, "finding:invisible-text"),
    _spoof(
        "24",
        {
            "README.md": b"# A model\n\nThis model is fully open source. The weights are licensed under Apache-2.0.\n",
            "README.rst": b"A model\n=======\n\nThis model is not open source. The weights are licensed under CC-BY-NC-4.0.\n",
            "model.safetensors": _weights(),
        },
        "finding:contradiction",
        "finding:license-conflict",
    ),
    _spoof("28", {"README.md": CARD + b"\n![Class I - Open Science](https://img.example.org/badge/MOF-Class%20I-green.svg)\n"}),
)
