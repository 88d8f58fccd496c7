"""Measured results, sample outputs, and what the training left behind: logs, settings, optimizer state."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from openassay.inventory.front_matter import front_lines
from openassay.inventory.layout import Layout, Placed
from openassay.inventory.pages import page_matters
from openassay.inventory.python_acts import Act
from openassay.inventory.states import count, holding, missing
from openassay.inventory.substance import LEAST, PLACEHOLDER, is_bare
from openassay.inventory.training import TrainingCode
from openassay.inventory.visible import prose, visible
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.release import EntryKind
from openassay.vocabulary.text import Text

_RESULT_WORDS = frozenset({"result", "results", "scores", "leaderboard", "metrics", "evalresults", "benchmarks", "predictions"})
_EVAL_WORDS = frozenset({
    "eval", "evals", "evaluation", "evaluations", "benchmark", "benchmarks", "benchmarking", "leaderboard", "results",
})  # fmt: skip
_RESULT_FORMATS = frozenset({"json", "jsonl", "csv", "tsv", "yaml", "markdown", "parquet"})
_SAMPLE_WORDS = frozenset({
    "output", "outputs", "generations", "generated", "samples", "sampleoutputs", "exampleoutputs", "completions",
})  # fmt: skip
_MEDIA = frozenset({
    "png", "jpeg", "gif", "webp", "audio", "video", "text", "json", "jsonl", "markdown", "csv", "html", "mesh", "svg",
})  # fmt: skip
_NO_RESULTS = frozenset({"config", "configs", "settings", "schema", "schemas", "meta", "metadata", "catalog", "types"})
_FEW = 2
_ANY_NUMBER = re.compile(r"(?<![\w.])\d+\.?\d*")
_RULE = frozenset(" \t:|-")
_TABLE_ROWS = 200
_MEASURE = re.compile(
    r"(?i)\b(?:benchmarks?|accuracy|acc|scores?|perplexity|ppl|f1|bleu|rouge|wer|cer|rmse|mae|mse|mape|auc|auroc|map|miou|iou|top-?1"
    r"|pass@\d+|elo|fid|lddt|tm-?score|recall|precision|spearman|pearson|p@l|r2|errors?|rank|rmsd|cross-?entropy|success rates?"
    r"|results?|win[- ]?rate|psnr|ssim|lpips)\b"
)
_BENCHMARK = re.compile(
    r"(?i)\b(?:mmlu\w*|gsm-?8k|hellaswag|arc|humaneval|mbpp|winogrande|piqa|boolq|truthfulqa|imagenet|coco|squad|glue|librispeech"
    r"|matbench|casp\d*)\b"
)
_COUNTS = re.compile(
    r"(?i)\b(?:number of|num|#|count|tokens?|tuples|pairs|samples|examples|size|sizes|params?|parameters|run-?time|time|speed"
    r"|memory|latency|throughput|layers|rate|epochs?|steps?|download|version|weight|proportion|sampling|dim|vram|cost|hours)\b"
)
"""Words of a table's head under which other numbers stand."""
_THOUSANDS = re.compile(r"\d,\d{3}\b")
_NUMBER = re.compile(
    r"[ *_<>~≤≥±$]{0,8}-?\d{1,4}(?:[.,]\d{1,6})?[ ]?(?:%|±[^|]{0,20}|\([^|]{0,20}\)|[a-zA-Z/]{1,6})?[ *_$]{0,8}$"
)
_RESULT_HEADING = re.compile(r"(?im)^#{1,6}[^\n]{0,40}\b(?:evaluations?|results?|performance|benchmarks?)\b")
_PICTURE = re.compile(r"!\[|<img\b")
_BADGE = re.compile(r"(?i)badge|shields\.io")
_SAMPLE_HEADING = re.compile(
    r"(?im)^#{1,6}[^\n]{0,40}\b(?:(?:sample|example|generated)\s+(?:outputs?|generations?|responses?|results?|completions?"
    r"|images?|audio)|generation examples?|samples)\b|^#{1,6}[^\n]{0,40}(?:示例输出|生成示例)"
)
_SAMPLE_FILE = re.compile(
    r"(?i)^(?:samples?|(?:sample|example|model)[_-]?outputs?|outputs?|generated(?:[_-]\w{1,20})?|generations?|completions?"
    r"|example[_-]?generations?)$"
)
_WRITTEN = frozenset({"text", "markdown", "json", "jsonl", "csv", "html"})
_PUT_OUT = re.compile(r"(?i)\bgenerat(?:ed|ions?|e\.py)\b|\boutputs?\b|\bsampled\b|\bcompletions?\b|\bmodel (?:says|writes)\b")
_SAMPLES = 4
"""Lines that a file of outputs has at least: it says what it is, and shows a few."""
_SHOWS = 200
"""Characters under a heading of outputs that show some."""
_LOG = re.compile(
    r"(?i)tfevents|(?:^|[_-])train(?:ing)?[_-]?(?:log|state|curve|loss|stats)|trainer_state\.json|wandb|\.tfevents\."
)


