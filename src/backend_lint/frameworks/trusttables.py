"""How far a value can be trusted, and which calls, types and names keep it from changing SQL (catalogue 1.3)."""

from __future__ import annotations

from typing import Literal, NamedTuple

from backend_lint.model import Confidence
from backend_lint.semantics.regexes import regex

TrustKind = Literal["constant", "inert", "quoted", "guarded", "dynamic"]


class Trust(NamedTuple):
    """`kind` of a value; of a dynamic one `confidence` that it really is decided by someone else, and
    whether it comes from a request."""

    kind: TrustKind
    confidence: Confidence = "high"
    tainted: bool = False


#: Calls whose result cannot change the structure of SQL, by qualified name.
INERT_CALLS = frozenset({
    "int", "float", "bool", "len", "round", "abs", "ord", "hash", "id", "sum", "uuid.UUID", "uuid.uuid4", "uuid.uuid1",
    "decimal.Decimal", "range", "time.time", "time.time_ns", "datetime.datetime.now", "datetime.datetime.utcnow",
    "datetime.date.today", "datetime.timedelta", "django.utils.timezone.now", "os.getpid", "secrets.token_hex", "binascii.hexlify",
    "datetime.datetime", "datetime.date", "math.floor", "math.ceil", "zoneinfo.ZoneInfo",
})  # fmt: skip
INERT_METHODS = frozenset({
    "isoformat", "timestamp", "total_seconds", "hexdigest", "count", "toordinal", "bit_length", "hex", "utcnow",
    "today", "time_ns", "strftime",
})  # fmt: skip
#: Annotations whose values are digits or a fixed alphabet.
INERT_TYPES = frozenset({"int", "float", "bool", "uuid.UUID", "datetime.date", "datetime.datetime", "decimal.Decimal",
                          "datetime.timedelta", "zoneinfo.ZoneInfo", "pydantic.UUID4", "pydantic.PositiveInt", "pydantic.NonNegativeInt"})  # fmt: skip
#: Annotations of values that the code itself writes.
CONSTANT_TYPES = frozenset(
    {"typing.Literal", "typing_extensions.Literal", "typing.LiteralString", "typing_extensions.LiteralString"}
)

#: Where expressions that a library turns into SQL itself come from.
QUOTED_ROOTS = ("psycopg.sql.", "psycopg2.sql.", "pypika.", "sqlglot.", "sqlalchemy.", "sqlmodel.")
#: Methods with which an ORM turns its own query into SQL text.
COMPILERS = frozenset({"sql_with_params", "as_sql", "compile", "compiled", "get_sql", "sql"})
#: Functions that by their name quote a name or a literal for the database.
QUOTING = regex(
    r"^(?=\w+$)_?(quote(_\w+)?|\w+_quote|escape_identifier|format_identifier|quoted_name|\w*quote_ident\w*|sanitize_\w*identifier)$"
)
#: What writes a placeholder in the style of the database at hand.
PLACEHOLDER = regex(r"(?i)placeholder|^(qmark|paramstyle|bindparam)")
#: Attributes of ORM models that name tables and columns.
METADATA = frozenset({"_meta", "__tablename__", "__table__", "db_table", "db_column", "__table_args__"})
#: SQLAlchemy's events whose first argument is the table.
TABLE_EVENTS = frozenset({"before_create", "after_create", "before_drop", "after_drop"})
#: Where settings are kept: whoever sets them also runs the program.
SETTINGS_NAMES = frozenset({"settings", "config", "conf", "cfg", "Config", "Settings"})
#: `EventTypes.Create`: a member of a class that is imported.
CLASS_CONSTANT = regex(r"^(\w+\.)*[A-Z]\w*\.[A-Z]\w*$")
#: An imported constant, as far as its name says.
CAPITALS = regex(r"^_{0,2}[A-Z][A-Z0-9_]+$")
#: The characters that `re.sub("[^…]", "", x)` lets through, none of which ends a string.
KEPT_CHARACTERS = regex(r"\[\^(?:a-z|A-Z|0-9|[\w.@:/`]|\\[wd.-]|-(?=\]))+\]\+?")
#: Methods of a database object that write an expression in its dialect: `db.datetime_grouping("day")`.
DIALECT = regex(
    r"(?i)^(?!get|fetch|find|read|load|last|next)(?=\w+$)\w*(date|time|interval|trunc|concat|cast|now|collat)\w*$"
)
