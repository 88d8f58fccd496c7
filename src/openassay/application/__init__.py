"""What can be done with a release: one module for each use case, called alike by every front end."""
