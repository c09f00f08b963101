"""The running program changes the database schema, which belongs in a migration.

A schema that the program creates or alters when it starts has no history, cannot be taken back, and differs between
the databases that were created by different versions. Two instances that start together race.

Write a migration, and run it as a step of the deployment.

Silent in migrations, scripts and tests, for temporary tables, and for databases in memory.

Source: 000:101 "Always use migrations, never modify schema directly"; 001:345 "no manual schema changes"; 003:334
"Use proper database migrations".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD150", severity="warning", hint="Write a migration, and run it before the new version starts.")
