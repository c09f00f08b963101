"""A file that makes digests and holds some: they are no passwords, though they are no good place for them."""

import hashlib

USERS = {"ada": {"password": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}}
API_KEY = "9f86d081884c7d659a2feaa0c55ad015"  # want "API_KEY"


def known(name, password):
    return hashlib.sha256(password.encode()).hexdigest() == USERS[name]["password"]
