"""Does the license of the weights keep to that of the model they were made from?

What it asks
    Whether the weights are given under the license that their base model brings with it, where that license must be passed on.

Why it matters
    Many models are tuned from others and put under a freer license than their base allows. Whoever trusts that license breaks the
    one beneath it.

How it looks
    The card names the base model in its front matter, and the names of some families tell their license. Where that license must
    be passed on and is not among those of the weights: no. Where it is among them: yes. Where the name tells nothing, but the
    base was read (`--follow`), its terms are held against those of the weights, one by one: stricter on any of them is a no.
    Else unknown. The base is only declared, so that the answer is declared as well.

How to answer yes
    Give the weights under the license of their base model, beside any of your own, and carry its notices.
"""

from collections.abc import Iterator

from openassay.licenses.answers import Licensed, each_component
from openassay.licenses.expressions import parse
from openassay.licenses.flow import compare_terms
from openassay.licenses.phrases import short
from openassay.licenses.upstream import bases_of
from openassay.probes import probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.expression import ids
from openassay.vocabulary.facts import Basis, Fact, no, unknown, yes
from openassay.vocabulary.release import Artifact


@probe("Does the license of the weights keep to that of the model they were made from?", of=(Component.FINAL_WEIGHTS,))
def license_within_upstream(dossier: Dossier) -> Iterator[Fact]:
    """Answer for the final weights by the base models that the card names."""
    answers = dict(each_component(dossier))
    found = answers[Component.FINAL_WEIGHTS]
    bases = [base for artifacts in _by_source(dossier) for base in bases_of(artifacts, dossier.text)]
    told = [(base, base.family.license) for base in bases if base.family.license]
    named = tuple(base.text.evidence(base.line) for base in bases)
    if not told and isinstance(found, Licensed) and isinstance(base := answers[Component.BASE_WEIGHTS], Licensed):
        yield _by_terms(found, base)
    elif not told:
        because = f"The license of {bases[0].name} is not told by its name." if bases else "No card names a base model."
        yield unknown(Component.FINAL_WEIGHTS, because, *named)
    elif not isinstance(found, Licensed):
        yield unknown(Component.FINAL_WEIGHTS, "Nothing gives a license for the weights.", *named)
    else:
        given = {license_.id for expression, _ in found.composed.entries for license_ in ids(parse(expression))}
        missing = next(((base, brought) for base, brought in told if brought not in given), None)
        if missing:
            because = f"{missing[0].name} brings {short(missing[1])}, and the weights are given under {found.expression}."
            yield no(Component.FINAL_WEIGHTS, because, *named, *found.evidence, basis=Basis.DECLARED)
        else:
            because = f"The weights are given under {found.expression}, as {told[0][0].name} asks."
            yield yes(Component.FINAL_WEIGHTS, because, *named, *found.evidence, basis=Basis.DECLARED)


def _by_terms(mine: Licensed, base: Licensed) -> Fact:
    """The answer by what the two licenses grant and limit."""
    stricter, _, open_ = compare_terms(mine.composed.terms, base.composed.terms)
    names = f"The weights are given under {mine.expression}, the base under {base.expression}"
    evidence = (*mine.evidence, *base.evidence)
    if stricter:
        told = ", ".join(name.value.replace("_", " ") for name in stricter)
        return no(Component.FINAL_WEIGHTS, f"{names}, which is stricter on {told}.", *evidence, basis=Basis.DECLARED)
    if open_ or mine.composed.disputed:
        told = ", ".join(name.value.replace("_", " ") for name in open_) or "which license stands"
        return unknown(Component.FINAL_WEIGHTS, f"{names}; it is not known of both: {told}.", *evidence)
    return yes(Component.FINAL_WEIGHTS, f"{names}, which is stricter on nothing.", *evidence, basis=Basis.DECLARED)


def _by_source(dossier: Dossier) -> Iterator[list[Artifact]]:
    for source in dossier.release.sources:
        yield [artifact for artifact in dossier.release.artifacts if artifact.source == source.id]
