"""The holdings of weights: final, base and intermediate ones, and the state of training that lies beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from openassay.inventory.checkpoints import told_of_checkpoints
from openassay.inventory.claimed_size import Claimed, claimed_parameters
from openassay.inventory.demos import demo_folders, lying_in
from openassay.inventory.gates import Gate
from openassay.inventory.layout import Layout, Placed
from openassay.inventory.mentions import Mention, What
from openassay.inventory.states import NOT_IN_COPY, count, holding, missing
from openassay.inventory.weight_carriers import carrier_of
from openassay.inventory.weight_files import AUXILIARY, Role, looks_like_weights, role_of
from openassay.inventory.weight_sets import WeightSet, group_weights
from openassay.inventory.words import words_of
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.findings import Finding
from openassay.vocabulary.release import Artifact, EntryKind

_SMALLEST_SHARE = 10
"""A claimed parameter needs at least a tenth of a byte; real weights, however quantised, take more."""

_QUANTISED = ("Q2", "Q3", "Q4", "Q5", "IQ", "TQ", "MXFP")
_WEIGHT_SUFFIXES = (
    ".safetensors",
    ".bin",
    ".pt",
    ".pth",
    ".ckpt",
    ".gguf",
    ".onnx",
    ".h5",
    ".npz",
    ".tar",
    ".zip",
    ".zst",
    ".gz",
)


@dataclass
class WeightsFound:
    """All weight-like files of a release, sorted."""

    final: list[WeightSet] = field(default_factory=list)
    base: list[WeightSet] = field(default_factory=list)
    intermediate: list[WeightSet] = field(default_factory=list)
    adapters: list[WeightSet] = field(default_factory=list)
    pointers: list[WeightSet] = field(default_factory=list)
    too_small: list[WeightSet] = field(default_factory=list)
    demos: list[WeightSet] = field(default_factory=list)
    """Weights of demonstrations, where the release's own are named elsewhere."""
    helpers: list[WeightSet] = field(default_factory=list)
    """Weights of helper models, where the release's own are named elsewhere."""
    stubs: list[Placed] = field(default_factory=list)
    opaque: list[Placed] = field(default_factory=list)
    """Files under names of weights whose bytes are of no known format."""
    training_state: list[Placed] = field(default_factory=list)
    decoys: list[Placed] = field(default_factory=list)
    claimed: Claimed | None = None
    findings: list[Finding] = field(default_factory=list)


def weights_matter(artifact: Artifact) -> bool:
    """Whether an unread file might have held weights."""
    return artifact.name.lower().endswith(_WEIGHT_SUFFIXES) or "." not in artifact.name


def find_weights(layout: Layout, named: Sequence[Mention]) -> WeightsFound:
    """Sort every weight-like file by what it is. `named` are the places that the release names."""
    found = WeightsFound()
    files: list[tuple[Placed, Role]] = []
    like = [place for place in layout.places if not place.vendored and looks_like_weights(place)]
    beside = _names_beside(layout, like)
    for place in like:
        role = role_of(place, beside[place.artifact.source, place.artifact.folder])
        if role in (Role.WEIGHTS, Role.ADAPTER, Role.POINTER):
            files.append((place, role))
        elif role is Role.OPAQUE:
            found.opaque.append(place)
        elif role is Role.OPTIMIZER:
            found.training_state.append(place)
        elif role in (Role.EMPTY, Role.BROKEN):
            found.stubs.append(place)
        else:
            found.decoys.append(place)
    sets = group_weights(files, layout.places, layout.read_text)
    if _locators(named):
        found.demos = lying_in(sets, demo_folders(layout, sets))
        found.helpers = [one for one in sets if all(place.words.all & AUXILIARY for place in one.places)]
    sets = [one for one in sets if one not in found.demos and one not in found.helpers]
    _set_aside_small(layout, found, sets)
    _sort_sets(found, [one for one in sets if one not in found.too_small])
    return found


def _names_beside(layout: Layout, like: Sequence[Placed]) -> dict[tuple[str, str], frozenset[str]]:
    """The names in each folder that holds something like weights."""
    names: dict[tuple[str, str], set[str]] = {(place.artifact.source, place.artifact.folder): set() for place in like}
    for place in layout.places if names else ():
        where = (place.artifact.source, place.artifact.folder)
        if where in names:
            names[where].add(place.name)
    return {where: frozenset(found) for where, found in names.items()}


