"""Where SQL text is written: beside the call that sends it, in a constant, or under a name that says SQL."""

from __future__ import annotations

import libcst as cst

from backend_lint.frameworks.databases import Query
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name
from backend_lint.semantics.regexes import regex
from backend_lint.semantics.text import Known, Text

#: How a constant that holds SQL is called: `USERS_SQL`, `QUERY_ACTIVE`, `SQL`.
_CONSTANT = r"(?=_?[A-Z0-9]+(?:_[A-Z0-9]+)*\Z)_?(?:\w+_)?(?:SQL|QUERY|STMT|STATEMENT)(?:_\w+)?"
_CONSTANT_NAME = regex(_CONSTANT)
#: Names, keyword arguments and functions that say "this is SQL".
_SQL_NAME = regex(r"(?i)(?:^|_)(?:sql|query|queries|stmt|statement)(?:_|\d*$)")
#: Functions that send or keep what they are given.
_SQL_CALLEE = regex(
    r"(?i)(?:^|_)(?:run|exec|execute|executemany|fetch|fetchone|fetchall|fetchrow|fetchval|query|sql|select|text)(?:_|\d*$)|(?:Query|SQL|Sql)$"
)


class SqlPlaces:
    """Where the SQL texts of one file are written."""

    def __init__(self, analysis: Analysis) -> None:
        self._index = analysis.index

    def beside(self, query: Query, text: Text) -> bool:
        """Whether the text stands in the function that sends it, or the sent expression is a constant whose
        name says SQL. Text from elsewhere counts only where it is written: whether the function that sends
        it was parsed at all depends on what else it holds."""
        call = query.via or query.call
        home = self._outermost(call)
        if home is None or all(
            self._outermost(part.node) is home for part in text if isinstance(part, Known) and part.node
        ):
            return True
        return _CONSTANT_NAME.fullmatch(last_name(query.sql)) is not None

    def says_sql(self, node: cst.CSTNode) -> bool:
        """Whether the literal `node` is bound to a name, passed as an argument or returned by a function whose
        name says that it is SQL."""
        child: cst.CSTNode = node
        for ancestor in self._index.ancestors(node):
            if isinstance(ancestor, cst.Arg) and ancestor.keyword is not None:
                return _SQL_NAME.search(ancestor.keyword.value) is not None
            if isinstance(ancestor, cst.Call) and child is not ancestor.func:
                return _SQL_CALLEE.search(last_name(ancestor.func)) is not None
            if isinstance(ancestor, cst.Assign):
                return any(_SQL_NAME.search(last_name(target.target)) for target in ancestor.targets)
            if isinstance(ancestor, cst.AnnAssign | cst.AugAssign):
                return _SQL_NAME.search(last_name(ancestor.target)) is not None
            if isinstance(ancestor, cst.Return):
                function = self._index.function(ancestor)
                return function is not None and _SQL_NAME.search(function.name.value) is not None
            if isinstance(ancestor, cst.DictElement | cst.BaseSmallStatement | cst.BaseCompoundStatement):
                return False
            child = ancestor
        return False

    def _outermost(self, node: cst.CSTNode) -> cst.FunctionDef | None:
        """The outermost function in whose body `node` stands."""
        found, current = None, self._index.function(node)
        while current is not None:
            found, current = current, self._index.function(current)
        return found
