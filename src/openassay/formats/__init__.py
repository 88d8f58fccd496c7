"""One file format each: bytes in, typed frozen header out, limits explicit, nothing executed.

A binary reader takes a `Content` and reads as little of it as it can; a text reader takes `str`. Both return a frozen dataclass
with `remarks`, or raise `Unreadable` with a code. No reader opens a file, starts a program, follows a link or runs what it reads.
"""
