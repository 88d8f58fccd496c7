"""Bad standards: for each recipe its files, and what the check must say of each, with the line."""

from importlib.resources import files

SMALL = """\
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
rungs:
- id: low
  title: Low
  clause: Some of it.
  require:
  - id: weights
    that: {ask: published, of: final-weights}
"""
"""A good standard, which the recipes spoil."""

ASK = "{ask: published, of: final-weights}"
PUBLISHED = files("openassay.standards").joinpath("catalogue/mof/1.0/standard.yaml").read_text("utf-8")

Recipe = dict[str, tuple[str, str]]
"""For each file its text, and what the check says of it after the file's name."""


def _spoilt(old: str, new: str) -> str:
    return SMALL.replace(old, new)


def _many_rules() -> str:
    rules = "".join(f"  - id: r{number}\n    that: {ASK}\n" for number in range(10_000))
    return SMALL[: SMALL.index("  - id: weights")] + rules


def _nested(levels: int) -> str:
    return _spoilt(ASK, "".join("{all: [" if level % 2 else "{any: [" for level in range(levels)) + ASK + "]}" * levels)


def _laughing() -> str:
    """A billion laughs: aliases of aliases."""
    lines = ["note: &a0 ha"] + [f"x{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]" for level in range(1, 20)]
    return SMALL + "\n".join(lines) + "\n"


def _grown() -> str:
    """The same of conditions: few in the file, endless when they are followed."""
    grown = f"&c0 {ASK}"
    for level in range(1, 8):
        grown = f"&c{level} {{all: [{grown}, {', '.join([f'*c{level - 1}'] * 12)}]}}"
    return grown


STANDARDS: dict[str, Recipe] = {
    "standard-01": {
        "key.yaml": (_spoilt("    that:", "    weight: .nan\n    that:"), ":17: a requirement has no key 'weight'"),
        "nan.yaml": (_spoilt("revision: 1", "revision: .nan"), ":4: revision must be a whole number, at least 1"),
        "negative.yaml": (_spoilt("revision: 1", "revision: -1"), ":4: revision must be a whole number, at least 1"),
        "least.yaml": (_spoilt(ASK, f"{{at-least: -2, of: [{ASK}]}}"), ":17: at-least must be a whole number, at least 1"),
        "cycle.yaml": (_spoilt(ASK, "&a {all: [*a]}"), ":17: the alias 'a' stands for nothing that is complete"),
    },
    "standard-02": {
        "one.yaml": (SMALL, ""),
        "other.yaml": (_spoilt("A small", "Another small"), ":1: refused:id-clash: small@1+r1 also stands in "),
        "published.yaml": (
            PUBLISHED.replace("title: Model", "title: My Model"),
            ":1: refused:id-clash: mof@1.0+r1 was published with",
        ),
    },
    "standard-03": {
        "condition.yaml": (_spoilt(ASK, "{matches: '(a+)+$', of: final-weights}"), ":17: a condition has just one of ask,"),
        "key.yaml": (_spoilt("    that:", "    pattern: '(a+)+$'\n    that:"), ":17: a requirement has no key 'pattern'"),
        "id.yaml": (_spoilt("rungs:", "lists: {all: {ids: ['(a+)+$']}}\nrungs:"), ":11: '(a+)+$' is no license id"),
    },
    "standard-07": {
        "many.yaml": (_many_rules(), ":1: more than 2000 requirements"),
        "deep.yaml": (_nested(1000), ": limit:yaml-depth: line 17: nested more than 32 deep"),
        "less-deep.yaml": (_nested(10), ":17: conditions are nested more than 8 deep"),
        "long.yaml": (SMALL + "# " + "x" * (1 << 20), ": limit:standard-file: larger than 1048576 bytes"),
    },
    "standard-aliases": {
        "aliases.yaml": (_laughing(), ": limit:yaml-aliases: line "),
        "conditions.yaml": (_spoilt(ASK, _grown()), ": limit:standard-conditions: line 17: more than 20000 conditions"),
    },
    "standard-text": {
        "tag.yaml": (
            _spoilt("title: A small standard", "title: !!python/object/apply:os.system [touch canary]"),
            ":5: the tag 'tag:yaml.org,2002:python/object/apply:os.system' is not taken",
        ),
        "escape.yaml": (_spoilt("A small standard", '"\\e[31mred"'), ":5: the character U+001B cannot be seen"),
        "turned.yaml": (
            _spoilt("clause: Some of it.", 'clause: "\\u202Eti fo emoS"'),
            ":14: the character U+202E cannot be seen",
        ),
        "hidden.yaml": (_spoilt("id: low", '? "i\\u200Bd"\n  : low'), ":12: a key must be text that can be seen"),
        "path.yaml": (_spoilt("id: small", "id: ../../small"), ":2: id cannot be '../../small'"),
        "at.yaml": (_spoilt('edition: "1"', "edition: 1@2"), ":3: edition cannot be '1@2'"),
        "merge.yaml": (_spoilt("- id: low", "- <<: {id: low}"), ":12: a rung has no key '<<'"),
        "twice.yaml": (_spoilt("scheme: ladder", "scheme: ladder\nscheme: tally"), ":11: the key 'scheme' stands twice"),
        "second.yaml": (SMALL + "---\nid: other\n", ":18: the file must hold one document"),
        "kind.yaml": (_spoilt("status: draft", "status: [draft]"), ":8: status must be text"),
    },
}
