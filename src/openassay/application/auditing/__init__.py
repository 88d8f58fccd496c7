"""Auditing: assessing many releases into an index, over all cores or a cluster, in a way that any interruption is harmless."""
