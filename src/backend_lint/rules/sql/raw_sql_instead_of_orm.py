"""A simple statement is written as raw SQL in a project that has an ORM.

Two ways to the same table drift apart: a renamed column, a soft delete or a tenant filter is then known to one of
them only. Raw SQL is right where the ORM has no words for it.

Silent for joins, common table expressions, window functions, aggregates, locks and upserts, for health checks, and
in migrations, scripts and tests.

Source: 000:102 "Raw SQL for complex queries or performance-critical paths"; 001:401 "Use the established
ORM/database client in the project".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD107", severity="strict", hint="Use the project's ORM, or move the statement to a repository.")
