"""A comment suppresses a finding and does not say why.

Whoever reads it later cannot tell a judgement from a shortcut, and nobody dares to take it away. The reason stands after
the bracket, in `noqa` after `--`; `backend-lint -v` and reports list it beside the finding.

Silent for comments that are malformed or have expired, and for `nosec`, which is bandit's.

Source: house rule; compare biome's suppressions, which do not work without a reason, and nolintlint's
require-explanation.

Bad:
    def find(connection, name):
        return connection.execute("SELECT id FROM users WHERE name = '" + name + "'")  # noqa: BKD101  # want "`noqa: BKD101` gives no reason"

Good:
    def find(connection, name):
        return connection.execute("SELECT id FROM users WHERE name = '" + name + "'")  # noqa: BKD101 -- an exercise in injection
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD091", severity="strict", silent_in=())
