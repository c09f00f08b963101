"""A bcrypt work factor that is left to the library changes with the library.

Python's libraries default to 12 today; others use 10 (bcryptjs, Go, Spring) or 11 (BCrypt.Net). A cost that is
written down survives an upgrade, a port and a review.

Silent where the cost is stated, where bcrypt is only a legacy scheme of a passlib context, where arguments come
from `*args` or `**options`, and in tests.

The fix is safe: 12 is the default of the same call.

Source: 000:224 "bcrypt (cost factor 12+)"; 001:499 `bcrypt.gensalt()`.

Bad:
    import bcrypt
    from passlib.context import CryptContext
    digest = bcrypt.hashpw(password, bcrypt.gensalt())  # want "State the bcrypt work factor"
    context = CryptContext(schemes=["bcrypt"], deprecated="auto")  # want "State the bcrypt work factor"

Fixed:
    import bcrypt
    from passlib.context import CryptContext
    digest = bcrypt.hashpw(password, bcrypt.gensalt(rounds=12))
    context = CryptContext(schemes=["bcrypt"], deprecated="auto", bcrypt__rounds=12)

Good:
    import bcrypt
    from passlib.context import CryptContext
    salt = bcrypt.gensalt(rounds=12)
    context = CryptContext(schemes=["argon2", "bcrypt"], deprecated="auto")
"""

from collections.abc import Iterator

from backend_lint.rule import BcryptCosts, Context, Draft, Rule, cst

rule = Rule(
    __name__,
    "BKD405",
    severity="strict",
    triggers=(
        b"gensalt",
        b"bcrypthasher",
        b"cryptcontext",
        (b"bcrypt", rb"passlib|bcrypt\w*\.(?:hash|encrypt)\("),
    ),
    options={"bcrypt_min_cost": 12},
    cwe=916,
    fixes=("safe",),
    hint="State the cost: 12 or more.",
)


@rule.on(cst.Module)
def unstated_work_factor(module: cst.Module, context: Context) -> Iterator[Draft]:
    minimum = context.options["bcrypt_min_cost"]
    for call, keyword in context.know(BcryptCosts).implicit():
        stated = f"{keyword or 'rounds'}={minimum}"
        yield context.finding(
            call,
            f"State the bcrypt work factor (`{stated}`): the default depends on the library",
            fix=context.add_argument(call, stated, safe=True) if keyword else (),
        )
