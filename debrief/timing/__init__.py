"""When people can meet: where they are, when they work, and which slot is best."""
