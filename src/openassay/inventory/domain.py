"""The field that a model is for, from card tags, the title, imports, file types and words of the documents."""

import re
from collections import Counter
from collections.abc import Sequence

from openassay.inventory.code import PYTHON, Shelf
from openassay.inventory.front_matter import front_lines
from openassay.inventory.layout import Layout
from openassay.inventory.profiles import Profile, profiles
from openassay.inventory.visible import prose
from openassay.vocabulary.dossier import Domain
from openassay.vocabulary.facts import Basis
from openassay.vocabulary.release import EntryKind

_IMPORT = re.compile(r"^[ \t]*(?:from|import)[ \t]+(\w+)", re.MULTILINE)
_SUMMARY = re.compile(r"^(?:Summary:|description\s*=|\s*description=)\s*(.{1,300})", re.MULTILINE)
_LEAD = 2500
"""Characters of a README that introduce it."""
_HEAD = 6000
"""Characters of a Python file that its imports stand in."""
_LEAST = 2.0
"""Points below which nothing is decided."""
_NAMED = 3
"""Words of an introduction that name a field by themselves; fewer, beside those of another field and borne out by nothing
else, may stand in a list of kinds of data."""
_CLEAR = 1.6
"""How far the first must lead the second."""


def find_domain(layout: Layout, shelf: Shelf) -> Domain:
    """The domain, or None with what would decide it."""
    declared = _declared(layout)
    points = _points(layout, shelf)
    ranked = sorted(points.items(), key=lambda item: (-item[1], item[0]))
    if declared and (not ranked or points.get(declared[0], 0) * _CLEAR * 2 >= ranked[0][1]):
        return Domain(declared[0], Basis.DECLARED, f"A card's tag says so: {declared[1]}.")
    if not ranked or ranked[0][1] < (_LEAST if ranked[0][0] == "text" else 3 * _LEAST):
        return Domain(
            None,
            Basis.OBSERVED,
            "Neither imports, file types nor documents show the field; a pipeline tag or a sentence in the README would.",
        )
    first = ranked[0]
    if len(ranked) > 1 and ranked[1][1] * _CLEAR > first[1]:
        pair = f"{first[0]} and {ranked[1][0]}"
        return Domain(None, Basis.OBSERVED, f"The files speak of {pair} about as much; a pipeline tag in a card would decide it.")
    return Domain(
        first[0], Basis.OBSERVED, f"Title, imports, file types and words of the documents speak of {profiles()[first[0]].title}."
    )


def _declared(layout: Layout) -> tuple[str, str] | None:
    """The domain of the first pipeline tag in a card's front matter."""
    for text in layout.documents:
        for _, line in front_lines(text.body, "pipeline_tag"):
            tag = line.partition(":")[2].strip().strip("\"'")
            for profile in profiles().values():
                if tag in profile.tags:
                    return profile.domain, tag
    return None


def _points(layout: Layout, shelf: Shelf) -> dict[str, float]:
    imports = _imports(shelf)
    lead = _lead(layout)
    body = " ".join(prose(text.body)[:20_000] for text in layout.documents[:12]).lower()
    suffixes = Counter(
        place.name.lower()[place.name.rfind(".") :] for place in layout.own if place.artifact.kind is EntryKind.FILE
    )
    total: dict[str, float] = {}
    named = {
        profile.domain: [found for word in profile.lead if (found := _found([word], lead))] for profile in profiles().values()
    }
    several = sum(map(bool, named.values())) > 1
    for profile in profiles().values():
        score = 0.5 * min(8.0, _found(profile.words, body))
        score += min(6.0, sum(min(4, imports[name]) for name in profile.imports))
        score += min(2.0, 0.5 * sum(suffixes[suffix] for suffix in profile.suffixes))
        in_passing = several and not score and len(named[profile.domain]) < _NAMED
        score += (1.0 if in_passing else 2.0) * sum(named[profile.domain])
        if score:
            total[profile.domain] = score * profile.weight
    return total


def _found(wanted: Sequence[str], text: str) -> float:
    """How many of the words stand in the text, those that stand there often counting up to twice."""
    found = 0.0
    for word in wanted:
        if word not in text:
            continue
        number = len(re.findall(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text)) if word.isascii() else text.count(word)
        found += min(2.0, number / 2 + 0.5) if number else 0.0
    return found


def _imports(shelf: Shelf) -> Counter[str]:
    """In how many own Python files each package is imported."""
    counted: Counter[str] = Counter()
    for file in shelf.files(PYTHON):
        counted.update({match[1] for match in _IMPORT.finditer(file.body, 0, _HEAD)})
    return counted


def _lead(layout: Layout) -> str:
    """The words that introduce the release."""
    parts = [prose(text.body)[:_LEAD] for text in layout.readmes[:2]]
    for place in layout.own:
        if (
            place.name in ("METADATA", "PKG-INFO", "pyproject.toml", "setup.py", "package.json")
            and place.artifact.path.count("/") <= 1
        ):
            text = layout.read_text(place.artifact)
            match = _SUMMARY.search(text.body[:20_000]) if text else None
            if match:
                parts.append(match[1])
    return " ".join(parts).lower()


def profile_of(domain: Domain) -> Profile | None:
    """The profile of a domain, or None where it is not known."""
    return profiles().get(domain.value) if domain.value else None
