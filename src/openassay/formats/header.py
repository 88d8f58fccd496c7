"""One door to all readers: what a file is, its typed header, and what is to be said of it."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

from openassay.formats.recognise import HEAD, disguise, is_text, promised, recognise
from openassay.vocabulary.content import Content
from openassay.vocabulary.findings import Remark, Unreadable

_READERS: dict[str, tuple[str, str]] = {
    "safetensors": ("safetensors", "read"),
    "gguf": ("gguf", "read"),
    "pickle": ("pickles", "read"),
    "joblib": ("pickles", "read"),
    "pytorch-zip": ("pytorch_zip", "read"),
    "npy": ("npz", "read_npy"),
    "npz": ("npz", "read_npz"),
    "onnx": ("onnx", "read"),
    "tf-saved-model": ("saved_model", "read"),
    "keras": ("keras", "read"),
    "hdf5": ("hdf5", "read"),
    "lfs-pointer": ("lfs", "read"),
    "png": ("images", "read"),
    "jpeg": ("images", "read"),
    "gif": ("images", "read"),
    "webp": ("images", "read"),
    "pdf": ("pdf", "read"),
    "notebook": ("notebook", "read"),
}
"""The module and function that read each format. Imported when first asked for."""
_ARCHIVES = frozenset({"zip", "tar", "gzip", "bzip2", "xz"})
_WEIGHTS_NAMES = (".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".joblib", ".th")


class Header(Protocol):
    """What every typed header has."""

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What the reader noticed."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was looked at."""

    format: str
    """As `recognise` names it."""
    header: Header | None
    """None where the format has no reader, or the reader refused the file; the remarks then say why."""
    remarks: tuple[Remark, ...]
    """Of the recogniser, of the reader, and why it refused if it did."""


def inspect(path: str, content: Content) -> Reading:
    """Recognise a file and read its header. Never raises `Unreadable`: what went wrong is a remark."""
    try:
        head = content.read_at(0, HEAD)
    except Unreadable as error:
        return Reading("unknown", None, (Remark(error.code, error.because),))
    return read_known(path, recognise(path, head, content.size), content)


def read_known(path: str, form: str, content: Content) -> Reading:
    """As `inspect`, for a file whose format `recognise` has told already.

    Text in an older encoding, a pickle under another name and bytes that nothing is known of are remarked on too.
    """
    remarks: list[Remark] = []
    try:
        head = content.read_at(0, HEAD)
        remarks += filter(None, [disguise(path, form), _opaque(path, form), _badly_encoded(path, form, head)])
        header = read_header(form, content, path)
    except Unreadable as error:
        return Reading(form, None, (*remarks, Remark(error.code, error.because)))
    return Reading(form, header, (*remarks, *(header.remarks if header else ())))


def read_header(form: str, content: Content, path: str = "") -> Header | None:
    """The typed header of a file of this format, or None where no reader takes it. Raises `Unreadable`.

    `path` helps only where one format has several uses: the JSON files beside weights are told apart by name.
    """
    if form in _ARCHIVES:
        survey: Callable[[Content, str], Header] = _function("archives", "survey")
        return survey(content, form)
    if form == "json":
        return _read_json(content, path.rpartition("/")[2].lower())
    if form not in _READERS:
        return None
    reader: Callable[[Content], Header] = _function(*_READERS[form])
    return reader(content)


def _read_json(content: Content, name: str) -> Header | None:
    if name.endswith(".index.json"):
        read_index: Callable[[Content], Header] = _function("weight_index", "read")
        return read_index(content)
    kinds: dict[str, str] = _function("model_config", "KINDS")
    if name not in kinds:
        return None
    read_config: Callable[[Content, str], Header] = _function("model_config", "read")
    return read_config(content, name)


def _function(module: str, name: str) -> Any:
    return getattr(import_module(f"openassay.formats.{module}"), name)


def _opaque(path: str, form: str) -> Remark | None:
    if form == "binary" and path.lower().endswith(_WEIGHTS_NAMES):
        return Remark("unknown:opaque-file", "its bytes are of no known format")
    return None


def _badly_encoded(path: str, form: str, head: bytes) -> Remark | None:
    """Tell a text that is not UTF-8, from its beginning."""
    if form == "binary" and b"\0" in head and is_text(promised(path)):
        return Remark("error:encoding", "the text holds NUL bytes")
    if not is_text(form) or form == "lfs-pointer":
        return None
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Remark("error:encoding", "the text is UTF-16")
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(head) == HEAD and len(head) - error.start < 4:
            return None
        return Remark("error:encoding", f"the text is not UTF-8; see line {head.count(10, 0, error.start) + 1}")
    return None
