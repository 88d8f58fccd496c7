"""The digest that names a file."""

import hashlib

from openassay.vocabulary.content import Content


def digest_of(content: Content) -> str:
    """The SHA-256 of all bytes, in hex. Raises `Unreadable`."""
    digest = hashlib.sha256()
    for chunk in content.chunks():
        digest.update(chunk)
    return digest.hexdigest()
