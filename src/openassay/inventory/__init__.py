"""The inventory: which artifact of a release is which component, and what its documents say."""
