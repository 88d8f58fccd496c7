"""Thresholds: whether a grade reaches the rung or score that somebody asked for."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from openassay.vocabulary.components import nearest

_SCORE = re.compile(r"[0-9]{1,6}(/[1-9][0-9]{0,5})?")


class NoSuchThreshold(ValueError):  # noqa: N818
    """A threshold that names no standard, rung or score of the assessment."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A rung or a score of a standard, written `mof:class-iii` or `osai:1/2`."""

    standard: str
    rung: str

    @classmethod
    def parse(cls, text: str) -> "Threshold":
        """Read `<standard>:<rung or score>`."""
        standard, colon, rung = text.rpartition(":")
        if not (standard and colon and rung):
            raise NoSuchThreshold(f"'{text}' is no threshold; write it as <standard>:<rung>, such as mof:class-iii or osai:1/2")
        return cls(standard, rung)

    def reached(self, document: dict[str, Any]) -> bool | None:
        """Say whether an assessment document reaches this: True, False, or None where it cannot be said."""
        for grade in document["grades"]:
            name = grade["standard"]
            if self.standard in (name, name.partition("@")[0], name.partition("+r")[0], name.partition("/")[0]):
                if grade["rungs"]:
                    return self._climbed([rung["id"] for rung in grade["rungs"]], grade["level"], grade["ceiling"])
                return self._scored(grade["score"])
        raise NoSuchThreshold(f"the assessment has no grade under '{self.standard}'; ask for it with --standard")

    def _climbed(self, rungs: list[str], level: str | None, ceiling: str | None) -> bool | None:
        if self.rung not in rungs:
            hint = nearest(self.rung, rungs)
            raise NoSuchThreshold(
                f"{self.standard} has no rung '{self.rung}'; it has {', '.join(rungs)}"
                if not hint
                else f"{self.standard} has no rung '{self.rung}'; did you mean '{hint}'?"
            )
        wanted = rungs.index(self.rung)
        if level is not None and rungs.index(level) >= wanted:
            return True
        if ceiling is None or rungs.index(ceiling) < wanted:
            return False
        return None

    def _scored(self, score: list[str] | None) -> bool | None:
        if not _SCORE.fullmatch(self.rung):
            raise NoSuchThreshold(f"{self.standard} scores; write the least score as a fraction, such as {self.standard}:1/2")
        if score is None:
            return None
        low, high = (Fraction(end) for end in score)
        wanted = Fraction(self.rung)
        return True if low >= wanted else False if high < wanted else None
