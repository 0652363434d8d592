"""Durable records: TinyDB in a folder, or PostgreSQL, behind one Protocol (`store.base`)."""
