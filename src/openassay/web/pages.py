"""The pages. Each is made from the index alone, kept while what it shows stays as it is, and works without a script."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from openassay.application.standards import Mistaken, source_page
from openassay.inventory.profiles import profiles
from openassay.probes import every_probe
from openassay.reports.document import Document
from openassay.vocabulary.components import Component
from openassay.vocabulary.limits import every as every_limit
from openassay.web import comparing, standing
from openassay.web.answers import HTML, Answer, Kept, answer_of, send
from openassay.web.asking import COLUMNS, SIZES, Asked, asked_of
from openassay.web.history import courses, moments
from openassay.web.matrix import row_of
from openassay.web.release_page import ReleasePage, release_page
from openassay.web.rendering import render
from openassay.web.settings import Settings
from openassay.web.shelf import Damaged, Row, Search, Shelf, Unusable, catalogue, grades_of, parsed, standard_of
from openassay.web.verdicts import FIRST, in_order

_MOST_KEPT_ADDRESS = 400
_OF_ONE_RELEASE = ("/release", "/fact", "/component")
_AT_ONCE = 2
"""Pages that are made at the same time: making is work for the processor, so that more of them would only wait on each other."""


class NotThere(LookupError):  # noqa: N818 - it names what is so
    """What was asked for is not in the index; the message is one sentence."""


class Pages:
    """All pages over one index."""

    def __init__(self, shelf: Shelf, settings: Settings) -> None:
        self._shelf = shelf
        self._settings = settings
        self._kept = Kept()
        self._making = asyncio.Semaphore(_AT_ONCE)

    def routes(self) -> list[Route]:
        """The routes of the pages."""
        pages: dict[str, Callable[[Request], bytes]] = {
            "/": self.index,
            "/release": self.release,
            "/fact": self.fact,
            "/component": self.component,
            "/compare": self.compare,
            "/standards": self.standards,
            "/standard": self.standard,
            "/publisher": self.publisher,
            "/methods": self.methods,
        }
        return [Route(path, self._answering(make), name=path.strip("/") or "index") for path, make in pages.items()]

    def _answering(self, make: Callable[[Request], bytes]) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            key = f"{request.url.path}?{request.url.query}" + ("" if self._settings.origin else f" {request.headers.get('host')}")
            kept = self._kept.get(key, self._mark(request))
            if kept is None:
                async with self._making:
                    mark = self._mark(request)
                    kept = self._kept.get(key, mark)  # somebody else may have asked for it meanwhile
                    if kept is None:
                        kept = await run_in_threadpool(self._make, make, request)
                        if len(key) < _MOST_KEPT_ADDRESS:
                            self._kept.put(key, mark, kept)
            return send(request, kept)

        return answer

    def _mark(self, request: Request) -> str:
        """What a page is made from: one release, so that others may come and go; else the whole index."""
        mark = self._shelf.mark_of(request.query_params.get("name", "")) if request.url.path in _OF_ONE_RELEASE else ""
        return mark or self._shelf.mark()

    def _make(self, make: Callable[[Request], bytes], request: Request) -> Answer:
        try:
            return answer_of(make(request), HTML)
        except NotThere as error:
            return answer_of(self._render("message.html", title="Not found", said=str(error)), HTML, 404)
        except Unusable as error:
            return answer_of(self._render("message.html", title="That cannot be asked", said=f"{error}."), HTML, 404)
        except Damaged as error:
            return answer_of(self._render("message.html", title="The index is damaged", said=f"{error}."), HTML, 503)

    def _render(self, template: str, **values: Any) -> bytes:
        return render(template, may_assess=self._settings.may_assess, **{"here": "", **values})

    def _origin(self, request: Request) -> str:
        if self._settings.origin:
            return self._settings.origin.rstrip("/")
        host = request.headers.get("host", "")
        shown = urlsplit(f"//{host}").netloc
        return f"{request.url.scheme}://{shown}" if shown.isascii() and shown.isprintable() else ""

    # The index

    def index(self, request: Request) -> bytes:
        """The list of releases."""
        ids = tuple(dict.fromkeys(standard.id for standard in catalogue()))
        query = request.query_params
        asked = asked_of(query, {"cols": query.getlist("cols")}, ids)
        found = self._shelf.releases(asked.search)
        return self._render(
            "index.html",
            here="releases",
            asked=asked,
            rows=[(row, {grade.id: grade for grade in grades_of(row)}) for row in found.items],
            total=found.total,
            next=found.next,
            columns=COLUMNS,
            standards=[standard for standard in catalogue() if standard.id in FIRST],
            ids=[*FIRST, *(id_ for id_ in ids if id_ not in FIRST)],
            titles=_titles(),
            sizes=SIZES,
            domains=sorted(profiles()),
            components=[component.value for component in Component],
        )

    def publisher(self, request: Request) -> bytes:
        """All releases of one publisher."""
        name = request.query_params.get("name", "")
        found = self._shelf.releases(Search(publisher=name, limit=250)) if name else None
        if found is None or not found.items:
            raise NotThere("No release of that publisher is in this index.")
        asked = Asked(Search(publisher=name), (*FIRST, "domain", "license", "seen"))
        rows = [(row, {grade.id: grade for grade in grades_of(row)}) for row in found.items]
        return self._render(
            "publisher.html",
            here="releases",
            name=found.items[0].publisher,
            rows=rows,
            total=found.total,
            asked=asked,
            columns=COLUMNS,
            ids=FIRST,
            titles=_titles(),
            summary=[standing.summary(id_, [grades.get(id_) for _, grades in rows]) for id_ in FIRST],
        )

    # A release

    def _row_and_document(self, request: Request) -> tuple[Row, str, Document]:
        name, at = request.query_params.get("name", ""), request.query_params.get("at", "")
        row = self._shelf.row(name)
        if row is None:
            found = self._shelf.lookup(name) if name else ()
            row = self._shelf.row(found[0]) if found else None
        if row is None:
            raise NotThere("No release of that name is in this index.")
        data = self._shelf.document(row.name, at)
        if data is None:
            raise NotThere("The index holds no such revision of this release.")
        return row, at, parsed(data)

    def release(self, request: Request) -> bytes:
        """One release."""
        row, at, document = self._row_and_document(request)
        page = release_page(document)
        events = self._shelf.history(row.name)
        return self._render(
            "release.html",
            here="releases",
            release={"name": row.name, "at": at, "publisher": row.publisher, "seen": row.seen_at if not at else ""},
            page=page,
            summary=summary_of(page),
            regraded=() if at else tuple(_regraded(row, page)),
            history=moments(row.name, events),
            charts=list(courses(events)),
            stale_after=self._settings.stale_after,
            origin=self._origin(request),
        )

    def fact(self, request: Request) -> bytes:
        """One answer, and the evidence that it rests on."""
        row, at, document = self._row_and_document(request)
        key = request.query_params.get("key", "")
        fact = next((fact for fact in document["facts"] if fact["key"] == key), None)
        if fact is None:
            raise NotThere("This release was not asked that.")
        probe, _, subject = key.partition("/")
        asker = every_probe().get(probe)
        return self._render(
            "fact.html",
            here="releases",
            release={"name": row.name, "at": at},
            fact=fact,
            component=subject if subject in set(Component) else "",
            question=_question(asker.question if asker else probe, subject),
            manual=list(_manual(asker.manual)) if asker else [],
            sources={source["id"]: source["locator"] for source in document["release"]["sources"]},
            asked_by=list(_askers(document, key)),
        )

    def component(self, request: Request) -> bytes:
        """One component: its files, licenses, and all that was asked of it."""
        row, at, document = self._row_and_document(request)
        name = request.query_params.get("component", "")
        held = next((component for component in document["components"] if component["component"] == name), None)
        if held is None:
            raise NotThere("There is no component of that name.")
        facts = [fact for fact in document["facts"] if fact["key"].partition("/")[2] == name]
        probes = every_probe()
        asked = [(fact, probes[probe].question) for fact in facts if (probe := fact["key"].partition("/")[0]) in probes]
        return self._render(
            "component.html",
            here="releases",
            release={"name": row.name, "at": at},
            row=row_of(held, {fact["key"]: fact for fact in facts}),
            artifacts=held["artifacts"],
            licenses=list(dict.fromkeys(license_["expression"] for license_ in held["licenses"])),
            facts=asked,
        )

    def compare(self, request: Request) -> bytes:
        """Up to four releases, side by side."""
        names = [name for name in dict.fromkeys(request.query_params.getlist("name")) if name.strip()][: comparing.MOST]
        documents = []
        for name in names:
            row = self._shelf.row(name)
            found = self._shelf.lookup(name) if row is None else ()
            row = self._shelf.row(found[0]) if found else row
            data = self._shelf.document(row.name) if row else None
            if row is None or data is None:
                raise NotThere(f"No release called “{name[:80]}” is in this index.")
            documents.append((row, parsed(data)))
        return self._render(
            "compare.html",
            here="releases",
            names=names,
            sides=comparing.compare(documents) if documents else None,
            most=comparing.MOST,
        )

    # Standards and methods

    def standards(self, request: Request) -> bytes:
        """The catalogue."""
        return self._render("standards.html", here="standards", standards=list(catalogue()))

    def standard(self, request: Request) -> bytes:
        """One standard: what it asks, how it was read, and how the index stands under it."""
        standard = standard_of(request.query_params.get("name", "")[:200])
        if standard is None:
            raise NotThere("There is no standard of that name.")
        try:
            source = source_page(standard.name)
        except Mistaken:  # its author wrote none
            source = ""
        return self._render(
            "standard.html",
            here="standards",
            standard=standard,
            asks=list(standing.asks_of(standard)),
            reading=standing.sections_of(source),
            chart=standing.distribution(self._shelf, standard),
        )

    def methods(self, request: Request) -> bytes:
        """How openassay works, and what bounds it."""
        return self._render(
            "methods.html",
            here="methods",
            limits=sorted(every_limit(), key=lambda limit: limit.name),
            probes=sorted(every_probe().values(), key=lambda probe: probe.name),
            stale_after=self._settings.stale_after,
            rate=self._settings.rate,
        )


def _titles() -> dict[str, str]:
    return {standard.id: standard.title for standard in catalogue()}


def summary_of(page: ReleasePage) -> str:
    """Two neutral sentences: how much is here, how much of that is openly licensed, and what is said against the facts."""
    rows = [row for block in page.blocks for row in block.rows if row.state != "not-applicable"]
    here = [row for row in rows if row.state == "published"]
    licensed = [row for row in here if any(cell.column.id == "open-license" and cell.answer == "yes" for cell in row.cells)]
    told = f"{len(here)} of {len(rows)} parts are published, {len(licensed) or 'none'} of them under an open license."
    against = sum(len(group.claims) for group in page.claims if group.standing == "contradicted")
    if against:
        told += f" {against} thing{'s' if against > 1 else ''} that it says of itself {'are' if against > 1 else 'is'} not so."
    return told


def _regraded(row: Row, page: ReleasePage) -> Iterator[tuple[str, str]]:
    """Standards whose grade in the index is newer than the assessment, after a change of the standard."""
    shown = {verdict.id: verdict.standard for verdict in (*page.verdicts, *page.others)}
    for grade in grades_of(row):
        if grade.id in shown and shown[grade.id] != grade.standard:
            yield grade.standard, grade.said


def _question(question: str, subject: str) -> str:
    """The question with its subject: `Pretraining data: is the component in the release, whole?`."""
    if subject not in set(Component):
        return question
    return f"{subject.replace('-', ' ').capitalize()}: {question[0].lower()}{question[1:]}"


def _manual(manual: str) -> Iterator[tuple[str, str]]:
    """The parts of a probe's page: heading and text."""
    heading, lines = "", list[str]()
    for line in manual.split("\n")[1:]:
        if line and not line.startswith(" "):
            if heading:
                yield heading, " ".join(" ".join(lines).split())
            heading, lines = line, []
        else:
            lines.append(line)
    if heading:
        yield heading, " ".join(" ".join(lines).split())


def _askers(document: Document, key: str) -> Iterator[dict[str, str]]:
    words = {"met": "yes", "unmet": "no", "undecided": "unknown", "exempt": "not-applicable"}
    for grade in in_order(document["grades"]):
        titles = {rung["id"]: rung["title"] for rung in grade["rungs"]}
        for finding in grade["findings"]:
            if key in finding["facts"]:
                rung = titles.get(finding["requirement"].partition("/")[0], "")
                title = f"{grade['title']}, {rung}" if rung and len(titles) > 1 else grade["title"]
                yield {
                    "standard": grade["standard"],
                    "title": title,
                    "requirement": finding["requirement"],
                    "answer": words[finding["verdict"]],
                }
