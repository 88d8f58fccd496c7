"""The site: any release of an index in a browser, its grade as a badge, and an API that reads the same rows.

It only translates: no rule lives here. Nothing else imports this room; `openassay serve` starts it.
"""
