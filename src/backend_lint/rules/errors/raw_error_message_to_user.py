"""A message for clients speaks of the program's inside.

Words such as `undefined`, `NullPointerException`, a table's name or a path help no user, and tell a stranger how
the program is built.

Silent for interfaces whose users are developers of that very thing (consoles of SQL, validators), and for logs.

Source: 001:313 "Return user-friendly error messages (hide internal details)"; 001:221 "User-friendly error
messages"; 002:86 "meaningful error messages".
"""

from backend_lint.rule import Rule

rule = Rule(
    __name__, "BKD518", severity="strict", cwe=209, hint="Say in the user's words what went wrong and what to do."
)
