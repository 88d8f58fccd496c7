"""One module per use case. The command line, and later the site, call these and nothing below."""
