"""File formats: bytes in, a typed header out. One module a format; nothing of a release is ever run."""
