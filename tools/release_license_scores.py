"""How the license cells of releases.jsonl are held against an assessment document."""

import re
from typing import Any

from tools.release_scores import Document, Row, Score, answer, scores

CODE = (
    "inference-code",
    "pretraining-code",
    "post-training-code",
    "architecture-code",
    "evaluation-code",
    "data-processing-code",
)
FREEDOMS = (
    "license-allows-commercial-use",
    "license-allows-modification",
    "license-allows-redistribution",
    "license-unrestricted-use",
    "license-unlimited-users",
)
ALIASES = {
    "llama-2-community": "llama2",
    "deepseek-model": "deepseek-1.0",
    "sam": "sam-license",
    "apple-sample": "apple-ascl",
    "tencent-hunyuan": "tencent-hunyuan-community",
    "exaone-nc": "exaone-1.1-nc",
    "bsd-3-clause-lbnl": "bsd-3-clause",
    "baichuan 2 community licence": "baichuan-2-community",
    "nvidia-nemotron-open-model-license": "nvidia-nemotron-open-model",
    "gemma terms": "gemma",
    "separate, non-commercial default": "non-commercial",
}
"""Names of the truth and of ours for one license, in lower case and without `LicenseRef-`."""


def _folded(id_: str) -> str:
    bare = id_.lower().removeprefix("licenseref-")
    return ALIASES.get(bare, bare)


def _wanted(text: str) -> str:
    """The license that a cell names, without the remark behind it."""
    return _folded(re.split(r"\s*[(:;]|\s+upstream|\s+in repo", text)[0].strip())


def _found(document: Document, components: tuple[str, ...]) -> set[str]:
    """The ids of all licenses that stand for these components, folded."""
    expressions = [
        entry["expression"]
        for component in document["components"]
        if component["component"] in components
        for entry in component["licenses"]
    ]
    ids = re.findall(r"[A-Za-z0-9][\w.+-]*", " ".join(expressions))
    return {_folded(id_) for id_ in ids if id_ not in ("AND", "OR", "WITH")}


def _named(ids: set[str]) -> set[str]:
    return {id_ for id_ in ids if not id_.startswith("unknown")}


def _compare(text: str, ids: set[str]) -> str:
    """Right where just this license was found, abstained where none could be named or several stand, wrong where only others.

    A cell such as `X (+Apache)` wants both.
    """
    want = _wanted(text)
    also = re.search(r"\(\+(\w+)\)", text)
    named = {id_ for id_ in _named(ids) if not (also and id_.startswith(also[1].lower()))}
    if named == {want}:
        return "right"
    return "abstained" if want in named or not named or named != ids else "wrong"


@scores("code_license")
def score_code_license(row: Row, document: Document) -> Score | None:
    """The license of the releaser's code."""
    want = row["expect"].get("code_license")
    if not want:
        return None
    facts = [fact for component in CODE if (fact := answer(document, f"licensed/{component}"))]
    held = {component["component"] for component in document["components"] if component["artifacts"]}
    ids = _found(document, tuple(component for component in CODE if component in held))
    because = next((why for said, why in facts if said == "yes"), facts[0][1] if facts else "")
    shown = ", ".join(sorted(ids)) or "none"
    if want.startswith("NONE"):
        here = {fact[0] for component in CODE if component in held and (fact := answer(document, f"licensed/{component}"))}
        verdict = "wrong" if "yes" in here else "right" if "no" in here else "abstained"
        return Score(verdict, want, shown, because)
    return Score(_compare(want, ids), want, shown, because)


@scores("code_license_osi")
def score_osi(row: Row, document: Document) -> Score | None:
    """Whether the OSI approved the license of the code."""
    want = row["expect"].get("code_license_osi")
    if want is None:
        return None
    held = {component["component"] for component in document["components"] if component["artifacts"]}
    facts = [fact for component in CODE if component in held and (fact := answer(document, f"license-osi-approved/{component}"))]
    said = {fact[0] for fact in facts}
    verdict = "abstained" if not said & {"yes", "no"} or {"yes", "no"} <= said else None
    if verdict is None:
        verdict = "right" if ("yes" in said) is want else "wrong"
    return Score(verdict, str(want), ", ".join(sorted(said)) or "none", next((why for one, why in facts if one != "unknown"), ""))


