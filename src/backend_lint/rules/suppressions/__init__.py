"""Rules about what is suppressed: comments in the code, and the baseline."""
