"""Where what is said of licenses does not agree: files against words, words against links, links against what is there."""

from collections.abc import Iterable

from openassay.licenses.composition import Composition
from openassay.licenses.links import license_links, local_path
from openassay.licenses.prose import Prose
from openassay.vocabulary.findings import Finding, Lines
from openassay.vocabulary.licenses import Grant
from openassay.vocabulary.text import Text


def of_components(composition: Composition) -> Iterable[Finding]:
    """Components for which different licenses are given."""
    for component, composed in composition.components.items():
        for one, other in composed.conflicts:
            yield Finding(
                "finding:license-conflict",
                other.source,
                other.path,
                f"{component}: {other.expression} here, {one.expression} in {_place(one)}",
                other.lines,
            )


def _place(grant: Grant) -> str:
    return f"{grant.path}:{grant.lines.first}" if grant.lines else grant.path


def of_links(text: Text, paths: frozenset[str]) -> Iterable[Finding]:
    """Links of a document to license files that are not there."""
    seen = set()
    for link, line in license_links(Prose(text.body).body):
        target = local_path(link, text.path)
        if target is None or link.startswith("http") or target in seen:
            continue
        seen.add(target)
        if target not in paths and not any(path.startswith(f"{target}/") for path in paths):
            yield Finding(
                "finding:license-link-dead",
                text.source,
                text.path,
                f"the license is said to be in {target}, which is not there",
                Lines(line, line),
            )
