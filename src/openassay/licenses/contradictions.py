"""Where what is said of licenses does not agree: files against words, words against links, links against what is there."""

from collections.abc import Iterable

from openassay.licenses import build_files
from openassay.licenses.composition import Composition
from openassay.licenses.conflicts import differ, is_of_package
from openassay.licenses.license_files import DATA, WEIGHTS
from openassay.licenses.links import license_links, local_path
from openassay.licenses.phrases import short
from openassay.licenses.prose import Prose
from openassay.vocabulary.findings import Finding, Lines
from openassay.vocabulary.licenses import Grant
from openassay.vocabulary.text import Text


def of_components(composition: Composition) -> Iterable[Finding]:
    """Components for which different licenses are given: one finding for each two places."""
    about: dict[tuple[str, ...], list[str]] = {}
    pairs = {}
    for component, composed in composition.components.items():
        for one, other in composed.conflicts:
            places = (one.source, _place(one), one.expression, other.source, _place(other), other.expression)
            pairs[places] = (one, other)
            about.setdefault(places, []).append(component.value)
    for places, (one, other) in pairs.items():
        here, there = short(other.expression), short(one.expression)
        because = f"{here} stands here, and {there} in {_place(one)}, for {', '.join(about[places])}."
        yield Finding("finding:license-conflict", other.source, other.path, because, other.lines)


def of_packages(composition: Composition, grants: Iterable[Grant]) -> Iterable[Finding]:
    """Metadata that give one license for a whole package, with weights or data in it that are under another one."""
    metadata = sorted(filter(_is_packed, grants), key=lambda one: (one.source, one.path, one.id))
    for component in (*WEIGHTS, *DATA):
        composed = composition.components.get(component)
        for grant in composed.grants if composed else ():
            for one in metadata:
                if one.source == grant.source and grant.artifacts and not is_of_package(grant) and differ(one, grant):
                    because = f"The package is declared to be under {short(one.expression)}, and the {component} in it are under "
                    yield Finding(
                        "finding:license-conflict",
                        one.source,
                        one.path,
                        f"{because}{short(grant.expression)} ({_place(grant)}).",
                        one.lines,
                    )


def _is_packed(grant: Grant) -> bool:
    """Whether a grant stands in metadata that speak of what lies beside it, and not of what may be built from it."""
    return is_of_package(grant) and grant.path.rpartition("/")[2] not in build_files.NAMES


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
                f"The license is said to be in {target}, which is not there.",
                Lines(line, line),
            )
