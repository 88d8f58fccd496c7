from typing import Any

from tools.permissive_on_restricted import questions


def row(id_: str, license_: Any, *bases: str, relation: str = "finetune", **card: Any) -> dict[str, Any]:
    tags = [f"base_model:{relation}:{base}" for base in bases] if relation else []
    return {"id": id_, "tags": tags, "cardData": {"license": license_, "base_model": list(bases), **card}}


def test_a_free_license_on_a_base_with_limits_is_asked_about() -> None:
    found = list(questions([row("me/tuned", "apache-2.0", "meta-llama/Llama-3.1-8B")]))
    assert [(one.id, one.license, one.base_license) for one in found] == [("me/tuned", "Apache-2.0", "LicenseRef-llama3.1")]
    assert "user limits" in found[0].stricter
    assert any("name alone" in doubt for doubt in found[0].doubts)


def test_the_row_of_the_base_says_more_than_its_name() -> None:
    rows = [row("me/tuned", "mit", "you/base"), row("you/base", "cc-by-nc-4.0")]
    found = list(questions(rows))
    assert [(one.base, one.base_license) for one in found] == [("you/base", "CC-BY-NC-4.0")]
    assert not any("name alone" in doubt for doubt in found[0].doubts)


def test_nothing_is_asked_where_the_license_is_kept_free_or_not_told() -> None:
    assert not list(questions([row("a/b", "llama3.1", "meta-llama/Llama-3.1-8B")]))
    assert not list(questions([row("a/b", "mit", "you/base"), row("you/base", "apache-2.0")]))
    assert not list(questions([row("a/b", "other", "meta-llama/Llama-3.1-8B"), row("a/c", None, "google/gemma-7b")]))
    assert not list(questions([row("a/b", "mit", "openlm-research/open_llama_7b"), {"id": "x", "tags": [], "cardData": None}]))


def test_what_could_make_it_a_false_alarm_is_told_by_how_it_was_made() -> None:
    doubts = {
        relation: " ".join(next(questions([row("me/x", "mit", "google/gemma-7b", relation=relation)])).doubts)
        for relation in ("adapter", "merge", "quantized", "")
    }
    assert "none of the base's weights" in doubts["adapter"]
    assert "recipe" in doubts["merge"]
    assert "quantised" in doubts["quantized"]
    assert "architecture or tokenizer" in doubts[""]
    same = next(questions([row("google/x", "mit", "google/gemma-7b")]))
    assert any("one owner" in doubt for doubt in same.doubts)