def _set_aside_small(layout: Layout, found: WeightsFound, sets: Sequence[WeightSet]) -> None:
    """Sets, and broken files, that are far too small for what the release claims to be: toys, fragments, fillers."""
    if not sets and not found.stubs:
        return
    claimed = found.claimed = claimed_parameters(layout)
    if claimed is None:
        return
    weights = [one for one in sets if one.all_are(Role.WEIGHTS)]
    broken = [place for place in found.stubs if place.artifact.size]
    enough = any(one.bytes * _SMALLEST_SHARE >= claimed.parameters for one in weights)
    if enough or not (weights or broken):
        return
    found.too_small = weights
    for place in [place for one in weights for place in one.places] + broken:
        artifact = place.artifact
        because = f"It has {artifact.size:,} bytes, and {claimed.evidence.path} claims {claimed.parameters:,} parameters."
        found.findings.append(Finding("finding:weights-too-small", artifact.source, artifact.path, because))


def _sort_sets(found: WeightsFound, sets: Sequence[WeightSet]) -> None:
    weights = [one for one in sets if one.all_are(Role.WEIGHTS)]
    found.adapters = [one for one in sets if one.all_are(Role.ADAPTER)]
    held = {place.artifact.folder for one in weights for place in one.places}
    found.pointers = [
        one
        for one in sets
        if Role.POINTER in one.roles and not (one.all_are(Role.POINTER) and one.places[0].artifact.folder in held)
    ]
    steps = sorted((one.step, one.name) for one in weights if one.step is not None)
    others = [one for one in weights if one.step is None]
    last = None if others or not steps else steps[-1][1]
    for one in weights:
        if one.step is not None and one.name != last:
            found.intermediate.append(one)
        elif _is_base(one, weights):
            found.base.append(one)
        else:
            found.final.append(one)
    held_digests = _digests(found.final)
    found.base = [one for one in found.base if not _digests([one]) <= held_digests]
    found.intermediate = [one for one in found.intermediate if not _digests([one]) <= held_digests]


def _digests(sets: Iterable[WeightSet]) -> set[str]:
    """The digests of all files of some sets; of a file that was not hashed, its path. The same weights twice are one."""
    return {place.artifact.sha256 or place.artifact.path for one in sets for place in one.places}


def _is_base(one: WeightSet, weights: Sequence[WeightSet]) -> bool:
    """Whether a set stands in a folder called base, beside sets that stand elsewhere."""
    folder = one.places[0].artifact.folder
    return "base" in words_of(folder) and any("base" not in words_of(other.places[0].artifact.folder) for other in weights)


def hold_final(layout: Layout, found: WeightsFound, named: Sequence[Mention], gates: Sequence[Gate]) -> Holding:
    """The holding of the weights that the release is about."""
    component = Component.FINAL_WEIGHTS
    places = [place for one in found.final for place in one.places]
    if found.final:
        broken = [one for one in found.final if one.lacking or one.truncated]
        if broken:
            return _hold_broken(component, broken, places)
        unresolved = [one for one in found.pointers if not one.all_are(Role.WEIGHTS)]
        if unresolved:
            because = (
                f"{count(len(places), 'file')} of weights are here; {unresolved[0].places[0].artifact.path} is not in this copy."
            )
            return replace(holding(component, State.PARTIAL, because, places), rest=NOT_IN_COPY)
        if _quantised_only(places):
            return holding(component, State.PARTIAL, "Only quantised weights are here.", places)
        forms = ", ".join(sorted({place.artifact.format for place in places}))
        return holding(
            component, State.PUBLISHED, f"{count(len(places), 'file')} of trained weights ({forms}) by their headers.", places
        )
    if found.pointers:
        pointed = [place for one in found.pointers for place in one.places]
        return holding(component, State.POINTER, _pointer_reason(pointed), pointed)
    if found.adapters:
        adapters = [place for one in found.adapters for place in one.places]
        return holding(
            component, State.PARTIAL, "Only an adapter or a difference is here; the weights that it changes are not.", adapters
        )
    return _hold_elsewhere(layout, found, named, gates)


