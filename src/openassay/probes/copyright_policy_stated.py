"""Do the documents state a policy on copyright in the training data?

What it asks
    Whether a document says how the makers keep to copyright: a policy by that name, or how reservations against text and data
    mining were found and respected.

Why it matters
    Article 53(1)(c) of the EU AI Act asks every provider of a general-purpose model for such a policy, free and open or not.

How it looks
    Visible sentences that name a copyright policy, or that tie text and data mining, opt-outs or reservations of rights to
    respecting them. Copyright notices and licenses say nothing of it. Silence is a no where every document was read.

How to answer yes
    Say in a document how you identify and respect reservations of rights, or link the policy by its name.
"""

import re
from collections.abc import Iterator

from openassay.formats.passages import Shown, sentences
from openassay.formats.visible_text import VisibleText
from openassay.inventory.spoken import spoken
from openassay.probes import probe
from openassay.vocabulary.components import RELEASE
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Evidence, Fact, no, unknown, yes

_POLICY = re.compile(r"\bcopyright (?:compliance )?policy\b|\bpolicy (?:to comply with|on|for) (?:\w+ ){0,2}copyright\b")
_RESERVED = re.compile(
    r"\btext and data mining\b|\btdm\b|\bopt[- ]?outs?\b|\bopted out\b|\breservations? of rights\b|\brights? reservations?\b"
)
_RESPECTED = re.compile(r"\b(?:respect|honou?r|comply|complies|complied|compl|observ|exclud|remov|filter|follow|heed)\w*")
_DENIED = re.compile(r"\b(?:not|no|never|without|cannot|you|your)\b")


@probe("Do the documents state a policy on copyright in the training data?")
def copyright_policy_stated(dossier: Dossier) -> Iterator[Fact]:
    """Answer by what the documents say."""
    read = spoken(dossier)
    places = [place for document in read.documents for place in _stated(document)]
    search = read.search("a policy on copyright in the training data")
    if places:
        yield yes(RELEASE, f"{places[0].path} states it", *places[:6])
    elif read.elsewhere:
        yield unknown(RELEASE, f"no document that was read states one, and {read.elsewhere}", search=search)
    else:
        yield no(RELEASE, "no document states one", search=search)


def _stated(document: VisibleText) -> Iterator[Evidence]:
    for passage in document.passages:
        if passage.kind is not Shown.VISIBLE:
            continue
        for sentence in sentences(passage):
            words = sentence.said.lower()
            said = _POLICY.search(words) or (_RESERVED.search(words) and _RESPECTED.search(words))
            if said and not _DENIED.search(words) and not words.endswith("?"):
                end = passage.offset(sentence.start + len(sentence.said) - 1) + 1
                yield document.text.evidence_at(passage.offset(sentence.start), end)
