"""Code that makes training data: it cleans, filters, splits, tokenizes or converts, and writes a data set."""

import re
from collections.abc import Sequence

from openassay.inventory.code import OTHER_CODE, PYTHON, SCRIPTS, CodeFile, marked
from openassay.inventory.python_acts import Act
from openassay.inventory.states import count, holding
from openassay.inventory.unaccounted import Accounts, Signs, missing_code, starts
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding

_VERBS = frozenset({
    "prepare", "prep", "preparation", "preprocess", "preproc", "preprocessing", "preprocessor", "tokenize", "tokenise",
    "dedup", "dedupe", "deduplicate", "deduplication", "filter", "filtering", "clean", "cleaning", "curate", "curation",
    "crawl", "crawler", "scrape", "scraper", "scrapers", "sourcing", "shuffle", "shard", "sharding", "mix", "mixing",
    "mixture", "mixtures", "decontaminate", "decontamination", "minhash", "annotate", "dataprep", "makedata", "processing",
    "process", "tokshuf", "extract", "webdataset", "sdg", "augment", "download", "convert", "parse", "split", "generate",
    "synth", "synthesis", "build", "make", "create", "pack", "canonicalize", "upsample", "downsample",
})  # fmt: skip
_SURE_VERBS = frozenset({
    "dedup", "dedupe", "deduplicate", "deduplication", "tokenize", "tokenise", "preprocess", "preproc", "preprocessing",
    "prepare", "shuffle", "tokshuf", "minhash", "dataprep", "makedata", "decontaminate", "decontamination",
})  # fmt: skip
"""Words that need no word of data beside them."""
_DATA = frozenset({
    "data", "dataset", "datasets", "dataprep", "preprocessing", "dataprocessing", "dedup", "corpus", "corpora", "sourcing",
    "datasetbuilder", "graphs", "instructions", "instruction", "trainingdata",
})  # fmt: skip
_SETS = frozenset({"dataset", "datasets", "corpus", "corpora", "instructions", "instruction"})
_NOT_TRAINING_DATA = frozenset({
    "eval", "evals", "evaluation", "evaluate", "benchmark", "benchmarks", "benchmarking", "leaderboard", "inference", "demo",
    "demos", "tutorial", "tutorials", "visualization", "plot", "plots", "webui", "animation", "figure", "figures", "report",
})  # fmt: skip
_MARKS = (
    "to_parquet", "save_to_disk", "to_json(", "to_csv(", "json.dump", "jsonl", "datatrove", "datasketch", "write(", "writer",
    "Writer", "map(", "Pool(", "tokenize", "parquet", "save(", "h5py", "lmdb", "tfrecord", "wget", "curl ", "memmap", "dump(",
    "pickle.dump", "to_zarr", "Dataset(", "write_text(", "writestr", "savez", "tofile(", "Builder", "File::create", "add_frame",
)  # fmt: skip
"""Words of code that writes."""
_DOES = re.compile(
    r"(?im)^[^#\n]{0,300}(?:\bpython3?\b|\bwget\b|\bcurl\b|\baria2c\b|\bgsutil\b|\baws\s+s3\b"
    r"|\bcargo\s+run|\bsrun\b|huggingface-cli)"
)
_PROVED = 200
"""Files whose syntax tree is looked at, at most."""


def hold_data_code(free: Sequence[CodeFile], accounts: Accounts) -> Holding:
    """The holding of data-processing code. `free` is the code that is not training code."""
    component = Component.DATA_PROCESSING_CODE
    able = [file for file in free if marked(file.body, _MARKS) and not file.place.words.all & _NOT_TRAINING_DATA]
    able.sort(key=lambda file: (not _is_named(file), file.key))
    found = [file for file in able[:_PROVED] if _makes_data(file)]
    if found:
        first = found[0]
        because = f"{count(len(found), 'file')} {'makes' if len(found) == 1 else 'make'} training data, by name and content."
        return holding(component, State.PUBLISHED, because, [file.place for file in found], [first.cite(_lines(first))])
    stubs = [file for file in free if _is_named(file) and file.format in PYTHON and file.seen is not None and file.seen.stub]
    return missing_code(accounts, component, "code that makes training data", _SIGNS, stubs)


