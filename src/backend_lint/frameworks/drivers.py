"""The SQL sink table (catalogue 1.5): which libraries talk to databases, through which calls, with which
placeholders."""

from __future__ import annotations

from typing import Literal, NamedTuple

from backend_lint.semantics.needs import Written, builds_text
from backend_lint.semantics.parts import Part
from backend_lint.semantics.regexes import regex
from backend_lint.semantics.scout import TriggerSpec

Placeholder = Literal["qmark", "numeric", "format", "pyformat", "named", "dollar", "at"]


class Driver(NamedTuple):
    """One library. `placeholders` are the styles it reads, the preferred one first; empty: it depends on the
    database behind it. `spread` drivers take parameters as further arguments instead of one collection.
    `templates` drivers read t-strings as templates, so that their values are bound."""

    name: str
    placeholders: tuple[Placeholder, ...] = ()
    sinks: frozenset[str] = frozenset()
    spread: bool = False
    templates: bool = False
    asynchronous: bool = False


_EXECUTE = frozenset({"execute", "executemany"})
_PSYCOPG = _EXECUTE | {"copy", "stream", "mogrify", "copy_expert"}
_FORMAT: tuple[Placeholder, ...] = ("format", "pyformat")

_DRIVERS = (
    (("sqlite3", "pysqlite2", "pysqlcipher3"), Driver("sqlite3", ("qmark", "named"), _EXECUTE | {"executescript"})),
    (("aiosqlite",), Driver("aiosqlite", ("qmark", "named"), _EXECUTE | {"executescript", "execute_fetchall", "execute_insert"}, asynchronous=True)),
    (("psycopg2", "psycopg2cffi"), Driver("psycopg2", _FORMAT, _PSYCOPG)),
    (("psycopg", "psycopg_pool"), Driver("psycopg", _FORMAT, _PSYCOPG, templates=True)),
    (("aiopg",), Driver("aiopg", _FORMAT, _PSYCOPG, asynchronous=True)),
    (("asyncpg",), Driver("asyncpg", ("dollar",), frozenset({"execute", "executemany", "fetch", "fetchrow", "fetchval", "fetchmany", "cursor", "prepare", "copy_from_query"}), spread=True, asynchronous=True)),
    (("pymysql", "MySQLdb"), Driver("pymysql", _FORMAT, _EXECUTE | {"query"})),
    (("aiomysql", "asyncmy"), Driver("aiomysql", _FORMAT, _EXECUTE, asynchronous=True)),
    (("mysql.connector",), Driver("mysql-connector", _FORMAT, _EXECUTE)),
    (("pyodbc",), Driver("pyodbc", ("qmark",), _EXECUTE, spread=True)),
    (("aioodbc",), Driver("aioodbc", ("qmark",), _EXECUTE, spread=True, asynchronous=True)),
    (("oracledb", "cx_Oracle"), Driver("oracledb", ("named", "numeric"), _EXECUTE)),
    (("pymssql",), Driver("pymssql", _FORMAT, _EXECUTE)),
    (("pg8000",), Driver("pg8000", ("format", "named"), _EXECUTE | {"run"})),
    (("duckdb",), Driver("duckdb", ("qmark", "dollar"), _EXECUTE | {"sql", "query"})),
    (("clickhouse_driver", "clickhouse_connect"), Driver("clickhouse", ("pyformat",), _EXECUTE | {"query", "command", "query_df", "execute_iter"})),
    (("sqlalchemy", "sqlmodel", "flask_sqlalchemy", "flask_sqlalchemy_lite"), Driver("sqlalchemy", ("named",), frozenset({"execute", "scalar", "scalars", "exec_driver_sql", "exec", "stream", "stream_scalars"}))),
    (("databases",), Driver("databases", ("named",), frozenset({"execute", "execute_many", "fetch_all", "fetch_one", "fetch_val", "iterate"}), asynchronous=True)),
    (("django.db", "django.contrib.gis.db"), Driver("django", _FORMAT, _EXECUTE)),
    (("tortoise",), Driver("tortoise", (), frozenset({"execute_query", "execute_query_dict", "execute_insert", "execute_script", "execute_many"}), asynchronous=True)),
    (("peewee", "playhouse"), Driver("peewee", ("qmark", "format"), frozenset({"execute_sql", "execute"}))),
    (("pony",), Driver("pony", (), frozenset({"select", "execute"}))),
    (("records",), Driver("records", ("named",), frozenset({"query", "query_file", "bulk_query"}))),
    (("google.cloud.bigquery",), Driver("bigquery", ("at", "qmark"), frozenset({"query", "query_and_wait"}))),
    (("snowflake.connector", "redshift_connector"), Driver("snowflake", _FORMAT, _EXECUTE | {"execute_async", "execute_string"})),
    (("pyathena", "pyhive", "impala", "prestodb", "trino", "databricks.sql"), Driver("warehouse", (), _EXECUTE)),
    (("pyspark",), Driver("spark", ("named",), frozenset({"sql"}))),
)  # fmt: skip

