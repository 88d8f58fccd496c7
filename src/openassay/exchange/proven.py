"""What an assessment document proves, laid out for the entries of other indexes."""

from collections.abc import Iterable, Mapping
from typing import Any

from openassay.licenses.expressions import conjoin

Document = Mapping[str, Any]
Fact = Mapping[str, Any]

PROVING = ("observed", "attested")
"""How a fact must be known to prove something."""
_HUB = "https://huggingface.co/"
_FORGES = ("https://github.com/", "https://gitlab.com/")


class Proven:
    """An assessment document, asked for what it proves and where that can be seen."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.facts: dict[str, Fact] = {fact["key"]: fact for fact in document["facts"]}
        self._sources = {source["id"]: source for source in document["release"]["sources"]}
        self._components = {component["component"]: component for component in document["components"]}
        self._grants = {grant["id"]: grant for grant in document["licenses"]}

    def name(self) -> str:
        """The name of the release: the last part of its locator, without a revision or a selection."""
        locator = str(self.document["release"]["name"]).partition("#")[0].rstrip("/")
        return locator.rpartition("/")[2].partition("@")[0].removesuffix(".git") or locator

    def pages(self) -> tuple[str, str]:
        """The web addresses of the first repository and the first page of the Hub among the sources, or empty texts."""
        found = [page_of(source["locator"]) for source in self._sources.values()]
        on_hub = [page for page in found if page.startswith(_HUB)]
        others = [page for page in found if page and not page.startswith(_HUB)]
        return next(iter(others), ""), next(iter(on_hub), "")

    def address(self, source: str, path: str) -> str:
        """Where a file can be seen: a web address where its source has one, else its path."""
        known = self._sources.get(source)
        page = page_of(known["locator"]) if known else ""
        if known is None or not page.startswith((_HUB, *_FORGES)):
            return path
        return f"{page}/blob/{known['revision'].partition(':')[2]}/{path}" if known["revision"].startswith("git:") else page

    def answer(self, probe: str, component: str) -> str:
        """The answer to a question where something proves it; a yes that is only declared is unknown."""
        fact = self.facts.get(f"{probe}/{component}")
        if fact is None or (fact["answer"] == "yes" and fact["basis"] not in PROVING):
            return "unknown"
        return str(fact["answer"])

    def because(self, probe: str, component: str) -> str:
        """Why a question has the answer that it has; for a yes that proves nothing, that it is only declared."""
        fact = self.facts.get(f"{probe}/{component}")
        if fact is None:
            return "Nobody asked."
        declared = fact["answer"] == "yes" and fact["basis"] not in PROVING
        return f"It is only declared. {sentence(fact['because'])}" if declared else sentence(fact["because"])

    def license(self, components: Iterable[str]) -> tuple[str | None, str | None, str]:
        """The license of some components together: its expression, where it can be read, and why it is not known.

        Where it is proven that one has none, the expression is `unlicensed`. Where it is not known, it is None.
        """
        expressions: list[str] = []
        place = None
        for component in components:
            answer = self.answer("licensed", component)
            if answer == "no":
                return "unlicensed", None, ""
            if answer != "yes":
                return None, None, self.because("licensed", component)
            if self.answer("license-consistent", component) == "no":
                return None, None, self.because("license-consistent", component)
            for license_ in self._components[component]["licenses"]:
                expressions.append(license_["expression"])
                grant = self._grants.get(license_["grant"])
                place = place or (self.address(grant["source"], grant["path"]) if grant else None)
        unique = list(dict.fromkeys(expressions))
        if not unique:
            return None, None, "No license is named."
        return (unique[0] if len(unique) == 1 else conjoin(unique)), place, ""

    def place(self, components: Iterable[str]) -> str | None:
        """Where the first file of some components can be seen; None where they have no file."""
        for component in components:
            for artifact in self._components[component]["artifacts"]:
                return self.address(artifact["source"], artifact["path"])
        return None

    def head(self) -> str:
        """One sentence that says what was assessed, and with which version."""
        sources = ", ".join(f"{source['locator']} at {source['revision'][:19]}" for source in self._sources.values())
        return f"Written by openassay {self.document['openassay']}, with only what is proven of {sources}."


def sentence(text: str) -> str:
    """A reason as a sentence of its own: with a capital, and a full stop."""
    bare = text.strip()
    return bare[:1].upper() + bare[1:] + ("" if bare.endswith((".", "!", "?")) else ".") if bare else ""


def page_of(locator: str) -> str:
    """The web address that a locator stands for; empty for what lies on a disk."""
    bare = locator.partition("#")[0].partition("?")[0]
    if bare.startswith("hf://"):
        return _HUB + bare.removeprefix("hf://").partition("@")[0].removeprefix("models/")
    if bare.startswith("git+https://"):
        host, _, path = bare.removeprefix("git+").removeprefix("https://").partition("/")
        return f"https://{host}/{path.partition('@')[0].removesuffix('.git')}"
    return ""