def _is_named(file: CodeFile) -> bool:
    words = file.place.words
    if words.all & _NOT_TRAINING_DATA:
        return False
    if words.name & _SURE_VERBS:
        return True
    return bool(words.name & _VERBS and words.all & _DATA) or bool(words.folders & _VERBS and words.folders & _DATA)


def _may_be_named(file: CodeFile) -> bool:
    """Whether a file is called like one that makes data, and may be one."""
    names = file.place.words.name
    if _saves_what_it_loads(file):
        return True
    if file.format not in PYTHON and not names & _DATA:
        return bool(names & _SURE_VERBS)
    if file.place.words.all & _NOT_TRAINING_DATA or _runs(file):
        return False
    if names & _SURE_VERBS or (names & _DATA and starts(file)):
        return True
    return bool(names & _VERBS) and marked(file.body, _MARKS) and _writes(file)


def _saves_what_it_loads(file: CodeFile) -> bool:
    """Whether a program loads a data set and writes: it may write another one."""
    if file.seen is None or not starts(file) or file.place.words.all & _NOT_TRAINING_DATA:
        return False
    acts = file.seen.acts.keys()
    return {Act.LOADS_DATA, Act.WRITES} <= acts and not acts & {Act.MEASURES, Act.TESTS_MODEL}


def _runs(file: CodeFile) -> bool:
    """Whether a file is known to do something else: to define, to run or to test a model."""
    return file.seen is not None and bool(file.seen.acts.keys() & {Act.RUNS_MODEL, Act.TESTS_MODEL, Act.DEFINES_MODEL})


def _writes(file: CodeFile) -> bool:
    """Whether a file makes a data set, or may do so as a program or between reading and writing."""
    if file.seen is None or Act.MAKES_SET in file.seen:
        return True
    return Act.WRITES in file.seen and (starts(file) or Act.READS in file.seen)


def _makes_data(file: CodeFile) -> bool:
    """Whether a file writes a data set; one that is named so must write at all."""
    if file.format in SCRIPTS:
        return _is_named(file) and bool(_DOES.search(file.body))
    if file.format in OTHER_CODE:
        return _is_named(file) and file.body.count("\n") >= 20
    seen, words = file.seen, file.place.words
    if seen is None or seen.stub or Act.DEFINES_MODEL in seen:
        return False
    acts = seen.acts.keys()
    if _is_named(file) and not acts & ({Act.RUNS_MODEL, Act.TESTS_MODEL} - _allowed(file)):
        surely = Act.MAKES_SET in seen or (Act.WRITES in seen and (bool(words.all & _DATA) or Act.LOADS_DATA in seen))
        return surely and (starts(file) or bool(words.name & _SURE_VERBS))
    if acts & {Act.TESTS_MODEL, Act.MEASURES, Act.RUNS_MODEL}:
        return False
    if words.name & _SETS and starts(file):
        return {Act.READS, Act.WRITES} <= acts
    return Act.MAKES_SET in seen and ("BasedBuilder" in file.body or (starts(file) and bool(words.name & (_VERBS | _DATA))))


def _allowed(file: CodeFile) -> set[Act]:
    """Data may be made by a model, where the name says that they are made."""
    return {Act.RUNS_MODEL, Act.TESTS_MODEL} if file.place.words.all & _DATA else set()


def _lines(file: CodeFile) -> list[int]:
    acts = file.seen.acts if file.seen else {}
    return acts.get(Act.MAKES_SET) or acts.get(Act.WRITES) or [1]


_SIGNS = Signs(
    _may_be_named,
    re.compile(
        r"(?i)^(?:prepare|preprocess|clean|filter|dedup\w{0,8}|build|make|create|convert|process|split|tokeni[sz]e|parse)_?"
        r"(?:\w{0,20}_)?(?:data|dataset|datasets|corpus|examples|documents|shards?|instructions?)(?:_|$)"
    ),
    bears=lambda file: not _runs(file),
    may_be=lambda file: bool(file.seen and file.seen.acts.keys() & {Act.WRITES, Act.MAKES_SET}),
)
