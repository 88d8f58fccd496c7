"""Make holdings: a state, its reason in one sentence, and the artifacts or lines that it rests on."""

from collections.abc import Callable, Iterable

from openassay.inventory.layout import Layout, Placed
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.release import Artifact

CITED = 12
"""Lines cited for one component; more would not convince more."""

NOT_IN_COPY = "Its host may have it."
"""Why the rest of what is partly here may be had: it is in the tree, and this copy was made without it."""


def holding(
    component: Component, state: State, because: str, places: Iterable[Placed] = (), evidence: Iterable[Evidence] = ()
) -> Holding:
    """A holding whose artifacts are sorted and named once each."""
    artifacts = {(place.artifact.source, place.artifact.path): place.artifact for place in places}
    cited = sorted(set(evidence))[:CITED]
    return Holding(component, state, because, tuple(artifacts[key] for key in sorted(artifacts)), tuple(cited))


def missing(
    layout: Layout,
    component: Component,
    looked_for: str,
    matters: Callable[[Artifact], bool],
    stubs: Iterable[Placed] = (),
) -> Holding:
    """The holding of what was not found: absent where everything was searched, unknown where something could not be.

    `matters` says of a file that cannot be read whether it might have held the thing.
    """
    found = list(stubs)
    if not layout.release.complete:
        return holding(component, State.UNKNOWN, f"The listing is not complete, and what was read holds no {looked_for}.", found)
    unread = layout.unread(matters)
    if unread:
        names = f"{unread[0].path} and {len(unread) - 1} more" if len(unread) > 1 else unread[0].path
        return holding(
            component, State.UNKNOWN, f"Nothing that was read holds {looked_for}, but {names} could not be read.", found
        )
    if found:
        paths = ", ".join(place.artifact.path for place in found[:3])
        return holding(component, State.ABSENT, f"stub: what is there holds no {looked_for} ({paths}).", found)
    return holding(component, State.ABSENT, f"All {len(layout.places)} files were searched and hold no {looked_for}.")


def count(number: int, noun: str) -> str:
    """`1 file`, `3 files`."""
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"
