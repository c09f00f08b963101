"""A comment is meant to suppress findings, and suppresses nothing.

A misspelled directive, a list that is not closed, a rule that does not exist, a range that is ended and never begun:
guessing what was meant could hide anything, so such a comment does nothing until it is mended. A directive must name
rules, by code or by name: there is no form that suppresses everything.

`enable` needs a `disable` of the same rules before it in the same block. A `disable` without `enable` is in order: it ends
with its block, at module level with the file. An unknown code of ours in `noqa` does not spoil the others there.
This finding itself cannot be suppressed by a comment, only by settings.

Silent for other linters' codes in `noqa`, and for a bare `noqa`.

Source: house rule; compare ruff RUF102, RUF103 and PGH004, biome suppressions/parse.

Bad:
    first = 1  # backend-lint: ingore[BKD101] legacy  # want "`ingore` is no directive; did you mean `ignore`?"
    second = 2  # backend-lint: ignore BKD101  # want "The brackets are missing; write `ignore[BKD101]`"
    third = 3  # backend-lint: ignore[BKD101  # want "The bracket is not closed"
    fourth = 4  # backend-lint: ignore  # want "`ignore` names no rule"
    fifth = 5  # backend-lint: ignore[sql-sting-concatenation]  # want "did you mean `sql-string-concatenation`?"
    sixth = 6  # backend-lint: fixme[BKD101] until=31.1.2027  # want "`31.1.2027` is no date; write `until=YYYY-MM-DD`"
    seventh = 7  # backend-lint: disable[BKD101]  # want "`disable` must stand on a line of its own"
    # backend-lint: enable[BKD101]  # want "No `disable[BKD101]` stands before it in this block"
    eighth = 8  # noqa: E501, BKD999  # want "There is no rule `BKD999`"

Good:
    # backend-lint: disable[BKD101] statements that the migration tool wrote
    def find(connection, name):
        return connection.execute("SELECT id FROM users WHERE name = '" + name + "'")
    # backend-lint: enable[BKD101]
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD092", severity="warning", silent_in=(), same_as=("ruff:RUF102", "ruff:RUF103"))