#: Drivers by the module their objects come from.
DRIVERS: dict[str, Driver] = {module: driver for modules, driver in _DRIVERS for module in modules}
UNKNOWN = Driver("")

#: Every method name that some driver takes SQL through.
SINK_METHODS = frozenset(method for driver in DRIVERS.values() for method in driver.sinks) | {"callproc"}

#: Methods specific enough to be looked at on a receiver of which only the name is known.
EXECUTE_FAMILY = frozenset({
    "execute", "executemany", "executescript", "exec_driver_sql", "execute_sql", "execute_query", "execute_query_dict",
    "fetch", "fetchrow", "fetchval", "fetch_all", "fetch_one", "fetch_val", "mogrify", "copy_expert", "scalar", "scalars",
    "executeQuery", "read_sql", "execute_script", "execute_insert", "fetchall", "fetchone", "cursor",
})  # fmt: skip
#: Catalogue 1.5: what a receiver of which nothing else is known is called.
RECEIVER_NAME = regex(
    r"(?i)(^|_)(cur(s|sor)?|c|conn(ection)?|con|db|database|session|engine|pool|tx|trans(action)?|sess)\d*$"
)
#: Objects whose `execute` never takes SQL.
NOT_DATABASES = frozenset({"subprocess", "docker", "concurrent", "graphql", "gql", "graphene", "strawberry", "redis", "aioredis",
                           "asyncio", "celery", "elasticsearch", "opensearchpy", "neo4j", "selenium", "playwright"})  # fmt: skip


class FunctionSink(NamedTuple):
    """A function or class that takes SQL text. `kind`: "statement" is a whole statement (or may be one),
    "fragment" a part of one, "raw" an ORM's raw query or expression."""

    driver: str
    kind: Literal["statement", "fragment", "raw"]
    position: int = 0
    keyword: str = ""


_SQLALCHEMY = (
    "sqlalchemy",
    "sqlalchemy.sql",
    "sqlalchemy.sql.expression",
    "sqlmodel",
    "sqlalchemy.sql.elements",
)

#: Functions that take SQL, by qualified name.
FUNCTION_SINKS: dict[str, FunctionSink] = {
    **{f"{module}.text": FunctionSink("sqlalchemy", "statement", keyword="text") for module in _SQLALCHEMY},
    **{f"{module}.literal_column": FunctionSink("sqlalchemy", "fragment", keyword="text") for module in _SQLALCHEMY},
    "sqlalchemy.DDL": FunctionSink("sqlalchemy", "fragment", keyword="statement"),
    "sqlalchemy.schema.DDL": FunctionSink("sqlalchemy", "fragment", keyword="statement"),
    "alembic.op.execute": FunctionSink("alembic", "statement", keyword="sqltext"),
    "psycopg2.extras.execute_values": FunctionSink("psycopg2", "statement", 1, "sql"),
    "psycopg2.extras.execute_batch": FunctionSink("psycopg2", "statement", 1, "sql"),
    "psycopg2.sql.SQL": FunctionSink("psycopg2", "statement", keyword="string"),
    "psycopg.sql.SQL": FunctionSink("psycopg", "statement", keyword="obj"),
    "pandas.read_sql": FunctionSink("pandas", "statement", keyword="sql"),
    "pandas.read_sql_query": FunctionSink("pandas", "statement", keyword="sql"),
    "polars.read_database": FunctionSink("pandas", "statement", keyword="query"),
    "polars.read_database_uri": FunctionSink("pandas", "statement", keyword="query"),
    "dask.dataframe.read_sql_query": FunctionSink("pandas", "statement", keyword="sql"),
    "duckdb.sql": FunctionSink("duckdb", "statement", keyword="query"),
    "duckdb.query": FunctionSink("duckdb", "statement", keyword="query"),
    "duckdb.execute": FunctionSink("duckdb", "statement", keyword="query"),
    "django.db.models.expressions.RawSQL": FunctionSink("django", "raw", keyword="sql"),
    "django.db.models.RawSQL": FunctionSink("django", "raw", keyword="sql"),
    "django.db.migrations.RunSQL": FunctionSink("django", "statement", keyword="sql"),
    "tortoise.expressions.RawSQL": FunctionSink("tortoise", "raw", keyword="sql"),
    "peewee.SQL": FunctionSink("peewee", "raw", keyword="sql"),
    "pony.orm.raw_sql": FunctionSink("pony", "raw", keyword="sql"),
    "pony.orm.select": FunctionSink("pony", "raw"),
}

