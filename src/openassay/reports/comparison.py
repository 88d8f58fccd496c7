"""Two assessments held against each other: what rose, what fell, and by which fact."""

from collections.abc import Iterator
from typing import Any

from click import style

from openassay.licenses.phrases import short
from openassay.reports.columns import wrap
from openassay.reports.document import Document

SCHEMA = "openassay/comparison/1"
WIDTH = 80
_ANSWERS = ("no", "unknown", "yes")
_VERDICTS = ("unmet", "undecided", "met")
_COLOUR = {"rose": "green", "fell": "red", "closed": "red"}
_GROUPS = {
    "rose": "that rose to yes",
    "fell": "that fell from yes",
    "closed": "that are no now",
    "opened": "that are not known now",
    "changed": "that changed",
}
_MOST = 12
_REASONS = 1
"""Facts named for each requirement that turned."""


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
        "direction": _turn(before, after, _ANSWERS),
        "because": because,
        "basis": said.get("basis"),
    }


def _turn(before: Any, after: Any, answers: tuple[str, str, str]) -> str:
    """`rose` to the best answer, `fell` from it; `closed` to the worst or `opened` to what is open, from elsewhere; or `changed`.

    A no that is not known any more has not risen: something was not read this time.
    """
    worst, open_, best = answers
    if before == after:
        return "same"
    if best in (before, after):
        return "rose" if after == best else "fell"
    return {worst: "closed", open_: "opened"}.get(after, "changed")


def _direction(before: Any, after: Any, order: tuple[str, ...]) -> str:
    """`rose` or `fell` on a ladder of rungs, `changed` where one of the two stands on another, `same`."""
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
            "direction": _turn(other["verdict"], finding["verdict"], _VERDICTS),
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
    lines = [*_head(comparison), *_render_grades(comparison, facts, full), *_render_components(comparison)]
    lines += _render_facts(comparison, full)
    return "\n".join(lines) + "\n"


def _head(comparison: Document) -> Iterator[str]:
    for word, side in (("from", comparison["before"]), ("to", comparison["after"])):
        places = [f"{source['locator']} at {_short(source['revision'])}" for source in side["sources"]]
        alone = len(places) == 1 and side["sources"][0]["locator"] == side["name"]
        yield from wrap(f"{word:4} {places[0] if alone else side['name']}", WIDTH, rest="     ")
        for place in () if alone else places:
            yield from wrap(place, WIDTH, "       ", "         ")
    if comparison["before"]["digest"] == comparison["after"]["digest"]:
        yield "Both hold the same files."


def _short(revision: str) -> str:
    kind, _, digest = revision.partition(":")
    return f"{kind}:{digest[:12]}"


def _named(requirement: Document, full: bool) -> list[str]:
    """The facts by which a requirement turned, as many as are shown."""
    keys: list[str] = requirement["facts"]
    return keys if full else keys[:_REASONS]


def _render_grades(comparison: Document, facts: dict[str, Document], full: bool) -> Iterator[str]:
    for grade in comparison["grades"]:
        said = " -> ".join(_level(grade[side]) for side in ("before", "after"))
        direction = grade["direction"]
        yield style(f"{grade['title']}: ", bold=True) + style(
            said if direction != "same" else _level(grade["after"]), bold=True, fg=_COLOUR.get(direction)
        )
        for requirement in grade["requirements"]:
            turn = f"{requirement['requirement']}: {requirement['before']} -> {requirement['after']}"
            yield from wrap(turn, WIDTH, "  ", "    ")
            shown = _named(requirement, full)
            for key in shown:
                fact = facts[key]
                more = len(requirement["facts"]) - len(shown) if key == shown[-1] else 0
                because = fact["because"]["after"] or fact["because"]["before"]
                # a license that is there, and not one that is asked for, turns a requirement the other way than its fact
                against = requirement["direction"] in ("fell", "closed") and fact["after"] == "yes"
                arrow = "" if against else f" {fact['before']} -> {fact['after']}:"
                why = f"by {key}:{arrow} {because}" + (f" (and by {more} more)" if more else "")
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
        parts = [f"{states[0]} -> {states[1]}"] if states[0] != states[1] else []
        if turn := _license_turn(row["before"]["licenses"], row["after"]["licenses"]):
            parts.append(turn)
        yield from wrap(f"{row['component']}: {'; '.join(parts)}", WIDTH, "  ", "    ")


def _license_turn(before: list[str], after: list[str]) -> str:
    """How the licenses of a component changed: both sides where they are short, else what came and what went."""
    if before == after:
        return ""
    if max(len(before), len(after)) == 1:
        return " -> ".join(short(" AND ".join(side)) or "no license" for side in (before, after))
    came = [f"+ {short(one)}" for one in after if one not in before]
    went = [f"- {short(one)}" for one in before if one not in after]
    return f"license {' '.join([*came, *went])}"


def _render_facts(comparison: Document, full: bool) -> Iterator[str]:
    """Facts by the way they went; those that stand under a grade already are left out unless everything is wanted."""
    told = {
        key
        for grade in comparison["grades"]
        for requirement in grade["requirements"]
        for key in ([] if full else _named(requirement, full))
    }
    for direction, title in _GROUPS.items():
        facts = [fact for fact in comparison["facts"] if fact["direction"] == direction and fact["key"] not in told]
        if facts:
            word = "Other facts" if told else "Facts"
            yield style(f"{word} {title} ({len(facts)})", bold=True, fg=_COLOUR.get(direction))
        for fact in facts if full else facts[:_MOST]:
            because = fact["because"]["after"] or fact["because"]["before"]
            yield from wrap(f"{fact['key']}: {fact['before']} -> {fact['after']}: {because}", WIDTH, "  ", "    ")
        if not full and len(facts) > _MOST:
            yield f"  and {len(facts) - _MOST} more (--full)"
    if not comparison["facts"]:
        yield "No fact differs."