@scores("weights_license")
def score_weights_license(row: Row, document: Document) -> Score | None:
    """The license of the weights; where the truth itself rests on little, unknown is right as well."""
    want = row["expect"].get("weights_license")
    if not want:
        return None
    ids = _found(document, ("final-weights",))
    shown = ", ".join(sorted(ids)) or "none"
    fact = answer(document, "licensed/final-weights")
    because = fact[1] if fact else ""
    if want.startswith("mixed"):
        verdict = "right" if len(ids) > 1 else "abstained" if not _named(ids) else "wrong"
    elif re.search(r"\bhub\b|inherited|silent|implied|not stated|badge", want):
        named = _named(ids)
        plain = _wanted(want) in ("implied", "not stated")
        verdict = "right" if not named or plain or _wanted(want) in named else "wrong"
    else:
        verdict = _compare(want, ids)
    return Score(verdict, want, shown, because)


@scores("weights_license_unrestricted")
def score_unrestricted(row: Row, document: Document) -> Score | None:
    """Whether the weights may be used, changed and passed on by anyone for anything."""
    want = row["expect"].get("weights_license_unrestricted")
    if want is None:
        return None
    facts = [fact for name in FREEDOMS if (fact := answer(document, f"{name}/final-weights"))]
    said = {fact[0] for fact in facts}
    found = "no" if "no" in said else "unknown" if "unknown" in said or not said else "yes"
    because = next((why for one, why in facts if one == found), "")
    if want == "mixed":
        return Score("wrong" if found == "yes" else "right", "mixed", found, because)
    verdict = "abstained" if found == "unknown" else "right" if (found == "yes") is want else "wrong"
    return Score(verdict, str(want), found, because)


TERM_OF = {
    "use_based": ("use_restrictions", "yes"),
    "mau_": ("user_limits", "yes"),
    "territory_": ("territory_limits", "yes"),
    "no_train": ("output_limits", "yes"),
    "non_commercial": ("commercial_use", "no"),
    "academic_only": ("commercial_use", "no"),
    "no_derivatives": ("modification", "no"),
}
"""The term that a restriction of the truth stands for, and the answer that shows it."""


@scores("restrictions")
def score_restrictions(row: Row, document: Document) -> Score | None:
    """Each restriction is a term of some grant; all must be found."""
    wanted = row["expect"].get("restrictions")
    if not wanted:
        return None
    missing: list[str] = []
    opposite: list[str] = []
    for restriction in wanted:
        term, limit = next(pair for prefix, pair in TERM_OF.items() if restriction.startswith(prefix))
        said = _said(document, term)
        if limit not in said and "conditional" not in said:
            (opposite if said and said != {"unknown"} else missing).append(restriction)
    lacking = missing + opposite
    contradicted = opposite and _named(_found(document, ("final-weights",)))
    verdict = "wrong" if contradicted else "abstained" if lacking else "right"
    return Score(verdict, ", ".join(wanted), f"not found: {', '.join(lacking)}" if lacking else "all", "")


def _said(document: Document, term: str) -> set[Any]:
    grants = [grant for grant in document["licenses"] if "final-weights" in grant["covers"]] or document["licenses"]
    return {grant["terms"][term]["answer"] for grant in grants if term in grant["terms"]}


@scores("conflict")
def score_conflict(row: Row, document: Document) -> Score | None:
    """The finding `license-conflict`."""
    want = row["expect"].get("conflict")
    if not want:
        return None
    found = [finding for finding in document["findings"] if finding["code"] == "finding:license-conflict"]
    return Score("right" if found else "abstained", want, "found" if found else "not found", found[0]["because"] if found else "")
