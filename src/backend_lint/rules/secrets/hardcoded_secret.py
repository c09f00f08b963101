"""A secret that stands in the code is known to everybody who can read the code.

It is in every clone, every build log and every backup, it is the same in each environment, and changing it
needs a release. Take it out and rotate it: it stays in git history.

A finding needs three things: the name of a secret (its last words count, so `token_url`, `password_field` and
`API_KEY_HEADER` are none), a literal that can be one, and a place where secrets are written: an assignment, a
dictionary, an argument, a default, a comparison, a header, or the key argument of a known function such as
`jwt.encode`. The option `secret-names` adds names.

Silent for placeholders ("your-api-key", `<token>`, "xxx"), templates, a value that only repeats its name
(`PASSWORD = "password"`), sentences, paths, URLs, dotted imports, header names, patterns and hashes; for public
keys; for enums, schemas and examples; for constants that are only used as dictionary keys; for digests in a file that makes some; in tests,
their settings (`TestingConfig`), migrations and examples. A fallback for a missing variable is BKD302's. In settings
for development (`settings/dev.py`, `LocalConfig`) the confidence is medium.

The fix is unsafe: the variable must be set where the program runs. Where the file has a settings class or imports
the settings it is a suggestion; there is none where two secrets would share a variable.

Source: 000:221 "Secrets in environment variables, never in code"; 001:303 "Use environment variables for
secrets (never hardcode)"; 001:355 "Don't store secrets in code repositories"; 003:333 "Don't hardcode secrets -
Use environment variables"; 004:142 "Secrets in environment variables".

Bad:
    import jwt

    SECRET_KEY = "plum-Otter-9052-gravel"  # want "`SECRET_KEY` holds a literal secret"
    app.config["SECRET_KEY"] = b"plum-Otter-9052-gravel"  # want "SECRET_KEY"

Fixed:
    import os

    import jwt

    SECRET_KEY = os.environ["SECRET_KEY"]
    app.config["SECRET_KEY"] = os.environ["SECRET_KEY"].encode()

Bad:
    import jwt
    app.config.update(SECRET_KEY="aaaa")  # want "SECRET_KEY"
    DATABASES = {"default": {"USER": "clinic", "PASSWORD": "walnut-6093"}}  # want "os.environ["

    class Channel:
        apiKey: str = "k4" + "9Zq02x"  # want "API_KEY"

    def connect(host, password="blerg"):  # want "`password` holds"
        if token == "s3cr3t":  # want "token"
            return open_connection(host, db_password="blerg")  # want "DB_PASSWORD"

    def issue(claims):
        return jwt.encode(claims, "wharf-Quill", algorithm="HS256")  # want "The jwt key is a literal secret"

    headers = {"Authorization": "Bearer 8f3kQ09xLm2", "X-API-Key": "9f8e7d6c5b"}  # want "Authorization" "X-API-Key"

Bad:
    # option: secret-names = ["door_code"]
    FRONT_DOOR_CODE = "4711-0815"  # want "FRONT_DOOR_CODE"

Good:
    import os
    from enum import Enum

    SECRET_KEY = os.environ["SECRET_KEY"]
    token_url = "/api/token"
    PASSWORD_RESET_TEMPLATE = "emails/reset.html"
    API_KEY_HEADER = "X-API-Key"
    secret_name = "prod/db/password"
    PASSWORD_FIELD = "password"
    password_help_text = "At least 12 characters."
    API_KEY = "your-api-key"

    class Grant(Enum):
        PASSWORD = "password"
        REFRESH_TOKEN = "refresh_token"

    def login(form, token_type: str = "bearer", password=None, api_key=""):
        if "password" in form and form.token == "bearer":
            return {"password": "required", "token": form.token}
"""

from collections.abc import Iterator

from backend_lint.rule import (
    SECRET_CALL_TRIGGERS,
    WRITTEN_TRIGGERS,
    Context,
    Draft,
    Rule,
    SecretMoves,
    cst,
    environment_name,
)

rule = Rule(
    __name__, "BKD301", severity="error", triggers=(*WRITTEN_TRIGGERS, *SECRET_CALL_TRIGGERS), options={"secret_names": ()},
    cwe=798, headline=True, topic="secret", precedence=10, fixes=("unsafe",), same_as=(
        "bandit:B105", "bandit:B106", "bandit:B107", "ruff:S105", "ruff:S106", "ruff:S107",
        "semgrep:python.flask.security.audit.hardcoded-config.avoid_hardcoded_config_SECRET_KEY",
        "semgrep:python.jwt.security.jwt-hardcode.jwt-python-hardcoded-secret",
        "semgrep:python.lang.security.audit.hardcoded-password-default-argument.hardcoded-password-default-argument",
    ),
    hint='Read it from the environment, and replace the one that was committed.',
)  # fmt: skip


@rule.on(cst.Module)
def literal_secret(module: cst.Module, context: Context) -> Iterator[Draft]:
    for written, tried, move in context.know(SecretMoves).literals(context.options["secret_names"]):
        variable = environment_name(written.name)
        what = f"The {written.name} is" if " " in written.name else f"`{written.name}` holds"
        yield context.finding(
            written.node,
            f'{what} a literal secret; read it from the environment (`os.environ["{variable}"]` or your Settings class)',
            confidence="high" if written.certain and not tried else "medium",
            hint=f'Rotate it: it stays in git history. Read it from os.environ["{variable}"].',
            fix=context.move(move) if move else (),
        )
