"""A service makes its own dependencies, so a test cannot replace them.

Who needs a repository, a client or a mailer should be given it. Then one place decides what is used, and a test
passes a fake instead of patching imports.

Silent in factories, containers, dependency providers and the program's entry point, for plain data objects, and in
tests.

Source: 001:275 "Use dependency injection for loose coupling and testability"; 003:145 "Use dependency injection";
001:334 "Don't skip dependency injection".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD209", severity="strict", hint="Take it as a parameter of the constructor.")
