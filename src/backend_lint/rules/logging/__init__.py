"""Logging (BKD9xx)."""
