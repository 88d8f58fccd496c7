"""How one cell of releases.jsonl is held against an assessment document. The table is that of the truth's README.

A scoring function takes a row and a document and returns a `Score`, or None where the row says nothing to compare.
Keys of other rooms plug in with `@scores("key")` in a module that `agreement_releases.py` imports.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

Row = dict[str, Any]
Document = dict[str, Any]


class Score(NamedTuple):
    """How one cell came out."""

    verdict: str
    """`right`, `wrong` or `abstained`."""
    expected: str
    found: str
    cause: str


KEYS: dict[str, Callable[[Row, Document], Score | None]] = {}


def scores(key: str) -> Callable[[Callable[[Row, Document], Score | None]], Callable[[Row, Document], Score | None]]:
    """Register the scoring function of a key."""

    def register(function: Callable[[Row, Document], Score | None]) -> Callable[[Row, Document], Score | None]:
        KEYS[key] = function
        return function

    return register


def expected(row: Row, key: str) -> Any:
    """The wanted value of a key; `expect` outranks the row's own description."""
    return row["expect"].get(key, row.get(key))


def state(document: Document, component: str) -> tuple[str, str]:
    """The state of a component, and why."""
    held = next(one for one in document["components"] if one["component"] == component)
    return held["state"], held["because"]


def answer(document: Document, key: str) -> tuple[str, str] | None:
    """The answer of a fact, and why; None where the fact was not asked."""
    fact = next((one for one in document["facts"] if one["key"] == key), None)
    return (fact["answer"], fact["because"]) if fact else None


@scores("weights_in_repo")
def score_weights(row: Row, document: Document) -> Score | None:
    """Weights: published where they are, pointer where only their names are, never published where there are none."""
    want = row.get("weights_in_repo")
    if want is None:
        return None
    found, because = state(document, "final-weights")
    if want.startswith("yes (>="):
        right, wrong = {"pointer"}, {"published", "absent", "referenced", "gated"}
    elif want.startswith("yes"):
        right, wrong = {"published"}, {"absent", "referenced", "gated"}
    elif want.startswith("lfs"):
        right, wrong = {"pointer"}, {"published", "absent", "referenced", "gated"}
    else:
        right, wrong = {"absent", "referenced", "gated"}, {"published"}
    return Score(_verdict(found, right, wrong), want, found, because)


@scores("training_code")
def score_training(row: Row, document: Document) -> Score | None:
    """Training code by stage."""
    want = expected(row, "training_code")
    first, because = state(document, "pretraining-code")
    later, _ = state(document, "post-training-code")
    found = f"pre-training {first}, post-training {later}"
    if want == "pretraining":
        verdict = _verdict(first, {"published", "partial"}, {"absent"})
    elif want == "finetune_only":
        verdict = "wrong" if first == "published" else "right" if later == "published" else "abstained"
    elif want == "none":
        both = {first, later}
        verdict = "wrong" if "published" in both else "abstained" if both == {"unknown"} else "right"
    elif want in ("config_only", "pseudocode_only", "data_processing_only"):
        verdict = _verdict(first, {"partial", "referenced", "absent"}, {"published"})
    else:
        return None
    return Score(verdict, want, found, because)


@scores("gated")
def score_gate(row: Row, document: Document) -> Score | None:
    """A gate: the fact `ungated`, or the state where that fact is not asked."""
    want = row["expect"].get("gated")
    if not want:
        return None
    fact = answer(document, "ungated/final-weights")
    found, because = state(document, "final-weights")
    if fact is not None:
        return Score(_verdict(fact[0], {"no"}, {"yes"}), want, f"ungated {fact[0]}", fact[1])
    return Score("right" if found == "gated" else "abstained", want, found, because)


_DOMAINS = {"code": "text", "music": "audio"}


@scores("domain")
def score_domain(row: Row, document: Document) -> Score | None:
    """The domain. Video and medicine count by their modality, so any of the three that can carry it is right."""
    want = row.get("domain")
    if want is None:
        return None
    right = {"video": {"vision"}, "medical": {"vision", "text"}}.get(want, {_DOMAINS.get(want, want)})
    domain = document["release"]["domain"]
    verdict = "abstained" if domain["value"] is None else "right" if domain["value"] in right else "wrong"
    return Score(verdict, want, str(domain["value"]), domain["because"])


@scores("data_documented")
def score_data(row: Row, document: Document) -> Score | None:
    """Whether the sources of the data are identified or described."""
    want = row["expect"].get("data_documented", None)
    data = row.get("data") or "none"
    positive = want is True or (want is None and data.split()[0] in ("linked", "listed", "described"))
    if want is None and not positive:
        return None
    facts = [answer(document, f"data-sources-{word}/pretraining-data") for word in ("identified", "described")]
    if all(fact is None for fact in facts):
        found, because = state(document, "pretraining-data")
        return Score(_verdict(found, {"referenced", "published", "partial"}, {"absent"}), data, found, because)
    answers = {fact[0] for fact in facts if fact}
    verdict = "right" if "yes" in answers else "wrong" if answers == {"no"} else "abstained"
    return Score(verdict, data, ", ".join(sorted(answers)), next(fact[1] for fact in facts if fact))


@scores("one_repo_many_releases")
def score_several(row: Row, document: Document) -> Score | None:
    """The finding `several-releases`."""
    if not row["expect"].get("one_repo_many_releases"):
        return None
    found = [finding for finding in document["findings"] if finding["code"] == "finding:several-releases"]
    return Score(
        "right" if found else "abstained", "several", "found" if found else "not found", found[0]["because"] if found else ""
    )


def _verdict(found: str, right: set[str], wrong: set[str]) -> str:
    return "right" if found in right else "wrong" if found in wrong else "abstained"
