"""How the claims that the truth quotes are held against an assessment document."""

from tools.release_scores import Document, Row, Score, scores


@scores("claims_open")
def score_claims(row: Row, document: Document) -> Score | None:
    """Each quoted claim stands on its line (or one beside it, since quotes are cut), and is about the same."""
    wanted = row.get("claims_open")
    if not wanted:
        return None
    missed, other = [], []
    for claim in wanted:
        path, _, line = claim["at"].rpartition(":")
        near = [
            found
            for found in document["claims"]
            if found["path"] == path and found["lines"][0] - 1 <= int(line) <= found["lines"][1] + 1
        ]
        if not near:
            missed.append(claim["at"])
        elif claim["kind"] not in {found["about"] for found in near}:
            other.append(claim["at"])
    verdict = "wrong" if other else "abstained" if missed else "right"
    found = "; ".join([f"missed {at}" for at in missed] + [f"about another {at}" for at in other]) or "all"
    return Score(verdict, f"{len(wanted)} claims", found, "")
