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

The fix is unsafe, for the program then needs the variable; under a test of the environment it is a suggestion. There is
none for a function that wraps the look-up, nor for a field of a dataclass, whose order the default may matter to.

Source: 000:201 "validate at startup, fail fast"; 000:221 "Secrets in environment variables, never in code";
001:353 "Don't use default credentials"; 003:25 "Fail Fast".

Bad:
    import os
    from decouple import config
    from pydantic_settings import BaseSettings

    JWT_SECRET = os.getenv("JWT_SECRET", "changeme")  # want "`JWT_SECRET` falls back to a literal"
    API_KEY = os.environ.get("API_KEY") or "k3-sample"  # want "API_KEY"

    class Settings(BaseSettings):
        jwt_secret: str = "tidal-Ember"  # want "jwt_secret"

Fixed:
    import os
    from decouple import config
    from pydantic_settings import BaseSettings

    JWT_SECRET = os.environ["JWT_SECRET"]
    API_KEY = os.environ["API_KEY"]

    class Settings(BaseSettings):
        jwt_secret: str

Bad:
    import os, secrets
    from decouple import config

    SESSION_SECRET = os.getenv("SESSION_SECRET", secrets.token_hex(32))  # want "random value"
    DB_PASSWORD = os.environ["PW"] if "PW" in os.environ else "hunter2"  # want "PW"
    SECRET_KEY = config("SECRET_KEY", default="dev")  # want "SECRET_KEY"

    try:
        SIGNING_KEY = os.environ["SIGNING_KEY"]
    except KeyError:
        SIGNING_KEY = "dev-key"  # want "SIGNING_KEY"

    def setting(name, default):
        return os.environ.get(name, default)

    webhook = setting("WEBHOOK_SECRET", "pebble")  # want "WEBHOOK_SECRET"

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

from collections.abc import Iterator

from backend_lint.rule import ENV_TRIGGERS, Context, Draft, Rule, SecretFallbacks, cst

rule = Rule(
    __name__, "BKD302", severity="error", triggers=ENV_TRIGGERS, options={"secret_names": ()}, cwe=1392, topic="secret",
    precedence=20, fixes=("unsafe",),
    hint='Leave the default out, so that the program does not start without the secret.',
)  # fmt: skip


@rule.on(cst.Module)
def literal_fallback(module: cst.Module, context: Context) -> Iterator[Draft]:
    for found in context.know(SecretFallbacks).found(context.options["secret_names"]):
        if found.random:
            yield context.finding(
                found.fallback.value,
                f"`{found.name}` falls back to a random value; every restart and every worker would get another",
                severity="strict",
                hint="Drop the fallback, so that start-up fails when the variable is missing.",
                fix=context.drop(found.fallback),
            )
        else:
            yield context.finding(
                found.fallback.value,
                f"`{found.name}` falls back to a literal; a missing variable would silently use a known secret",
                confidence="low" if found.in_development else "high",
                hint="Drop the fallback, so that start-up fails; rotate the value, which stays in git history.",
                fix=context.drop(found.fallback, suggest=found.in_development),
            )
