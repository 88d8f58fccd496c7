"""What the Hub says of a repository as a whole, beside its files: the gate before it, and the branches that hold checkpoints.

Both are cited as what the Hub's interface answered, which anyone can ask again.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from openassay.sources.hub_record import HubRecord
from openassay.vocabulary.components import Component, Family, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.release import EntryKind

_STEP = re.compile(r"(?i)(?:^|[-_/])(?:step|steps|iter|ckpt|checkpoint|epoch|tokens|stage\d+-step)[-_]?\d+|^\d+[bmk]-?tokens")
_BEHIND = (State.PUBLISHED, State.PARTIAL, State.POINTER, State.UNKNOWN)
_ASKS = {"manual": "a person decides whom it lets in", "auto": "it lets in whoever accepts its terms"}
_SHOWN = 3


def apply_statements(holdings: Mapping[Component, Holding], records: Mapping[str, HubRecord]) -> dict[Component, Holding]:
    """The holdings with what the Hub says. `records` are by the id of their source."""
    found = dict(holdings)
    for source, record in sorted(records.items()):
        if record.gate:
            _shut(found, source, record)
        if record.kind == "model":
            _add_checkpoints(found, source, record)
    return found


def _shut(holdings: dict[Component, Holding], source: str, record: HubRecord) -> None:
    """What lies behind the gate is gated, whether or not this run was let in. What the Hub gives to anyone is not."""
    quote = f'"gated": "{record.gate}"'
    because = f"It lies behind a gate of the Hub: {_ASKS.get(record.gate, record.gate)}."
    for component, holding in holdings.items():
        behind = [artifact for artifact in holding.artifacts if artifact.source == source]
        unread = any(artifact.kind is EntryKind.MISSING for artifact in behind)
        data = component.family is Family.DATA and holding.state in _BEHIND
        if behind and (unread or data):
            evidence = (Evidence(source, record.place, record.sha256, None, quote), *holding.evidence)
            holdings[component] = replace(holding, state=State.GATED, because=because, evidence=evidence)


def _add_checkpoints(holdings: dict[Component, Holding], source: str, record: HubRecord) -> None:
    """Branches and tags that are named after steps of training: named, and not read."""
    steps = [ref for ref in record.refs or () if _STEP.search(ref)]
    held = holdings[Component.INTERMEDIATE_WEIGHTS]
    if len(steps) < 2 or held.state not in (State.ABSENT, State.UNKNOWN):
        return
    named = ", ".join(steps[:_SHOWN]) + (f" and {len(steps) - _SHOWN} more" if len(steps) > _SHOWN else "")
    evidence = Evidence(source, record.place.rpartition("/revision/")[0] + "/refs", record.sha256, None, named[:240])
    because = f"{len(steps)} branches or tags are named after steps of training ({named})."
    holdings[Component.INTERMEDIATE_WEIGHTS] = replace(held, state=State.REFERENCED, because=because, evidence=(evidence,))
