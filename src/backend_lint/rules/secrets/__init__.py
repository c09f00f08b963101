"""Secrets and configuration (BKD3xx)."""
