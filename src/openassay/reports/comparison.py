"""Two assessments held against each other: what rose, what fell, and by which fact."""

from collections.abc import Iterator
from typing import Any

from click import style

from openassay.reports.columns import wrap
from openassay.reports.document import Document

SCHEMA = "openassay/comparison/1"
WIDTH = 80
_ANSWERS = ("no", "unknown", "yes")
_VERDICTS = ("unmet", "undecided", "met")
_COLOUR = {"rose": "green", "fell": "red"}
_MOST = 12


def compare(before: Document, after: Document) -> Document:
    """The comparison of two assessment documents, as plain JSON values. Facts that both answer alike are left out."""
    old, new = ({fact["key"]: fact for fact in one["facts"]} for one in (before, after))
    changed = [_fact(key, old.get(key), new.get(key)) for key in sorted(old.keys() | new.keys())]
    facts = [fact for fact in changed if fact["before"] != fact["after"]]
    return {
        "schema": SCHEMA,
        "openassay": after["openassay"],
        "before": _side(before),
        "after": _side(after),
        "grades": list(_grades(before, after, {fact["key"] for fact in facts})),
        "components": list(_components(before, after)),
        "facts": facts,
    }


def _side(document: Document) -> Document:
    release = document["release"]
    sources = [{"locator": source["locator"], "revision": source["revision"]} for source in release["sources"]]
    return {"name": release["name"], "digest": release["digest"], "sources": sources}


def _fact(key: str, old: Document | None, new: Document | None) -> Document:
    before, after = (None if fact is None else fact["answer"] for fact in (old, new))
    said = new or old or {}
    because = {"before": old["because"] if old else "", "after": new["because"] if new else ""}
    return {
        "key": key,
        "before": before,
        "after": after,
        "direction": _direction(before, after, _ANSWERS),
        "because": because,
        "basis": said.get("basis"),
    }


def _direction(before: Any, after: Any, order: tuple[str, ...]) -> str:
    """`rose`, `fell`, `changed` where the two have no order, `same`."""
    if before == after:
        return "same"
    if before not in order or after not in order:
        return "changed"
    return "rose" if order.index(after) > order.index(before) else "fell"


def _grades(before: Document, after: Document, changed: set[str]) -> Iterator[Document]:
    old = {grade["standard"]: grade for grade in before["grades"]}
    for grade in after["grades"]:
        other = old.get(grade["standard"])
        if other is None:
            continue
        ids = ["", *(rung["id"] for rung in grade["rungs"])]
        direction = _direction(other["level"] or "", grade["level"] or "", tuple(ids))
        if direction == "same":
            direction = _direction(other["ceiling"] or "", grade["ceiling"] or "", tuple(ids))
        yield {
            "standard": grade["standard"],
            "title": grade["title"],
            "before": {"level": other["level"], "ceiling": other["ceiling"], "score": other["score"]},
            "after": {"level": grade["level"], "ceiling": grade["ceiling"], "score": grade["score"]},
            "direction": direction,
            "requirements": list(_requirements(other, grade, changed)),
        }


def _requirements(before: Document, after: Document, changed: set[str]) -> Iterator[Document]:
    old = {finding["requirement"]: finding for finding in before["findings"]}
    for finding in after["findings"]:
        other = old.get(finding["requirement"])
        if other is None or other["verdict"] == finding["verdict"] or finding["should"]:
            continue
        keys = [key for key in dict.fromkeys((*finding["facts"], *other["facts"])) if key in changed]
        yield {
            "requirement": finding["requirement"],
            "before": other["verdict"],
            "after": finding["verdict"],
            "direction": _direction(other["verdict"], finding["verdict"], _VERDICTS),
            "facts": keys,
        }


