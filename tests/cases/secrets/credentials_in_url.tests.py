# path: tests/test_database.py
LEAKED = "postgresql://app:gR4nite-5507@db.tickets.dev/app"  # want "literal password"
LOCAL = "postgresql://app:gR4nite-5507@localhost/app"
SERVICE = "postgresql://app:gR4nite-5507@db/app"
MADE_UP = "postgresql://admin:secret-password@db.tickets.dev/app"