def _hold_broken(component: Component, broken: Sequence[WeightSet], places: Iterable[Placed]) -> Holding:
    first = broken[0]
    cited = [one.index for one in broken if one.index]
    if first.lacking:
        names = ", ".join(first.lacking[:3]) + (f" and {len(first.lacking) - 3} more" if len(first.lacking) > 3 else "")
        return holding(component, State.PARTIAL, f"Files are missing {first.named_by}: {names}.", places, cited)
    return holding(component, State.PARTIAL, f"{first.name} ends before its values do.", places)


def _pointer_reason(places: Sequence[Placed]) -> str:
    first = places[0].artifact
    if first.kind is EntryKind.MISSING:
        return f"{first.path} is in the tree, and its content is not in this copy."
    size = getattr(first.header, "size", None)
    claims = f" (claimed size {size:,} bytes)" if isinstance(size, int) else ""
    return f"{first.path} is a pointer to content that is not in this copy{claims}."


def _quantised_only(places: Sequence[Placed]) -> bool:
    """Whether all weights are GGUF files in which most values are packed to six bits or fewer."""
    for place in places:
        dtypes: tuple[tuple[str, int], ...] = getattr(place.artifact.header, "dtypes", ())
        packed = sum(number for name, number in dtypes if name.startswith(_QUANTISED))
        if place.artifact.format != "gguf" or packed * 2 < sum(number for _, number in dtypes):
            return False
    return bool(places)


def _hold_elsewhere(layout: Layout, found: WeightsFound, named: Sequence[Mention], gates: Sequence[Gate]) -> Holding:
    """Weights that are not here: behind a gate, or named with a place."""
    component = Component.FINAL_WEIGHTS
    places = _locators(named)
    if gates:
        kinds = sorted({gate.kind.value for gate in gates})
        because = f"The weights are elsewhere, behind {' and '.join(kinds)}."
        return holding(component, State.GATED, because, (), [gate.evidence for gate in gates])
    if places:
        return holding(component, State.REFERENCED, "The weights are elsewhere; their place is named.", (), places)
    if found.opaque:
        because = f"{found.opaque[0].artifact.path} has a name of weights, and its bytes are of no known format."
        return holding(component, State.UNKNOWN, because, found.opaque)
    stubs = [*found.stubs, *(place for one in found.too_small for place in one.places)]
    if stubs:
        return missing(layout, component, "trained weights", weights_matter, stubs)
    if carried := carrier_of(layout):
        return holding(component, State.UNKNOWN, carried[1], [carried[0]])
    what = "trained weights"
    if found.decoys:
        what += f" ({count(len(found.decoys), 'file')} that look like weights hold something else)"
    return missing(layout, component, what, weights_matter)


def _locators(named: Sequence[Mention]) -> list[Evidence]:
    return [mention.evidence for mention in named if mention.what in (What.DOWNLOAD, What.HUB_MODEL)]


def hold_others(layout: Layout, found: WeightsFound, base_named: Sequence[Evidence]) -> list[Holding]:
    """The holdings of base and intermediate weights. `base_named` are lines that name what it was tuned from."""
    return [_hold_base(layout, found, base_named), _hold_intermediate(layout, found)]


def _hold_base(layout: Layout, found: WeightsFound, base_named: Sequence[Evidence]) -> Holding:
    component = Component.BASE_WEIGHTS
    places = [place for one in found.base for place in one.places]
    if any(one.lacking or one.truncated for one in found.base):
        return _hold_broken(component, [one for one in found.base if one.lacking or one.truncated], places)
    if places:
        return holding(component, State.PUBLISHED, f"{count(len(places), 'file')} of base weights are here.", places)
    if base_named:
        return holding(component, State.REFERENCED, "The weights were tuned from others, which are named.", (), base_named)
    because = "Nothing says that the weights were tuned from others."
    if layout.release.complete:
        return holding(component, State.NOT_APPLICABLE, because)
    return holding(component, State.UNKNOWN, because)


def _hold_intermediate(layout: Layout, found: WeightsFound) -> Holding:
    component = Component.INTERMEDIATE_WEIGHTS
    whole = [one for one in found.intermediate if not one.lacking and not one.truncated]
    if whole:
        return holding(
            component,
            State.PUBLISHED,
            f"{count(len(whole), 'checkpoint')} from the course of training are here.",
            [place for one in whole for place in one.places],
        )
    told = told_of_checkpoints(layout)
    if told:
        return holding(component, State.REFERENCED, "Checkpoints from the course of training are said to be elsewhere.", (), told)
    return missing(layout, component, "checkpoints from the course of training", weights_matter)