def _components(before: Document, after: Document) -> Iterator[Document]:
    old = {component["component"]: component for component in before["components"]}
    for component in after["components"]:
        other = old.get(component["component"])
        states = [other["state"] if other else None, component["state"]]
        licenses = [sorted({row["expression"] for row in one["licenses"]}) if one else [] for one in (other, component)]
        if states[0] != states[1] or licenses[0] != licenses[1]:
            yield {
                "component": component["component"],
                "before": {"state": states[0], "licenses": licenses[0]},
                "after": {"state": states[1], "licenses": licenses[1]},
            }


def render(comparison: Document, full: bool = False) -> str:
    """Show a comparison to a person: grades first, then components, then the facts that no grade named."""
    facts = {fact["key"]: fact for fact in comparison["facts"]}
    lines = [*_head(comparison), *_render_grades(comparison, facts), *_render_components(comparison)]
    lines += _render_facts(comparison, full)
    return "\n".join(lines) + "\n"


def _head(comparison: Document) -> Iterator[str]:
    for word, side in (("from", comparison["before"]), ("to", comparison["after"])):
        revision = side["sources"][0]["revision"]
        kind, _, digest = revision.partition(":")
        more = f" and {len(side['sources']) - 1} more" if len(side["sources"]) > 1 else ""
        yield from wrap(f"{word:4} {side['name']} at {kind}:{digest[:12]}{more}", WIDTH, rest="     ")
    if comparison["before"]["digest"] == comparison["after"]["digest"]:
        yield "Both hold the same files."


def _render_grades(comparison: Document, facts: dict[str, Document]) -> Iterator[str]:
    for grade in comparison["grades"]:
        said = " -> ".join(_level(grade[side]) for side in ("before", "after"))
        direction = grade["direction"]
        yield style(f"{grade['title']}: ", bold=True) + style(
            said if direction != "same" else _level(grade["after"]), bold=True, fg=_COLOUR.get(direction)
        )
        for requirement in grade["requirements"]:
            turn = f"{requirement['requirement']}: {requirement['before']} -> {requirement['after']}"
            yield from wrap(turn, WIDTH, "  ", "    ")
            for key in requirement["facts"][:3]:
                fact = facts[key]
                why = f"by {key}: {fact['before']} -> {fact['after']} ({fact['because']['after'] or fact['because']['before']})"
                yield from (style(line, dim=True) for line in wrap(why, WIDTH, "    ", "      "))


def _level(side: Document) -> str:
    if side["score"]:
        return f"{side['score'][0]} to {side['score'][1]}"
    level, ceiling = side["level"] or "not met", side["ceiling"] or "not met"
    return level if level == ceiling else f"{level} (at most {ceiling})"


def _render_components(comparison: Document) -> Iterator[str]:
    if comparison["components"]:
        yield style("Components", bold=True)
    for row in comparison["components"]:
        states = [row[side]["state"] for side in ("before", "after")]
        licenses = [" AND ".join(row[side]["licenses"]) or "no license" for side in ("before", "after")]
        parts = [f"{states[0]} -> {states[1]}"] if states[0] != states[1] else []
        parts += [f"{licenses[0]} -> {licenses[1]}"] if licenses[0] != licenses[1] else []
        yield from wrap(f"{row['component']}: {'; '.join(parts)}", WIDTH, "  ", "    ")


def _render_facts(comparison: Document, full: bool) -> Iterator[str]:
    for direction, title in (("rose", "Facts that rose"), ("fell", "Facts that fell"), ("changed", "Facts that changed")):
        facts = [fact for fact in comparison["facts"] if fact["direction"] == direction]
        if facts:
            yield style(f"{title} ({len(facts)})", bold=True, fg=_COLOUR.get(direction))
        for fact in facts if full else facts[:_MOST]:
            because = fact["because"]["after"] or fact["because"]["before"]
            yield from wrap(f"{fact['key']}: {fact['before']} -> {fact['after']}: {because}", WIDTH, "  ", "    ")
        if not full and len(facts) > _MOST:
            yield f"  and {len(facts) - _MOST} more (--full)"
    if not comparison["facts"]:
        yield "No fact differs."
