from typing import Any

import pytest

from tools.release_license_scores import score_weights_license


def weights_under(*expressions: str) -> dict[str, Any]:
    licenses = [{"expression": expression, "grant": "grant:0"} for expression in expressions]
    return {"components": [{"component": "final-weights", "licenses": licenses}], "facts": [], "findings": []}


@pytest.mark.parametrize(
    ("want", "expressions", "expected"),
    [
        ("MIT", ["MIT"], "right"),
        ("MIT", ["Apache-2.0"], "wrong"),
        ("MIT", ["MIT", "Apache-2.0"], "abstained"),
        ("MIT", ["LicenseRef-unknown-Acme"], "abstained"),
        ("Baichuan 2 community licence (+Apache)", ["Apache-2.0 AND LicenseRef-baichuan-2-community"], "right"),
        ("Baichuan 2 community licence (+Apache)", ["MIT"], "wrong"),
        ("separate, non-commercial default", ["Apache-2.0", "LicenseRef-non-commercial"], "abstained"),
        ("Apache-2.0 (on hub only)", [], "right"),
    ],
)
def test_the_license_of_the_weights_is_scored_by_the_ids_that_stand_for_them(
    want: str, expressions: list[str], expected: str
) -> None:
    score = score_weights_license({"expect": {"weights_license": want}}, weights_under(*expressions))
    assert score is not None
    assert score.verdict == expected
