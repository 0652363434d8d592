"""A mail by itself: its parts, its headers, its text, and what kind of message it is."""
