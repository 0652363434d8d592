"""Debrief turns lost deals into better sales teams."""

__version__ = "0.1.0"
