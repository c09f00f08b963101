"""A user and a password that everybody tries first are as good as none.

"admin/admin", "guest/guest" and "postgres/postgres" are the first lines of every list of passwords. Code that
creates such an account, or logs in with it, keeps it alive in production.

Looks for the pair in one call, dictionary, tuple, signature, comparison, module or class.

Silent in tests, migrations and examples, and when user or password is not known.

Source: 001:353 "Don't use default credentials".

Bad:
    import pika

    session.auth = ("x", "y")
    client = connect(auth=("admin", "admin"))  # want "Default credentials `admin/***`"
    broker = pika.PlainCredentials("guest", "guest")  # want "guest/***"
    database = connect(user="postgres", password="postgres")  # want "postgres/***"
    broker = {"USERNAME": "root", "PASSWORD": "toor"}  # want "root/***"
    User.objects.create_superuser("admin", "admin@clinic.example", "admin")  # want "admin/***"
    session.add(User(username="admin", password=hash_password("admin")))  # want "admin/***"

    def login(username, password):
        return username == "admin" and password == "Kestrel-99"  # want "Default credentials `admin/***`"

Good:
    import os

    client = connect(auth=("reports", os.environ["REPORTS_PASSWORD"]))
    database = connect(user="postgres", password=os.environ["PGPASSWORD"])
    form = {"username": "Name", "password": "Password"}
"""

from collections.abc import Iterator

from backend_lint.rule import DEFAULT_CREDENTIAL_TRIGGERS, Context, DefaultCredentials, Draft, Rule, cst

rule = Rule(
    __name__,
    "BKD304",
    severity="error",
    triggers=DEFAULT_CREDENTIAL_TRIGGERS,
    cwe=1392,
    topic="secret",
    precedence=30,
    hint="Read both from the environment.",
)


@rule.on(cst.Module)
def default_pair(module: cst.Module, context: Context) -> Iterator[Draft]:
    for pair in context.know(DefaultCredentials).found():
        yield context.finding(
            pair.node,
            f"Default credentials `{pair.user}/***`",
            hint="Create the account with a password from the environment, and change the one that exists.",
        )
