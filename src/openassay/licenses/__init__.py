"""Licenses: which text stands in a file, what it permits and limits, and which components it reaches.

`identify` reads one text, `grants` reads a whole release. A wrong name is far worse than no name: what cannot be told is left
open.
"""
