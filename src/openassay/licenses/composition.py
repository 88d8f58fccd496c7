"""Which licenses stand for a component: its grants put together, agreeing or not.

A license stands for the files it reaches. Licenses of different files of one component hold together (AND). Two that are given
for the same thing and differ are a conflict, and each is then one reading.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from openassay.licenses.conflicts import find_conflicts, is_coarser, outweighs
from openassay.licenses.expressions import parse
from openassay.licenses.terms import strictest
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.expression import Expression
from openassay.vocabulary.licenses import Grant, How, Term, TermName


@dataclass(frozen=True, slots=True)
class Composed:
    """The licenses of one component. `grants` is empty where nobody licensed it."""

    component: Component
    grants: tuple[Grant, ...] = ()
    conflicts: tuple[tuple[Grant, Grant], ...] = ()
    """Grants for the same thing that differ."""
    outweighed: tuple[Grant, ...] = ()
    """Package metadata that a license text contradicts, with no limit that the text does not set: the text stands alone."""
    unlicensed: tuple[str, ...] = ()
    """Paths of the component that no grant reaches, where some are reached."""
    bare: tuple[str, ...] = ()
    """Sources that hold files of the component, and in which nothing gives a license for it, where another source gives one."""
    terms: Mapping[TermName, Term] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def disputed(self) -> bool:
        """Whether more than one reading is left."""
        return any(one in self.grants and other in self.grants for one, other in self.conflicts)

    @property
    def entries(self) -> tuple[tuple[str, str], ...]:
        """Each expression once, with the id of the grant that says it best."""
        found: dict[str, str] = {}
        for grant in self.grants:
            found.setdefault(grant.expression, grant.id)
        return tuple(found.items())


@dataclass(frozen=True, slots=True)
class Composition:
    """The licenses of all components that have any."""

    components: Mapping[Component, Composed]

    @property
    def expressions(self) -> dict[str, tuple[Expression, ...]]:
        """For each component the expressions that stand for it, to judge them against a list."""
        return {
            component.value: tuple(parse(expression) for expression, _ in composed.entries)
            for component, composed in self.components.items()
        }

    @property
    def shown(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """For each component the expressions and their grants, as the document shows them."""
        return {component.value: composed.entries for component, composed in self.components.items()}


def compose(holdings: Mapping[Component, Holding], grants: Iterable[Grant]) -> Composition:
    """Put the grants of each component together."""
    listed = sorted(grants, key=_trust)
    found = {}
    for component in Component:
        reaching = tuple(grant for grant in listed if component in grant.covers)
        if reaching:
            found[component] = compose_component(component, holdings.get(component), reaching)
    return Composition(MappingProxyType(found))


def compose_component(component: Component, holding: Holding | None, grants: tuple[Grant, ...]) -> Composed:
    """Put together the grants that cover one component."""
    artifacts = [(artifact.source, artifact.path) for artifact in holding.artifacts] if holding else []
    grants = _without_coarser(grants)
    reached = {(grant.source, path) for grant in grants for path in grant.artifacts}
    conflicts = tuple(find_conflicts(grants, frozenset(artifacts)))
    outweighed = tuple({other.id: other for one, other in conflicts if outweighs(one, other)}.values())
    grants = tuple(grant for grant in grants if grant not in outweighed)
    if holding and holding.state is State.REFERENCED:  # samples that another place has beside what is named tell nothing of it
        spoken_for = {grant.source for grant in grants}
        artifacts = [(source, path) for source, path in artifacts if source in spoken_for]
    unlicensed = tuple(sorted(path for source, path in artifacts if (source, path) not in reached)) if reached else ()
    bare = _bare_sources(artifacts, grants)
    terms = MappingProxyType(strictest(*(grant.terms for grant in grants)))
    return Composed(component, grants, conflicts, outweighed, unlicensed, bare, terms)


def _bare_sources(artifacts: list[tuple[str, str]], grants: tuple[Grant, ...]) -> tuple[str, ...]:
    """Sources whose files no grant reaches. Words that speak of what lies elsewhere reach it wherever that is."""
    own = set(artifacts)
    reached = [{grant.source for path in grant.artifacts if (grant.source, path) in own} for grant in grants]
    if not all(reached):
        return ()
    return tuple(sorted({source for source, _ in artifacts}.difference(*reached)))


def _without_coarser(grants: tuple[Grant, ...]) -> tuple[Grant, ...]:
    """Leave out the grants that only name the family of another one's license. A document may say the same a thousand times."""
    distinct = {(grant.expression, grant.declared): grant for grant in grants}
    coarser = {key for key, grant in distinct.items() if any(is_coarser(grant, other) for other in distinct.values())}
    return tuple(grant for grant in grants if (grant.expression, grant.declared) not in coarser)


def _trust(grant: Grant) -> tuple[bool, int, int, str, str]:
    """Texts before words, then those that reach most, then what was recognised with more certainty."""
    return (grant.declared, -len(grant.artifacts), list(How).index(grant.how), grant.path, grant.id)
