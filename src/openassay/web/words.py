"""Filters for the templates: everything that comes from a release is shown short, on one line, and with nothing that hides."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from urllib.parse import quote

from markupsafe import Markup

from openassay.reports.terminal import size
from openassay.vocabulary.text import shown

ANSWERS = {
    "yes": "yes",
    "no": "no",
    "unknown": "not known",
    "not-applicable": "does not apply",
    "partly": "in part",
    "not-asked": "not asked",
}


def line(text: object, most: int = 400) -> str:
    """Text on one line; what does not print or turns writing about is shown by its code point."""
    plain = str(text)
    if len(plain) <= most and plain.isprintable() and "  " not in plain:
        return plain.strip()
    return shown(" ".join(str(text).split()), most)


def passage(text: object, most: int = 4000) -> str:
    """Text with its line ends kept."""
    return "\n".join(shown(row.rstrip("\r"), most) for row in str(text)[:most].split("\n"))


def license_name(expression: object) -> str:
    """An expression as people read it; one that no list has keeps its own name."""
    return line(str(expression).replace("LicenseRef-unknown-", "").replace("LicenseRef-scancode-", "").replace("LicenseRef-", ""))


def title(identity: object) -> str:
    """`final-weights` as `Final weights`."""
    return line(identity).replace("-", " ").replace("_", " ").capitalize()


def address(path: str, **parameters: str | int | Sequence[str]) -> str:
    """An address on this site; parameters that are empty are left out, and a list is repeated."""
    pairs: list[str] = []
    for name, value in parameters.items():
        values = [value] if isinstance(value, str | int) else value
        pairs += [f"{_quoted(name)}={_quoted(text)}" for one in values if (text := str(one))]
    return f"{path}?{'&'.join(pairs)}" if pairs else path


@lru_cache(maxsize=8192)
def _quoted(text: str) -> str:
    return quote(text, safe="", errors="replace")


def span(lines: Sequence[int] | None) -> str:
    """`12` or `12-15`; empty where there are no lines."""
    if not lines:
        return ""
    return str(lines[0]) if lines[0] == lines[1] else f"{lines[0]}-{lines[1]}"


def sentence(text: object) -> str:
    """Text from the document as a sentence: a capital first, a full stop last."""
    plain = line(text, 1200)
    if not plain:
        return plain
    first = plain.split()[0].rstrip(",:;")
    whole = plain[0].upper() + plain[1:] if first.isalpha() else plain
    return whole if whole.endswith((".", "?", "!", "…", "”")) else f"{whole}."


def capitalised(text: object) -> str:
    """Text with a capital first."""
    plain = line(text)
    return plain[:1].upper() + plain[1:]


_KINDS = {
    "hf": "Model on the Hub",
    "pypi": "Python package",
    "npm": "npm package",
    "pkg:github": "Repository on GitHub",
    "pkg:gitlab": "Repository on GitLab",
    "pkg:huggingface": "Model on the Hub",
    "pkg:pypi": "Python package",
    "pkg:npm": "npm package",
    "git+https": "Repository",
}


def kind(name: object) -> str:
    """What a name says that it names, in two or three words."""
    text = str(name)
    if text.startswith("hf://datasets/"):
        return "Data set on the Hub"
    scheme = text.partition("/")[0] if text.startswith("pkg:") else text.partition(":")[0]
    return _KINDS.get(scheme, "Release") if ":" in text else "Release"


def plainly(name: object) -> str:
    """A name as people say it: without its scheme and host, a package with its version behind it."""
    text = line(name, 200)
    if kind(text) == "Release":
        return text
    if text.startswith("git+https://"):
        text = text.removeprefix("git+https://").partition("/")[2]
    elif text.startswith("pkg:"):
        text = text.partition("/")[2]
    else:
        text = text.partition(":")[2].removeprefix("//").removeprefix("datasets/")
    return text.replace("==", " ") or line(name, 200)


def breakable(text: str) -> Markup:
    """A name that may go on in a new line behind a slash."""
    return Markup("/<wbr>").join(text.split("/"))


def asked_words(key: object) -> str:
    """A fact's key as words: `license-allows-commercial-use/final-weights` as `Final weights: license allows commercial use`."""
    probe, _, subject = line(key).partition("/")
    return f"{subject.replace('-', ' ').capitalize()}: {probe.replace('-', ' ')}"


SHORT = {"g7": "G7", "mof": "MOF", "osaid": "OSAID", "osai": "OSAI"}
"""Standards by the names that they go by where there is little room."""

FILTERS: Mapping[str, object] = {
    "line": line,
    "passage": passage,
    "license": license_name,
    "title_of": title,
    "span": span,
    "sentence": sentence,
    "capitalize_first": capitalised,
    "kind": kind,
    "plainly": plainly,
    "breakable": breakable,
    "asked_words": asked_words,
    "bytes": size,
    "quoted_part": _quoted,
    "said": lambda answer: ANSWERS.get(answer, answer),
}
