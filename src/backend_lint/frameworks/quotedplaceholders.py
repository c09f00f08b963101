"""How a placeholder gets out of the quotes of its SQL text, and the wildcards of a LIKE into its parameter."""

from __future__ import annotations

import re
from typing import NamedTuple

import libcst as cst

from backend_lint.frameworks.databases import Query
from backend_lint.frameworks.owntexts import Correction, OwnText, OwnTexts, Passed
from backend_lint.frameworks.placeholders import conversions, driver_for, fills_in
from backend_lint.frameworks.sqltexts import SqlText
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.fillings import NotWrittenOutError
from backend_lint.semantics.regexes import regex
from backend_lint.semantics.rewriting import Splice
from backend_lint.semantics.sql import Placeholder
from backend_lint.semantics.writtentexts import WrittenTexts

#: Drivers that send the text as it is: a parameter without a placeholder of its own is an error.
_STRICT = frozenset({"sqlite3", "aiosqlite", "asyncpg", "pyodbc", "aioodbc", "duckdb", "oracledb"})
#: Of these, the ones that take a dictionary with more names than the text has.
_LENIENT_NAMES = frozenset({"sqlite3", "aiosqlite"})
#: Libraries that hand the text to one of either kind.
_EITHER = frozenset({"psycopg", "sqlalchemy", "databases"})
_COMPARED = r"(?<![-#@&|~!<>?*])(?:<>|!=|<=|>=|=|<|>)|\bI?LIKE"
#: What stands before a value. Not before a typed literal (`DATE '…'`), a name (`AS '…'`), or a path into JSON (`->>`).
_BEFORE_TEXT = regex(rf"(?i)(?:{_COMPARED}|[(,]|\|\||\b(?:AND|OR|NOT|BETWEEN|SELECT|WHERE|WHEN|THEN|ELSE))\s*\Z")
#: In double quotes it is a value where SQLite and MySQL read text; everywhere else it is a name.
_BEFORE_NAME = regex(rf"(?i)(?:{_COMPARED}|\bVALUES\s*\((?:[^()]*,)?)\s*\Z")
_AFTER = regex(r"\s|[,);]|\Z")
#: Text around a LIKE's placeholder that may move into an f-string as it is.
_PLAIN = regex(r"[^'\"{}\\\r\n]*")
#: Expressions that may be put into an f-string as they are.
_NAMING = (cst.Name, cst.Attribute, cst.Subscript, cst.Call, cst.Await)


class _Quotes(NamedTuple):
    """The quotes around a placeholder: the 0-based characters of the text at which the first begins and behind which the last
    ends, and the text between quotes and placeholder."""

    start: int
    end: int
    before: str
    after: str


class QuotedPlaceholders:
    """The quoted placeholders of one file, as what could be done about them."""

    def __init__(self, analysis: Analysis) -> None:
        self._own = analysis.know(OwnTexts)
        self._written = analysis.know(WrittenTexts)

    def unquoted(self, query: Query, sql: SqlText, placeholder: Placeholder) -> Correction | None:
        """The placeholder without its quotes. None where it is not sure that this makes a query that works: the text is shared
        or partly unknown, numbers of placeholders and parameters differ, the quotes hold more, or a value cannot stand
        there."""
        try:
            own = self._own.of(query.sql)
            offset = sum(map(len, map(str, sql.text[: placeholder.part]))) + placeholder.offset
            same = next((each for each in own.placeholders if each.offset == offset and each.quote), None)
            return None if query.via is not None or same is None else self._unquoted(query, own, same)
        except NotWrittenOutError:
            return None

    def _unquoted(self, query: Query, own: OwnText, placeholder: Placeholder) -> Correction | None:
        value = _value(own, placeholder, self._own.passed(query))
        quotes = _quotes(own, placeholder)
        if value is None or quotes is None:
            return None
        text = own.mark(placeholder)
        unquoted = own.splice(quotes.start, quotes.end, text)
        safe = self._never_worked(query, placeholder, value)
        if not quotes.before and not quotes.after:
            return Correction((unquoted,), f"Remove the quotes around `{text}`", safe)
        around = [quotes.before, quotes.after]
        if placeholder.style in ("format", "pyformat"):
            around = [part.replace("%%", "%") for part in around]
        moved = self._moved(value, *around) if placeholder.like else ()
        return Correction((unquoted, *moved), "Move the wildcards of LIKE into the parameter", safe) if moved else None

    def _never_worked(self, query: Query, placeholder: Placeholder, value: cst.BaseExpression) -> bool:
        """Whether the query failed whatever value it was given: the parameter is left over, or the driver's quotes
        end the text. A number is filled in without quotes, so that it worked."""
        driver = driver_for(query)
        if not query.certain:
            return False
        if driver.name in _STRICT:
            return driver.name not in _LENIENT_NAMES or placeholder.style != "named"
        filled = fills_in(driver) or driver.name in _EITHER
        return filled and placeholder.quote == "'" and self._own.is_text(value)

    def _moved(self, value: cst.BaseExpression, before: str, after: str) -> tuple[Splice, ...]:
        """`f"%{name}%"` for `name`; nothing where that cannot be said in one line that every Python reads."""
        start, end = self._written.span(value, parentheses=False)
        source = self._written.text[start:end]
        quote = '"' if '"' not in source else "'"
        if not isinstance(value, _NAMING) or quote in source or re.search(r"[\\\r\n#]", source):
            return ()
        if not (_PLAIN.fullmatch(before) and _PLAIN.fullmatch(after)):
            return ()
        return (Splice(start, end, f"f{quote}{before}{{{source}}}{after}{quote}"),)


def _quotes(own: OwnText, placeholder: Placeholder) -> _Quotes | None:
    text, quote, at = own.text, placeholder.quote, placeholder.offset
    behind = at + len(own.mark(placeholder))
    start, end = text.rfind(quote, 0, at), text.find(quote, behind)
    if quote not in ("'", '"') or min(start, end) < 0:
        return None
    before, after = text[:start], text[end + 1 :]
    casts = after.startswith("::") and placeholder.style not in ("named", "numeric")
    if not (_BEFORE_TEXT if quote == "'" else _BEFORE_NAME).search(before) or not (_AFTER.match(after) or casts):
        return None
    return _Quotes(start, end + 1, text[start + 1 : at], text[behind:end])


def _value(own: OwnText, placeholder: Placeholder, passed: Passed) -> cst.BaseExpression | None:
    """The parameter that the placeholder stands for; None where placeholders and parameters do not meet one to one."""
    alike = [each for each in own.placeholders if each.style == placeholder.style]
    number = len(passed.positional)
    if placeholder.style in ("format", "qmark"):
        written = conversions(own.text) if placeholder.style == "format" else own.text.count("?")
        return passed.positional[alike.index(placeholder)] if number == len(alike) == written else None
    if [each.name for each in alike].count(placeholder.name) > 1:
        return None
    if placeholder.style in ("dollar", "numeric"):
        numbers = sorted(int(each.name) for each in alike)
        return passed.positional[int(placeholder.name) - 1] if numbers == [*range(1, number + 1)] else None
    return passed.named.get(placeholder.name)
