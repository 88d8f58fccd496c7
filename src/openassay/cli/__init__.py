"""The command line. It translates words into calls of the application, and results into text; no rule lives here."""
