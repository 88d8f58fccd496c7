"""Measured results: files of them, tables in documents, a card's index."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from openassay.inventory.front_matter import front_lines
from openassay.inventory.layout import Layout, Placed
from openassay.inventory.pages import page_matters
from openassay.inventory.states import count, holding, missing
from openassay.inventory.visible import prose
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
_NO_RESULTS = frozenset({"config", "configs", "settings", "schema", "schemas", "meta", "metadata", "catalog", "types"})
_FEW = 2
_ANY_NUMBER = re.compile(r"(?<![\w.])\d+\.?\d*")
_RULE = frozenset(" \t:|-")
_TABLE_ROWS = 200
_FAR = 30
"""Lines above a table in which its heading is looked for."""
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
        above = f"{_heading_above(lines, at - 1)}\n" + "\n".join(lines[max(0, at - 4) : at - 1])[-600:]
        numbers = _numbers_in(rows)
        measures = _measures(lines[at - 1], table, above)
        if numbers >= (4 if measures else 10):
            yield text.evidence(at), measures
        at += len(rows) + 1


def _heading_above(lines: Sequence[str], at: int) -> str:
    """The nearest heading above a line, where it is not far."""
    return next((lines[number][:120] for number in range(at - 1, max(-1, at - _FAR), -1) if lines[number].startswith("#")), "")


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
