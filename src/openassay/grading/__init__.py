"""Judging facts under a standard. Pure: facts and a plain standard in, a grade out. It knows no probe by name."""
