"""Which files of a release are license texts or policies, and what part of the release their names say they are for."""

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from openassay.licenses.free_names import significant_words
from openassay.licenses.words import word_set
from openassay.vocabulary.components import Component, Family
from openassay.vocabulary.release import Artifact, EntryKind


class Subject(StrEnum):
    """What a license is given for, as people say it."""

    CODE = "code"
    WEIGHTS = "weights"
    DATA = "data"
    EVALUATION = "evaluation"
    """Data that the model was measured on, and no other."""
    DOCUMENTS = "documents"
    OUTPUTS = "outputs"
    EVERYTHING = "everything"


WEIGHTS = (Component.FINAL_WEIGHTS, Component.BASE_WEIGHTS, Component.INTERMEDIATE_WEIGHTS)
DATA = (Component.PRETRAINING_DATA, Component.POST_TRAINING_DATA, Component.EVALUATION_DATA)


def components_of(subject: Subject) -> tuple[Component, ...]:
    """The components that a subject stands for."""
    match subject:
        case Subject.CODE:
            return (*(component for component in Component if component.family is Family.CODE), Component.INPUT_PROCESSING)
        case Subject.WEIGHTS:
            return WEIGHTS
        case Subject.DATA:
            return DATA
        case Subject.EVALUATION:
            return (Component.EVALUATION_DATA,)
        case Subject.DOCUMENTS:
            return tuple(component for component in Component if component.family is Family.DOCUMENT)
        case Subject.OUTPUTS:
            return (Component.SAMPLE_OUTPUTS,)
        case Subject.EVERYTHING:
            return tuple(Component)


class LicenseFile(NamedTuple):
    """A file that is a license text by its name."""

    artifact: Artifact
    folder: str
    """The folder whose files it reaches; empty for the whole source."""
    subject: Subject
    policy: bool
    """True for a use policy, whose limits join those of the license that names it."""
    collected: bool = False
    """True in a folder of license texts and for a file named after a part: it may be the license of another work."""


_LICENSE = re.compile(
    r"(?:^|[^a-z])(?:un)?licen[cs]es?(?:[^a-z]|$)|^copying(?:[^a-z]|$)|^eula(?:[^a-z]|$)|^copyright(?:\.(?:txt|md))?$"
)
_POLICY = re.compile(r"us(?:e|age)[_\s-]?(?:policy|restrictions?)")
_TERMS = re.compile(r"terms[_\s-]?of[_\s-]?(?:use|service)|terms[_\s-]?and[_\s-]?conditions")
_TEXT_ENDINGS = ("", "txt", "md", "rst", "html", "htm", "markdown", "text", "mit", "apache", "bsd", "gpl", "rtf")
_SUBJECTS = (
    (Subject.OUTPUTS, re.compile(r"outputs?")),
    (Subject.WEIGHTS, re.compile(r"models?(?![_\s-]?code)|weights?|checkpoints?|params|parameters")),
    (Subject.DATA, re.compile(r"data(?:sets?)?|corpus")),
    (Subject.CODE, re.compile(r"code|software|source|src")),
    (Subject.DOCUMENTS, re.compile(r"docs?|documentation|text|paper")),
)
_FOLDERS = frozenset({"license", "licenses", "licence", "licences", "legal", "model_licenses", "model-licenses"})
_UNREADABLE = re.compile(
    r"(?:\w+[-_ ])?(?:(?:un)?licen[cs]es?|copying|eula)(?:[-_ ](?:agreement|terms|text|file|[a-z]{2}|v?\d[\d.]*))*"
    r"\.(?:png|jpe?g|gif|webp|tiff?|bmp|pdf|docx?|odt)",
    re.IGNORECASE,
)
_PACKED = re.compile(r"(?:[^/]*\.data/)?[^/]+\.(?:dist|egg)-info(?:/(?:licenses|license_files)(?:/(?P<inner>.+))?)?")
"""Where a Python package keeps its license texts, with the folder that each lay in: they are for what lies beside."""
_OF_NAMES = re.compile(
    r"(?<![a-z])(?:un)?(?:licen[cs]es?|copying|eula|copyright|notice|main|project|root|mit|apache|bsd|isc|gnu|[al]?gpl|mpl|epl|cc0?|by|"
    r"nc|sa|nd|commercial|noncommercial|non|community|lesser|txt|md|rst|html?|markdown|text|rtf|en|english|v)(?![a-z])"
)
"""Words in the name of a license file that do not name a part of the release."""
_OF_OTHERS = re.compile(r"(?:third|3rd)[-_. ]?part(?:y|ies)[^/]*$|\.[cm]?(?:js|css)\.LICENSE\.txt$", re.IGNORECASE)
"""Names of files that tell of licenses of works that are included or used; a bundler writes the second kind."""
_TRANSLATED = re.compile(
    r"(?P<of>.+?)[-_.](?:ar|cn|de|en|es|fr|hi|id|it|ja|jp|ko|kr|nl|pl|pt|ru|tr|uk|vi|zh|zh[-_](?:cn|tw|hans|hant)|pt[-_]br|arabic|bengali|chinese|dutch|french|german|hindi|indonesian|"
    r"italian|japanese|korean|portuguese|russian|spanish|turkish|ukrainian|vietnamese|bahasa|deutsch|español|espanol|français|francais|italiano|português|portugues|nederlands|polski|türkçe|turkce|"
    r"tiếng|日本語|中文|한국어|العربية|русский)(?:[-_.][^\W\d_]+){0,2}",
    re.IGNORECASE,
)
_CODE_ENDINGS = word_set("py js ts c h cpp cc java go rs sh json yaml yml toml cfg ini ipynb png jpg svg css csv jsonl pdf docx")


