"""The mailboxes and calendars that Debrief works through."""
