"""Layering and handlers (BKD2xx)."""
