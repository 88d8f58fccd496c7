"""What is raised where a target cannot be opened."""


class TargetError(Exception):
    """A target that cannot be opened. The message is one sentence for the user."""

    def __init__(self, message: str, *, undecidable: bool = False) -> None:
        super().__init__(message)
        self.undecidable = undecidable
        """True where the target may well be there and could not be reached or read; False where the address is wrong."""
