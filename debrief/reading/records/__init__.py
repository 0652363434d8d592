"""Records that sales systems and portals mail: their fields, their news, their owners."""
