"""The shell: mail taken in and sorted, chapters run, effects performed exactly once."""
