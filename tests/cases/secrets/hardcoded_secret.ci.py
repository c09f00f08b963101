# path: settings/ci.py
"""Settings under which only tests run."""

SECRET_KEY = "plum-Otter-9052-gravel"
