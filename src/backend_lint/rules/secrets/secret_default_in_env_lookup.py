"""A literal fallback for a missing secret lets the program start with a secret that everybody knows.

Where the variable is forgotten, nothing fails: sessions are signed and databases opened with the value that
stands in the repository. Without the fallback the start fails, and says which variable is missing.

Knows `os.getenv`, `os.environ`, `or` and conditional fallbacks, `except KeyError`, a later `if not X`, decouple,
environs, django-environ, Starlette's `Config`, dynaconf, fields of pydantic settings classes, and functions that
wrap any of these. A random fallback (`secrets.token_hex()`) is a strict finding: each restart and each worker
gets another. Under a test of DEBUG or of the environment's name, and in settings for development (`settings/dev.py`,
`LocalConfig`), the confidence is low.

Silent for an empty fallback and for None, for names that are no secret's (`TOKEN_URL`), for a URL without a
password, for private attributes of settings classes (`_password`), in tests, their settings (`TestingConfig`),
migrations and examples.

Source: 000:201 "validate at startup, fail fast"; 000:221 "Secrets in environment variables, never in code";
001:353 "Don't use default credentials"; 003:25 "Fail Fast".

Bad:
    import os
    from decouple import config
    from pydantic_settings import BaseSettings

    JWT_SECRET = os.getenv("JWT_SECRET", "changeme")  # want "`JWT_SECRET` falls back to a literal"
    API_KEY = os.environ.get("API_KEY") or "k3-sample"  # want "API_KEY"
    DB_PASSWORD = os.environ["PW"] if "PW" in os.environ else "hunter2"  # want "PW"
    SECRET_KEY = config("SECRET_KEY", default="dev")  # want "SECRET_KEY"

    try:
        SIGNING_KEY = os.environ["SIGNING_KEY"]
    except KeyError:
        SIGNING_KEY = "dev-key"  # want "SIGNING_KEY"

    class Settings(BaseSettings):
        jwt_secret: str = "tidal-Ember"  # want "jwt_secret"

    def setting(name, default):
        return os.environ.get(name, default)

    webhook = setting("WEBHOOK_SECRET", "pebble")  # want "WEBHOOK_SECRET"

Bad:
    import os, secrets
    SECRET_KEY = os.getenv("SECRET_KEY", secrets.token_hex(32))  # want "random value"

Good:
    import os
    from pydantic_settings import BaseSettings

    JWT_SECRET = os.environ["JWT_SECRET"]
    TOKEN_URL = os.getenv("TOKEN_URL", "https://auth.example.com/token")
    CHAT_TOKEN = os.environ.get("CHAT_TOKEN", "")

    class Settings(BaseSettings):
        jwt_secret: str
        jwt_algorithm: str = "HS256"
        api_token: str | None = None
"""

import re
from collections.abc import Iterator

from backend_lint.rule import (
    ENV_TRIGGERS,
    ConfigPlaces,
    Context,
    Draft,
    Fallbacks,
    Rule,
    SecretPlaces,
    cst,
    is_fallback,
    secret_name,
)

rule = Rule(
    __name__, "BKD302", severity="error", triggers=ENV_TRIGGERS, options={"secret_names": ()}, cwe=1392, topic="secret",
    precedence=20,
    hint='Leave the default out, so that the program does not start without the secret.',
)  # fmt: skip

_DEVELOPMENT = re.compile(r"debug|dev|local|test", re.I)


@rule.on(cst.Module)
def literal_fallback(module: cst.Module, context: Context) -> Iterator[Draft]:
    extra = context.options["secret_names"]
    for variable, target, value, random in context.know(Fallbacks).all():
        name = next((name for name in (variable, target) if secret_name(name, extra)), None)
        if name is None:
            continue
        text = context.know(SecretPlaces).text(value)
        if text is not None and is_fallback(text):
            stage = context.know(ConfigPlaces).stage(value)
            if stage == "test":
                continue
            yield context.finding(
                value,
                f"`{variable or name}` falls back to a literal; a missing variable would silently use a known secret",
                confidence="low" if stage or in_development(value, context) else "high",
                hint="Drop the fallback, so that start-up fails; rotate the value, which stays in git history.",
            )
        elif text is None and random:
            yield context.finding(
                value,
                f"`{variable or name}` falls back to a random value; every restart and every worker would get another",
                severity="strict",
                hint="Drop the fallback, so that start-up fails when the variable is missing.",
            )


def in_development(node: cst.CSTNode, context: Context) -> bool:
    """Whether a test of DEBUG or of the environment's name stands around `node`."""
    return any(
        isinstance(ancestor, cst.If | cst.IfExp) and _DEVELOPMENT.search(context.source(ancestor.test))
        for ancestor in context.ancestors(node)
    )
