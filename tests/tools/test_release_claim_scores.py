from typing import Any

from tools.release_claim_scores import count_claims, score_claims

ROW: dict[str, Any] = {
    "claims_open": [
        {"at": "README.md:3", "kind": "self"},
        {"at": "README.md:9", "kind": "self"},
        {"at": "a.md:5", "kind": "others"},
    ]
}


def claim(path: str, line: int, about: str) -> dict[str, Any]:
    return {"path": path, "lines": [line, line], "about": about}


def test_claims_are_found_on_their_line_or_the_one_beside_it() -> None:
    document = {"claims": [claim("README.md", 4, "self"), claim("README.md", 9, "others"), claim("README.md", 30, "self")]}
    assert count_claims(ROW, document) == {"found": 1, "false": 1, "missed": 1, "further": 1}
    score = score_claims(ROW, document)
    assert score is not None
    assert (score.verdict, score.found) == ("wrong", "missed a.md:5; about another README.md:9")


def test_a_row_without_claims_is_not_compared() -> None:
    assert score_claims({}, {"claims": []}) is None
    assert count_claims({}, {"claims": [claim("README.md", 3, "self")]}) == {"further": 1}
