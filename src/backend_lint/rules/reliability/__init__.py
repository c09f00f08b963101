"""Reliability: async, queries in loops, transactions, timeouts (BKD7xx)."""
