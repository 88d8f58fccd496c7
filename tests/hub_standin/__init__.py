"""A small Hub on loopback, for tests and demonstrations: what the real one answers, and what it answers on a bad day.

Its answers have the form that was recorded of the real one: a listing with sizes and hashes, a gate that lets the listing through
and not the files, a repository that does not exist and says 401, large files that are sent on to another address.
"""

from tests.hub_standin.repository import Repository, safetensors, shards
from tests.hub_standin.server import Answer, StandIn, serve

__all__ = ["Answer", "Repository", "StandIn", "safetensors", "serve", "shards"]
