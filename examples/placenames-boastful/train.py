"""Training."""

# Coming soon.
