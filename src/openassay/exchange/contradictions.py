"""What contradicts itself in an entry: its own note, the rule it is graded by, what it rests on, or another entry."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Contradiction:
    """One of them, where it stands. `code` stands in codes.toml."""

    path: str
    line: int
    code: str
    about: str
    """The component or dimension that it is about; empty where it is about the entry."""
    because: str
    arguable: bool = False
    """True where the rule or the note leaves room for another reading."""
    of: tuple[str, ...] = ()
    """The components or the entries that it concerns, where it is about several."""
    quote: str = ""
    """The note that it is about, as far as it is shown."""
    better: str = ""
    """What would contradict nothing, where just one thing would."""
