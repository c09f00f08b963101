"""Rules that are planted into a run to see what it loses; see `torture_host`."""
