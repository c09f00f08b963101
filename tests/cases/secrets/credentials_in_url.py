"""Connection strings, however they are written."""

import re

from sqlalchemy.engine import URL

USER, PASSWORD = "app", "granite-55"
PLAIN = "postgresql://app:granite-55@db.tickets.internal/app"  # want "literal password"
NO_USER = "redis://:granite-55@cache.tickets.internal:6379/0"  # want "literal password"
FORMATTED = f"mysql+pymysql://{user}:granite-55@{host}/app"  # want "literal password"
ADDED = "postgresql://" + user + ":granite-55@" + host  # want "literal password"
JOINED = (
    "postgresql://app:granite-55"  # want "literal password"
    "@db.tickets.internal/app"
)
PERCENT = "mongodb+srv://%s:granite-55@%s/app" % (user, host)  # want "literal password"
FORMAT = "mongodb://{}:{}@{}/app".format(user, "granite-55", host)  # want "literal password"
ENCODED = "https://app:granite%2F55@tickets.dev:8443/"  # want "literal password"
BYTES = b"amqp://app:granite-55@queue.tickets.internal//"  # want "literal password"
LIBPQ = "host=db.tickets.internal dbname=app user=app password='granite 55'"  # want "literal password"
ODBC = "Driver={ODBC Driver 18};Server=tcp:sql.tickets.internal;Uid=app;Pwd=granite-55;"  # want "literal password"
BUILT = URL.create("mysql", username="app", host="db.tickets.internal", password="granite-55")  # want "literal"
config.set_main_option("sqlalchemy.url", "postgresql://app:granite-55@db.tickets.internal/app")  # want "literal"
SERVICE = "postgresql://app:granite-55@db/app"  # want "beside it"
LOCAL = "amqp://guest:guest@localhost:5672//"  # want "this machine"

# no password, or none that stands here
password = read()
HOLE = f"postgresql://{user}:{password}@{host}/app"
PART = f"postgresql://{user}:prefix-{password}@{host}/app"
MASK = "postgresql://app:***@db.tickets.internal/app"
SAMPLE = "postgresql://user:pass@host:5432/app"
TEMPLATE = "postgresql://app:${DB_PASSWORD}@db.tickets.internal/app"
BRACES = "postgresql://app:{password}@db.tickets.internal/app"
REMOTE = "git@github.com:owner/name.git"
MAIL = "mailto:owner@tickets.example.net"
PORT = "https://tickets.example.net:8443/@owner"
PATTERN = re.compile(r"\w+://[^:]+:[^@]+@\w+")
NOT_URL = "time 12:30 @ room"
LABEL = "Enter user= and password= in the form"
QUERY = f"host={host} user=app password={password}"


def connect():
    """Connect to postgresql://app:granite-55@db.tickets.internal/app."""
