"""Small releases for the tests of commands."""

import zipfile
from pathlib import Path

from tests.inventory.fakes import NETWORK, tensors
from tests.licenses.samples import MIT

GENERATE = """\
import torch
from safetensors.torch import load_file

from network import Network


def main():
    model = Network()
    model.load_state_dict(load_file("model.safetensors"))
    model.eval()
    with torch.no_grad():
        print(model(torch.zeros(1, 4)))


if __name__ == "__main__":
    main()
"""

README = """\
---
license: mit
pipeline_tag: text-generation
---
# Atlas

Atlas is a fully open source model. The code and the model weights are released under the MIT License.
"""

FILES: dict[str, bytes] = {
    "LICENSE": MIT.encode(),
    "README.md": README.encode(),
    "generate.py": GENERATE.encode(),
    "model.safetensors": tensors(300),
    "network.py": NETWORK.encode(),
}
"""Open weights with the code that runs them: it reaches `g7:open-weights`, and for want of training code no higher rung."""


def plant(folder: Path, files: dict[str, bytes] | None = None) -> Path:
    """Write a release into a new folder."""
    for path, data in (files or FILES).items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return folder


def pack(path: Path, more: dict[str, bytes] | None = None) -> Path:
    """Write a release as a zip archive. A name in `more` that is refused makes its listing incomplete."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in {**FILES, **(more or {})}.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return path
