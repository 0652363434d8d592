"""The demo: a whole team, its customers and their habits on a simulated clock."""
