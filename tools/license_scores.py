"""How the license cells of releases.jsonl are held against an assessment document."""

import re
from typing import Any

from release_scores import Document, Row, Score, answer, scores, state

ALIASES = {
    "llama-2-community": "llama2", "deepseek-model": "deepseek-1.0", "creativeml-openrail-m": "creativeml-openrail-m",
    "apple-sample": "apple-ascl", "sam": "sam-license", "dinov3": "dinov3", "tencent-hunyuan": "tencent-hunyuan-community",
    "exaone-nc": "exaone-1.1-nc", "cambrian-open": "cambrian-open", "cambrian-nc": "cambrian-nc",
    "nvidia-nemotron-open-model-license": "nvidia-nemotron-open-model", "bigcode-openrail-m": "bigcode-openrail-m",
    "baichuan 2 community licence": "baichuan-2-community",
}  # fmt: skip
"""Names of the truth, and the ids of ours that mean the same."""
CODE = (
    "inference-code",
    "pretraining-code",
    "post-training-code",
    "architecture-code",
    "data-processing-code",
    "evaluation-code",
)
FREEDOMS = (
    "license-allows-commercial-use", "license-allows-modification", "license-allows-redistribution", "license-unrestricted-use",
    "license-unlimited-users",
)  # fmt: skip
LIMITS = {
    "use_based": ("use_restrictions", "yes"),
    "mau": ("user_limits", "yes"),
    "territory": ("territory_limits", "yes"),
    "no_train": ("output_limits", "yes"),
    "non_commercial": ("commercial_use", "no"),
    "academic_only": ("commercial_use", "no"),
    "no_derivatives": ("modification", "no"),
}


def plain(name: str) -> str:
    """A license name of the truth or of a document, so that the two can be compared."""
    bare = re.sub(r"\s*\(.*", "", name).strip().removeprefix("LicenseRef-").lower()
    return ALIASES.get(bare, bare)


def expressions(document: Document, component: str) -> list[str]:
    """The expressions that a document gives for a component."""
    held = next(one for one in document["components"] if one["component"] == component)
    return [entry["expression"] for entry in held["licenses"]]


def ids(found: list[str]) -> set[str]:
    """The license ids in some expressions."""
    return {plain(word) for text in found for word in re.findall(r"[\w.+-]+", text) if word not in ("AND", "OR", "WITH")}


def code_component(document: Document) -> str:
    """The code that a row speaks of: that with a license, else that which is here."""
    licensed = [one for one in CODE if expressions(document, one)]
    here = [one for one in CODE if state(document, one)[0] in ("published", "partial")]
    return next(iter([*licensed, *here, "inference-code"]))


def _judge(want: set[str], found: set[str]) -> str:
    named = {id_ for id_ in found if not id_.startswith("unknown-") and not id_.endswith("-modified")}
    if not named:
        return "abstained"
    return "right" if want & named else "wrong"


@scores("code_license")
def score_code_license(row: Row, document: Document) -> Score | None:
    """The license of the code that is here."""
    want = row["expect"].get("code_license")
    if not want:
        return None
    component = code_component(document)
    found = expressions(document, component)
    said = answer(document, f"licensed/{component}")
    if want.startswith("NONE"):
        verdict = "wrong" if said and said[0] == "yes" else "right" if said and said[0] == "no" else "abstained"
    elif not found:
        verdict = "abstained"
    else:
        # "(modified)" stands for a variant of its own, which license_files.jsonl names.
        same = {"bsd-3-clause-lbnl"} if want == "BSD-3-Clause (modified)" else {plain(want)}
        verdict = _judge(same, ids(found))
    return Score(verdict, want, f"{component}: {' AND '.join(found) or '-'}", said[1] if said else "")


@scores("weights_license")
def score_weights_license(row: Row, document: Document) -> Score | None:
    """The license of the final weights."""
    want = row["expect"].get("weights_license")
    if not want:
        return None
    found = expressions(document, "final-weights")
    grants = [grant for grant in document["licenses"] if "final-weights" in grant["covers"]]
    by_place = bool(grants) and all(grant["how"] == "location" for grant in grants)
    if want.startswith("mixed"):
        verdict = "right" if len(ids(found)) > 1 else "wrong" if found else "abstained"
    elif re.search(r"implied|not stated|inherited|hub|silent|upstream|third party|badge|separate", want):
        verdict = (
            "right" if plain(want) in ids(found) or by_place else "abstained" if not found else _judge({plain(want)}, ids(found))
        )
    elif not found:
        verdict = "abstained"
    else:
        verdict = _judge({plain(name) for name in re.split(r"[;,/] ?", want)}, ids(found))
    return Score(verdict, want, " AND ".join(found) or "-", "; ".join(f"{g['path']} {g['how']}" for g in grants))


@scores("code_license_osi")
def score_osi(row: Row, document: Document) -> Score | None:
    """Whether the license of that code is OSI-approved."""
    want = row["expect"].get("code_license_osi")
    if want is None:
        return None
    component = code_component(document)
    said = answer(document, f"license-osi-approved/{component}")
    return None if said is None else Score(_bool(want, said[0]), str(want), f"{component}: {said[0]}", said[1])


@scores("weights_license_unrestricted")
def score_unrestricted(row: Row, document: Document) -> Score | None:
    """Whether the weights may be used, changed and passed on without limit."""
    want: Any = row["expect"].get("weights_license_unrestricted")
    if want is None:
        return None
    said = {name: answer(document, f"{name}/final-weights") for name in FREEDOMS}
    answers = {one[0] for one in said.values() if one}
    if not answers:
        return None
    overall = "no" if "no" in answers else "yes" if answers == {"yes"} else "unknown"
    verdict = ("wrong" if overall == "yes" else "right") if want == "mixed" else _bool(want, overall)
    told = "; ".join(f"{name} {one[0]}" for name, one in said.items() if one)
    return Score(verdict, str(want), overall, told)


@scores("restrictions")
def score_restrictions(row: Row, document: Document) -> Score | None:
    """The limits that the licenses of the release set."""
    wanted = row["expect"].get("restrictions")
    if not wanted:
        return None
    grants = [grant["terms"] for grant in document["licenses"] if grant["covers"]]
    told, verdicts = [], set()
    for want in wanted:
        name, limit = next((pair for mark, pair in LIMITS.items() if want.startswith(mark)), ("", ""))
        if not name:
            continue
        answers = {terms[name]["answer"] for terms in grants if name in terms}
        verdicts.add("right" if limit in answers else "wrong" if answers and answers <= {"yes", "no"} else "abstained")
        told.append(f"{want}: {name} {'/'.join(sorted(answers)) or '-'}")
    verdict = "wrong" if "wrong" in verdicts else "abstained" if "abstained" in verdicts else "right"
    return Score(verdict, ", ".join(wanted), "; ".join(told), "")


def _bool(want: object, found: str) -> str:
    if found not in ("yes", "no"):
        return "abstained"
    return "right" if (found == "yes") is bool(want) else "wrong"
