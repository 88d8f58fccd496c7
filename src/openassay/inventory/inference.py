"""Code that runs the model: it loads weights and applies the model to input, outside training and measuring."""

import re
from collections.abc import Sequence

from openassay.inventory.code import OTHER_CODE, PYTHON, CodeFile, Shelf, marked
from openassay.inventory.layout import Placed
from openassay.inventory.purposes import Purpose, purpose_of
from openassay.inventory.python_acts import Act, imports_learning, imports_numbers
from openassay.inventory.states import count, holding
from openassay.inventory.unaccounted import Accounts, Signs, missing_code
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.facts import Evidence

_NAMES = frozenset({
    "inference", "infer", "generate", "generation", "predict", "prediction", "predictor", "sample", "sampling", "sampler",
    "demo", "chat", "serve", "serving", "server", "cli", "run", "runner", "runners", "example", "examples", "transcribe",
    "decode", "decoding", "pipeline", "pipelines", "deploy", "hubconf", "calculator", "calculators", "rollout", "app",
    "usage", "completion", "pretrained", "loading", "quickstart", "tutorial", "tutorials", "api", "webui", "gui",
})  # fmt: skip
"""Words of a path under which a model is run."""
_SURE_NAMES = _NAMES - {
    "example", "examples", "usage", "loading", "pretrained", "tutorial", "tutorials", "api", "cli", "decode", "decoding",
}  # fmt: skip
_EVALUATION = frozenset({
    "eval", "evals", "evaluate", "evaluation", "evaluations", "evaluator", "evaluators", "benchmark", "benchmarks",
    "benchmarking", "bench", "leaderboard", "validation", "lmeval", "harness", "fewshot", "zeroshot", "metric", "metrics",
})  # fmt: skip
_MAKING = frozenset({"synthesis", "sdg", "datagen", "annotation", "annotate", "filtering", "synthetic"})
"""Folders in which a model makes data."""
_MARKS = (
    "odel(", "net(", "etwork(", "pipe(", "ipeline(", ".generate", "redict", "ample", ".forward(", ".apply", "nfer", ".run(",
    ".invoke(", "ranscribe", "ollout", "Calculator)", "forecast", "enerate(", ".chat(", "olicy(", "etect",
)  # fmt: skip
_LOAD_MARKS = ("load", "restore", "from_pretrained", "InferenceSession", "snapshot_download", "hf_hub_download")
_NATIVE_MARKS = (
    "InferenceSession", "Ort::Session", "OrtSession", "ggml_", "tflite", "onnxruntime", "torch::jit", "ort::", "Interpreter(",
)  # fmt: skip
_PROVED = 120
"""Files whose syntax tree is looked at, at most."""


def hold_inference(shelf: Shelf, free: Sequence[CodeFile], accounts: Accounts, links: Sequence[Evidence]) -> Holding:
    """The holding of inference code. `free` is the code that is not training code; `links` show how a library runs the model."""
    component = Component.INFERENCE_CODE
    able = [file for file in free if file.format in PYTHON and marked(file.body, _MARKS)]
    able.sort(key=lambda file: (not file.place.words.name & _NAMES, not file.place.words.folders & _NAMES, file.key))
    running = [file for file in able[:_PROVED] if _runs(file)]
    proven = [file for file in running if _loads(file) or _is_named(file)] or _over_files(running, free)
    if proven:
        first = proven[0]
        lines = first.seen.acts[Act.RUNS_MODEL] if first.seen else [1]
        because = f"{count(len(proven), 'file')} {'applies' if len(proven) == 1 else 'apply'} the model to input."
        return holding(component, State.PUBLISHED, because, [file.place for file in proven], [first.cite(lines)])
    native = [file for file in shelf.files(OTHER_CODE) if marked(file.body, _NATIVE_MARKS)]
    if native:
        runs = "runs" if len(native) == 1 else "run"
        because = f"{count(len(native), 'file')} in another language than Python {runs} the model."
        return holding(component, State.PUBLISHED, because, [file.place for file in native], [native[0].cite([1])])
    compiled = _over_compiled(shelf, able)
    if compiled:
        because = f"{compiled.path} hands the weights to a compiled library, whose source is not here."
        return holding(component, State.PARTIAL, because, [compiled.place], [compiled.cite(_lines(compiled, Act.LOADS_WEIGHTS))])
    if links:
        return holding(component, State.REFERENCED, "A document shows how a library runs the model.", (), links)
    measuring = next((file for file in able[:_PROVED] if file.seen and Act.TESTS_MODEL in file.seen), None)
    if measuring:
        because = (
            f"{measuring.path} runs the model to measure it; whether anything here runs it for its own sake could not be told."
        )
        cited = [measuring.cite(_lines(measuring, Act.TESTS_MODEL))]
        return holding(component, State.UNKNOWN, because, [measuring.place], cited)
    return missing_code(accounts, component, "code that runs the model", _SIGNS)


