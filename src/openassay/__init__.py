"""openassay grades how open an AI model release is, from evidence, under every published standard."""

__version__ = "0.1.0"
