"""Code that defines the network: classes of the release's own, or a library that is named."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from openassay.inventory.code import CODE, PYTHON, CodeFile, Shelf, marked
from openassay.inventory.layout import Layout
from openassay.inventory.python_acts import Act, imports_numbers
from openassay.inventory.states import CITED, count, holding
from openassay.inventory.unaccounted import Accounts, Signs, missing_code
from openassay.inventory.visible import prose, visible
from openassay.inventory.weight_files import carries_graph
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.text import Text

_NETWORK = re.compile(
    r"^[ \t]*class\s+\w+\s*\([^)]{0,300}\b(?:Module|PreTrainedModel|LightningModule|ModelMixin|Layer|HybridBlock|MessagePassing"
    r"|Model)\b",
    re.MULTILINE,
)
_NETWORK_MARKS = ("Module", "PreTrainedModel", "Layer)", "Model)", "HybridBlock", "MessagePassing", "ModelMixin")
_WAYS = ("def forward(", "def __call__(", "def call(")
_PRODUCTS = (" @ ", "matmul(", "einsum(", ".dot(", "nn.", "conv")
_NOT_THE_MODEL = frozenset({
    "eval", "evals", "evaluation", "evaluate", "downstream", "probe", "probing", "linear", "benchmark", "benchmarks", "demo",
    "demos", "loss", "losses", "metric", "metrics", "optim", "optimizer", "scheduler", "data", "dataset", "datasets",
    "discriminator", "filter", "classifier", "callback", "callbacks", "lora", "peft", "adapter", "autoencoder",
    "interpretability",
})  # fmt: skip
_SHOWN = frozenset({"example", "examples", "tutorial", "tutorials", "cookbook", "notebooks", "downstream", "demos"})
"""Folders of examples: a network there may be another than the model's."""
_PROVED = 30
"""Files whose syntax tree is looked at, at most, until one bears the role out."""
_LIBRARY = re.compile(
    r"(?:AutoModel\w{0,40}|ForCausalLM|ForConditionalGeneration|Model|ForSequenceClassification|Pipeline)"
    r"\.from_(?:pretrained|config)\("
    r"|\btimm\.create_model\(|\bSentenceTransformer\("
    r"|^[ \t]*from[ \t]+(?!\.)(?P<library>\w+)[\w.]{0,80}\.(?:models?|modeling\w{0,30})"
    r"[\w.]{0,60}[ \t]+import[ \t]+\(?[ \t]*[A-Z]",
    re.MULTILINE,
)
_TOLD = re.compile(
    r"(?i)\barchitecture\b[^\n]{0,120}?\]\(https?://(?:www\.)?(?:github|gitlab|huggingface)\.[a-z]{2,3}/[^)\s]{3,200}\)"
)
"""A link to a repository, named as the place of the architecture."""
_NAMES = frozenset({
    "model", "models", "modeling", "network", "networks", "architecture", "transformer", "net", "backbone", "unet",
})  # fmt: skip


def hold_architecture(shelf: Shelf, python: Sequence[CodeFile], accounts: Accounts, configured: Sequence[Evidence]) -> Holding:
    """The holding of architecture code. `configured` are lines of configurations that name a class of a library."""
    component, layout = Component.ARCHITECTURE_CODE, shelf.layout
    found = [
        file for file in python if file.format == "python" and not file.place.words.all & _NOT_THE_MODEL and _may_define(file)
    ]
    proof = next((file for file in found[:_PROVED] if file.seen and Act.DEFINES_MODEL in file.seen), None)
    aside = [file for file in found if file.place.words.folders & _SHOWN]
    if proof and proof.seen and len(aside) == len(found) and proof.place.words.folders & _SHOWN:
        lines = list(islice(chain(_in_documents(layout), _in_code(shelf)), CITED))
        because = f"{proof.path} defines a network for an example; the model's own could not be told."
        return holding(component, State.UNKNOWN, because, [file.place for file in found], [proof.cite(_lines(proof)), *lines])
    if proof and proof.seen:
        found = [file for file in found if _NETWORK.search(file.body) or (file.seen and Act.DEFINES_MODEL in file.seen)]
        because = f"The network is defined in {count(len(found), 'file')}."
        return holding(component, State.PUBLISHED, because, [file.place for file in found], [proof.cite(_lines(proof))])
    if configured:
        because = "The configuration names a class of a library that defines the network."
        return holding(component, State.REFERENCED, because, (), configured)
    lines = list(islice(chain(_in_documents(layout), _in_code(shelf)), CITED))
    if lines:
        return holding(component, State.REFERENCED, "The network is a class of a library, which is named.", (), lines)
    told = [
        text.evidence_at(match.start(), match.end()) for text in layout.documents for match in _TOLD.finditer(prose(text.body))
    ]
    if told:
        return holding(component, State.REFERENCED, "A document names the place where the network is defined.", (), told)
    graphs = [place for place in layout.own if carries_graph(place)]
    if graphs:
        because = f"{graphs[0].artifact.path} carries the network as a graph; the code that made it was not found."
        return holding(component, State.UNKNOWN, because, graphs)
    unread = layout.unread(lambda artifact: artifact.name == "config.json")
    if unread:
        because = f"{unread[0].path} may name a class of a library that defines the network, and it could not be read."
        return holding(component, State.UNKNOWN, because)
    return missing_code(accounts, component, "code that defines the network", _SIGNS)


def _lines(file: CodeFile) -> list[int]:
    return file.seen.acts.get(Act.DEFINES_MODEL, [1]) if file.seen else [1]


def _defines(file: CodeFile) -> bool:
    """Whether a file defines anything that may be the model."""
    if file.place.words.all & _NOT_THE_MODEL:
        return False
    return file.format not in PYTHON or file.seen is None or bool(file.seen.names)


def _may_define(file: CodeFile) -> bool:
    if marked(file.body, _NETWORK_MARKS) and _NETWORK.search(file.body):
        return True
    return marked(file.body, _WAYS) and marked(file.body, _PRODUCTS)


def _in_documents(layout: Layout) -> Iterator[Evidence]:
    for text in layout.documents:
        yield from _library_lines(text, visible(text.body), frozenset())


def _in_code(shelf: Shelf) -> Iterator[Evidence]:
    """Lines of own code that take the network from a library. A package of the release's own is none."""
    own = frozenset(part for place in shelf.layout.own for part in place.artifact.path.split("/")[:3])
    for file in shelf.files(CODE):
        text = (
            file.text if marked(file.body, ("from_pretrained(", "from_config(", "create_model(", "odel", "SentenceT")) else None
        )
        if text is not None:
            yield from _library_lines(text, text.body, own)


def _library_lines(text: Text, body: str, own: frozenset[str]) -> Iterator[Evidence]:
    for match in _LIBRARY.finditer(body):
        library = match["library"]
        if library is None or not {library, f"{library}.py"} & own:
            yield text.evidence_at(match.start(), match.end())


_SIGNS = Signs(
    lambda file: bool(file.place.words.name & _NAMES) and _defines(file),
    re.compile(r"(?i)^(?:forward|attention|self_?attention|mlp|transformer_?\w{0,12}|encoder_?layer|decoder_?layer)$"),
    bears=_defines,
    may_be=lambda file: bool(file.seen and file.seen.names and imports_numbers(file.seen)),
)
