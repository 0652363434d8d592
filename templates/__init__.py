"""What people read: Jinja sources of every mail, invitation text and page."""
