"""The language server: findings while one types, from a process of its own, so that no file can stop an editor."""
