"""What the person who runs openassay allows: the network or not, this machine or not, and where fetched things are kept.

All of it comes from the command line and from environment variables, never from what is read.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from openassay.sources.courier import Courier

_YES = ("1", "true", "yes", "on")


@dataclass(frozen=True, slots=True)
class Access:
    """The settings of one run, and the courier that all its sources share."""

    environment: Mapping[str, str] = field(default_factory=lambda: os.environ, repr=False)
    offline: bool = False
    """Nothing is fetched; what is in the cache is read."""
    courier: Courier = field(default_factory=Courier)

    @property
    def is_offline(self) -> bool:
        """Whether the network is left alone, by the command line or by `OPENASSAY_OFFLINE` or `HF_HUB_OFFLINE`."""
        return self.offline or self._is_set("OPENASSAY_OFFLINE") or self._is_set("HF_HUB_OFFLINE")

    @property
    def allows_loopback(self) -> bool:
        """Whether addresses of this machine may be connected to, by `OPENASSAY_LOOPBACK`: for tests and demonstrations."""
        return self._is_set("OPENASSAY_LOOPBACK")

    def _is_set(self, name: str) -> bool:
        return self.environment.get(name, "").lower() in _YES
