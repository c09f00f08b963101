"""Python itself and SQL text: reading, refusing, eliding and parsing a file, and what its expressions mean."""