#: Methods of query objects that take a fragment of SQL as text (SQLAlchemy's Query and Select).
FRAGMENT_METHODS = frozenset(
    {
        "filter",
        "where",
        "having",
        "order_by",
        "group_by",
        "prefix_with",
        "suffix_with",
        "from_statement",
        "with_hint",
        "distinct",
    }
)
#: Calls around `text()` that make it a fragment of a larger statement.
FRAGMENT_PARENTS = FRAGMENT_METHODS | {
    "and_",
    "or_",
    "not_",
    "add_columns",
    "column",
    "columns",
    "with_only_columns",
    "join",
    "outerjoin",
    "case",
    "cast",
}
#: Keyword arguments of Django's `QuerySet.extra()` that hold SQL.
EXTRA_KEYWORDS = ("select", "where", "tables", "order_by")

_OBJECTS = (
    rb"(?:or\s+replace\s+|unique\s+|temp\w*\s+|materialized\s+|external\s+|concurrently\s+)*"
    rb"(?:table|index|view|database|user|role|schema|extension|sequence|function|trigger|publication|type|default|system)\b"
)
_NO_CONSTANT = rb"(?!\s*[\"'][^\"'{%]*[\"']\s*[,)])"
_IN_QUOTES = rb"(?:[\"']\s*|^\s*)"


def _followed(verb: bytes, pattern: bytes, by: bytes = b" \t") -> list[tuple[bytes, bytes]]:
    """A verb that counts only with white space behind it: `create` alone stands five times in every file."""
    return [(verb + bytes([each]), pattern) for each in by]


#: Verbs of SQL, each with what must follow it. A verb in capitals is SQL sooner than prose.
_VERBS: tuple[tuple[bytes, bytes], ...] = (
    (b"select", rb"(?:^|[\s\"'({;])(?:SELECT(?:[\s\"'{*]|$)|(?i:select)\s(?s:.{0,600}?)\b(?i:from)(?:[\s\"'{]|\n|$))"),
    (b"insert", rb"\bINSERT\s|(?i:\binsert\s+(?:ignore\s+|or\s+\w+\s+)?into\s|[\"']\s*insert\s+\S+\s+(?:\([^)]*\)\s*)?values?\b)"),
    *_followed(
        b"update", rb"\bUPDATE\s|(?i:\bupdate\s+\S+\s+(?:\n\s*)?set\s)|[\"']update\s+[{%\"'`]", by=b" \t\n"
    ),
    *_followed(b"delete", rb"\bDELETE\s+[{%\"'`F]|(?i:\bdelete\s+from\s)"),
    (b"replace", rb"(?i:\breplace\s+into\s)|[\"']REPLACE\s"),
    (b"merge into", rb"\bMERGE INTO\s|[\"']merge into\s"),
    *_followed(b"where", rb"[\"'\s]WHERE\s|[\"'] ?where\s"),
    *_followed(b"create", rb"\bCREATE\s|" + _IN_QUOTES + rb"create\s+" + _OBJECTS),
    *_followed(b"alter", rb"\bALTER\s|" + _IN_QUOTES + rb"alter\s+" + _OBJECTS),
    *_followed(b"drop", rb"\bDROP\s|" + _IN_QUOTES + rb"drop\s+" + _OBJECTS),
    (b"truncate", rb"\bTRUNCATE\s|[\"']\s*truncate\s"),
    (b"search_path", rb"(?i)[\"'\s]search_path\s*(?:to|=)"),
    # "Copy link" is prose: nobody writes SQL like a title.
    *((verb, rb"[\"']\s*(?:" + verb.strip() + rb"|" + verb.strip().upper() + rb")\s") for verb in (
        b"grant ", b"revoke ", b"pragma ", b"vacuum ", b"listen ", b"unlisten ", b"notify ", b"copy ", b"call ", b"exec ",
        b"execute ", b"explain ", b"refresh ", b"reindex ", b"comment on", b"attach ", b"kill ", b"lock table",
    )),
    (b"with ", rb"(?i)[\"']\s*with\s+(?:recursive\s|[\w\"`\[\]{}%]+\s*(?:\([^)]*\)\s*)?as\s)"),
)  # fmt: skip


def _may_be_sqlalchemy(part: Part) -> bool:
    """Whether `text()` may be SQLAlchemy's: templates and widgets have functions of that name too."""
    meant = {name for local, name in part.words.imported if local == "text"}
    return not meant or "text" in part.attributes or any(name in FUNCTION_SINKS for name in meant)