def license_file(artifact: Artifact) -> LicenseFile | None:
    """Say whether a file is a license text or policy by its name, and for what; None for any other file."""
    if artifact.kind is not EntryKind.FILE or is_unreadable_license(artifact) or _OF_OTHERS.search(artifact.path):
        return None
    name = artifact.name.lower()
    stem, _, ending = name.rpartition(".")
    if not stem or not ending.isalnum():
        stem, ending = name, ""
    parents = artifact.folder.lower().split("/") if artifact.folder else []
    in_folder = bool(parents) and parents[-1] in _FOLDERS
    policy = bool(_POLICY.search(name))
    if ending in _CODE_ENDINGS or not (
        policy or _LICENSE.search(name) or _TERMS.search(name) or (in_folder and ending in _TEXT_ENDINGS)
    ):
        return None
    packed = _PACKED.fullmatch(artifact.folder)
    folder = (packed["inner"] or "") if packed else artifact.folder.rpartition("/")[0] if in_folder else artifact.folder
    subject = _subject(name) or (_subject(parents[-1]) if in_folder else None) or Subject.EVERYTHING
    apart = (in_folder and not (packed and _LICENSE.search(name))) or bool(significant_words(_OF_NAMES.sub(" ", name)))
    collected = apart and subject is Subject.EVERYTHING
    return LicenseFile(artifact, folder, subject, policy, collected)


def is_called_license(path: str) -> bool:
    """Say whether the name of a file itself says that it is a license, and not only the folder that it lies in."""
    return bool(_LICENSE.search(path.rpartition("/")[2].lower()))


def is_unreadable_license(artifact: Artifact) -> bool:
    """Say whether a file is a license by its name, and a picture or a document whose text is not read."""
    return artifact.kind is EntryKind.FILE and bool(_UNREADABLE.fullmatch(artifact.name))


def may_license(artifact: Artifact) -> bool:
    """Say whether a file is a license by its name, and nobody could read what it says: then its silence proves nothing."""
    if artifact.kind in (EntryKind.MISSING, EntryKind.UNREADABLE):
        return license_file(replace(artifact, kind=EntryKind.FILE)) is not None
    return is_unreadable_license(artifact)


def without_translations(files: Sequence[LicenseFile]) -> list[LicenseFile]:
    """Leave out files that are a translation, by their name, of another one that is there."""
    stems = {(file.folder, _stem(file)) for file in files}
    return [file for file in files if not ((match := _TRANSLATED.fullmatch(_stem(file))) and (file.folder, match["of"]) in stems)]


def _stem(file: LicenseFile) -> str:
    stem, _, ending = file.artifact.name.rpartition(".")
    return stem if stem and ending.lower() in _TEXT_ENDINGS else file.artifact.name


def _subject(name: str) -> Subject | None:
    bare = re.sub(r"licen[cs]es?|agreement|copying", " ", name)
    for subject, pattern in _SUBJECTS:
        if re.search(rf"(?:^|[^a-z])(?:{pattern.pattern})(?:[^a-z]|$)", bare):
            return subject
    return None
