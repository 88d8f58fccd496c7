"""What a release is graded under where nobody asks for anything else."""

HEADLINE = ("g7", "mof", "osaid", "osai", "eu-exemption")
"""Names of standards, the one that heads the report first."""
