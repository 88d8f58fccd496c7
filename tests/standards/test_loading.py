import pytest

from openassay.standards.conditions import Known
from openassay.standards.document import Refused
from openassay.standards.loading import load
from openassay.vocabulary.facts import Basis
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.standard import All, Ask, CannotSee, LicenseIn, Standard

KNOWN = Known(
    {"published": frozenset({"final-weights", "model-card"}), "versioned": frozenset({"release"})},
    {"spdx-osi": frozenset({"mit", "apache-2.0"})},
)

GOOD = """\
schema: openassay/standard/1
id: small
edition: "1"
revision: 1
title: A small standard
publisher: us
source: our heads
status: draft
text: read
scheme: ladder
options: {gate: [closed, open]}
variants: {strict: {gate: closed}, lax: {gate: open}}
lists: {osi: {from: spdx-osi}, more: {ids: [OpenMDW-1.0]}}
rungs:
- id: low
  title: Low
  clause: Some of it.
  require:
  - {id: w, if: {gate: closed}, that: {ask: published, of: [final-weights, model-card]}}
  - {id: w, if: {gate: open}, that: {ask: published, of: final-weights, basis: declared}}
  - {id: l, that: {license-in: [osi, more], of: final-weights}}
  - {id: p, cannot-see: nobody sees it, should: true}
"""


def read(text: str) -> dict[str, Standard]:
    return load(text.encode(), "small.yaml", KNOWN)


def refusal(text: str) -> str:
    with pytest.raises(Refused) as refused:
        read(text)
    return str(refused.value)


def edit(old: str, new: str) -> str:
    assert GOOD.count(old) == 1
    return GOOD.replace(old, new)


def test_each_variant_becomes_one_plain_document() -> None:
    variants = read(GOOD)
    assert list(variants) == ["strict", "lax"]
    assert variants["strict"].name == "small@1+r1"
    assert variants["lax"].name == "small@1+r1/lax"
    strict, lax = (variants[name].rungs[0].require for name in ("strict", "lax"))
    assert strict[0].that == All(
        (Ask("published", "final-weights", Basis.OBSERVED), Ask("published", "model-card", Basis.OBSERVED))
    )
    assert lax[0].that == Ask("published", "final-weights", Basis.DECLARED)
    assert strict[1].that == LicenseIn(("osi", "more"), "final-weights", Basis.OBSERVED)
    assert strict[2].that == CannotSee("nobody sees it")
    assert variants["strict"].lists == {"osi": frozenset({"mit", "apache-2.0"}), "more": frozenset({"openmdw-1.0"})}


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("scheme: ladder", "scheme: laddar", 10, "did you mean 'ladder'?"),
        ("publisher: us", "publsher: us", 6, "no key 'publsher'; did you mean 'publisher'?"),
        ("title: A small standard\n", "", 1, "needs the key 'title'"),
        ("revision: 1", "revision: 1.5", 4, "revision must be a whole number"),
        ("revision: 1", "revision: -1", 4, "revision must be a whole number"),
        ("revision: 1", "revision: .nan", 4, "revision must be a whole number"),
        (
            "that: {ask: published, of: [final",
            "that: {ask: publshed, of: [final",
            19,
            "no probe answers 'publshed'; did you mean 'published'?",
        ),
        ("[final-weights, model-card]", "[final-weights, modelcard]", 19, "no component 'modelcard'; did you mean 'model-card'?"),
        ("[final-weights, model-card]", "[data-card]", 19, "the probe 'published' does not answer about 'data-card'"),
        ("[osi, more]", "[oss, more]", 21, "no license list 'oss'; did you mean 'osi'?"),
        ("{from: spdx-osi}", "{from: spdx-osx}", 13, "no known list 'spdx-osx'; did you mean 'spdx-osi'?"),
        ("{gate: closed}, that", "{gaet: closed}, that", 19, "no option 'gaet'; did you mean 'gate'?"),
        ("lax: {gate: open}", "lax: {gate: opne}", 12, "option gate cannot be 'opne'; did you mean 'open'?"),
        ("{ids: [OpenMDW-1.0]}", "{ids: []}", 13, "ids must be a list with at least one member"),
        ("cannot-see: nobody sees it", "that: {not: {ask: published}}", 22, "a condition has just one of"),
        ("cannot-see: nobody sees it, ", "", 22, "needs either 'that' or 'cannot-see'"),
        ("id: l,", "id: w,", 21, "the id 'w' stands twice"),
        ("id: small", "id: small\nid: large", 3, "the key 'id' stands twice"),
    ],
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, line: int, message: str) -> None:
    refused = refusal(edit(old, new))
    assert f"small.yaml:{line}: " in refused
    assert message in refused


def test_all_mistakes_are_told_at_once_and_each_once() -> None:
    text = edit("ask: published, of: [final", "ask: publshed, of: [final").replace("scheme: ladder", "scheme: steps")
    assert len(refusal(text).splitlines()) == 2


def test_a_text_that_was_not_read_in_full_can_only_be_provisional() -> None:
    text = edit("text: read", "text: secondary").replace("status: draft", "status: adopted")
    assert "can only be provisional" in refusal(text)


def test_more_than_can_be_met_is_refused() -> None:
    text = edit("{license-in: [osi, more], of: final-weights}", "{at-least: 2, of: [{ask: published, of: final-weights}]}")
    assert "at-least 2 of 1 can never be met" in refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a\n- b\n",
        "schema: [",
        "a: &a [*a]\n",
        "a: *b\n",
        "'",
        "? {}\n: 1\n",
        "a: 1\n---\nb: 2\n",
        "\x00",
        "a: !!python/object:os.system x",
    ],
)
def test_what_is_no_standard_is_refused_with_a_line(text: str) -> None:
    assert refusal(text).startswith("small.yaml:")


def test_what_is_not_utf8_is_refused_with_its_line() -> None:
    with pytest.raises(Refused, match=r"small.yaml:2: the text is not UTF-8"):
        load(b"a: 1\nb: \xff\n", "small.yaml", KNOWN)


def test_aliases_cannot_grow_without_bound() -> None:
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 40))
    with pytest.raises(Unreadable, match="limit:yaml-aliases"):
        read(f"l0: &l0 x\n{levels}\n")


def test_nesting_and_size_are_bounded() -> None:
    with pytest.raises(Unreadable, match="limit:yaml-depth"):
        read("[" * 100)
    with pytest.raises((Unreadable, Refused), match="nest"):
        read("[" * 100_000)
    with pytest.raises(Unreadable, match="limit:standard-file"):
        read("#" * 2_000_000)


def test_conditions_may_be_nested_only_so_deep() -> None:
    inner = "{ask: published, of: final-weights}"
    for _ in range(10):
        inner = f"{{all: [{inner}]}}"
    assert "conditions are nested more than 8 deep" in refusal(edit("{license-in: [osi, more], of: final-weights}", inner))


def test_the_number_of_requirements_is_bounded() -> None:
    many = "\n".join(f"  - {{id: r{n}, that: {{ask: published, of: final-weights}}}}" for n in range(3_000))
    assert "more than 2000 requirements" in refusal(f"{GOOD}{many}\n")
