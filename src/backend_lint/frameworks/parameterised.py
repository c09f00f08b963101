"""The change that turns a query whose text is built into one with parameters, and how sure it is (catalogue 1.5, 1.7)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

import libcst as cst

from backend_lint.frameworks.databases import Query
from backend_lint.frameworks.handescapes import HandEscapes
from backend_lint.frameworks.owntexts import Correction
from backend_lint.frameworks.parameterarguments import Arguments, Existing, New, existing
from backend_lint.frameworks.parametermarks import Marks, Sources
from backend_lint.frameworks.parameterpassing import Passing, Passings
from backend_lint.frameworks.parameterrisks import ParameterRisks, ParameterTypes
from backend_lint.frameworks.parametersites import Dynamic, ParameterSite, SqlWriting, is_fragment, may_be_several
from backend_lint.frameworks.sqltexts import SqlHole, SqlTexts
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.calls import argument
from backend_lint.semantics.fillings import NotWrittenOutError
from backend_lint.semantics.moving import Moving
from backend_lint.semantics.rewriting import Marked, Rewriting, Splice, merged
from backend_lint.semantics.writing import Value
from backend_lint.semantics.writtentexts import WrittenTexts

#: Drivers of databases that take `"text"` for text; others take it for the name of a column.
_QUOTE_TEXT_TWICE = frozenset({"sqlite3", "aiosqlite", "pymysql", "aiomysql", "mysql-connector"})
#: Drivers with `?` that are not SQLite's, which compares a number with a column of text as text.
_TYPED_QMARK = frozenset({"pyodbc", "aioodbc"})
#: What may make the same fragment several times for one statement.
_REPEATING = (cst.For, cst.While, cst.ListComp, cst.SetComp, cst.DictComp, cst.GeneratorExp)


class ParameterChanges:
    """The changes of the queries of one file."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._texts = analysis.know(WrittenTexts)
        self._passings = analysis.know(Passings)
        self._types = analysis.know(ParameterTypes)
        self._moving = analysis.know(Moving)
        self._risks = analysis.know(ParameterRisks)
        self._escapes = analysis.know(HandEscapes)

    def of(self, query: Query | None) -> Correction | None:
        """The change that binds the values that `query` puts into its text; None where none is sure to keep what the code
        does."""
        passing = self._passings.of(query) if query is not None else None
        if query is None or passing is None:
            return None
        texts = self._texts_of(query)
        holes = [hole for hole in self._holes[query.call] if hole.sql.expression in texts]
        if not texts or any(hole.site is None for hole in holes):
            return None
        bound = {hole.hole.expression for hole in holes if query.kind != "statement" or not hole.names_something}
        try:
            return self._changed(query, passing, bound)
        except NotWrittenOutError:
            return None

    @cached_property
    def _holes(self) -> Mapping[cst.Call, Sequence[SqlHole]]:
        """The holes of the texts that each call sends."""
        found: dict[cst.Call, list[SqlHole]] = defaultdict(list)
        for hole in self._analysis.know(SqlTexts).holes:
            if hole.sql.query is not None:
                found[hole.sql.query.call].append(hole)
        return found

    def _changed(self, query: Query, passing: Passing, holes: Collection[cst.BaseExpression]) -> Correction | None:
        writing = self._texts.of(self._texts_of(query))
        sql = SqlWriting(writing, fragment=query.kind != "statement")
        dynamic = Dynamic(holes, self._analysis)
        wanted = [unit for unit in writing.units if isinstance(unit, Value) and dynamic.enters(unit)]
        if not sql.takes_parameters or not wanted:
            return None
        sites = list(sql.sites(wanted))
        for site in sites:
            self._check(site)
        values = [value.expression for site in sites for value in site.values]
        bound = set(values)
        left = [unit.expression for unit in writing.units if isinstance(unit, Value) and unit.expression not in bound]
        if not self._moving.keeps(values, query.call) or not self._keeps_order(values, left):
            return None
        if any(site.quote == '"' for site in sites) and query.advised.name not in _QUOTE_TEXT_TWICE:
            return None
        sql_argument, arguments = self._call(query, passing)
        known, passing = self._known(arguments, passing)
        if passing.guessed and known.node is not None:
            return None  # what has only the name of a cursor may take something else
        if passing.container == "bindparams" and self._analysis.index.enclosing(query.call, *_REPEATING) is not None:
            return None  # of two parameters of one name in a statement, the last one counts for both
        marks = Marks(passing, known, sql, self._others[query.call] if passing.container == "bindparams" else 0)
        passed = [*([known.node] if known.node is not None else ()), *(each.value for each in known.elements)]
        if self._has_calls(passed) and self._has_calls(values):
            return None
        exact = not passing.strict and (passing.style != "qmark" or query.advised.name in _TYPED_QMARK)
        sources = Sources(self._texts, self._types, percent=marks.reads_percent, exact=exact)
        new: list[New] = []
        marked: list[Marked] = []
        for site in sites:
            source = sources.of(site)
            mark, name, earlier = marks.next(site, source)
            marked.append(Marked(site.first, site.last, mark))
            new.append(New(name, source, earlier))
        splices = Rewriting(self._texts, writing, marked, marks.doubled).splices()
        if passing.container == "bindparams":
            end = self._texts.span(query.call)[1]
            given = ", ".join(dict.fromkeys(f"{each.name}={each.source}" for each in new))
            splices.append(Splice(end, end, f".bindparams({given})"))
        else:
            splices += Arguments(self._texts, sql_argument, passing).added(new, known)
        returned = (
            isinstance(self._analysis.index.parents[query.call], cst.Return) and passing.container == "bindparams"
        )
        safe = not passing.guessed and not returned and all(self._risks.keeps(site, query, passing) for site in sites)
        names = list(dict.fromkeys(f"`{self._texts.source(value, parentheses=False)}`" for value in values))
        what = "a parameter" if len(names) == 1 else "parameters"
        return Correction(tuple(merged(splices)), f"Pass {', '.join(names)} as {what}", safe)

    def _call(self, query: Query, passing: Passing) -> tuple[cst.Arg, tuple[cst.Arg, ...]]:
        """The argument of the call that takes the parameters which is, or holds, the text, and the others of that call."""
        outer = self._passings.sending(query.call) if passing.container == "dict" and query.api == "text()" else None
        if query.api == "text()" and query.arguments:
            raise NotWrittenOutError
        if outer is not None:
            return outer.args[0], tuple(outer.args[1:])
        given = next((each for each in query.call.args if self._analysis.index.contains(each, query.sql)), None)
        if given is None:
            raise NotWrittenOutError
        return given, tuple(each for each in query.call.args if each is not given)

    @cached_property
    def _others(self) -> Mapping[cst.Call, int]:
        """How many calls of the same name come before each in its outermost function, perhaps for the same statement."""
        counted: Counter[tuple[str, cst.CSTNode | None]] = Counter()
        found: dict[cst.Call, int] = {}
        for name, calls in self._analysis.index.calls.items():
            for call in calls:
                around = [each for each in self._analysis.index.ancestors(call) if isinstance(each, cst.FunctionDef)]
                outermost = around[-1] if around else None
                found[call] = counted[name, outermost]
                counted[name, outermost] += 1
        return found

    def _texts_of(self, query: Query) -> Sequence[cst.BaseExpression]:
        """The texts of `query` that share its parameters: all conditions of an `.extra()`, else the one."""
        if query.api != ".extra()":
            return [query.sql]
        where = argument(query.call, "where")
        if not isinstance(where, cst.List | cst.Tuple) or not self._analysis.index.contains(where, query.sql):
            return []
        return [element.value for element in where.elements]

    def _known(self, arguments: Sequence[cst.Arg], passing: Passing) -> tuple[Existing, Passing]:
        """What the call passes already. `text()` can be bound by itself where that is not written out."""
        if passing.container == "bindparams":
            return Existing(None), passing
        try:
            return existing(arguments, passing), passing
        except NotWrittenOutError:
            if passing.container == "dict" and not passing.keyword:
                return Existing(None), passing._replace(container="bindparams")
            raise

    def _check(self, site: ParameterSite) -> None:
        """Raise `NotWrittenOutError` where what stands at `site` may be more, or less, than one value."""
        listed = site.before.startswith("IN (")
        for value in site.values:
            if value.spec or (not site.quoted and value.mixed) or may_be_several(value):
                raise NotWrittenOutError
            if self._escapes.has(value.expression):
                raise NotWrittenOutError
            scalar = bool(self._types.of(value.expression))
            if not site.quoted and not scalar and (listed or site.before.endswith("alone")):
                raise NotWrittenOutError
            if (not site.quoted or listed) and not scalar and is_fragment(value, self._analysis):
                raise NotWrittenOutError

    def _keeps_order(self, moved: Sequence[cst.BaseExpression], left: Sequence[cst.BaseExpression]) -> bool:
        """Whether calls among the moved expressions run once, in the order in which they did, and nothing that is left in
        the text came after them."""
        starts = [self._texts.span(node)[0] for node in moved if self._has_calls([node])]
        return starts == sorted(set(starts)) and not (starts and self._has_calls(left))

    def _has_calls(self, nodes: Sequence[cst.BaseExpression]) -> bool:
        return any(self._analysis.index.inside(node, cst.Call, cst.Await) for node in nodes)
