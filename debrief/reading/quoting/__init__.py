"""What is quoted and forwarded, and what somebody newly wrote."""
