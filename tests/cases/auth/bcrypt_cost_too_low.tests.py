# path: tests/test_passwords.py
# ruff: noqa
import bcrypt

digest = bcrypt.hashpw(b"secret", bcrypt.gensalt(4))
