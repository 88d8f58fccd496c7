"""Which expressions of Python read, write and make data sets, and which turn raw input into a model's numbers."""

import ast
import re

from openassay.inventory.python_acts import Act, Scope, Seen, held_by, name_of, receiver_of, texts_in
from openassay.inventory.words import words_of

_READS = frozenset({
    "open", "read_text", "read_bytes", "read", "readlines", "readline", "read_csv", "read_json", "read_parquet",
    "read_table", "load_dataset", "load_from_disk", "glob", "rglob", "iglob", "listdir", "iterdir", "scandir", "walk",
    "load", "loads", "File", "open_dataset", "open_zarr", "open_mfdataset", "urlopen", "urlretrieve", "fromfile", "memmap",
    "imread", "iter_bytes", "read_excel", "from_generator", "stream", "parse_cif", "reader", "DictReader", "jload",
    "load_json", "load_jsonl",
})  # fmt: skip
_WRITES = frozenset({
    "write", "writelines", "write_text", "write_bytes", "dump", "dumps_to", "savez", "savez_compressed", "save", "writer",
    "writerow", "writerows", "DictWriter", "to_csv", "to_json", "writestr", "tofile", "jdump", "save_json", "write_json",
    "write_jsonl", "imwrite", "to_netcdf", "to_hdf", "to_pickle", "to_xml", "to_excel", "savemat", "save_file", "put",
    "urlretrieve",
})  # fmt: skip
_MAKES = frozenset({
    "to_parquet", "save_to_disk", "ArrowWriter", "TFRecordWriter", "ShardWriter", "TarWriter", "write_table",
    "ParquetWriter", "MMapIndexedDatasetBuilder", "IndexedDatasetBuilder", "LeRobotDataset", "to_zarr", "to_feather",
    "to_lance", "add_frame", "save_episode", "PackedDatasetBuilder", "make_builder", "MDSWriter", "JsonlWriter",
    "ParquetFileWriter", "LocalPipelineExecutor", "SlurmPipelineExecutor", "MinhashDedupSignature", "DatatroveWriter",
})  # fmt: skip
"""Calls that write nothing but data sets."""
_BUILDERS = frozenset({"GeneratorBasedBuilder", "ArrowBasedBuilder", "DatasetBuilder", "BeamBasedBuilder"})
_SET_PATH = re.compile(r"(?i)(?:^|[/_{}-])(?:train|trainset|dataset|corpus|shard)s?(?:[/_.{}-]|$)")
_SETS = frozenset({"dataset", "datasets", "ds", "corpus", "graphs", "dataframe", "trainset", "examples", "documents", "docs"})
_TURNERS = frozenset({
    "tokenizer", "featurizer", "featuriser", "alphabet", "vocab", "vocabulary", "normalizer", "featureextractor",
    "preprocessor", "graphconverter", "inputprocessor", "imageprocessor", "textprocessor", "audioprocessor", "normalize",
    "normalizes",
})  # fmt: skip
_TURNS = re.compile(
    r"^_?(?:tokeni[sz]e|featuri[sz]e|pre_?process|log_mel|mel_spec|text_to_(?:ids|sequence|tokens|indices)|seq(?:uence)?_to_(?:ids"
    r"|indices|tokens)|smiles_to|build_features|make_features|encode_(?:image|sequence|audio)|batch_encode"
    r"|tied_featurize|load_audio|compute_fbank)(?:_|s?$)"
)
_LETTERS = re.compile(r"(?i)letter|char|alphabet|vocab|symbol|stoi|residue|amino|^aa$|token")


_ALPHABET = 20
"""Symbols that an alphabet has at least; the amino acids are as many."""


def see_call(node: ast.Call, name: str, scope: Scope, seen: Seen) -> None:
    """Note what a call of `name` reads and writes."""
    line = node.lineno
    if name in _READS or (name == "get" and receiver_of(node.func) in ("requests", "httpx", "session")):
        seen.note(Act.READS, line)
    if name in _MAKES:
        seen.note(Act.MAKES_SET, line)
    elif name in _WRITES or name == "open":
        if name != "open" or _opens_to_write(node):
            seen.note(Act.WRITES, line)
            if name != "open" or not scope.words & {"log", "logs"}:
                _see_set(node, line, seen)
    elif name == "push_to_hub" and words_of(receiver_of(node.func)) & _SETS:
        seen.note(Act.MAKES_SET, line)
    if name == "index" and _LETTERS.search(receiver_of(node.func)) and node.args:
        seen.note(Act.TURNS_INPUT, line)


def _opens_to_write(node: ast.Call) -> bool:
    modes = [*node.args[1:2], *node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg == "mode")]
    return any(isinstance(mode, ast.Constant) and mode.value in ("w", "wb", "a", "ab", "wt", "x") for mode in modes)


def _see_set(node: ast.Call, line: int, seen: Seen) -> None:
    """Note a data set where the path that is written to, or what is written, is called one."""
    target = node.func.value if isinstance(node.func, ast.Attribute) else None
    paths = [*node.args[:1], *([target] if target is not None and name_of(node.func) in ("write_text", "write_bytes") else [])]
    if any(map(_SET_PATH.search, (text for path in paths for text in texts_in(path)))) or any(
        words_of(held_by(value)) & _SETS for value in (*node.args[:2], *([target] if target is not None else []))
    ):
        seen.note(Act.MAKES_SET, line)


def see_class(node: ast.ClassDef, methods: frozenset[str], seen: Seen) -> None:
    """Note a class that builds a data set, or turns input into numbers."""
    if any(name_of(base) in _BUILDERS for base in node.bases):
        seen.note(Act.MAKES_SET, node.lineno)
    if words_of(node.name) & _TURNERS and len(methods) >= 2:
        seen.note(Act.TURNS_INPUT, node.lineno)


def see_function(node: ast.FunctionDef | ast.AsyncFunctionDef, seen: Seen) -> None:
    """Note a function that turns input into numbers by its name."""
    if _TURNS.match(node.name) and len(node.body) >= 2:
        seen.note(Act.TURNS_INPUT, node.lineno)


def see_assignment(node: ast.Assign, seen: Seen) -> None:
    """Note an alphabet: a text or list of many letters or short symbols, each once, under a name that says so."""
    if any(_LETTERS.search(held_by(target)) for target in node.targets) and _is_alphabet(node.value):
        seen.note(Act.ALPHABET, node.lineno)


def _is_alphabet(value: ast.expr) -> bool:
    symbols: list[object] = []
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        symbols = list(value.value)
    elif isinstance(value, ast.List | ast.Tuple | ast.Dict):
        inner = value.keys if isinstance(value, ast.Dict) else value.elts
        symbols = [
            part.value
            for part in inner
            if isinstance(part, ast.Constant) and isinstance(part.value, str) and len(part.value) <= 4
        ]
    return len(symbols) >= _ALPHABET and len(set(symbols)) == len(symbols)


def see_table(node: ast.DictComp, seen: Seen) -> None:
    """Note a table of letters with their numbers: `{letter: number for number, letter in enumerate(letters)}`."""
    first = node.generators[0]
    counts = isinstance(first.iter, ast.Call) and name_of(first.iter.func) in ("enumerate", "zip")
    named = {name_of(inner) for inner in ast.walk(first) if isinstance(inner, ast.Name | ast.Attribute)}
    if counts and any(_LETTERS.search(name) or name in ("c", "ch", "aa") for name in named):
        seen.note(Act.TURNS_INPUT, node.lineno)
