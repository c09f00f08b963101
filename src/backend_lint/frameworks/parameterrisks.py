"""Which parameters do what the text that they replace did, by what is known of their types and of the driver's ways with them."""

from __future__ import annotations

from typing import Literal

import libcst as cst

from backend_lint.frameworks.databases import Query
from backend_lint.frameworks.parameterpassing import Passing
from backend_lint.frameworks.parametersites import ParameterSite
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name

ValueType = Literal["text", "number", "other", ""]
#: Drivers that write a text into LIMIT with its quotes, which MySQL rejects; with others it is not known which database it is.
_QUOTE_LIMITS = frozenset({"pymysql", "aiomysql", "mysql-connector", "django", "sqlalchemy", "databases", "peewee"})


#: Drivers of SQLite, and those that may be: it compares text with a number as such where no column says which is meant.
_TYPELESS = frozenset({"sqlite3", "aiosqlite", "sqlalchemy", "databases", "django", "peewee", "tortoise"})


class ParameterRisks:
    """The parameters of one file.

    A value in quotes was text for the database, and a parameter that is text stays that with every driver that lets the
    database find out its type: sqlite3's, psycopg's, MySQL's. asyncpg, and what sends its queries through it, asks
    the server for the type of the column first and rejects text for a date or a number, and a number for text: only a
    pattern of LIKE is sure to be text there, and only an `int` is sure to be one. psycopg 3 leaves the type open, which
    PostgreSQL accepts where it compares or stores. A value outside of quotes was a number; where it comes as text, SQLite
    still reads it as one beside a column, but not beside an expression. What is not text by its annotation is kept text
    in quotes by `str()`; so is what is not known to be text, but for SQLite and where the server's types decide: PostgreSQL
    compares no number with text, and for MySQL `0` equals every text that begins with no digit."""

    def __init__(self, analysis: Analysis) -> None:
        self._types = analysis.know(ParameterTypes)

    def keeps(self, site: ParameterSite, query: Query, passing: Passing) -> bool:
        """Whether the query does what it did for every value that is no attack."""
        types = {self._types.of(value.expression) for value in site.values}
        number, text = types == {"number"}, len(site.units) > 1 or types == {"text"}
        if not site.quoted and any(value.conversion or "other" in types for value in site.values):
            return False
        if site.limits and query.advised.name in _QUOTE_LIMITS:
            return number
        if passing.strict:
            return (site.quoted and site.like and text) or (
                not site.quoted and number and (site.compared or site.limits)
            )
        if query.advised.name in _TYPELESS and not site.quoted and not number:
            return site.column or site.limits or site.before == "VALUES ("
        return query.advised.name != "psycopg" or site.compared or site.limits or site.before == "VALUES ("


class ParameterTypes:
    """What is known of the types of the values of one file."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._names = analysis.names

    def of(self, node: cst.BaseExpression) -> ValueType:
        """The type of a value; "" when nothing says it."""
        if isinstance(node, cst.SimpleString):
            return "other" if "b" in node.prefix else "text"
        if isinstance(node, cst.FormattedString | cst.ConcatenatedString):
            return "text"
        if isinstance(node, cst.Integer | cst.Float):
            return "number"
        if isinstance(node, cst.Call):
            name = self._names.qualname(node.func)
            if name in ("str", "input", "repr"):
                return "text"
            if name in ("int", "float", "len"):
                return "number"
            return "text" if last_name(node.func) in ("strip", "lower", "upper", "format", "title", "isoformat") else ""
        if isinstance(node, cst.Name):
            binding = self._names.single(node)
            if binding is not None and isinstance(binding.node, cst.Param) and binding.node.annotation is not None:
                return self._annotated(binding.node.annotation.annotation)
            if (
                binding is not None
                and binding.kind == "assign"
                and binding.value is not None
                and binding.value is not node
            ):
                return self.of(binding.value) if not isinstance(binding.value, cst.Name) else ""
        return ""

    def _annotated(self, annotation: cst.BaseExpression) -> ValueType:
        if isinstance(annotation, cst.BinaryOperation):
            return self._annotated(annotation.left)
        if isinstance(annotation, cst.Subscript) and self._names.qualname(annotation.value) == "typing.Optional":
            element = annotation.slice[0].slice
            return self._annotated(element.value) if isinstance(element, cst.Index) else ""
        name = self._names.qualname(annotation)
        if name in ("int", "bool", "float"):
            return "number"
        return "text" if name == "str" else "other" if name is not None and not name.startswith("typing.") else ""
