"""Leftovers, project and tests (BKD00x to BKD04x)."""
