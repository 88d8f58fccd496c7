"""What the bytes of a file are: by magic first, then by what stands in them, then by name."""

import re

from openassay.formats.kinds import BINARY_NAMES, FULL_NAMES, MAGIC, ONLY_BY_CONTENT, TEXT_FORMATS, TEXT_NAMES, TORCH_NAMES
from openassay.formats.pickles import begins_pickle
from openassay.vocabulary import limits
from openassay.vocabulary.findings import Remark

HEAD = 4096
"""Bytes of a file's beginning that `recognise` wants; fewer only where the file is shorter."""

_ONNX = re.compile(rb"\x08[\x01-\x20]\x12([\x01-\x40])([ -~]+)")
_SENTENCEPIECE = re.compile(rb"\x0a[\x05-\x7f]\x0a[\x01-\x70][^\x00-\x08]{1,112}?\x15")
_TORCH_MEMBER = re.compile(rb"[^/]*/?(data\.pkl|data/|code/|constants\.pkl|version|byteorder|\.format_version|\.data/|extra/)")
_HTML = re.compile(rb"\s*(<!--.{0,500}?-->\s*)?<(!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_SLURM = re.compile(rb"^\s*#SBATCH\b", re.MULTILINE)
_SHEBANG = re.compile(rb"#!\s*\S*?(python|bash|zsh|ksh|dash|\bsh|node|perl|Rscript|julia)[\d.]*\b|#!\s*/usr/bin/env\s+(\S+)")
_SHELLS = frozenset({b"bash", b"sh", b"zsh", b"ksh", b"dash"})
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LFS = (b"version https://git-lfs", b"version https://hawser")


def recognise(path: str, head: bytes, size: int) -> str:
    """What a file is, as one word of lower case: `safetensors`, `pickle`, `markdown`, ... ; `binary` where nothing is known.

    `path` is its name or path, `head` its first `HEAD` bytes, `size` its whole length in bytes. Content outranks the name: a
    pickle in `README.md` is `pickle`. A file that has a weights format's name and no known content keeps that name's format, so
    that the format's reader can say what is wrong with it. Costs some microseconds.
    """
    name = path.rpartition("/")[2].lower()
    return _by_content(name, head, size) or _by_text(name, head, size) or _binary_name(name) or "binary"


def is_text(form: str) -> bool:
    """Whether files of this format (a word from `recognise`) are text."""
    return form in TEXT_FORMATS


def promised(path: str) -> str:
    """The format that a file's name promises, as a word from `recognise`; empty where it promises none."""
    name = path.rpartition("/")[2].lower()
    return FULL_NAMES.get(name) or TEXT_NAMES.get(_suffix(name)) or BINARY_NAMES.get(_suffix(name), "")


def disguise(path: str, form: str) -> Remark | None:
    """What is to be said of a file whose name promises something else than its content is, or None."""
    name = path.rpartition("/")[2].lower()
    if form in ("pickle", "joblib") and _suffix(name) not in TORCH_NAMES:
        name_says = promised(path)
        if name_says not in ("", "pickle", "joblib"):
            return Remark("finding:pickle-in-disguise", f"its name says {name_says}, and it is a pickle")
    if form == "html" and _weights_name(name):
        return Remark("finding:not-the-file", "it is a web page where weights should be; perhaps a login page was saved")
    return None


def _weights_name(name: str) -> bool:
    return _suffix(name) in TORCH_NAMES or _suffix(name) in BINARY_NAMES


def _suffix(name: str) -> str:
    return name.rpartition(".")[2] if "." in name else ""


def _by_content(name: str, head: bytes, size: int) -> str:
    for magic in (head[:4], head[:3], head[:2]):
        for rest, form in MAGIC.get(magic, ()):
            if head.startswith(rest, len(magic)):
                return _refined(form, name, head)
    if begins_pickle(head):
        return "joblib" if b"joblib" in head or name.endswith(".joblib") else "pickle"
    if head.startswith(_LFS) and size <= limits.LFS_POINTER.value:
        return "lfs-pointer"
    if head[8:9] == b"{" and 2 <= int.from_bytes(head[:8], "little") <= size - 8:
        return "safetensors"
    if head[257:262] == b"ustar":
        return "tar"
    if head[4:8] == b"TFL3":
        return "tflite"
    if head[4:8] == b"ftyp":
        return "avif" if head[8:12] in (b"avif", b"avis") else "video"
    return _protobuf_kind(name, head)


def _protobuf_kind(name: str, head: bytes) -> str:
    if head[:1] == b"\x08" and name != "saved_model.pb":
        match = _ONNX.match(head)
        if match and len(match[2]) >= match[1][0]:
            return "onnx"
    if head[:1] == b"\x0a" and _SENTENCEPIECE.match(head):
        return "sentencepiece"
    return ""


def _refined(form: str, name: str, head: bytes) -> str:
    if form == "zip":
        return _zip_kind(name, head)
    if form == "riff":
        return {b"WEBP": "webp", b"WAVE": "audio", b"AVI ": "video"}.get(head[8:12], "binary")
    return form


def _zip_kind(name: str, head: bytes) -> str:
    first = head[30 : 30 + int.from_bytes(head[26:28], "little")]
    if name.endswith(".keras"):
        return "keras"
    if name.endswith(".npz") or first.endswith(b".npy"):
        return "npz"
    if _suffix(name) in TORCH_NAMES or name.endswith(".pth.tar") or first.endswith(b"/data.pkl"):
        return "pytorch-zip"
    return "pytorch-zip" if not _suffix(name) and _TORCH_MEMBER.fullmatch(first) else "zip"


def _by_text(name: str, head: bytes, size: int) -> str:
    if not size:
        return promised(name) or _binary_name(name) or ("binary" if _suffix(name) in TORCH_NAMES else "text")
    if not _looks_like_text(head, size, named=is_text(promised(name))):
        return ""
    form = FULL_NAMES.get(name) or TEXT_NAMES.get(_suffix(name), "")
    if form == "shell":
        return "slurm" if _SLURM.search(head) else "shell"
    if form:
        return form
    if _HTML.match(head):
        return "html"
    return _by_name_alone(name) or _script(head) or "text"


def _script(head: bytes) -> str:
    match = _SHEBANG.match(head)
    if match is None:
        return ""
    program = (match[1] or match[2]).rstrip(b"0123456789.")
    if program in _SHELLS:
        return "slurm" if _SLURM.search(head) else "shell"
    return {b"python": "python", b"node": "javascript", b"Rscript": "r", b"julia": "julia"}.get(program, "text")


def _looks_like_text(head: bytes, size: int, *, named: bool) -> bool:
    """Whether a file is text: UTF-8, or an older encoding, which a name that promises text makes more likely."""
    if head.startswith(_UTF16):
        return True
    if b"\0" in head:
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(head) - error.start < 4 and len(head) < size:
            return True
        odd = len(head.translate(None, _PLAIN))
        return odd * 8 < len(head) or (named and (len(head) - len(head.translate(None, _CONTROLS))) * 50 < len(head))
    return True


_PLAIN = bytes([9, 10, 12, 13, *range(32, 127)])
"""What most of a text in an older encoding consists of."""
_CONTROLS = bytes([*range(9), 11, *range(14, 32), 127])


def _binary_name(name: str) -> str:
    if ".data-0" in name and "-of-0" in name:
        return "tf-checkpoint"
    return FULL_NAMES.get(name, "") if name == "saved_model.pb" else _by_name_alone(name)


def _by_name_alone(name: str) -> str:
    form = BINARY_NAMES.get(_suffix(name), "")
    return "" if form in ONLY_BY_CONTENT else form
