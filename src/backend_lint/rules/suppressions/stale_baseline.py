"""An entry of the baseline holds nothing any more.

The fault was mended, and the entry that accepted it is still there. Left in place it would hold the next finding like
it: the same fault could come back, and nobody would be told. `backend-lint baseline prune` takes it out, so that a
baseline only ever shrinks.

An entry is reported by a run that would have seen its finding: the entry's rule was on, and its file was analysed whole,
or no longer exists in a directory that was checked. Silent for entries of rules and files that were left out of a run; for
those of rules about a whole project unless the run covers it; for the files that editors and flake8 check one by one;
and where the baseline was written with `strict` or `include-examples` and the run is without. A renamed file is not
stale: its entries follow it.

Bad:
    # file: users.py
    import sqlite3

    def find(connection: sqlite3.Connection, name: str):
        return connection.execute("SELECT id FROM users WHERE name = ?", (name,)).fetchone()
    # file: .backend-lint-baseline.json
    {
    "version": 1,
    "fingerprints": "v1",
    "findings": [

    {"path": "users.py", "code": "BKD101", "scope": "find", "fingerprint": "0123456789abcdef", "count": 2},  # want "holds BKD101 in `users.py`, `find`, but 2 of 2 findings are no longer there"

    null
    ]
    }

Good:
    # file: users.py
    import sqlite3

    def find(connection: sqlite3.Connection, name: str):
        return connection.execute("SELECT id FROM users WHERE name = '" + name + "'").fetchone()
    # file: .backend-lint-baseline.json
    {
    "version": 1,
    "fingerprints": "v1",
    "findings": [

    {"path": "users.py", "code": "BKD101", "scope": "find", "fingerprint": "4bb504eaf266f4e6", "count": 1},

    null
    ]
    }
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD094", severity="warning", silent_in=())
