"""What is not as everywhere else, each with the reason: originals that do not work, ways without a fix, fixes that are not safe.
`*` stands for every library."""

from __future__ import annotations

from on_databases.cases import Case
from on_databases.ways import CHANGES, PARTS, SELECTS, SLIPS

_Reasons = dict[tuple[str, str], str]

_LIKE = ("LIKE, contains", "LIKE, begins", "LIKE, ends", "LIKE by +", "LIKE by %", "LIKE by format", "LIKE, twice")
_PERCENT = (*_LIKE, "% beside a percent sign", "a percent sign", "marks in a literal", "a comment")
_MARIADB = ("PyMySQL", "aiomysql", "mysqlclient", "SQLAlchemy connection")

#: There is nothing to compare: the original does not work with ordinary values either, or no attack does it harm.
NO_COMPARISON: _Reasons = {
    **{("exec_driver_sql, psycopg", way): "psycopg is always passed parameters, and so looks for them" for way in _PERCENT},
    **{("databases", way): "a lone percent sign is an error" for way in _PERCENT},
    **{(library, "marks in a literal"): "`:c` is a parameter of the text, in quotes too"
       for library in ("SQLAlchemy session", "SQLAlchemy connection", "SQLModel")},
    ("Django raw", "marks in a literal"): "`%s` is a parameter, in quotes too",
    **{(library, way): "these libraries take one value without a tuple"
       for library in _MARIADB for way in ("one value and no tuple", "one value and no tuple, in a variable")},
    **{(library, "!r"): "MariaDB reads what Python's `repr()` writes as Python does" for library in _MARIADB},
}  # fmt: skip
#: A slip that works all the same.
WORKS: _Reasons = {
    **{(library, way): "Django leaves `?` for sqlite3 to read"
       for library in ("Django cursor", "Django raw")
       for way in ("another style", "another style, twice", "another style, in a variable")},
}  # fmt: skip
_FORMATTING = ("psycopg2", "psycopg2, by name", "psycopg", "psycopg, async", "PyMySQL", "aiomysql", "mysqlclient")
_OF_ANY_DATABASE = ("Tortoise", "exec_driver_sql, psycopg", "exec_driver_sql, sqlite3")
#: Ways that only put values into patterns, which are text in every column.
_OF_TEXT = ("LIKE, contains", "LIKE, begins", "LIKE, ends", "LIKE by +", "LIKE by %", "LIKE, twice")

#: No fix is offered.
NOT_FIXED: _Reasons = {
    ("*", "+= under a condition"): "the parameters are others from run to run",
    ("*", "a format spec"): "what it writes is not always what would be bound",
    ("*", "join"): "the text is not written in one piece",
    ("*", "replace"): "the text is not written in one piece",
    **{(library, "marks in a literal"): "a placeholder in quotes may be meant as one"
       for library in (*_FORMATTING, "Django cursor")},
    **{("peewee", way): "which placeholders it reads depends on the database behind it"
       for way in ("another style", "one value and no tuple")},
    **{("peewee SQL", way.name): "which placeholders it reads depends on the database behind it" for way in PARTS},
    **{("Django raw", way): "a variable that `.raw()` takes is left alone" for way in ("+=", "a local variable")},
    **{(library, way): "a pattern that an ORM takes is left alone"
       for library in ("Django raw", "Django extra", "Django RawSQL") for way in ("LIKE, contains", "LIKE", "LIKE by %")},
    **{(library, way.name): "which placeholders it reads depends on the database behind it"
       for library in _OF_ANY_DATABASE for way in SLIPS},
}  # fmt: skip
#: The fix is not safe.
NOT_SAFE: _Reasons = {
    ("*", "!r"): "`repr()` writes more than text",
    ("psycopg", "IN"): "psycopg leaves the type of the value open, and so what it is compared as",
    ("sqlite3, by name", "a quoted placeholder"): "a name in quotes may be meant as text",
    ("peewee", "a quoted placeholder"): "which placeholders it reads depends on the database behind it",
    **{(library, "LIMIT"): "MariaDB takes no text there, and the value may be text"
       for library in ("PyMySQL", "SQLAlchemy session", "exec_driver_sql, psycopg", "databases", "Django cursor", "asyncpg")},
    **{(library, way.name): "asyncpg, which may be behind it, takes text for text alone, and the column may hold another type"
       for library in ("asyncpg", "databases") for way in (*SELECTS, *CHANGES) if way.name not in _OF_TEXT},
}  # fmt: skip
#: A fix, not a safe one, that does not work with all ordinary values.
DIFFERENT: _Reasons = {
    ("asyncpg", "digits"): "asyncpg takes text for text alone",
    ("asyncpg", "a number for text"): "asyncpg takes text for text alone",
}


def reason(reasons: _Reasons, case: Case) -> str | None:
    for library in (case.library.name, "*"):
        if (library, case.way.name) in reasons:
            return reasons[library, case.way.name]
    return None
