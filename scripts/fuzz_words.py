"""Tables of what `fuzz_inputs.py` puts into files, and what it calls them: parts of SQL and of other texts, comments, and what grows deep or long."""

from __future__ import annotations

#: Names that give a file roles, and one that gives it none, more often.
PATHS = (
    *("app.py",) * 4,
    *("services/users.py", "api/routes.py", "models.py", "schemas.py", "settings.py", "db/repository.py"),
    *("tests/test_app.py", "migrations/0001_initial.py", "views.py", "auth.py"),
)
#: What strings are made of: SQL, placeholders of all drivers, formats, addresses, patterns, secrets, escapes.
STRINGS = (
    *("SELECT * FROM users", "SELECT id, name FROM users WHERE id = ", "INSERT INTO t (a, b) VALUES (", "UPDATE t SET a = "),
    *("DELETE FROM t WHERE ", " ORDER BY ", " LIMIT 10", " OFFSET ", " JOIN b ON a.id = b.id", " GROUP BY 1 HAVING ", " IN (", ")"),
    *(" UNION ALL ", "WITH x AS (SELECT 1) ", "CREATE TABLE t (a INT)", "DROP TABLE ", "EXEC ", "; ", "--", "/*", "*/", "#", " LIKE '%"),
    *("%s", "%(name)s", "%%", "%d", "%-10.3f", "%(", ":name", ":1", "::int", "?", "$1", "$$", "$tag$", "@p", "{}", "{0}", "{name!r:>{w}}"),
    *("{{", "}}", "{", "}", "{x.y[0]}", "{:", "`", "'", "''", '\\"', "[", "]", "(", "((", "\\", "\\\\", "\\n", "\\N{DIGIT ONE}", "\\x"),
    *("\\ud800", "\\777", "\u0130", "\u2028", "\U0001f600", "e\u0301", "\ufb01", "\x7f", "\t", " ", "  ", "\x0c", "0", "1e999", "1_000"),
    *("select", "SeLeCt", "from", "where 1=1", " and ", " or ", " not ", " null", " as ", "count(*)", " is ", " between 1 and 2", " case when"),
    *("https://user:pass@host:5432/db?x=", "postgresql+asyncpg://", "sqlite:///", "redis://:secret@", "http://localhost", "//", "@", "://"),
    *("/users/{user_id}", "/items/<int:id>", "^(a+)+$", "(?P<id>\\d+)", "(?i)", "[a-z", "a|b", ".*", "\\b", "{1,3}", "(?=x)", "$"),
    *("AKIAIOSFODNN7EXAMPLE", "ghp_0123456789abcdefghijklmnopqrstuvwxyz", "sk_live_0123456789abcdefghijklmn", "-----BEGIN RSA PRIVATE KEY-----"),
    *("password", "hunter2-Granite", "changeme", "$2b$12$", "md5", "sha1", "DES", "{\"a\": [1, null]}", "a=1;b=2", "<script>", "%2e%2e/", "text/html"),
    *("²²²", "٣", "9" * 10, "1" * 4_500, "\\udfff"),
)  # fmt: skip
PREFIXES = ("", "", "", "f", "f", "r", "b", "rb", "rf", "u", "F", "Rb", "t", "x")
#: What goes around an expression, which stands for `_`; `_` in a word is one, too, so there are none.
WRAPPINGS = (
    *(b"not _", b"_ if _ else _", b"[_ for x in _]", b"{**_}", b"{_: _}", b"(*_, _)", b"lambda: _", b"lambda x=_: _", b"(x := _)"),
    *(b"await _", b"(yield _)", b"_[_]", b"_[_:_:_]", b"_(*_, **_)", b"_.x", b"f'{_}'", b"f'{_!r:>{_}}'", b"_ + _", b"_ % _", b"'' % _"),
    *(b"_ and _", b"_ == _", b"-_", b"_ in _", b"str(_)", b"''.join(_)", b"'{}'.format(_)", b"_ or None", b"dict(a=_)", b"_(_)(_)"),
)  # fmt: skip
#: What nobody passes: of another type, no key, larger than a number may be, digits that are no number.
VALUES = (
    *(b"{'a': 1}", b"{}", b"[1]", b"{1}", b"()", b"(1, {})", b"b'x'", b"''", b"None", b"...", b"True", b"0j", b"-1", b"1.5", b"1e999"),
    *(b"0x" + b"f" * 4_000, b"-0x" + b"f" * 4_000, b"1 << 9999", b"'" + b"1" * 5_000 + b"'", "'²²²'".encode(), "'٣'".encode(), b"'\\ud800'"),
    *(b"int(1e999)", b"float('nan')", b"{**{}}", b"[*()]", b"x[()]", b"lambda: 0", b"f''", b"b'' b''", b"not x", b"x if x else {}"),
)  # fmt: skip
#: What comments ask for, without their mark.
COMMENTS = (
    *(b"noqa", b"noqa: BKD101", b"noqa:BKD101,E501 reason", b"noqa: BKD", b"NOQA: bkd401", b"nosec", b"nosec B608", b"type: ignore"),
    *(b"backend-lint: ignore[BKD101] it is safe", b"backend-lint: ignore[sql-string-concatenation, BKD401]", b"backend-lint:ignore[]"),
    *(b"backend-lint: disable[BKD101] why", b"backend-lint: enable[BKD101]", b"backend-lint: file-ignore[BKD101] why", b"backend-lint: off"),
    *(b"backend-lint: fixme[BKD101] until=2020-01-01 later", b"backend-lint: fixme[BKD101] until=2999-12-31: later", b"backend_lint: ignore[x]"),
    *(b"backend-lint ignore[BKD101]", b"backend-lint: fixme[BKD101] until=2020-13-45", b"backend-lint: ignore BKD101", b"backend-lint"),
    *(b"backend-lint: ignore[BKD090] # noqa: BKD091 # backend-lint: ignore[BKD092]", b"coding: utf-8", b"fmt: off", b"pylint: disable=all"),
    *(b"backend-lint: ignore[" + b"BKD101," * 60 + b"]", b"noqa: " + b"BKD101 " * 800, b"?> backend-lint: ignore[BKD101]", b"%> {{ */ }}"),
)  # fmt: skip
#: What grows: before it, what opens and closes each level (`~` is its number), what is inside, what follows, and the most levels that
#: the guard lets pass or, for what it does not count, that a test can wait for.
SHAPES: tuple[tuple[str, str, str, str, str, int], ...] = (
    ("cursor.execute(", "(", "q", ")", ")\n", 198),
    ("cursor.execute('SELECT ' + ", "f(", "q", ")", ")\n", 198),
    ("cursor.execute(", "[", "q", "]", ")\n", 198),
    ("x = ", "{'password': ", "'hunter2-Granite'", "}", "\n", 198),
    ("cursor.execute('SELECT a FROM t WHERE b = ' + x", " + y~", "", "", ")\n", 990),
    ("cursor.execute('SELECT a FROM t WHERE b = %s' % x", " % y~", "", "", ")\n", 990),
    ("session.query(User)", ".filter(a == ~)", "", "", ".all()\n", 330),
    ("import jwt\njwt.decode(x", ".b", "", "", ")\n", 990),
    ("x = a", " if b~ else c", "", "", "\n", 490),
    ("password = ", "not ", "x", "", "\n", 990),
    ("x = ", "lambda a=", "text(q)", ": 0", "\n", 198),
    ("x = ", "lambda: ", "text(q)", "", "\n", 990),
    ("cursor.execute(", "f'{", "x", "}'", ")\n", 198),
    ("cursor.execute(", "'SELECT ' ", "'a'", "", ")\n", 2_990),
    ("cursor.execute(", "f'{x}' ", "'a'", "", ")\n", 2_990),
    ("cursor.execute('SELECT a FROM t WHERE ", "(", "b = 1", ")", "')\n", 1_500),
    ("cursor.execute('SELECT ", "(SELECT ", "1", ")", " FROM t')\n", 400),
    ("cursor.execute('SELECT a FROM t WHERE b = 1", " OR b = ~", "", "", "' + x)\n", 2_000),
    ("cursor.execute('SELECT a", ", a~", "", "", " FROM t', x)\n", 3_000),
    ("cursor.execute('SELECT a FROM t WHERE b IN (%s", ", %s", "", "", ")', (x,))\n", 3_000),
    ("cursor.execute('", "{", "x", "}", "'.format(y))\n", 3_000),
    ("cursor.execute(q, [", "x, ", "", "", "])\n", 3_000),
    ("def f(x):\n    q = 'SELECT a FROM t'\n", "    q += x\n", "    cursor.execute(q)\n", "", "", 900),
    ("def f(x):\n    q = 'SELECT a FROM t'\n", "    q = q + x\n", "    cursor.execute(q)\n", "", "", 900),
    ("def f(q0, x):\n    q1 = q0\n", "    q1~ = q~ + x\n", "    cursor.execute(q1)\n", "", "", 600),
    ("def f(q, x):\n", "    if x == ~:\n        q = 'SELECT a FROM t' + x\n", "    cursor.execute(q)\n", "", "", 500),
    ("def f(q, x):\n    if x: q = 'a'\n", "    elif x == ~: q = 'SELECT a' + x\n", "    cursor.execute(q)\n", "", "", 990),
    ("", "def f~(x): return f1~(x) + cursor.execute('SELECT a FROM t' + x)\n", "", "", "", 400),
    ("", "class A~(A): password = 'hunter2-Granite'\n", "", "", "", 500),
    ("from fastapi import FastAPI\napp = FastAPI()\n", "@app.get('/a~')\n", "def f(x): return x\n", "", "", 900),
    ("from fastapi import FastAPI\napp = FastAPI()\n", "\n@app.get('/a~/{x}')\ndef f~(x): return db.execute(x)\n", "", "", "", 300),
    ("", "import bcrypt as b~\nb~.gensalt(4)\n", "", "", "", 500),
    ("x = 1\n", "x.x~ = x = x[x~] = ", "x", "", "\n", 300),
    ("import os\nx = ", "os.environ.get('SECRET_KEY', ", "'hunter2-Granite'", ")", "\n", 198),
    ("x = [1", " for a~ in b if c", "", "", "]\n", 480),
    ("try:\n    pass\n", "except A~: pass\n", "", "", "", 1_000),
    ("with a", ", b~ as c", "", "", ": cursor.execute(q + x)\n", 900),
    ("def f(a", ", b~=text(q)", "", "", "): pass\n", 900),
    ("cursor.execute(q", ", b~=f'{x}'", "", "", ")\n", 900),
    ("import re\nre.compile('", "(a", "", ")+", "')\n", 300),
    ("password = '", "hunter2-Granite ", "", "", "'\n", 2_000),
    ("x = 1  # ", "backend-lint: ignore[BKD101] # ", "", "", "\n", 2_000),
    ("", "# noqa: BKD101\nx = 1\n", "", "", "", 1_500),
    ("", "# backend-lint: disable[BKD101] why\n", "x = 1\n", "# backend-lint: enable[BKD101]\n", "", 1_500),
)  # fmt: skip
