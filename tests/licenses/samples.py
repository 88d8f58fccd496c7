"""License texts and small releases for the tests of this room."""

from collections.abc import Mapping
from pathlib import Path

from openassay.licenses.composition import Composed, compose
from openassay.licenses.grants import read_grants
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Domain, Dossier, Holding
from openassay.vocabulary.facts import Basis
from openassay.vocabulary.findings import Finding
from openassay.vocabulary.licenses import Grant
from openassay.vocabulary.release import Artifact, EntryKind, Release, Source
from openassay.vocabulary.text import Text

ROOT = Path(__file__).parents[2]
APACHE = (ROOT / "LICENSES/Apache-2.0.txt").read_text("utf-8")
CC_BY = (ROOT / "LICENSES/CC-BY-4.0.txt").read_text("utf-8")
CDLA = (ROOT / "LICENSES/CDLA-Permissive-2.0.txt").read_text("utf-8")
MIT = """MIT License

Copyright (c) 2024 The Placenames Authors

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""
BSD = """Copyright (c) 2023, Placenames Lab
All rights reserved.

Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this
   list of conditions and the following disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice,
   this list of conditions and the following disclaimer in the documentation
   and/or other materials provided with the distribution.

3. Neither the name of the copyright holder nor the names of its contributors
   may be used to endorse or promote products derived from this software
   without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR
ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES
(INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES;
LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON
ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT
(INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
"""
CODE_NAMES = (".py", ".js")
WEIGHT_NAMES = (".safetensors", ".pt", ".onnx")


def release_of(files: Mapping[str, str], source: str = "main") -> tuple[Release, dict[Component, Holding], dict[str, Text]]:
    """A release of these texts: Python files are inference code, `.safetensors` final weights, `data/*` pre-training data."""
    texts = {path: Text(source, path, f"{number:064x}", body) for number, (path, body) in enumerate(sorted(files.items()))}
    artifacts = tuple(
        Artifact(source, path, EntryKind.FILE, len(text.body), text.sha256, "python" if path.endswith(".py") else "text")
        for path, text in texts.items()
    )
    held = {component: Holding(component, State.ABSENT, "none") for component in Component}
    for component, found in {
        Component.INFERENCE_CODE: [artifact for artifact in artifacts if artifact.path.endswith(CODE_NAMES)],
        Component.FINAL_WEIGHTS: [artifact for artifact in artifacts if artifact.path.endswith(WEIGHT_NAMES)],
        Component.PRETRAINING_DATA: [
            artifact for artifact in artifacts if artifact.path.startswith("data/") and artifact.name.endswith(".csv")
        ],
        Component.MODEL_CARD: [artifact for artifact in artifacts if artifact.name == "MODEL_CARD.md"],
    }.items():
        if found:
            held[component] = Holding(component, State.PUBLISHED, "here", tuple(found))
    release = Release("made-up", "sha256:0", (Source(source, "made-up", "r", True, len(artifacts), 0),), artifacts)
    return release, held, texts


def read(files: Mapping[str, str]) -> tuple[tuple[Grant, ...], tuple[Finding, ...]]:
    """The grants and findings of a release of these texts."""
    release, held, texts = release_of(files)
    return read_grants(release, held, lambda artifact: texts.get(artifact.path))


def licenses(files: Mapping[str, str], component: Component) -> list[str]:
    """The expressions that stand for a component of a release of these texts."""
    composed = composed_of(files, component)
    return [expression for expression, _ in composed.entries] if composed else []


def composed_of(files: Mapping[str, str], component: Component) -> Composed | None:
    """A component of a release of these texts with its licenses."""
    release, held, texts = release_of(files)
    grants, _ = read_grants(release, held, lambda artifact: texts.get(artifact.path))
    return compose(held, grants).components.get(component)


def licensed(files: Mapping[str, str]) -> Dossier:
    """A dossier of a release of these texts, with its grants, to ask the probes of licenses."""
    release, held, texts = release_of(files)
    grants, findings = read_grants(release, held, lambda artifact: texts.get(artifact.path))
    domain = Domain("text", Basis.OBSERVED, "A test says so.")
    return Dossier(release, domain, held, grants, findings, lambda artifact: texts.get(artifact.path))


def weights_under(text: str) -> Dossier:
    """A dossier of weights and code, with a license for the weights alone."""
    return licensed({"run.py": "x = 1\n", "model.safetensors": "w", "MODEL_LICENSE.txt": text})


def own_license(grant: str) -> str:
    """A license that nobody has listed, for model weights, with one sentence of one's choosing."""
    return f"""Lighthouse Model License

You may use, copy, modify and distribute the model weights free of charge.

{grant}
"""
