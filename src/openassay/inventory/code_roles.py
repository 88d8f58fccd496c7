"""Code other than training code: what defines the network, runs it, measures it, or makes its data.

The path says what a file is for; the content must bear it out, and for at least one file the syntax tree must.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from openassay.inventory.code import CODE, OTHER_CODE, PYTHON, CodeFile, Shelf, marked
from openassay.inventory.layout import Layout, Placed
from openassay.inventory.python_tree import Act
from openassay.inventory.states import count, holding, missing
from openassay.inventory.training_code import code_matters
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.facts import Evidence

_NETWORK = re.compile(
    r"^class\s+\w+\s*\([^)]{0,300}\b(?:Module|PreTrainedModel|LightningModule|ModelMixin|Layer|HybridBlock|MessagePassing"
    r"|Model)\b",
    re.MULTILINE,
)
_NETWORK_MARKS = ("Module", "PreTrainedModel", "Layer)", "Model)", "HybridBlock", "MessagePassing", "ModelMixin")
_NOT_THE_MODEL = frozenset({
    "eval", "evals", "evaluation", "evaluate", "downstream", "probe", "probing", "linear", "benchmark", "benchmarks", "demo",
    "demos", "loss", "losses", "metric", "metrics", "optim", "optimizer", "scheduler", "data", "dataset", "datasets",
    "discriminator", "filter", "classifier", "callback", "callbacks", "lora", "peft", "adapter", "autoencoder",
    "interpretability",
})  # fmt: skip
_INFERENCE = frozenset({
    "inference", "infer", "generate", "generation", "predict", "prediction", "predictor", "sample", "sampling", "sampler",
    "demo", "chat", "serve", "serving", "server", "cli", "run", "example", "examples", "transcribe", "decode", "decoding",
    "pipeline", "pipelines", "deploy", "hubconf", "calculator", "calculators", "rollout", "app", "usage", "completion",
    "pretrained", "loading", "quickstart", "tutorial", "tutorials", "api",
})  # fmt: skip
_RUN_MARKS = (
    ".generate(", "from_pretrained(", "load_state_dict(", "InferenceSession(", "torch.load(", "jit.load(", "hub.load(",
    "load_model(", "no_grad", "inference_mode", "restore(", "load_checkpoint(", "hf_hub_download(", "snapshot_download(",
    "Interpreter(", "pipeline(",
)  # fmt: skip
_NATIVE_MARKS = (
    "InferenceSession", "Ort::Session", "OrtSession", "ggml_", "tflite", "onnxruntime", "torch::jit", "ort::", "Interpreter(",
)  # fmt: skip
_EVALUATION = frozenset({
    "eval", "evals", "evaluate", "evaluation", "evaluations", "evaluator", "evaluators", "benchmark", "benchmarks",
    "benchmarking", "bench", "leaderboard", "validation", "lmeval", "harness", "fewshot", "zeroshot",
})  # fmt: skip
_EVALUATION_NAMES = frozenset({"metric", "metrics", "score", "scorer", "accuracy", "perplexity", "wer", "bleu", "fid"})
_DATA_NAMES = frozenset({
    "prepare", "preparation", "preprocess", "preprocessing", "preprocessor", "tokenize", "dedup", "dedupe", "deduplicate",
    "deduplication", "filter", "filtering", "clean", "cleaning", "curate", "curation", "crawl", "crawler", "scrape", "scraper",
    "scrapers", "sourcing", "shuffle", "shard", "sharding", "mix", "mixing", "mixture", "mixtures", "decontaminate",
    "decontamination", "minhash", "annotate", "dataprep", "makedata", "processing", "process", "tokshuf", "extract",
    "webdataset", "sdg", "augment", "download",
})  # fmt: skip
_DATA_FOLDERS = frozenset({
    "data", "dataset", "datasets", "dataprep", "preprocessing", "dataprocessing", "dedup", "corpus", "sourcing",
    "dataset_builder",
})  # fmt: skip
_DATA_MARKS = (
    "to_parquet", "save_to_disk", "to_json(", "to_csv(", "json.dump", "jsonl", "datatrove", "datasketch", "write(", "writer",
    "map(", "Pool(", "tokenize", "parquet", "save(", "h5py", "lmdb", "tfrecord", "wget", "curl ", "ShardWriter", "memmap",
    "pickle.dump", "to_zarr", "Dataset(",
)  # fmt: skip
_PROVED = 30
"""Files of a role whose syntax tree is looked at, at most, until one bears the role out."""


def hold_code_roles(
    shelf: Shelf, trained: frozenset[tuple[str, str]], links: Sequence[Evidence], architectures: Sequence[Evidence]
) -> list[Holding]:
    """The holdings of architecture, inference, evaluation and data-processing code.

    `trained` names the files already taken for training code (source and path); `links` are lines of documents that show how a
    library runs the model; `architectures` are lines of configurations that name a class of a library.
    """
    python = shelf.files(PYTHON)
    free = [file for file in shelf.files(CODE) if file.key not in trained]
    evaluating = [file for file in free if _evaluates(file)]
    making = [file for file in free if _makes_data(file)]
    return [
        _hold_architecture(shelf.layout, python, architectures),
        _hold_inference(shelf, free, links),
        _hold_by_path(shelf.layout, Component.EVALUATION_CODE, "code that measures the model", evaluating),
        _hold_by_path(shelf.layout, Component.DATA_PROCESSING_CODE, "code that makes training data", making),
    ]


def _hold_architecture(layout: Layout, python: Sequence[CodeFile], architectures: Sequence[Evidence]) -> Holding:
    component = Component.ARCHITECTURE_CODE
    found = [
        file
        for file in python
        if file.format == "python"
        and not file.place.words.all & _NOT_THE_MODEL
        and marked(file.body, _NETWORK_MARKS)
        and _NETWORK.search(file.body)
    ]
    proof = _first_proven(found, lambda file: bool(file.seen and Act.DEFINES_MODEL in file.seen))
    if proof:
        places = [file.place for file in found]
        because = f"The network is defined in {count(len(places), 'file')}."
        return holding(
            component, State.PUBLISHED, because, places, [proof.cite(proof.seen.acts[Act.DEFINES_MODEL])] if proof.seen else []
        )
    if architectures:
        return holding(
            component,
            State.REFERENCED,
            "The configuration names a class of a library that defines the network.",
            (),
            architectures,
        )
    return missing(layout, component, "code that defines the network", code_matters)


def _hold_inference(shelf: Shelf, free: Sequence[CodeFile], links: Sequence[Evidence]) -> Holding:
    component, layout = Component.INFERENCE_CODE, shelf.layout
    able = [
        file
        for file in free
        if file.format in PYTHON and not file.place.words.all & _EVALUATION and marked(file.body, _RUN_MARKS)
    ]
    named = [file for file in able if file.place.words.all & _INFERENCE or "/" not in file.path]
    for found in (named, able):
        proof = _first_proven(found, _runs)
        if proof and proof.seen:
            lines = proof.seen.acts.get(Act.RUNS_MODEL) or proof.seen.acts.get(Act.LOADS_WEIGHTS) or [1]
            because = f"Weights are loaded or the model is run by {count(len(found), 'file')}."
            return holding(component, State.PUBLISHED, because, [file.place for file in found], [proof.cite(lines)])
    native = [file for file in shelf.files(OTHER_CODE) if marked(file.body, _NATIVE_MARKS)]
    if native:
        because = f"The model is run by {count(len(native), 'file')} in other languages."
        return holding(component, State.PUBLISHED, because, [file.place for file in native], [native[0].cite([1])])
    if links:
        return holding(component, State.REFERENCED, "A document shows how a library runs the model.", (), links)
    return missing(layout, component, "code that runs the model", code_matters)


def _runs(file: CodeFile) -> bool:
    return bool(
        file.seen
        and not file.seen.stub
        and Act.RUNS_MODEL in file.seen
        and (Act.LOADS_WEIGHTS in file.seen or file.place.words.all & _INFERENCE)
    )


def _first_proven(files: Sequence[CodeFile], bears_out: Callable[[CodeFile], bool]) -> CodeFile | None:
    return next((file for file in files[:_PROVED] if bears_out(file)), None)


def _evaluates(file: CodeFile) -> bool:
    return bool(file.place.words.all & _EVALUATION or file.place.words.name & _EVALUATION_NAMES)


def _makes_data(file: CodeFile) -> bool:
    words = file.place.words
    named = words.name & _DATA_NAMES and (
        words.folders & _DATA_FOLDERS
        or words.name & _DATA_FOLDERS
        or words.name & {"dedup", "tokenize", "preprocess", "preprocessing", "prepare", "filter", "shuffle"}
    )
    foldered = words.folders & _DATA_NAMES and words.folders & _DATA_FOLDERS
    if not (named or foldered) or words.all & _EVALUATION:
        return False
    return marked(file.body, _DATA_MARKS)


def _hold_by_path(layout: Layout, component: Component, what: str, found: Sequence[CodeFile]) -> Holding:
    """A role that the path tells; at least one file must do something."""
    proof = next(_that_do_something(found), None)
    places: list[Placed] = [file.place for file in found]
    if proof:
        return holding(
            component,
            State.PUBLISHED,
            f"{what[0].upper()}{what[1:]}: {count(len(places), 'file')}, by name and content.",
            places,
            [proof.cite([1])],
        )
    return missing(layout, component, what, code_matters, places)


def _that_do_something(files: Sequence[CodeFile]) -> Iterator[CodeFile]:
    for file in files[:_PROVED]:
        if file.format in PYTHON:
            if file.seen and file.seen.statements >= 2:
                yield file
        elif (
            sum(bool(line.strip()) and not line.lstrip().startswith(("#", "//", "*", "/*")) for line in file.body.split("\n"))
            >= 2
        ):
            yield file
