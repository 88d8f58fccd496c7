"""Thresholds: whether a grade reaches the rung or score that somebody asked for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from openassay.vocabulary.components import nearest
from openassay.vocabulary.standard import Standard

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
            raise NoSuchThreshold(f"'{text}' is no threshold; write it as <standard>:<rung>, such as mof:class-iii")
        return cls(standard, rung)

    def check(self, standards: Iterable[Standard]) -> None:
        """Make sure that one of some standards has this rung, or scores. Raises `NoSuchThreshold`."""
        chosen = list(standards)
        for standard in chosen:
            if self._names(standard.name):
                if standard.scheme.climbs:
                    self._place([rung.id for rung in standard.rungs])
                else:
                    self._least()
                return
        known = ", ".join(standard.name for standard in chosen)
        raise NoSuchThreshold(f"there will be no grade under '{self.standard}', only under {known}; ask for it with --standard")

    def reached(self, document: dict[str, Any]) -> bool | None:
        """Say whether an assessment document reaches this: True, False, or None where it cannot be said."""
        for grade in document["grades"]:
            if self._names(grade["standard"]):
                return self._climbed(grade) if grade["rungs"] else self._scored(grade["score"])
        raise NoSuchThreshold(f"the assessment has no grade under '{self.standard}'")

    def grade_in(self, document: dict[str, Any]) -> dict[str, Any]:
        """Find the grade of an assessment document that has this rung. Raises `NoSuchThreshold`."""
        for grade in document["grades"]:
            if self._names(grade["standard"]):
                self._place([rung["id"] for rung in grade["rungs"]])
                return dict(grade)
        raise NoSuchThreshold(f"the assessment has no grade under '{self.standard}'")

    def _names(self, name: str) -> bool:
        """Whether a standard of this full name is meant; its edition, revision and variant may be left out."""
        return self.standard in (name, name.partition("@")[0], name.partition("+r")[0], name.partition("/")[0])

    def _climbed(self, grade: dict[str, Any]) -> bool | None:
        rungs = [rung["id"] for rung in grade["rungs"]]
        wanted, level, ceiling = self._place(rungs), grade["level"], grade["ceiling"]
        if level is not None and rungs.index(level) >= wanted:
            return True
        return False if ceiling is None or rungs.index(ceiling) < wanted else None

    def _place(self, rungs: list[str]) -> int:
        if self.rung not in rungs:
            close = nearest(self.rung, rungs)
            hint = f"did you mean '{close}'?" if close else f"it has {', '.join(rungs)}"
            raise NoSuchThreshold(f"{self.standard} has no rung '{self.rung}'; {hint}")
        return rungs.index(self.rung)

    def _scored(self, score: list[str] | None) -> bool | None:
        wanted = self._least()
        if score is None:
            return None
        low, high = (Fraction(end) for end in score)
        return True if low >= wanted else False if high < wanted else None

    def _least(self) -> Fraction:
        if not _SCORE.fullmatch(self.rung):
            raise NoSuchThreshold(f"{self.standard} scores; write the least score as a fraction, such as {self.standard}:1/2")
        return Fraction(self.rung)
