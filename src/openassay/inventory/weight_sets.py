"""Weights that belong together: shards of one model, held against the index that names them or against their own numbers."""

import json
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from openassay.formats.onnx import OnnxHeader
from openassay.inventory.layout import Placed
from openassay.inventory.weight_files import Role
from openassay.vocabulary import limits
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.release import Artifact, EntryKind
from openassay.vocabulary.text import Text

_INDEX = re.compile(r"(?i)\.index\.json$")
_NUMBERED = re.compile(r"^(?P<stem>.*?)[-_.](?P<number>\d{1,6})-of-(?P<count>\d{1,6})(?P<suffix>(\.[\w.]+)?)$")
_STEP = re.compile(
    r"(?i)(?:^|[/_.-])(?:step|steps|checkpoint|ckpt|iter|iteration|epoch|global_step|tokens)[-_]?(\d{1,9})(?:[bkm])?(?=[/_.-]|$)"
)
SHARDS_READ = 100_000


@dataclass
class WeightSet:
    """One set of weights: a file, or the shards of one model in a folder."""

    name: str
    places: list[Placed] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    """Shards that are named and not there."""
    named_by: str = "by their numbers"
    """What names them, for a sentence."""
    index: Evidence | None = None
    """The index that names them."""

    @property
    def step(self) -> int | None:
        """The step of training that the path names, or None."""
        match = _STEP.search(self.name)
        return int(match[1]) if match else None

    @property
    def truncated(self) -> bool:
        """Whether a file of the set ends before its values do."""
        return any(remark.code == "finding:truncated-weights" for place in self.places for remark in place.artifact.remarks)

    @property
    def bytes(self) -> int:
        """Bytes of the files that are here."""
        return sum(place.artifact.size or 0 for place in self.places)

    def all_are(self, *roles: Role) -> bool:
        """Whether every file of the set has one of the roles."""
        return all(role in roles for role in self.roles)


def group_weights(
    files: Iterable[tuple[Placed, Role]], everything: Sequence[Placed], read_text: Callable[[Artifact], Text | None]
) -> list[WeightSet]:
    """Sets of weights, in the order of their names, with the shards that each lacks."""
    indexes = {(place.artifact.source, place.artifact.folder): place for place in everything if _INDEX.search(place.name)}
    by_path = {(place.artifact.source, place.artifact.path): place for place in everything}
    sets: dict[tuple[str, str], WeightSet] = {}
    for place, role in files:
        artifact = place.artifact
        match = _NUMBERED.match(artifact.name)
        stem = f"{match['stem']}{match['suffix']}" if match else artifact.name
        name = f"{artifact.folder}/{stem}".lstrip("/")
        one = sets.setdefault((artifact.source, name), WeightSet(name))
        one.places.append(place)
        one.roles.append(role)
    for (source, _), one in sets.items():
        _miss_numbers(one)
        index = indexes.get((source, one.places[0].artifact.folder))
        if index:
            _miss_indexed(one, index, read_text)
        _miss_outside(one, source, by_path)
    return [sets[key] for key in sorted(sets)]


def _miss_numbers(one: WeightSet) -> None:
    """Note the shards that the numbers in the names leave out."""
    matches = [match for place in one.places if (match := _NUMBERED.match(place.name))]
    if not matches:
        return
    total = max(int(match["count"]) for match in matches)
    have = {int(match["number"]) for match in matches}
    first = 0 if 0 in have else 1
    wanted = range(first, first + min(total, SHARDS_READ))
    one.lacking = [f"shard {number} of {total}" for number in wanted if number not in have][:1000]


def _miss_indexed(one: WeightSet, index: Placed, read_text: Callable[[Artifact], Text | None]) -> None:
    """Note the files that the index names and the folder does not hold."""
    text = read_text(index.artifact)
    if text is None or len(text.body) > limits.JSON_FILE.value:
        return
    try:
        table = json.loads(text.body)
        named = {str(file) for file in table["weight_map"].values()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return
    have = {place.name for place in one.places}
    if not named & have:
        return
    one.lacking = sorted(named - have)
    one.named_by = "that the index names"
    one.index = Evidence(text.source, text.path, text.sha256)


def _miss_outside(one: WeightSet, source: str, by_path: Mapping[tuple[str, str], Placed]) -> None:
    """Note the files that an ONNX model keeps its values in, where they are not there or their content is not."""
    for place in list(one.places):
        header = place.artifact.header
        for written in header.external if isinstance(header, OnnxHeader) else ():
            outside = by_path.get((source, posixpath.normpath(posixpath.join(place.artifact.folder, written))))
            if outside is None or outside.artifact.kind not in (EntryKind.FILE, EntryKind.MISSING):
                one.lacking.append(written)
                one.named_by = "that the model names"
            elif outside.artifact.kind is EntryKind.MISSING or outside.artifact.format == "lfs-pointer":
                one.places.insert(0, outside)
                one.roles.append(Role.POINTER)
