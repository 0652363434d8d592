"""Is it a lost deal of ours? What speaks for it and against it."""
