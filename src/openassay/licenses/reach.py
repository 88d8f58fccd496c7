"""What a statement reaches: which components, and which of their files.

A license reaches files of its own source, below its folder, and not into a folder that has a license of its own. What is said of
one part is stronger than what is said of everything. Weights and data are reached where the words say so; where nothing says so,
the place is all there is to go by, and that is said too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from openassay.licenses.free_names import names_nothing
from openassay.licenses.license_files import DATA, WEIGHTS, Subject, components_of
from openassay.licenses.statements import Place, Statement
from openassay.vocabulary.components import Component, Family, State
from openassay.vocabulary.dossier import Holding
from openassay.vocabulary.licenses import Grant, How

_APART = frozenset((*WEIGHTS, *DATA))
"""What a license for everything reaches by its place alone."""
_ELSEWHERE = (State.REFERENCED, State.GATED, State.UNKNOWN, State.POINTER, State.PARTIAL, State.PUBLISHED)


class Reach:
    """The reach of all statements of one source."""

    def __init__(self, source: str, statements: Iterable[Statement], holdings: Mapping[Component, Holding]) -> None:
        self.source = source
        self.statements = list(statements)
        self.holdings = holdings
        self.placed = {component: _paths(holding, source) for component, holding in holdings.items()}

        self._tagged_apart = self._paths_of_few_tags()

    def _paths_of_few_tags(self) -> frozenset[str]:
        """Files that carry a tag of their own, and a license that most files do not: the tag alone speaks for them.

        Where most files carry a tag that differs from the license text, that is a contradiction and stays one.
        """
        code = {path for component, paths in self.placed.items() if component not in _APART for path in paths}
        apart = [
            statement.paths & code
            for statement in self.statements
            if statement.paths is not None and 2 * len(statement.paths & code) <= len(code)
        ]
        return frozenset().union(*apart)

    def grants(self) -> list[Grant]:
        """One grant for each statement, and a second one where part of its reach follows from the place alone."""
        found = []
        for statement in self.statements:
            said, by_place = self._reached(statement)
            found.append(_grant(statement, said))
            if by_place:
                found.append(_grant(replace(statement, how=How.LOCATION), by_place))
        return found

    def _reached(self, statement: Statement) -> tuple[dict[Component, list[str]], dict[Component, list[str]]]:
        """For each component the paths reached: because the words or the text say so, and by place alone."""
        said: dict[Component, list[str]] = {}
        by_place: dict[Component, list[str]] = {}
        for component in Component:
            subject = next((subject for subject in statement.subjects if component in components_of(subject)), None)
            if subject is None or self._yields(statement, subject, component):
                continue
            paths = [path for path in self.placed.get(component, ()) if self._governs(statement, path, component)]
            apart = subject is Subject.EVERYTHING and component in _APART and statement.paths is None
            if apart and (self._said_of(component, statement) or self._is_elsewhere(component, statement)):
                paths = []
            if paths and apart and not statement.speaks_of_weights and statement.place is not Place.CARD:
                by_place[component] = paths
            elif paths:
                said[component] = paths
            elif not (apart and self._said_of(component, statement)) and self._elsewhere(statement, component, subject):
                said[component] = []
        return said, by_place

    def _yields(self, statement: Statement, subject: Subject, component: Component) -> bool:
        """Whether metadata leave a component to others: a card is about its model or its data before all else.

        What it declares for the rest holds only where nothing gives a license for the rest in so many words.
        """
        if statement.place not in (Place.CARD, Place.PACKAGE) or subject not in (Subject.EVERYTHING, Subject.DOCUMENTS):
            return False
        if subject is Subject.DOCUMENTS and component is not Component.DATA_CARD:
            return True
        if statement.place is Place.CARD and self._is_of_its_weights(statement):
            return True
        return any(
            other.place in (Place.FILE, Place.CLAUSE)
            and any(named is not Subject.EVERYTHING and component in components_of(named) for named in other.subjects)
            and _below(statement.folder, other.folder)
            for other in self.statements
        )

    def _is_of_its_weights(self, card: Statement) -> bool:
        """Whether a license for the weights alone is what a card declares, and a text is there for the rest.

        Then it is plain what the card's one license is for, and it contradicts nothing.
        """
        near = [other for other in self.statements if _above(other.folder, card.folder)]
        return any(
            other.place in (Place.FILE, Place.CLAUSE)
            and other.subjects == (Subject.WEIGHTS,)
            and other.expression == card.expression
            for other in near
        ) and any(
            other.place is Place.FILE and Subject.EVERYTHING in other.subjects and other.expression != card.expression
            for other in near
        )

    def _governs(self, statement: Statement, path: str, component: Component) -> bool:
        """Whether a statement reaches one file: it is above it, and no license text is nearer or more to the point."""
        if statement.paths is not None:
            return path in statement.paths
        if not _below(path, statement.folder) or path in self._tagged_apart:
            return False
        rivals = [
            other
            for other in self.statements
            if other.place is Place.FILE
            and (other.paths is None or path in other.paths)
            and _below(path, other.folder)
            and any(component in components_of(subject) for subject in other.subjects)
        ]
        said = component in _APART and Subject.EVERYTHING not in statement.subjects
        if any(
            len(other.folder) > len(statement.folder)
            and not (said and Subject.EVERYTHING in other.subjects and not self._is_place_of(component, other.folder))
            for other in rivals
        ):
            return False
        if statement.place is Place.FILE and Subject.EVERYTHING in statement.subjects:
            if self._is_assigned_another(statement, component, rivals):
                return False
            return not any(Subject.EVERYTHING not in other.subjects and other.folder == statement.folder for other in rivals)
        return True

    def _is_assigned_another(self, statement: Statement, component: Component, rivals: list[Statement]) -> bool:
        """Whether several texts lie side by side, and words say which of the others is for this component."""
        beside = {
            other.expression for other in rivals if other.folder == statement.folder and Subject.EVERYTHING in other.subjects
        }
        named = {
            other.expression
            for other in self.statements
            if other.place is Place.CLAUSE
            and other.folder == statement.folder
            and any(subject is not Subject.EVERYTHING and component in components_of(subject) for subject in other.subjects)
        }
        return bool(named) and named <= beside and statement.expression not in named

    def _said_of(self, component: Component, statement: Statement) -> bool:
        """Whether a statement that is no farther away gives another license for weights, or of data, in so many words."""
        return any(
            other is not statement
            and other.expression != statement.expression
            and any(subject is not Subject.EVERYTHING and component in components_of(subject) for subject in other.subjects)
            and other.expression
            and not names_nothing(other.expression)
            and other.how is not How.UNSEEN
            for other in self.statements
            if _below(other.folder, statement.folder)
            or (_below(statement.folder, other.folder) and not self._is_place_of(component, statement.folder))
        )

    def _is_place_of(self, component: Component, folder: str) -> bool:
        """Whether a folder holds some of a component, and no code."""
        return any(_below(path, folder) for path in self.placed.get(component, ())) and not any(
            _below(path, folder) for other, paths in self.placed.items() if other.family is Family.CODE for path in paths
        )

    def _is_elsewhere(self, component: Component, statement: Statement) -> bool:
        """Whether the thing itself lies elsewhere, so that the place of a sample of it tells nothing."""
        holding = self.holdings.get(component)
        return holding is not None and holding.state is State.REFERENCED and not statement.speaks_of_weights

    def _elsewhere(self, statement: Statement, component: Component, subject: Subject) -> bool:
        """Whether words or a text reach a component that does not lie in this source, but that the release is about."""
        if statement.paths is not None or "/" in statement.folder:
            return False
        holding = self.holdings.get(component)
        if component is Component.FINAL_WEIGHTS:
            return subject is Subject.WEIGHTS or (statement.place in (Place.FILE, Place.CARD) and self._gives_weights(statement))
        if component in DATA and subject is Subject.DATA:
            return holding is not None and holding.state in _ELSEWHERE
        return False

    def _gives_weights(self, statement: Statement) -> bool:
        """Whether a text for everything gives weights that lie elsewhere: a card does, and a text that speaks of weights."""
        if statement.place is Place.CARD:
            return True
        return statement.speaks_of_weights and not self.placed.get(Component.FINAL_WEIGHTS)


def _paths(holding: Holding, source: str) -> list[str]:
    """The files of a component in one source; of a document that stands within others, those that it stands in.

    Where nothing of the component is here, its files are stubs, and no license of a stub says anything.
    """
    if holding.state is State.ABSENT:
        return []
    paths = {artifact.path for artifact in holding.artifacts if artifact.source == source}
    if not paths and holding.component.family is Family.DOCUMENT and holding.state in (State.PUBLISHED, State.PARTIAL):
        paths = {place.path for place in holding.evidence if place.source == source}
    return sorted(paths)


def _above(folder: str, other: str) -> bool:
    """Whether one of two folders lies in the other, or is it."""
    return _below(folder, other) or _below(other, folder)


def _below(path: str, folder: str) -> bool:
    """Whether a file or folder lies in a folder, or is it."""
    return not folder or path == folder or path.startswith(f"{folder}/")


def _grant(statement: Statement, reached: Mapping[Component, list[str]]) -> Grant:
    return Grant(
        id=statement.grant_id(),
        source=statement.text.source,
        path=statement.text.path,
        sha256=statement.text.sha256,
        lines=statement.lines,
        expression=statement.expression,
        how=statement.how,
        quote=statement.text.evidence(*statement.lines).quote if statement.lines else None,
        residual_words=statement.residual_words,
        covers=tuple(component for component in Component if component in reached),
        artifacts=frozenset(path for paths in reached.values() for path in paths),
        declared=statement.declared,
        terms=statement.terms,
    )
