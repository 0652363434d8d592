"""The worksheet of a rep: made, and read when it comes back."""
