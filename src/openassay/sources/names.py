"""Names of files as bytes, as text that is safe to show, and what is odd about them.

A name on disk or in a git tree is any bytes. A path of an `Entry` is text in which everything that could break a screen or a JSON
document is escaped, so that no later room has to think of it. The escape is lossless: `raw` gives the bytes back.
"""

import re
import unicodedata

_INVISIBLE = "\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_ESCAPED = re.compile(f"[\\\\\x00-\x1f\x7f-\x9f\ud800-\udfff{_INVISIBLE}]")
_UNESCAPED = re.compile(rb"\\(?:\\|x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))")
_IGNORED = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
"""Characters that some file systems leave out when they compare names."""

_LOGIN = re.compile(r"://[^/@\s]+@")
_DOCUMENT = (".md", ".markdown", ".txt", ".rst", ".json", ".yaml", ".yml", ".cff")


def shown(raw_name: bytes) -> str:
    r"""Return a name or path as text that is safe to show.

    A byte that is not UTF-8 becomes `\xff`, an ASCII control `\x1b`, a character that is not seen or turns the text around
    `\u202e`, and a backslash two of them. Everything else stays as it is.
    """
    text = raw_name.decode("utf-8", "surrogateescape")
    return _ESCAPED.sub(_escape, text) if is_odd(text) or "\\" in text else text


def raw(path: str) -> bytes:
    """Return the bytes that `shown` was given."""
    return (
        _UNESCAPED.sub(_unescape, path.encode("utf-8", "surrogateescape"))
        if "\\" in path
        else path.encode("utf-8", "surrogateescape")
    )


def brief(text: str, longest: int = 200) -> str:
    """Return what a user typed, or a name in a message: escaped, quoted, and cut where it is long.

    A user name and password in a web address are left out: messages end in logs.
    """
    text = _LOGIN.sub("://...@", text)
    try:
        escaped = shown(text.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:  # half a character, which no name of a file can hold
        escaped = shown(text.encode("utf-8", "surrogatepass"))
    return f"'{escaped}'" if len(escaped) <= longest else f"'{escaped[:longest]}...' ({len(escaped):,} characters)"


def is_odd(text: str) -> bool:
    """Whether decoded text holds bytes that are not UTF-8, controls, or characters that cannot be seen."""
    if text.isascii() and text.isprintable():
        return False
    return any(found.group() != "\\" for found in _ESCAPED.finditer(text))


def folded(name: str) -> str:
    """Return what a file system that ignores case and the way accents are written would compare."""
    return name.lower() if name.isascii() else unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def is_dotgit(name: str) -> bool:
    """Whether some file system would take the name for `.git`. Source: the checks of git's own fsck."""
    bare = _IGNORED.sub("", name).casefold().partition(":")[0].rstrip(" .")
    return bare in (".git", "git~1")


def is_document(name: str) -> bool:
    """Whether a name is one that only a text document should have."""
    return name.lower().endswith(_DOCUMENT)


def leaves(path: str, target: str) -> bool:
    """Whether a link at `path` points out of the tree, judged by the names alone."""
    if target.startswith("/"):
        return True
    depth = path.count("/")
    for part in target.split("/"):
        if part == "..":
            depth -= 1
        elif part not in ("", "."):
            depth += 1
        if depth < 0:
            return True
    return False


def _escape(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code == 0x5C:
        return "\\\\"
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _unescape(found: re.Match[bytes]) -> bytes:
    byte, short, long = found.groups()
    if byte:
        return bytes([int(byte, 16)])
    if digits := short or long:
        code = int(digits, 16)
        return chr(code).encode("utf-8", "surrogatepass") if code <= 0x10FFFF else found.group()
    return b"\\"
