"""How an operator wants the site, from `openassay serve`."""

import json
import os
from dataclasses import asdict, dataclass

VARIABLE = "OPENASSAY_SITE"
"""The environment variable through which the worker processes of a server get the settings of the one that started them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that can be set."""

    index: str
    """The folder of the index."""
    origin: str = ""
    """How the site is reached from outside, `https://host`; empty for what the request says."""
    rate: str = "600/minute"
    """Requests from one address; empty for no limit."""
    stale_after: int = 180
    """Days after which a badge turns grey."""
    may_assess: bool = False
    """Whether visitors may have addresses assessed."""
    folders: tuple[str, ...] = ()
    """Folders on this machine that visitors may have assessed, with all in them."""
    waiting: int = 20
    """Assessments that may wait."""

    def to_environment(self) -> None:
        """Leave the settings for worker processes."""
        os.environ[VARIABLE] = json.dumps(asdict(self))

    @classmethod
    def from_environment(cls) -> "Settings":
        """Read the settings that `to_environment` left."""
        found = json.loads(os.environ[VARIABLE])
        return cls(**{**found, "folders": tuple(found["folders"])})
