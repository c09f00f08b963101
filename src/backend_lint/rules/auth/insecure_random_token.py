"""A secret value is made with a predictable random number generator.

The usual generators are made for simulations: whoever sees some of their values, or guesses when they were seeded,
can compute the next ones. A token, a reset code or a session id made this way can be guessed.

Take it from the system's cryptographic generator, with at least 16 bytes.

Silent where nothing secret is made (delays, samples, shuffles, test data), and for generators that are
cryptographic.

Source: 001:308 "Implement proper session management and token rotation"; 001:350 "Don't use weak encryption or
hashing algorithms".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__,
    "BKD410",
    severity="error",
    cwe=338,
    same_as=("bandit:B311", "ruff:S311"),
    hint="Use the cryptographic generator of the language, with at least 16 bytes.",
)
