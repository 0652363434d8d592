"""What managers look back on: a review's timeline and the monthly page."""
