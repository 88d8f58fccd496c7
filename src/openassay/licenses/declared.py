"""What cards, READMEs and tags in source files say of licenses."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from openassay.formats import front_matter
from openassay.formats.hidden_text import find_hidden, mask_hidden
from openassay.licenses.expressions import conjoin, normalise
from openassay.licenses.free_names import unnamed_as
from openassay.licenses.license_files import Subject, license_file
from openassay.licenses.links import local_path
from openassay.licenses.names import id_of_name, id_of_tag, id_of_url
from openassay.licenses.statements import Place, Statement, of_words, terms_of
from openassay.licenses.terms import known_terms
from openassay.vocabulary.findings import Finding, Lines, Unreadable
from openassay.vocabulary.licenses import How
from openassay.vocabulary.release import Artifact, EntryKind
from openassay.vocabulary.text import Text

ReadText = Callable[[Artifact], Text | None]

DOCUMENTS = 80
"""READMEs and cards that are read in one source."""
TAGGED = 400
"""Source files whose head is looked at for a tag in one source."""
HEAD = 3_000
"""Characters at the head of a source file where a tag may stand."""

_README = re.compile(
    r"readme(?:[._-].*)?$|.*model[_-]?card.*\.md$|.*data[_-]?card.*\.md$|datasheet.*\.md$|modelcard\.md$", re.IGNORECASE
)
_CARD = re.compile(r"model[_-]?card", re.IGNORECASE)
_DATA_CARD = re.compile(r"data[_-]?(?:set[_-]?)?card|datasheet", re.IGNORECASE)
_TAG = re.compile(r"SPDX-License-Identifier:[ \t]*([^\r\n]{1,300}?)[ \t]*(?:\*/|-->|#})?[ \t]*$", re.MULTILINE)
_LONG_TAG = re.compile(r"SPDX-License-Identifier:[ \t]*([^\r\n]{301,})")
"""A tag that is longer than any real one; reading it says what is wrong with it."""
_JOINED = re.compile(r"\s(?:AND|OR|WITH)\s")
_CODE = frozenset(
    {
        "python",
        "shell",
        "javascript",
        "typescript",
        "c",
        "cpp",
        "cuda",
        "go",
        "rust",
        "java",
        "julia",
        "r",
        "yaml",
        "toml",
        "text",
    }
)
_DATA_SET_KEYS = frozenset({"task_categories", "size_categories", "annotations_creators", "dataset_info", "configs", "task_ids"})


def documents(artifacts: Iterable[Artifact]) -> list[Artifact]:
    """The READMEs and cards of a source, those nearest to its root first.

    A data card that is copied to another name speaks of data all the same.
    """
    found = [artifact for artifact in artifacts if artifact.kind is EntryKind.FILE and _README.match(artifact.name)]
    found = [
        artifact
        for artifact in found
        if license_file(artifact) is None and not artifact.name.lower().endswith((".py", ".json", ".png", ".pdf"))
    ]
    about_data = {artifact.sha256 for artifact in found if _DATA_CARD.search(artifact.name)}
    found = [
        artifact
        for artifact in found
        if _DATA_CARD.search(artifact.name) or not artifact.sha256 or artifact.sha256 not in about_data
    ]
    return sorted(found, key=lambda artifact: (artifact.path.count("/"), artifact.path))


def of_document(text: Text, files: Mapping[str, Statement], findings: list[Finding]) -> Iterator[Statement]:
    """The statements of one README or card: its front matter and its sentences. Hidden text says nothing."""
    folder = text.path.rpartition("/")[0]
    name = text.path.rpartition("/")[2]
    shown = Text(text.source, text.path, text.sha256, mask_hidden(text.body, find_hidden(text.body)), whole=text.whole)
    try:
        card = front_matter.read(text.body)
    except Unreadable as bad:
        findings.append(Finding(bad.code, text.source, text.path, f"The front matter cannot be read: {bad.because}."))
        card = None
    about_data = bool(_DATA_CARD.search(name)) or (card is not None and bool(_DATA_SET_KEYS & card.data.keys()))
    if card is not None:
        findings += [
            Finding(remark.code, text.source, text.path, f"In the front matter {remark.because.rstrip('.')}.", remark.lines)
            for remark in card.remarks
        ]
        yield from _of_card(card, text, folder, about_data, files, findings)
        shown = Text(text.source, text.path, text.sha256, _without_front_matter(shown.body, card.body_line), whole=text.whole)
    default = Subject.DATA if about_data else Subject.WEIGHTS if _CARD.search(name) else None
    for statement in of_words(shown, folder, files):
        if default and statement.subjects == (Subject.EVERYTHING,):
            yield replace(statement, subjects=(default,))
        else:
            yield statement


def of_words_shown(text: Text, folder: str, files: Mapping[str, Statement]) -> list[Statement]:
    """The statements of a document's sentences; hidden text says nothing."""
    shown = mask_hidden(text.body, find_hidden(text.body))
    return of_words(Text(text.source, text.path, text.sha256, shown, whole=text.whole), folder, files)


