"""Thresholds: whether a grade reaches the rung that somebody asked for."""

from dataclasses import dataclass
from typing import Any

from openassay.vocabulary.components import nearest


class NoSuchThreshold(ValueError):  # noqa: N818
    """A threshold that names no standard or rung of the assessment."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A rung of a standard, written `mof:class-iii`."""

    standard: str
    rung: str

    @classmethod
    def parse(cls, text: str) -> "Threshold":
        """Read `<standard>:<rung>`."""
        standard, colon, rung = text.rpartition(":")
        if not (standard and colon and rung):
            raise NoSuchThreshold(f"'{text}' is no threshold; write it as <standard>:<rung>, such as mof:class-iii")
        return cls(standard, rung)

    def reached(self, document: dict[str, Any]) -> bool | None:
        """Say whether an assessment document reaches this rung: True, False, or None where it cannot be said."""
        for grade in document["grades"]:
            name = grade["standard"]
            if self.standard in (name, name.partition("@")[0], name.partition("+r")[0], name.partition("/")[0]):
                return self._compare([rung["id"] for rung in grade["rungs"]], grade["level"], grade["ceiling"])
        raise NoSuchThreshold(f"the assessment has no grade under '{self.standard}'; ask for it with --standard")

    def _compare(self, rungs: list[str], level: str | None, ceiling: str | None) -> bool | None:
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