def hold_results(layout: Layout) -> Holding:
    """The holding of measured results: files of them, tables in documents, or a card's index."""
    component = Component.EVALUATION_RESULTS
    files = [place for place in layout.own if _is_result_file(place) and _holds_numbers(layout, place)]
    if files:
        return holding(component, State.PUBLISHED, f"{count(len(files), 'file')} of measured results.", files)
    tables = [table for text in layout.documents for table in _tables(text)]
    measured = [line for line, says in tables if says]
    if measured:
        return holding(component, State.PUBLISHED, "Measured results stand in tables of the documents.", (), measured)
    indexed = [text.evidence(number) for text in layout.documents for number, _ in front_lines(text.body, "model-index")[:1]]
    if indexed:
        return holding(component, State.PUBLISHED, "The front matter of a card lists measured results.", (), indexed)
    if tables:
        because = "Tables of numbers stand in the documents; whether they are measured results could not be told."
        return holding(component, State.UNKNOWN, because, (), [line for line, _ in tables])
    placed = [line for text in layout.documents for line in _placed(text)]
    if placed:
        return holding(component, State.REFERENCED, "Measured results are named with their place.", (), placed)
    pictured = [line for text in layout.documents for line in _pictured(text)]
    if pictured:
        return holding(component, State.UNKNOWN, "Results are shown as pictures, which are not read.", (), pictured)
    return missing(layout, component, "measured results", page_matters)


def _is_result_file(place: Placed) -> bool:
    artifact = place.artifact
    if artifact.kind is not EntryKind.FILE or artifact.format not in _RESULT_FORMATS or not artifact.size or artifact.size < 20:
        return False
    words = place.words
    if words.name & _RESULT_WORDS and words.all & _EVAL_WORDS:
        return not words.name & _NO_RESULTS
    if artifact.format == "markdown" or words.name & _NO_RESULTS:
        return False
    return bool(
        words.folders & {"results", "evalresults"} or (words.folders & {"metrics", "scores"} and words.folders & _EVAL_WORDS)
    )


def _holds_numbers(layout: Layout, place: Placed) -> bool:
    """Whether a file that is named like results holds a few numbers; one that is no text is taken at its name."""
    text = layout.read_text(place.artifact)
    if text is not None and place.artifact.format == "markdown":
        return any(measured for _, measured in _tables(text))
    return text is None or sum(1 for _ in zip(range(_FEW), _ANY_NUMBER.finditer(text.body), strict=False)) == _FEW


def _tables(text: Text) -> Iterator[tuple[Evidence, bool]]:
    """The head lines of tables of numbers, and whether a word of measuring stands in or above each."""
    body = prose(text.body)
    if "|" not in body:
        return
    lines = body.split("\n")
    at = 1
    while at < len(lines):
        rule = lines[at]
        if "--" not in rule or not set(rule) <= _RULE or "|" not in lines[at - 1]:
            at += 1
            continue
        rows = list(takewhile(lambda line: "|" in line, lines[at + 1 : at + 1 + _TABLE_ROWS]))
        table = "\n".join((lines[at - 1], *rows))[:20_000]
        above = "\n".join(lines[max(0, at - 4) : at - 1])[-600:]
        numbers = _numbers_in(rows)
        measures = _measures(lines[at - 1], table, above)
        if numbers >= (4 if measures else 10):
            yield text.evidence(at), measures
        at += len(rows) + 1


def _measures(head: str, table: str, above: str) -> bool:
    """Whether a table is of measures: its head or what stands above says so, or its rows name benchmarks and no counts."""
    if _MEASURE.search(head):
        return True
    return not _COUNTS.search(head) and bool(_MEASURE.search(table) or _MEASURE.search(above) or _BENCHMARK.search(table))


def _numbers_in(rows: Sequence[str]) -> int:
    """Cells of a table that hold one number each, with a sign, a unit or an error."""
    cells = (cell for row in rows for cell in row[:4000].split("|"))
    return sum(bool(_NUMBER.match(cell)) and not _THOUSANDS.search(cell) for cell in cells)


_PLACED = re.compile(
    r"^[^\n]{0,200}\b(?:evaluation|benchmark|test)\s+results?\b[^\n]{0,300}?\]\(https?://(?!arxiv|doi\.org|(?:www\.)?nature)[^\n]{0,200}",
    re.IGNORECASE | re.MULTILINE,
)


def _placed(text: Text) -> Iterator[Evidence]:
    """Lines that link measured results."""
    body = prose(text.body)
    return (text.evidence_at(match.start(), match.end()) for match in _PLACED.finditer(body))


def _pictured(text: Text) -> Iterator[Evidence]:
    """Headings of results that a picture follows."""
    body = prose(text.body)
    for match in _RESULT_HEADING.finditer(body):
        pictures = _PICTURE.finditer(body, match.end(), match.end() + 1500)
        if not all(_BADGE.search(body, one.start(), _end_of_line(body, one.start())) for one in pictures):
            yield text.evidence_at(match.start(), match.end())


