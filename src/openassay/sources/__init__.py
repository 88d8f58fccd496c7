"""Where releases come from: folders, git repositories and archives on this disk, and packages of an index.

`opening.open_target` makes a `Snapshot` of what a user typed. A source lists and gives bytes; what they mean is for other rooms.
Nothing that is read is run or followed, nothing is written but a cache and temporary folders, and no setting is taken from it.
"""
