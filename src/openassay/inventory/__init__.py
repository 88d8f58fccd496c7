"""The inventory: which artifact of a release is which component, in what state, and why.

`survey` passes once over a source; `take_inventory` lays what was found out over the closed list of components.
"""
