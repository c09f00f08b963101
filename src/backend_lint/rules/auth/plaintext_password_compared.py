"""A password compared with `==` is stored in plain text or in a hash without a salt.

A salted hash is different each time it is made: only the hasher's own verify function can say whether a password
belongs to it. `==` also stops at the first difference, which can be measured.

Looked for: `==`, `!=` and `in` between a password as typed, or a fast hash of one, and a stored attribute, item or
hash (of a list or comprehension, each element); `filter_by(password=…)`, Django's `filter(password=…)`, Mongo's `find_one({"password": …})`; SQL with
`WHERE … password = %s`. With --strict also tokens, API keys and signatures compared with `==`: use
`hmac.compare_digest`.

Silent for the two fields of one form (`password == password_confirm`), for literals and empty checks, for one
password of the settings, for columns of which no given password is known, and in tests.

Passwords have no fix. That of tokens is unsafe: `compare_digest` raises TypeError for None, for text that is not
ASCII, and for text beside bytes, where `==` answers False. Beside a look-up that may give None it is a suggestion.

Source: 001:302 "Hash passwords with bcrypt or argon2 (never plain text or MD5)"; 001:342 "Don't store passwords
in plain text".

Bad:
    import logging

    def allowed(request, device):
        return request.headers["X-Api-Key"] == device.api_key  # want "`X-Api-Key` compared with `==`"

Fixed:
    import hmac
    import logging

    def allowed(request, device):
        return hmac.compare_digest(request.headers["X-Api-Key"], device.api_key)

Bad:
    def login(user, password):
        return user.password == password  # want "Password compared with `==`"

    def find(session, email, password):
        return session.query(User).filter_by(email=email, password=password).first()  # want "Password compared"

    def fetch(cursor, email, password):
        cursor.execute("SELECT id FROM users WHERE email = %s AND password = %s", (email, password))  # want "Password"

    def known(password, users):
        return password in [user.password for user in users]  # want "Password compared with `in`"

Good:
    def login(user, password):
        return hasher.verify(user.password_hash, password)

    def is_common(password, words):
        return password in COMMON_PASSWORDS or password in [word.lower() for word in words]

    def change(form):
        if form.password != form.password_confirm or form.new_password == "":
            raise ValueError("the passwords differ")
"""

from collections.abc import Iterator

from backend_lint.rule import (
    PASSWORD_COMPARE_TRIGGERS,
    TOKEN_COMPARE_TRIGGERS,
    Context,
    Draft,
    HashRepairs,
    PasswordCompares,
    Rule,
    Spot,
    cst,
)

rule = Rule(
    __name__,
    "BKD404",
    severity="error",
    triggers=PASSWORD_COMPARE_TRIGGERS,
    strict_triggers=TOKEN_COMPARE_TRIGGERS,
    cwe=836,
    fixes=("unsafe",),
    hint="Compare with the hash library's own function.",
)


@rule.on(cst.Module)
def compared_password(module: cst.Module, context: Context) -> Iterator[Draft]:
    for compared in context.know(PasswordCompares).found():
        span = compared.span
        at = Spot(compared.node, span[0], span[1] - span[0]) if span else compared.node
        if compared.token:
            yield context.finding(
                at,
                f"`{compared.token}` compared with `==`: the time it takes tells how much was right",
                severity="strict",
                confidence=compared.confidence,
                hint="Use `hmac.compare_digest`.",
                fix=context.repaired(context.know(HashRepairs).in_constant_time(compared.node), before=compared.node),
            )
        else:
            yield context.finding(
                at,
                f"Password compared with `{compared.operator}`; use the hasher's verify",
                confidence=compared.confidence,
                hint="Fetch the user by name, then verify the password against the stored hash.",
            )
