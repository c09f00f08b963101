"""A text with the shape of a provider's key or token is most likely a real one.

Its prefix says whose it is, to those who search public code for it too: keys are tried within minutes of a
push. Revoke it first, then take it out: it stays in git history.

Reads the whole text of a file, comments and docstrings included, in every role of a file. The text must look
random (3 bits of entropy a character or more). A JSON Web Token is a warning, for it may have expired; a test
key (`sk_test_`) is a strict finding. In `examples=` of a schema the confidence is low: nobody can tell a sample
that was made up well from a key.

Silent for the samples that providers publish, for masks and sequences ("xxxx", "123456"), for RSA keys of less
than 1024 bits, which open nothing, and for shapes that are not in the table.

Source: 000:205 `STRIPE_SECRET_KEY: z.string().startsWith("sk_")`; 001:355 "Don't store secrets in code
repositories".

Bad:
    UPLOAD_KEY_ID = "AKIAQ90ZK8TWNX1RBJDM"  # want "Looks like a real AWS access key; revoke it"
    # old token: ghp_Zq8TnW4xKe7RbVd2LsYf9HuJm3CpGa6To1Xi  want it gone # want "GitHub token"

Good:
    UPLOAD_KEY_ID = "AKIAIOSFODNN7EXAMPLE"
    SAMPLE = "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
    HEADER = "-----BEGIN PRIVATE KEY-----"
"""  # backend-lint: ignore[known-secret-format] made-up keys that show the shapes

from collections.abc import Iterator

from backend_lint.rule import SECRET_FORMAT_TRIGGERS, Context, Draft, KnownSecrets, Rule, Spot, cst

_SEMGREP_KINDS = (
    "aws-access-key-id-value", "github-token", "google-api-key", "google-oauth-access-token", "jwt-token",
    "npm-registry-auth-token", "pgp-private-key-block", "private-key", "sendgrid-api-key", "slack-token",
    "slack-webhook", "stripe-api-key", "stripe-restricted-api-key", "twilio-api-key",
)  # fmt: skip

rule = Rule(
    __name__,
    "BKD311",
    severity="error",
    triggers=SECRET_FORMAT_TRIGGERS,
    cwe=798,
    topic="secret",
    precedence=50,
    silent_in=(),
    same_as=tuple(f"semgrep:generic.secrets.security.detected-{kind}.detected-{kind}" for kind in _SEMGREP_KINDS),
    hint="Revoke it, and read its successor from the environment.",
)


@rule.on(cst.Module)
def provider_secret(module: cst.Module, context: Context) -> Iterator[Draft]:
    known = context.know(KnownSecrets)
    for secret in known.found():
        example = known.is_example(secret)
        yield context.finding(
            Spot(module, secret.start, secret.length),
            f"Looks like a real {secret.label}; revoke it",
            severity="strict" if secret.test else "warning" if secret.mild else None,
            confidence="low" if example else "medium" if secret.mild else "high",
            hint="Rotate it: it stays in git history. Read it from the environment.",
        )
