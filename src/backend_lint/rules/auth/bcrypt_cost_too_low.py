"""A bcrypt work factor below 12 is cheap to brute-force.

Each step of the work factor doubles the cost of a guess. A hash made with 12 or more stays expensive
when the table leaks. Existing hashes keep working: re-hash them at the next login.

Read from bcrypt, passlib, pwdlib, Flask-Bcrypt, Flask-Security, Django's hashers, `crypt.mksalt` and settings
named for the cost (`BCRYPT_ROUNDS`). A default that an environment variable or a caller can replace is reported
with medium confidence, a cost in an `if TESTING:` branch with low. With --strict a cost above 16 is reported
too: it makes each login slow enough to deny service.

Silent when the cost is not a known number, in tests (a low cost keeps them fast), for hashes that are only
verified, and for a scheme of passlib that makes no new hashes (only the first, or `default`, does).

The fix is safe: a hash carries its own cost, so hashes made before still verify. It is a suggestion where the cost is
that of a test run or says which old hashes are made anew, and there is none for a number that serves something else too.

Source: 000:224 "Passwords hashed with bcrypt (cost factor 12+) or argon2"; 003:215 "Use bcrypt/argon2 with
appropriate cost".

Bad:
    import bcrypt
    digest = bcrypt.hashpw(password, bcrypt.gensalt(8))  # want "work factor 8 is below 12"

Fixed:
    import bcrypt
    digest = bcrypt.hashpw(password, bcrypt.gensalt(12))

Bad:
    from passlib.context import CryptContext
    context = CryptContext(schemes=["bcrypt"], bcrypt__rounds=10)  # want "work factor 10 is below 12"
    BCRYPT_LOG_ROUNDS = int(os.getenv("BCRYPT_LOG_ROUNDS", "9"))  # want "work factor 9 is below 12"

Fixed:
    from passlib.context import CryptContext
    context = CryptContext(schemes=["bcrypt"], bcrypt__rounds=12)
    BCRYPT_LOG_ROUNDS = int(os.getenv("BCRYPT_LOG_ROUNDS", "12"))

Good:
    from bcrypt import gensalt
    salt = gensalt()
    strong_salt = gensalt(rounds=14)

Good:
    from passlib.context import CryptContext
    # bcrypt only verifies hashes of old accounts here.
    context = CryptContext(schemes=["argon2", "bcrypt"], deprecated="auto", bcrypt__rounds=10)
"""

from collections.abc import Iterator

from backend_lint.rule import BcryptCosts, Context, CostLiterals, Draft, Rule, Spot, cst

rule = Rule(
    __name__,
    "BKD401",
    severity="error",
    triggers=(
        b"bcrypt",
        b"gensalt",
        b"hashpw",
        b"cryptcontext",
        b"generate_password_hash",
        b"method_blowfish",
        (b"rounds", rb"rounds\s*=\s*|rounds[\"']\s*:"),
    ),
    options={"bcrypt_min_cost": 12},
    cwe=916,
    headline=True,
    fixes=("safe",),
    message="bcrypt work factor $COST is below 12",
    hint="Use 12 or more, and re-hash each password at its next login.",
)

#: Above this, one hash takes more than four seconds of a processor (12 takes a quarter of a second).
HIGHEST = 16


@rule.on(cst.Module)
def weak_work_factor(module: cst.Module, context: Context) -> Iterator[Draft]:
    minimum = context.options["bcrypt_min_cost"]
    for cost in context.know(BcryptCosts).stated():
        at = Spot(cost.node, cost.span[0], cost.span[1] - cost.span[0]) if cost.span else cost.node
        if cost.value < minimum:
            literal = context.know(CostLiterals).of(cost)
            low = cost.confidence == "low"
            yield context.finding(
                at,
                f"bcrypt work factor {cost.value} is below {minimum}",
                confidence=cost.confidence,
                hint=f"Use {minimum} or more, and re-hash each password at its next login.",
                fix=context.replace(
                    Spot(literal.node, literal.span[0], literal.span[1] - literal.span[0])
                    if literal.span
                    else literal.node,
                    str(2**minimum if literal.power else minimum),
                    safe=not low,
                    suggest=low,
                )
                if literal
                else (),
            )
        elif cost.value > HIGHEST:
            yield context.finding(
                at,
                f"bcrypt work factor {cost.value} makes a login slow enough to deny service",
                severity="strict",
            )
