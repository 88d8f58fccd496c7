"""A small assessment made by hand, for the tests of what is rendered from it."""

from dataclasses import replace
from fractions import Fraction

from openassay.grading.conditions import Case
from openassay.grading.schemes import grade
from openassay.reports.document import Document, to_document
from openassay.vocabulary.assessment import Assessment
from openassay.vocabulary.claims import About, Claim, Discrepancy, HeldClaim, Standing
from openassay.vocabulary.components import Component, State
from openassay.vocabulary.dossier import Domain, Dossier, Holding
from openassay.vocabulary.expression import LicenseId
from openassay.vocabulary.facts import Answer, Basis, Evidence, Fact, Search
from openassay.vocabulary.findings import Finding, Lines
from openassay.vocabulary.licenses import Grant, How, Term, TermAnswer, TermName
from openassay.vocabulary.release import Artifact, EntryKind, Release, Source
from openassay.vocabulary.standard import Ask, Dimension, Level, LicenseIn, Requirement, Rung, Scheme, Standard, Status, TextRead

WEIGHTS = Artifact("main", "model.safetensors", EntryKind.FILE, 2_000, "a" * 64, "safetensors")
CARD = Artifact("main", "README.md", EntryKind.FILE, 300, "b" * 64, "markdown")
GRANT = Grant(
    id="grant:0123abcd",
    source="main",
    path="LICENSE",
    sha256="c" * 64,
    lines=Lines(1, 201),
    expression="Apache-2.0",
    how=How.TEXT,
    covers=(Component.FINAL_WEIGHTS,),
    terms={TermName.COMMERCIAL_USE: Term(TermAnswer.YES, "You may.", Lines(3, 3))},
)


def published(component: str) -> Ask:
    """Ask whether a component is published."""
    return Ask("published", component, Basis.OBSERVED)


STANDARD = Standard(
    id="small",
    edition="1",
    revision=1,
    variant="",
    title="Small standard",
    publisher="us",
    source="our heads",
    status=Status.DRAFT,
    text=TextRead.READ,
    scheme=Scheme.LADDER,
    rungs=(
        Rung(
            "low",
            "Low rung",
            "Weights.",
            (Requirement("w", published("final-weights"), "Publish weights."),),
        ),
        Rung(
            "high",
            "High rung",
            "All.",
            (
                Requirement("code", published("inference-code"), "Publish the code."),
                Requirement("license", LicenseIn(("open",), "final-weights", Basis.OBSERVED), "License the weights."),
                Requirement("code-license", LicenseIn(("open",), "inference-code", Basis.OBSERVED), "License the code."),
                Requirement("card", published("model-card"), "Write a card."),
                Requirement("nice", published("data-card"), "Nice to have.", should=True),
            ),
        ),
        Rung("top", "Top rung", "More.", (Requirement("d", published("pretraining-data"), "Publish data."),)),
    ),
    lists={"open": frozenset({"apache-2.0"})},
)
LEFT = Level("closed", Fraction(0))
SCORED = replace(
    STANDARD,
    id="scored",
    title="Scored standard",
    scheme=Scheme.DIMENSIONS,
    rungs=(),
    dimensions=(
        Dimension("weights", "Weights", "There.", (Level("open", Fraction(1), published("final-weights")), LEFT), "there"),
        Dimension(
            "code",
            "Code",
            "There.",
            (
                Level("open", Fraction(1), published("inference-code"), "Publish the code."),
                Level("partial", Fraction(1, 2), published("final-weights")),
                LEFT,
            ),
            "there",
        ),
        Dimension("card", "Card", "Told.", (Level("open", Fraction(1), published("model-card"), "Write a card."), LEFT), "told"),
    ),
)


def fact(key: str, answer: Answer, because: str) -> Fact:
    """Make a fact that rests on the weights, or on a search."""
    probe, _, subject = key.partition("/")
    evidence = (Evidence("main", "model.safetensors", "a" * 64),) if answer is Answer.YES else ()
    search = Search("it", 2, complete=True) if answer is Answer.NO else None
    return Fact(subject, answer, because, evidence=evidence, search=search, probe=probe)


FACTS = (
    fact("published/final-weights", Answer.YES, "the weights are here"),
    fact("published/inference-code", Answer.NO, "no file is inference code"),
    fact("licensed/final-weights", Answer.UNKNOWN, "the license could not be read"),
    fact("licensed/inference-code", Answer.UNKNOWN, "there is nothing to license"),
    fact("published/model-card", Answer.UNKNOWN, "the card could not be read"),
    fact("published/data-card", Answer.NO, "no file is a data card"),
    fact("published/pretraining-data", Answer.UNKNOWN, "named at README.md, line 9"),
)


def claim(number: int, says: str, standing: Standing, *facts: str, about: About = About.SELF) -> HeldClaim:
    """Make a claim that stands in the README."""
    place = Evidence("main", "README.md", "b" * 64, Lines(number, number), f"It is {says}.")
    return HeldClaim(Claim(f"claim:{number:08}", says, about, None, "en", place), standing, facts)


CLAIMS = (
    claim(1, "open-code", Standing.CONTRADICTED, "published/inference-code"),
    claim(2, "open-data", Standing.UNSUPPORTED, "published/pretraining-data"),
    claim(3, "open-weights", Standing.BORNE_OUT),
    claim(4, "withheld", Standing.NOT_HELD),
    claim(5, "open-source", Standing.NOT_HELD, about=About.OTHERS),
)


def holding(component: Component) -> Holding:
    """Make a holding in the state that the facts speak of."""
    match component:
        case Component.FINAL_WEIGHTS:
            return Holding(component, State.PUBLISHED, "a header with 500 parameters", (WEIGHTS,))
        case Component.MODEL_CARD:
            return Holding(component, State.UNKNOWN, "the card could not be read", (CARD,))
        case Component.PRETRAINING_DATA:
            return Holding(component, State.REFERENCED, "named at README.md, line 9")
        case Component.POST_TRAINING_DATA:
            return Holding(component, State.NOT_APPLICABLE, "no sign of a second stage")
        case _:
            return Holding(component, State.ABSENT, "a search of 2 files found none")


def assessment(name: str = "a-model") -> Assessment:
    """Make the whole assessment."""
    release = Release(name, "sha256:" + "d" * 64, (Source("main", name, "sha256:" + "d" * 64, True, 2, 2_300),), (CARD, WEIGHTS))
    dossier = Dossier(
        release=release,
        domain=Domain("text", Basis.OBSERVED, "a tokenizer is here"),
        holdings={component: holding(component) for component in Component},
        grants=(GRANT,),
        findings=(Finding("error:truncated", "main", "b\x1b[31m.bin", "it ends early", Lines(3, 3)),),
        read_text=lambda artifact: None,
    )
    case = Case({one.key: one for one in FACTS}, {"final-weights": (LicenseId("Apache-2.0"),)})
    return Assessment(
        version="0.0.0",
        dossier=dossier,
        findings=dossier.findings,
        licenses={"final-weights": (("Apache-2.0", GRANT.id),)},
        claims=CLAIMS,
        discrepancies=(
            Discrepancy("discrepancy:00000001", "claim:00000001", ("published/inference-code",), "it says open code"),
        ),
        facts=FACTS,
        grades=(grade(STANDARD, case), grade(SCORED, case)),
    )


def document(name: str = "a-model") -> Document:
    """Lay the assessment out as a document."""
    return to_document(assessment(name))
