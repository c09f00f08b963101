"""Tables, models and migrations (BKD15x to BKD17x)."""