#: Calls that take SQL, given text that is built on the spot or a request. A name as the argument says nothing:
#: the text is elsewhere, and its verb is a hit of its own.
_SINK_CALLS: tuple[TriggerSpec, ...] = (
    (b"exec", rb"\.exec\w*\(\s*(?:\*|[rb]?[ft][\"']|\w*\.?request\b|.*[\"']\s*(?:%|\+|\.format)|\n\s*[rb]?[ft][\"']|\w+\s*[%+])"),
    (b".fetch", rb"\.fetch(?:row|val|_all|_one|_val|many)?\(\s*(?:\w+\s*=\s*)?(?:[rb]?f?[\"']|\w+\.\w+\.format)"),
    (b"rawsql", rb"RawSQL\("),
    (b".raw(", rb"\.raw\("),
    (b".extra(", rb"\.extra\("),
    (b"raw_sql", rb"\braw_sql\("),
    (b"literal_column", rb"literal_column\(" + _NO_CONSTANT),
    (b"read_sql", rb"read_sql"),
    (b"callproc", rb"\.callproc\("),
    (b"text(", rb"\btext\(\s*(?:\n\s*)?(?:[rb]?f[\"']|[\"'].*[\"']\s*(?:%|\+|\.format)|\w+\s*[%+]|\w+\.format|\w+\)|request)",
     _may_be_sqlalchemy),
    (b"filter(", rb"\.filter\(\s*(?:f[\"']|[\"'].*[\"']\s*(?:%|\+|\.format))"),
    (b"having(", rb"\.having\(" + _NO_CONSTANT + rb"\s*(?:$|f?[\"'])"),
    (b"distinct(", rb"\.distinct\(" + _NO_CONSTANT + rb"\s*(?:$|f?[\"'])"),
    (b"group_by(", rb"\.group_by\(" + _NO_CONSTANT + rb"\s*(?:$|f?[\"'])"),
    (b"order_by", rb"order_by\(.*(?:request|\btext\(|getattr|[\"']\s*[%+]|[\"']\.format|\(f[\"'])"),
    (b"sql.sql", rb"\bsql\.SQL\("),
)  # fmt: skip


def _adds_conditions(part: Part) -> bool:
    """Whether a function builds text, in a file that has Django's `.extra(where=…)` or sends queries itself."""
    return builds_text(part) and not part.words.names.isdisjoint(_QUERYING)


_QUERYING = SINK_METHODS | EXECUTE_FAMILY | {"extra", "raw", *(name.rpartition(".")[2] for name in FUNCTION_SINKS)}
#: What stands in every function that puts values into SQL text, for the scout.
SQL_BUILDING_TRIGGERS: tuple[TriggerSpec, ...] = (
    *((verb, pattern, Written((verb.strip().decode(),))) for verb, pattern in _VERBS),
    (b"where=", rb"\bwhere=", _adds_conditions),
    *_SINK_CALLS,
)
_PLACEHOLDER = rb"[\s=(,'\"%](?:%s|%\(|\?|\$\d|:[A-Za-z_]|@[A-Za-z_])"
#: A verb and a placeholder within 700 bytes, where a database is called: parameters can be wrong there.
SQL_PARAMETER_TRIGGERS: tuple[TriggerSpec, ...] = tuple(
    (literal, pattern, Written((verb.decode(),), SINK_METHODS | EXECUTE_FAMILY | {"text", "raw"}))
    for verb in (b"select", b"insert", b"update", b"delete", b"replace")
    for literal, pattern in _followed(verb, rb"(?i)\b" + verb + rb"[\s\n](?s:.{0,700}?)" + _PLACEHOLDER, by=b" \t\n")
)
#: A select list with a `*`, or with a hole that may be one.
SQL_STAR_TRIGGERS: tuple[TriggerSpec, ...] = (
    (b"select", rb"(?i)(?:^|[\s\"'({;])select[\s\n]+(?:distinct\s+|all\s+|top\s+\d+\s+)?(?:[\w\"`\[\]]+\.)?[*{%]"),
    (b"select", rb"(?i)(?:^|[\s\"'({;])select[\s\n](?s:.{0,500}?)[\w\"`\]}]\.\*"),
    (b"returning", rb"(?i)\breturning\s+(?:\w+\.)?[*{%]"),
    (b"text(", rb"\btext\(\s*[\"']\*"),
    (b"literal_column", rb"literal_column\(\s*[\"']\*"),
)
#: A query whose whole result is fetched.
SQL_FETCH_TRIGGERS: tuple[TriggerSpec, ...] = (
    (
        b"select",
        rb"(?i)(?:^|[\s\"'({;])select(?:[\s\n]|$)",
        Written(
            ("select", "from"),
            frozenset({"fetchall", "fetch", "fetch_all", "all", "read_sql", "read_sql_query", "list", "scalars"}),
        ),
    ),
    (b".objects.all()", rb"\b(?:list|len)\(|^\s*[\w.]+\.objects\.all\(\)\s*$"),
)