def _end_of_line(body: str, at: int) -> int:
    end = body.find("\n", at, at + 400)
    return at + 400 if end < 0 else end


def hold_samples(layout: Layout) -> Holding:
    """The holding of examples of what the model puts out."""
    component = Component.SAMPLE_OUTPUTS
    files = [place for place in layout.own if _is_sample(layout, place)]
    if files:
        because = f"{count(len(files), 'file')} {'shows' if len(files) == 1 else 'show'} what the model puts out."
        return holding(component, State.PUBLISHED, because, files)
    shown, told = _sample_sections(layout)
    if shown:
        return holding(component, State.PUBLISHED, "A section of a document shows outputs.", (), shown)
    if told:
        return holding(component, State.PARTIAL, "A section of a document speaks of outputs, and shows few or none.", (), told)
    return missing(layout, component, "sample outputs", page_matters)


def _is_sample(layout: Layout, place: Placed) -> bool:
    """Whether a file holds outputs: it lies among them, or is called so and says itself, or by a document, that it does."""
    artifact = place.artifact
    if artifact.kind is not EntryKind.FILE or artifact.format not in _MEDIA or not artifact.size:
        return False
    if place.words.all & {"data", "dataset", "datasets", "input", "inputs", "config", "configs"}:
        return False
    if place.words.folders & _SAMPLE_WORDS:
        shown = layout.read_text(artifact) if (artifact.size or 0) < LEAST else None
        return not place.name.startswith(".") and not (shown is not None and is_bare(shown.body))
    if not _SAMPLE_FILE.match(place.name.rpartition(".")[0]) or artifact.format not in _WRITTEN:
        return False
    text = layout.read_text(artifact)
    if text is None or len(text.lines) < _SAMPLES or PLACEHOLDER.search(text.body):
        return False
    lines = (line for document in layout.documents for line in document.lines if place.name in line)
    return bool(_PUT_OUT.search(text.body[:500])) or any(_PUT_OUT.search(line[:2000]) for line in lines)


def _sample_sections(layout: Layout) -> tuple[list[Evidence], list[Evidence]]:
    """Headings of sections about outputs: those that show some, and all."""
    shown: list[Evidence] = []
    told: list[Evidence] = []
    for text in layout.documents:
        body, whole = prose(text.body), visible(text.body)
        for match in _SAMPLE_HEADING.finditer(body):
            heading = text.evidence_at(match.start(), match.end())
            under = re.split(r"(?m)^#{1,6}\s", whole[match.end() : match.end() + 4000], maxsplit=1)[0]
            told.append(heading)
            if PLACEHOLDER.search(under):
                continue
            if "```" in under or _PICTURE.search(under) or len(re.sub(r"https?://\S+|\s+", "", under)) >= _SHOWS:
                shown.append(heading)
    return shown, told


def hold_metadata(layout: Layout, code: TrainingCode, left: Sequence[Placed]) -> Holding:
    """The holding of training configuration, logs and optimizer state. `left` are files of optimizer or trainer state."""
    component = Component.TRAINING_METADATA
    logs = [
        place
        for place in layout.own
        if place.artifact.kind is EntryKind.FILE
        and place.artifact.size
        and _LOG.search(place.name)
        and place.artifact.format not in ("python", "markdown")
    ]
    settings = [*code.first.settings, *code.later.settings]
    if settings or logs or left:
        parts = [
            f"{count(len(found), noun)}"
            for found, noun in ((settings, "training configuration"), (logs, "training log"), (left, "file of training state"))
            for noun in [noun]
            if found
        ]
        return holding(component, State.PUBLISHED, f"{' and '.join(parts)}.".capitalize(), [*settings, *logs, *left])
    configured = [file for file in (*code.first.code, *code.later.code) if file.seen and Act.CONFIGURED in file.seen]
    if configured:
        cited = [file.cite(file.seen.acts[Act.CONFIGURED]) for file in configured if file.seen]
        return holding(
            component,
            State.PARTIAL,
            "Training settings stand only in the code, as defaults.",
            [file.place for file in configured],
            cited,
        )
    told = [line for text in layout.documents for line in _told_settings(text)]
    if told:
        return holding(component, State.PARTIAL, "A document states training settings.", (), told)
    return missing(
        layout,
        component,
        "training configuration, logs or optimizer state",
        lambda artifact: artifact.name.lower().endswith((".yaml", ".yml", ".json", ".toml", ".log")),
    )


def _told_settings(text: Text) -> Iterator[Evidence]:
    body = prose(text.body)
    for match in re.finditer(
        r"(?im)^[^\n]{0,120}\b(?:learning[- _]rate|batch[- _]size|weight[- _]decay|warm-?up)\b[^\n]{0,40}\d[^\n]{0,80}$", body
    ):
        yield text.evidence_at(match.start(), match.end())
