"""Real databases to prove SQL fixes on: the table, the servers, the libraries, and the ways to build SQL."""
