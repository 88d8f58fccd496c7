"""Claims: what a release says of its own openness, read from its documents and held against the facts.

A claim never raises a fact. It is shown beside the facts that it entails: borne out, contradicted, or unsupported.
"""
