"""Code that measures the model: named so and doing so, or seen to run the model and to compute a measure of quality."""

import re
from collections.abc import Iterable, Sequence

from openassay.inventory.code import PYTHON, SCRIPTS, CodeFile, marked
from openassay.inventory.python_acts import Act
from openassay.inventory.states import count, holding
from openassay.inventory.unaccounted import Accounts, Signs, missing_code, starts
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding

_STRONG = frozenset({
    "eval", "evals", "evaluate", "evaluation", "evaluations", "evaluator", "evaluators", "leaderboard", "lmeval", "fewshot",
    "zeroshot", "benchmarks", "benchmark", "benchmarking", "validation", "harness",
})  # fmt: skip
"""Words of a path under which a model is measured."""
_WEAK = frozenset({
    "metric", "metrics", "score", "scorer", "scoring", "accuracy", "perplexity", "ppl", "wer", "bleu", "fid", "validate", "val",
    "bench", "test",
})  # fmt: skip
"""Words of a name that other things have as often: the content must run a model and measure it."""
_SPEED = frozenset({"benchmark", "benchmarks", "benchmarking", "bench"})
"""Words of a path that stand for the measuring of time as often."""
_MARKS = (
    "accuracy", "acc", "auc", "f1", "rmse", "mae", "wer", "bleu", "rouge", "perplexity", "fid", "recall", "iou", "psnr", "ssim",
    "spearman", "pearson", "r2", "lddt", "rmsd", "crps", "success", "evaluat", "metric", "score", "exact_match", "correct",
)  # fmt: skip
_HARNESS = re.compile(
    r"(?im)^[^#\n]{0,200}(?:\blm[-_]eval\b|\blighteval\b|\bopencompass\b|\bvlmeval|\bcomposer\s+eval|[\w/.-]*eval\w*\.py\b"
    r"|\b-m\s+[\w.]*eval\w*|[\w/.-]*(?:benchmark|mmlu|humaneval)\w*\.py\b)"
)
_HARNESS_MODULES = ("lm_eval", "lighteval", "opencompass", "evaluate", "torchmetrics", "lmms_eval", "vlmeval", "bigcode_eval")
_TIMES = re.compile(r"perf_counter|time\.time\(|\bthroughput\b|\blatency\b|tokens?[_/ ](?:per[_ ])?s(?:ec|econd)?\b|\.elapsed\b")
_MEASURING = frozenset({Act.MEASURES, Act.TESTS_MODEL, Act.RUNS_MODEL})
_PROVED = 120
"""Files whose syntax tree is looked at, at most."""


def hold_evaluation(free: Sequence[CodeFile], trained: Sequence[CodeFile], accounts: Accounts) -> Holding:
    """The holding of evaluation code. `free` is the code that is not training code, `trained` is the training code."""
    component = Component.EVALUATION_CODE
    named = [file for file in free if file.place.words.all & _STRONG or file.place.words.name & _WEAK]
    found = [file for file in named[:_PROVED] if _bears_out(file)]
    found += _unnamed(free, {file.key for file in found})
    if found:
        first = found[0]
        because = f"{count(len(found), 'file')} {'measures' if len(found) == 1 else 'measure'} the model, by name and content."
        return holding(component, State.PUBLISHED, because, [file.place for file in found], [first.cite(_lines(first))])
    within = next((file for file in trained if file.seen and Act.TESTS_MODEL in file.seen), None)
    if within and within.seen:
        because = f"{within.path} measures the model while it trains; whether that is the evaluation could not be told."
        return holding(component, State.UNKNOWN, because, [within.place], [within.cite(within.seen.acts[Act.TESTS_MODEL])])
    stubs = [file for file in named if file.format in PYTHON and file.seen is not None and file.seen.stub]
    return missing_code(accounts, component, "code that measures the model", _SIGNS, stubs)


def _may_be_named(file: CodeFile) -> bool:
    """Whether a file is called like one that measures and may be one, or is seen to run a model and to measure."""
    if file.place.words.name & ((_STRONG | _WEAK) - {"test", "val"}):
        return _may_measure(file)
    acts = file.seen.acts.keys() if marked(file.body, _MARKS) and file.seen else frozenset[Act]()
    return {Act.MEASURES, Act.LOADS_WEIGHTS} <= acts and bool(acts & {Act.RUNS_MODEL, Act.TESTS_MODEL})


def _may_measure(file: CodeFile) -> bool:
    """Whether a file that is named like evaluation code does anything that measures."""
    return file.format not in PYTHON or file.seen is None or bool(file.seen.acts.keys() & (_MEASURING | {Act.LOADS_WEIGHTS}))


def _bears_out(file: CodeFile) -> bool:
    """Whether the content of a file that is named like evaluation code is that."""
    words = file.place.words
    in_folder, named = bool(words.folders & (_STRONG - _SPEED)), bool(words.name & (_STRONG - _SPEED - {"validation"}))
    if file.format in SCRIPTS:
        return (in_folder or named) and bool(_HARNESS.search(file.body))
    seen = file.seen
    if file.format not in PYTHON or seen is None or seen.stub:
        return False
    if in_folder or (named and any(name.partition(".")[0] in _HARNESS_MODULES for name in seen.imports)):
        return seen.statements >= 2
    if named or (words.all & _SPEED and not _TIMES.search(file.body)):
        return bool(seen.acts.keys() & _MEASURING)
    return Act.MEASURES in seen and bool(seen.acts.keys() & {Act.TESTS_MODEL, Act.RUNS_MODEL, Act.LOADS_WEIGHTS})


def _unnamed(free: Sequence[CodeFile], known: Iterable[tuple[str, str]]) -> list[CodeFile]:
    """Programs that load a model, run it and compute a measure, whatever they are called."""
    able = [file for file in free if file.format in PYTHON and file.key not in known and marked(file.body, _MARKS)]
    return [file for file in able[:_PROVED] if _measures_all_by_itself(file)]


def _measures_all_by_itself(file: CodeFile) -> bool:
    seen = file.seen
    if seen is None or not {Act.MEASURES, Act.LOADS_WEIGHTS} <= seen.acts.keys():
        return False
    return starts(file) and (Act.TESTS_MODEL in seen or (Act.RUNS_MODEL in seen and len(seen.acts[Act.MEASURES]) >= 2))


def _lines(file: CodeFile) -> list[int]:
    acts = file.seen.acts if file.seen else {}
    return acts.get(Act.MEASURES) or acts.get(Act.TESTS_MODEL) or acts.get(Act.RUNS_MODEL) or [1]


_SIGNS = Signs(
    _may_be_named,
    re.compile(
        r"(?i)^(?:evaluate|evaluation|benchmark|validate|compute_metrics|calc\w{0,20}_(?:accuracy|metrics?)|test_model)$"
        r"|^(?:evaluate|eval|benchmark)_(?!shape$|step$|code$|mode$|str$|frame|expr)"
    ),
    bears=_may_measure,
    may_be=lambda file: bool(file.seen and Act.MEASURES in file.seen),
)
