"""Hostile text made fit to be shown: escaped and cut."""

from openassay.vocabulary import limits

_SHORT = 120


def escape(text: str) -> str:
    r"""`text` with each character that could move a cursor, turn the reading order or break an encoder as `\x..` or `\u....`."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else _escaped(character) for character in text)


def _escaped(character: str) -> str:
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def brief(text: str, length: int = _SHORT) -> str:
    """`text` escaped, cut to `length` characters and quoted, for a sentence."""
    cut = text if len(text) <= length else text[:length] + "..."
    return f"'{escape(cut)}'"


def keep(text: str) -> str:
    """`text` cut to what is kept of a value from a header (`STRING_KEPT` bytes of UTF-8), not escaped."""
    if len(text) * 4 <= limits.STRING_KEPT.value:
        return text
    return text.encode("utf-8", "surrogatepass")[: limits.STRING_KEPT.value].decode("utf-8", "ignore")