def _may_run(file: CodeFile) -> bool:
    """Whether a file could run a model: one that imports nothing cannot."""
    return file.format not in PYTHON or file.seen is None or bool(file.seen.imports)


def _runs(file: CodeFile) -> bool:
    """Whether a file applies a model, and its place does not say that it measures or serves another one."""
    words = file.place.words
    if words.all & _EVALUATION and not words.name & _NAMES:
        return False
    if words.folders & _MAKING and not words.name & _NAMES:
        return False
    if purpose_of(file.path) is Purpose.ASIDE and not words.name & _NAMES and not words.folders & _NAMES:
        return False
    if not file.seen or file.seen.stub or Act.RUNS_MODEL not in file.seen:
        return False
    return Act.MAKES_SET not in file.seen or bool(words.name & _NAMES)


def _is_named(file: CodeFile) -> bool:
    """Whether a file is named like a program that runs a model, and has what models are run with."""
    return bool(file.place.words.all & _NAMES and file.seen and imports_learning(file.seen))


def _loads(file: CodeFile) -> bool:
    return file.seen is not None and Act.LOADS_WEIGHTS in file.seen


def _over_files(running: Sequence[CodeFile], free: Sequence[CodeFile]) -> list[CodeFile]:
    """Files that apply a model which another file of the same package loads."""
    able = [file for file in free if file.format in PYTHON and marked(file.body, _LOAD_MARKS)] if running else []
    loading = {file.path.partition("/")[0] for file in able[:_PROVED] if _loads(file)}
    return [file for file in running if file.path.partition("/")[0] in loading]


def _over_compiled(shelf: Shelf, able: Sequence[CodeFile]) -> CodeFile | None:
    """A file that loads weights with the functions of a compiled module beside it."""
    compiled = {(place.artifact.folder, place.name.partition(".")[0]) for place in shelf.layout.own if _is_compiled(place)}
    for file in able if compiled else ():
        folder = file.place.artifact.folder
        if _loads(file) and file.seen and any((folder, name.rpartition(".")[2]) in compiled for name in file.seen.imports):
            return file
    return None


def _is_compiled(place: Placed) -> bool:
    return place.name.endswith((".so", ".pyd", ".dylib"))


def _lines(file: CodeFile, act: Act) -> list[int]:
    return file.seen.acts.get(act, [1]) if file.seen else [1]


_SIGNS = Signs(
    lambda file: bool(file.place.words.name & _SURE_NAMES) and _may_run(file),
    re.compile(r"^(?:predict|generate|sample|infer|inference|transcribe|rollout|forecast|run_inference|run_model)(?:_|$)"),
    bears=_may_run,
    may_be=lambda file: bool(file.seen and imports_numbers(file.seen)),
    heading=re.compile(
        r"(?im)^#{1,4}[ \t][^\n]{0,60}\b(?:inference|usage|running|run the (?:model|code)|predictions?|quick ?start"
        r"|how to (?:use|run)|sampling|demo)\b"
    ),
)
