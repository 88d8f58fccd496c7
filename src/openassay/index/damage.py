"""What is said of an index that cannot be used."""


class Unusable(Exception):  # noqa: N818
    """Something that was asked of an index cannot be done; the message is one sentence for the user."""


class Damaged(Unusable):
    """A part of the index is not as it was written."""
