"""The commands at the terminal, but for the way in (`debrief.cli`)."""
