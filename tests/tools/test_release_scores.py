from typing import Any

import pytest

from tools.release_scores import KEYS, Document, Row


def document(**states: str) -> Document:
    names = ("final-weights", "pretraining-code", "post-training-code", "pretraining-data")
    held = {name: states.get(name.replace("-", "_"), "absent") for name in names}
    components = [{"component": name, "state": state, "because": "so"} for name, state in held.items()]
    domain = {"value": states.get("domain"), "basis": "observed", "because": "so"}
    return {"components": components, "facts": [], "findings": [], "release": {"domain": domain}}


def row(**cells: Any) -> Row:
    expect = {key: cells[key] for key in ("training_code", "gated", "data_documented", "one_repo_many_releases") if key in cells}
    return {"locator": "github:us/m", "expect": expect, **cells}


def verdict(key: str, of: Row, found: Document) -> str | None:
    score = KEYS[key](of, found)
    return score.verdict if score else None


@pytest.mark.parametrize(
    ("want", "state", "expected"),
    [
        ("yes (content present)", "published", "right"),
        ("yes (content present)", "absent", "wrong"),
        ("yes (content present)", "pointer", "abstained"),
        ("yes (>= 4 MiB, names only)", "pointer", "right"),
        ("yes (>= 4 MiB, names only)", "published", "wrong"),
        ("no", "referenced", "right"),
        ("no", "published", "wrong"),
        ("toy demos only", "published", "wrong"),
        ("toy demos only", "unknown", "abstained"),
    ],
)
def test_weights_are_scored_as_the_table_says(want: str, state: str, expected: str) -> None:
    assert verdict("weights_in_repo", row(weights_in_repo=want), document(final_weights=state)) == expected


@pytest.mark.parametrize(
    ("want", "first", "later", "expected"),
    [
        ("pretraining", "partial", "absent", "right"),
        ("pretraining", "absent", "published", "wrong"),
        ("pretraining", "unknown", "absent", "abstained"),
        ("finetune_only", "absent", "published", "right"),
        ("finetune_only", "published", "published", "wrong"),
        ("finetune_only", "absent", "partial", "abstained"),
        ("none", "absent", "published", "wrong"),
        ("none", "referenced", "absent", "right"),
        ("none", "unknown", "unknown", "abstained"),
        ("config_only", "partial", "absent", "right"),
        ("config_only", "published", "absent", "wrong"),
        ("library", "absent", "absent", None),
    ],
)
def test_training_code_is_scored_as_the_table_says(want: str, first: str, later: str, expected: str | None) -> None:
    found = document(pretraining_code=first, post_training_code=later)
    assert verdict("training_code", row(training_code=want), found) == expected


def test_a_gate_is_scored_by_its_fact_and_else_by_the_state() -> None:
    assert verdict("gated", row(gated="click"), document(final_weights="gated")) == "right"
    assert verdict("gated", row(gated="click"), document(final_weights="referenced")) == "abstained"
    told = document(final_weights="gated")
    told["facts"] = [{"key": "ungated/final-weights", "answer": "yes", "because": "so"}]
    assert verdict("gated", row(gated="click"), told) == "wrong"
    assert verdict("gated", row(), told) is None


def test_a_domain_counts_by_its_modality() -> None:
    assert verdict("domain", row(domain="code"), document(domain="text")) == "right"
    assert verdict("domain", row(domain="medical"), document(domain="vision")) == "right"
    assert verdict("domain", row(domain="text"), document(domain="audio")) == "wrong"
    assert verdict("domain", row(domain="text"), document()) == "abstained"


def test_data_and_several_releases_are_compared_only_where_the_row_speaks_of_them() -> None:
    assert verdict("data_documented", row(data="linked"), document(pretraining_data="referenced")) == "right"
    assert verdict("data_documented", row(data="none"), document()) is None
    found = document()
    assert verdict("one_repo_many_releases", row(one_repo_many_releases=True), found) == "abstained"
    found["findings"] = [{"code": "finding:several-releases", "because": "so"}]
    assert verdict("one_repo_many_releases", row(one_repo_many_releases=True), found) == "right"
