"""The nouns of openassay: frozen, free of input and output, known to every room.

Standard library only. What a word means stands in its module; import it from there, so that each import names the noun's home.
"""
