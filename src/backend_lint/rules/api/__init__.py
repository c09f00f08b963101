"""API conventions and input validation (BKD6xx)."""
