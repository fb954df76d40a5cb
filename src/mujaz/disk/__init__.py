"""Files that are whole whatever happens, and one process at a time where two would spoil each other's work."""
