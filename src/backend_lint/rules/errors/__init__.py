"""Errors and response shapes (BKD5xx)."""
