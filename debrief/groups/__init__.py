"""Groups of three or four for the team meeting, and the sheets they fill in."""
