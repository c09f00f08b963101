"""A `fixme` has passed its date, and suppresses nothing any more.

`fixme[…] until=2027-01-31 TICKET-1: reason` takes up a debt with a date: the finding is quiet up to that day, and comes
back the day after, together with this one. Mend the fault, or set a new date and say why.

Silent on the day itself and before it.

Source: house rule; compare eslint-plugin-unicorn's expiring-todo-comments and Fixit's `lint-fixme`.

Bad:
    limit = 10  # backend-lint: fixme[BKD101] until=2020-01-31 TICKET-1: bind it  # want "`fixme[BKD101]` expired on 2020-01-31"

Good:
    def find(connection, name):
        # backend-lint: fixme[BKD101] until=9999-12-31 TICKET-1: bind it
        return connection.execute("SELECT id FROM users WHERE name = '" + name + "'")
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD093", severity="warning", silent_in=())
