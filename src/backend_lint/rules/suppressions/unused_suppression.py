"""A comment suppresses a finding that is not there.

The fault was mended, or never stood on this statement, and the comment stayed. It misleads its readers, and it would hide
the next such fault in the same place. The fix takes out the entries that are of no use; a comment without entries goes,
and other comments on the line stay. It is safe: only text of comments changes.

An entry is of use when it holds back anything that this file's check finds, shown or not: findings below
`min-severity` or `min-confidence`, those that `--strict` would add, and those that settings ignore count. A second
comment against what another one suppresses already is of no use.

Silent for a rule that could not have spoken: one that is off, one about the whole project unless the run covers it, any
in a file that could not be analysed. A prefix in `noqa` is judged when all its rules ran; other linters' codes in `noqa`
and `nosec` never are.

Source: house rule; compare ruff RUF100, pylint useless-suppression, eslint --report-unused-disable-directives, biome
suppressions/unused.

Bad:
    def find(connection, user_id):  # want:+1 "`ignore` of `sql-string-concatenation` suppresses nothing"
        # backend-lint: ignore[sql-string-concatenation] ids are integers
        return connection.execute("SELECT id FROM users WHERE id = ?", (user_id,))

    def rows(connection, table):  # want:+1 "`noqa` of `BKD101` suppresses nothing"
        return connection.execute(f"SELECT id FROM {table}")  # noqa: BKD102, BKD101, E501 -- a constant

    offset = 0  # want:+1 "`noqa` of `BKD110` suppresses nothing"
    limit = 10  # type: ignore # noqa: BKD110

Fixed:
    def find(connection, user_id):
        return connection.execute("SELECT id FROM users WHERE id = ?", (user_id,))

    def rows(connection, table):
        return connection.execute(f"SELECT id FROM {table}")  # noqa: BKD102, E501 -- a constant

    offset = 0
    limit = 10  # type: ignore

Good:
    def find(connection, name):
        return connection.execute("SELECT id FROM users WHERE name = '" + name + "'")  # noqa: BKD101 -- an example

    import os  # noqa: F401
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD090", severity="warning", silent_in=(), fixes=("safe",), same_as=("ruff:RUF100",))
