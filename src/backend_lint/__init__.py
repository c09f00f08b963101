"""backend-lint: checks backend code against written rules for APIs, databases, authentication and services."""

__version__ = "0.1.0"
