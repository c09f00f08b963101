"""How the result of a query is read: all rows at once, or one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import libcst as cst

from backend_lint.frameworks.databases import Query
from backend_lint.frameworks.sqlplaces import SqlPlaces
from backend_lint.frameworks.sqltexts import SqlText, SqlTexts
from backend_lint.model import CONFIDENCE_RANK, Confidence
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.bodies import Bodies
from backend_lint.semantics.index import last_name
from backend_lint.semantics.names import dotted
from backend_lint.semantics.regexes import regex
from backend_lint.semantics.text import Hole


class Fetched(NamedTuple):
    """`call` reads every row of what it queries, without a limit; `how` names it for a message. `tables` are the
    names of the tables or models, lower case."""

    call: cst.Call
    how: str
    tables: frozenset[str]
    confidence: Confidence


#: Calls that send SQL and read all rows themselves.
_AT_ONCE = frozenset(
    {"fetch", "fetch_all", "fetchall", "execute_query_dict", "execute_fetchall", "read_sql", "read_sql_query"}
)
_READ_ALL = frozenset({"fetchall", "all", "fetch_all"})
#: Between a result and the reading of it.
_VIEWS = frozenset({"scalars", "mappings", "tuples", "unique", "columns", "bindparams"})
_SENDING = frozenset({"execute", "scalars", "exec"})
_ON_CURSOR = frozenset({"execute", "executemany", "executescript", "fetchall", "fetchone", "fetchmany", "callproc"})
_COLLECTING = frozenset({"list", "tuple", "len", "sorted"})
#: Methods of a Django queryset that leave the number of rows as it is.
_SAME_ROWS = frozenset(
    {"order_by", "select_related", "prefetch_related", "values", "values_list", "only", "defer", "using", "all"}
)
_CHANGES = regex(r"(?i)\b(?:insert\s+into|update\s+\S+\s+set|delete\s+from)\b")
#: The database describing itself, and the revision that Alembic notes in it: few rows.
_CATALOGUE = regex(
    r"(?i)\b(?:information_schema|pg_\w+|sqlite_\w+|pragma_\w+|sys\.|performance_schema|all_tables|alembic_version\b)"
)
_TABLE = regex(r"(?i)\b(?:from|join)\s+[\"`\[]?(?:\w+[\"`\]]?\.[\"`\[]?)?(\w+)")
#: Rows of one parent or of one group, or those that equal a parameter: as a rule few.
_NARROW = regex(
    r"(?i)\b\w*(?:_?id|uuid|_key|slug|code|email|name|hash|token)[\"`\]]?\s*(?:=|in\b)|\bgroup\s+by\b|\bdistinct\b|\bany\s*\(|=\s*any\b"
    r"|=\s*(?:%s|%\(|\?|:\w|\$\d)"
)
_WHERE = regex(r"(?i)\bwhere\b")


class Fetching:
    """How one file reads the results of its queries."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._index = analysis.index
        self._names = analysis.names
        self._bodies = analysis.know(Bodies)

    def whole(self) -> Iterator[Fetched]:
        """Every reading of a whole result, each call once."""
        found: dict[cst.CSTNode, Fetched] = {}
        for each in (*self._of_texts(), *self._of_managers()):
            known = found.get(each.call)
            if known is None or CONFIDENCE_RANK[each.confidence] > CONFIDENCE_RANK[known.confidence]:
                found[each.call] = each
        yield from found.values()

    def _of_texts(self) -> Iterator[Fetched]:
        places = self._analysis.know(SqlPlaces)
        for sql in self._analysis.know(SqlTexts).texts:
            query = sql.query
            if query is None or query.via is not None or query.kind == "fragment" or not _unbounded(sql):
                continue
            if self._streams(query.call) or not places.beside(query, sql.text):
                continue
            fetched = self._read(query)
            if fetched is not None:
                text = "".join(map(str, sql.text))
                tables = frozenset(match.lower() for match in _TABLE.findall(text))
                yield Fetched(fetched, f"{last_name(fetched.func)}()", tables, _confidence(query, text))

    def _read(self, query: Query) -> cst.Call | None:
        """The call that reads all rows of what `query` sends."""
        method = last_name(query.call.func)
        if method in _AT_ONCE:
            chunked = any(
                given.keyword is not None and given.keyword.value in ("chunksize", "iterator")
                for given in query.call.args
            )
            return None if chunked else query.call
        if query.api in ("SQL()", "literal_column()", ".extra()", "RawSQL()", "Func()"):
            return None
        return self._followed(query.call, sent=query.api != "text()")

    def _followed(self, node: cst.BaseExpression, sent: bool) -> cst.Call | None:
        """Who reads the value of `node`: outwards through awaits, views of the result and one name."""
        top: cst.CSTNode = node
        while True:
            parent = self._index.parents[top]
            outer = self._index.parents.get(parent)
            if isinstance(parent, cst.Await):
                top = parent
            elif isinstance(parent, cst.Attribute) and isinstance(outer, cst.Call):
                if parent.attr.value in _READ_ALL:
                    return outer
                if parent.attr.value not in _VIEWS:
                    return None
                top = outer
            elif isinstance(parent, cst.Arg) and isinstance(outer, cst.Call) and outer.args[0] is parent:
                if sent:
                    return outer if self._names.qualname(outer.func) in _COLLECTING else None
                if last_name(outer.func) not in _SENDING:
                    return None
                top, sent = outer, True
            elif isinstance(parent, cst.Assign) and sent and isinstance(parent.targets[0].target, cst.Name):
                return self._by_name(parent, parent.targets[0].target) or self._by_cursor(node, parent)
            elif isinstance(parent, cst.Expr) and sent:
                return self._by_cursor(node, parent)
            else:
                return None

    def _by_name(self, assign: cst.Assign, target: cst.Name) -> cst.Call | None:
        """`rows = conn.execute(…)` and then `rows.fetchall()`."""
        function = self._index.function(assign)
        for use in self._index.of(cst.Name):
            if use.value != target.value or use is target:
                continue
            around = self._index.function(use)
            while around is not None and around is not function:
                around = self._index.function(around)
            if around is not function:
                continue  # asked first: what reaches a use is dear, and files are full of `rows`
            binding = self._names.single(use)
            if binding is not None and binding.node is assign:
                parent = self._index.parents[use]
                if isinstance(parent, cst.Attribute | cst.Arg | cst.Await):
                    return self._followed(use, sent=True)
        return None

    def _by_cursor(self, node: cst.BaseExpression, statement: cst.CSTNode) -> cst.Call | None:
        """`cur.execute(…)` and, as the next thing that is done with it, `cur.fetchall()`."""
        if not isinstance(node, cst.Call) or not isinstance(node.func, cst.Attribute):
            return None
        owner = dotted(node.func.value)
        function = self._index.function(node)
        if not owner or self._server_side(node.func.value):
            return None
        passed = False
        for call in self._index.of(cst.Call):
            if call is node:
                passed = True
            elif (
                passed
                and isinstance(call.func, cst.Attribute)
                and dotted(call.func.value) == owner
                and self._index.function(call) is function
            ):
                if call.func.attr.value == "fetchall":
                    return call
                if call.func.attr.value in _ON_CURSOR:
                    return None
        return None

    def _server_side(self, cursor: cst.BaseExpression) -> bool:
        """Whether the cursor has a name: psycopg then leaves the rows on the server."""
        binding = self._names.single(cursor) if isinstance(cursor, cst.Name) else None
        made = binding.value if binding is not None else None
        if isinstance(made, cst.Await):
            made = made.expression
        if not isinstance(made, cst.Call) or last_name(made.func) != "cursor":
            return False
        return any(
            given.keyword.value in ("name", "cursor_class")
            if given.keyword is not None
            else isinstance(given.value, cst.SimpleString)
            for given in made.args
        )

    def _streams(self, node: cst.CSTNode) -> bool:
        """Whether the function around `node` hands rows on one by one."""
        function = self._index.function(node)
        return function is not None and bool(self._bodies.of(function, cst.Yield))

    def _of_managers(self) -> Iterator[Fetched]:
        """`list(Model.objects.all())` and `len(Model.objects.all())` of Django, also by one name."""
        for call in self._index.calls.get("all", ()):
            owner = call.func.value if isinstance(call.func, cst.Attribute) and not call.args else None
            if not isinstance(owner, cst.Attribute) or owner.attr.value != "objects":
                continue
            model = last_name(owner.value)
            reader = self._collected(call) if model[:1].isupper() and not self._streams(call) else None
            if reader is not None:
                yield Fetched(
                    reader, f"{last_name(reader.func)}({model}.objects.all())", frozenset({model.lower()}), "high"
                )

    def _collected(self, node: cst.BaseExpression) -> cst.Call | None:
        top: cst.BaseExpression = node
        while True:
            parent = self._index.parents[top]
            outer = self._index.parents.get(parent)
            if isinstance(parent, cst.Attribute) and isinstance(outer, cst.Call) and parent.attr.value in _SAME_ROWS:
                top = outer
                continue
            if isinstance(parent, cst.Arg) and isinstance(outer, cst.Call):
                whole = self._names.qualname(outer.func) in ("list", "len") and len(outer.args) == 1
                return outer if whole else None
            return None


def _unbounded(sql: SqlText) -> bool:
    """Whether a constant SELECT can give any number of rows."""
    statement = sql.statement
    if statement.verb not in ("SELECT", "WITH") or any(isinstance(part, Hole) for part in sql.text):
        return False
    if statement.has_limit or statement.aggregate_only or statement.selects_by_key:
        return False
    text = "".join(map(str, sql.text))
    return not (_CHANGES.search(text) or _CATALOGUE.search(text)) and _TABLE.search(text) is not None


def _confidence(query: Query, text: str) -> Confidence:
    if _NARROW.search(text):
        return "low"
    return "high" if query.certain and not _WHERE.search(text) else "medium"
