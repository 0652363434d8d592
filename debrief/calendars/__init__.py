"""Calendars: events and answers as iCalendar has them, who is busy when, and the invitations we write."""
