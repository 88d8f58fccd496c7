"""What holds for every probe, found by walking as the product finds them."""

import sys
from types import ModuleType

import pytest

from openassay.probes import HEADINGS, PageMissing, Probe, every_probe, probe
from openassay.vocabulary.components import Component
from openassay.vocabulary.dossier import Dossier
from openassay.vocabulary.facts import Answer, Fact, unknown
from tests.probes.dossiers import dossier_of, dossier_with

PROBES = list(every_probe().values())


@pytest.mark.parametrize("one", PROBES, ids=lambda one: one.name)
def test_the_first_line_of_its_page_is_its_question(one: Probe) -> None:
    first, *rest = one.manual.splitlines()
    assert first == one.question
    assert first.endswith("?")
    assert all(heading in rest for heading in HEADINGS)


@pytest.mark.parametrize("one", PROBES, ids=lambda one: one.name)
def test_it_answers_about_every_subject_and_finds_nothing_open_in_nothing(one: Probe) -> None:
    for dossier in (dossier_of({}), dossier_with()):
        facts = list(one.ask(dossier))
        assert [fact.subject for fact in facts] == list(one.subjects)
        assert all(fact.probe == one.name for fact in facts)
        assert not [fact.subject for fact in facts if fact.answer is Answer.YES]


def made(name: str, doc: str) -> None:
    sys.modules[name] = ModuleType(name, doc)


def test_a_probe_without_a_manual_page_is_refused() -> None:
    made("pageless", "Just a line.")

    def lazy(dossier: Dossier) -> list[Fact]:
        return []

    lazy.__module__ = "pageless"
    with pytest.raises(PageMissing, match="the docstring needs the headings"):
        probe("Is it lazy?")(lazy)


def test_a_probe_that_answers_about_what_it_does_not_declare_is_refused() -> None:
    made("stray", "Stray?\n\n" + "\n".join(f"{heading}\n    x" for heading in HEADINGS))

    def stray(dossier: Dossier) -> list[Fact]:
        return [unknown("data-card", "no idea")]

    stray.__module__ = "stray"
    with pytest.raises(ValueError, match="does not declare"):
        list(probe("Stray?", of=[Component.MODEL_CARD])(stray).ask(dossier_with()))


def test_a_subject_that_a_probe_leaves_out_is_unknown() -> None:
    made("silent", "Silent?\n\n" + "\n".join(f"{heading}\n    x" for heading in HEADINGS))

    def silent(dossier: Dossier) -> list[Fact]:
        return []

    silent.__module__ = "silent"
    fact = next(iter(probe("Silent?", of=[Component.MODEL_CARD])(silent).ask(dossier_with())))
    assert (fact.answer, fact.because) == (Answer.UNKNOWN, "the probe gave no answer")
