"""Reading Arabic: pure functions over `str`, without I/O and without a model."""
