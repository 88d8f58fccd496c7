"""The documents that speak for a release, as their readers see them, and whether that is all that could speak."""

from dataclasses import dataclass, field
from functools import lru_cache

from openassay.formats.visible_text import VisibleText, read_visible, syntax_of
from openassay.inventory.layout import PROSE, Layout
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Search
from openassay.vocabulary.text import Text

PLAIN_PROSE = 1 << 18
"""A plain text of more characters is a list or a log, and speaks for nothing."""


@dataclass(frozen=True)
class Spoken:
    """The READMEs, cards and other documents of the release's own, nearest to the root first."""

    texts: tuple[Text, ...]
    elsewhere: str
    """What else may say it and was not read, as a clause; empty where everything was."""
    complete: bool
    documents: tuple[VisibleText, ...] = field(default=(), repr=False)

    def search(self, looked_for: str) -> Search:
        """The search through these documents; complete only where nothing else may say it."""
        return Search(looked_for, len(self.texts), self.complete and not self.elsewhere)


@lru_cache(maxsize=1)
def spoken(dossier: Dossier) -> Spoken:
    """Read what speaks for a release. Many questions are asked of one release in a row, so the last answer is kept."""
    layout = Layout(dossier.release, dossier.read_text)
    texts = [text for text in layout.documents if syntax_of(text.path) != "plain" or len(text.body) <= PLAIN_PROSE]
    unread = layout.unread(lambda artifact: artifact.format in PROSE or artifact.name.lower().endswith((".md", ".rst", ".pdf")))
    documents = tuple(read_visible(text) for text in texts)
    cut = layout.documents_left_out or not all(document.whole for document in documents)
    return Spoken(
        texts=tuple(texts),
        elsewhere=_elsewhere(dossier, bool(unread) or cut),
        complete=dossier.release.complete,
        documents=documents,
    )


def _elsewhere(dossier: Dossier, unread: bool) -> str:
    """Why silence here is not yet silence: a paper or card that is named or lies here unread, or documents that were not read."""
    if unread:
        return "not every document could be read"
    for component, what in (
        (Component.TECHNICAL_REPORT, "technical report"),
        (Component.RESEARCH_PAPER, "paper"),
        (Component.MODEL_CARD, "model card"),
        (Component.DATA_CARD, "data card"),
    ):
        held = dossier.holdings.get(component)
        if held is None or held.state in (State.ABSENT, State.NOT_APPLICABLE, State.PARTIAL):
            continue
        if held.state is not State.PUBLISHED:
            return f"a {what} is named that was not read"
        if not any(artifact.format in PROSE or dossier.read_text(artifact) is not None for artifact in held.artifacts):
            return f"the {what} is here in a form that is not read"
    return ""
