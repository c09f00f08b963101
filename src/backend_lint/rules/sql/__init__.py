"""SQL and queries (BKD1xx)."""
