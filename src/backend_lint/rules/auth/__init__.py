"""Passwords, cryptography, tokens and authorisation (BKD4xx)."""
