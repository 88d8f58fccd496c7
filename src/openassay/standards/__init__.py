"""Standards as data: reading them, checking them, and the catalogue of those that come with openassay.

A standard asks questions by name and never knows who answers them: the application passes in the known questions and lists.
"""
