"""Read mail: its structure, its kind, whether it tells of a loss, and the facts in it."""