def _without_front_matter(body: str, body_line: int) -> str:
    lines = body.split("\n")
    return "\n".join(["", *([""] * (body_line - 2)), *lines[body_line - 1 :]]) if body_line > 1 else body


def _of_card(
    card: front_matter.FrontMatter,
    text: Text,
    folder: str,
    about_data: bool,
    files: Mapping[str, Statement],
    findings: list[Finding],
) -> Iterator[Statement]:
    """The license that front matter declares. `other` is looked up by its name, then by its link, to a file or an address."""
    tags = card.texts("license")
    if not tags:
        return
    name, link = card.text("license_name"), card.text("license_link")
    ids = [id_of_tag(tag) or _of_expression(tag, card, text, findings) for tag in tags]
    target = local_path(link, text.path) if link else None
    linked = files.get(target) if target else None
    if None in ids:
        expression = _told(name, link, linked.expression if linked else None) or unnamed_as(name or tags[0])
    else:
        expression = conjoin([id_ for id_ in ids if id_])
    line = card.line_of("license") or 1
    subjects = (Subject.DATA, Subject.DOCUMENTS) if about_data else (Subject.WEIGHTS, Subject.EVERYTHING)
    quote = ", ".join(
        f"{key}: {value}" for key, value in (("license", "/".join(tags)), ("license_name", name), ("license_link", link)) if value
    )
    yield Statement(
        Place.CARD,
        text,
        Lines(line, line),
        expression,
        How.METADATA,
        subjects,
        folder,
        quote[:240],
        terms=MappingProxyType(
            terms_of(linked) if linked is not None and linked.expression == expression else known_terms(expression)
        ),
    )


def _of_expression(tag: str, card: front_matter.FrontMatter, text: Text, findings: list[Finding]) -> str | None:
    """The license of a value that is an SPDX expression of several; None for any other."""
    if not _JOINED.search(tag) and "((" not in tag:
        return None
    try:
        return normalise(tag)
    except Unreadable as bad:
        line = card.line_of("license") or 1
        because = f"The license in the front matter cannot be read: {bad.because.rstrip('.')}."
        findings.append(Finding(bad.code, text.source, text.path, because, Lines(line, line)))
        return None


def _told(name: str | None, link: str | None, written: str | None) -> str | None:
    """The license that a card gives under the tag `other`, by its name, its link, and the file that the link leads to.

    The well-known ones have tags of their own, so that such a name beside `other` proves nothing; what it links to does.
    """
    named, linked = id_of_name(name) if name else None, id_of_url(link) if link else None
    if named and not named.startswith("LicenseRef-") and named not in (linked, written):
        return linked or written
    return named or linked or written


def of_tags(artifacts: Iterable[Artifact], read_text: ReadText, findings: list[Finding]) -> list[Statement]:
    """The SPDX tags at the head of source files: one statement for each expression, with the files that carry it."""
    carrying: dict[str, list[tuple[Text, Lines]]] = {}
    code = [artifact for artifact in artifacts if artifact.kind is EntryKind.FILE and artifact.format in _CODE]
    for artifact in sorted(code, key=lambda artifact: (artifact.path.count("/"), artifact.path))[:TAGGED]:
        text = read_text(artifact)
        if text is None or "SPDX-License-Identifier" not in text.body[:HEAD]:
            continue
        if (match := _TAG.search(text.body[:HEAD]) or _LONG_TAG.search(text.body[:HEAD])) is None:
            continue
        line = text.line_at(match.start())
        try:
            carrying.setdefault(normalise(match[1].strip("\"'` ")), []).append((text, Lines(line, line)))
        except Unreadable as bad:
            findings.append(
                Finding(bad.code, text.source, text.path, f"The license tag cannot be read: {bad.because}.", Lines(line, line))
            )
    statements = []
    for expression, places in sorted(carrying.items()):
        text, lines = places[0]
        statements.append(
            Statement(
                Place.HEADER,
                text,
                lines,
                expression,
                How.SPDX_TAG,
                (Subject.EVERYTHING,),
                "",
                f"SPDX-License-Identifier: {expression}",
                paths=frozenset(text.path for text, _ in places),
                terms=MappingProxyType(known_terms(expression)),
            )
        )
    return statements
