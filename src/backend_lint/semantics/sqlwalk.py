"""One walk over the tokens of SQL: which clause each word is in, which queries there are."""

from __future__ import annotations

import msgspec

from backend_lint.semantics.sqllexer import Token
from backend_lint.semantics.sqlqueries import Query, Source
from backend_lint.semantics.sqlroles import Frame, Role, clause_of, is_operand, is_reserved, role_of
from backend_lint.semantics.sqlwords import (
    AGGREGATES,
    CLAUSES,
    COLUMNS_AFTER,
    COMPARE,
    CONDITION_AFTER,
    LIKE,
    NO_FUNCTION,
    SELECT_MODIFIERS,
)

_JOINED = frozenset({"FROM", "JOIN", "LATERAL", "USING"})


class Spot(msgspec.Struct, frozen=True):
    """A token that holds a hole or is a placeholder, with what it is for; `index` counts tokens from 0."""

    index: int
    role: Role
    before: str
    like: bool
    function: str  # the function whose argument it is, upper case, or ""


class Walk(msgspec.Struct):
    """Reads the tokens of one text; afterwards `spots`, `queries` and `verb` hold what was found."""

    tokens: list[Token]
    spots: dict[int, Spot] = {}
    queries: list[Query] = []
    verb: str = ""
    declared: set[str] = set()  # variables of the script itself: DECLARE @x, SET @x
    _frame: Frame = msgspec.field(default_factory=lambda: Frame("statement"))
    _query: Query | None = None
    _stack: list[Query | None] = []
    _at: int = 0
    _cte: str = ""
    _pending_ctes: dict[str, Query] = {}

    def run(self) -> Walk:
        """Read everything; call once."""
        started = False
        for index, token in enumerate(self.tokens):
            self._at = index
            following = self._ahead(1)
            if not started and token.upper != "(":
                started, self.verb = True, token.upper if token.kind == "word" else ""
                self._frame.verb = self.verb
            self._read(index, token, following)
            self._frame.earlier, self._frame.previous = self._frame.previous, token
        return self

    def _ahead(self, count: int) -> Token | None:
        at = self._at + count
        return self.tokens[at] if at < len(self.tokens) else None

    def _read(self, index: int, token: Token, following: Token | None) -> None:
        frame = self._frame
        if token.upper == "(":
            self._enter(token, following)
        elif token.upper in (")", "]"):
            self._leave(token)
        elif token.upper == "[":
            self._push(Frame("index", "[", frame.verb, "", frame))
        elif token.upper == ";":
            while self._frame.parent is not None:
                self._leave(token)
            self._frame = Frame("statement")
            self._query, self._pending_ctes = None, {}
        elif token.kind == "word" and not token.holes and not self._is_name(token, following):
            self._word(token, following)
        elif token.kind == "op":
            self._operator(token, following)
        if is_operand(token):
            self._operand(index, token, following)

    def _is_name(self, token: Token, following: Token | None) -> bool:
        """A keyword used as a column: `t.order`, `set.x`."""
        previous = self._frame.previous
        return (previous is not None and previous.upper == ".") or (following is not None and following.upper == ".")

    def _word(self, token: Token, following: Token | None) -> None:
        frame, word = self._frame, token.upper
        frame.words.add(word)
        previous = frame.previous.upper if frame.previous is not None else ""
        if not frame.verb:
            frame.verb = word
        if word in COMPARE:
            frame.comparing, frame.condition = word, "right"
            return
        if word == "BETWEEN":
            frame.between += 1
        elif word in ("AND", "OR"):
            if word == "AND" and frame.between:
                frame.between -= 1
                frame.comparing, frame.condition = "BETWEEN", "right"
            else:
                frame.comparing, frame.condition = "", "start"
            if word == "OR" and self._query is not None and frame.clause == "WHERE":
                self._query.alternatives = True
        elif word == "IN":
            frame.condition = "right"
            self._compare(following)
        elif word in ("SELECT", "RETURNING") and frame.verb not in ("GRANT", "REVOKE", "ALTER"):
            self._begin_query(word)
        if word in _JOINED and not (frame.kind == "call" or previous == "DISTINCT"):
            frame.expect_source = frame.verb != "COPY" and (word != "USING" or frame.verb in ("DELETE", "MERGE"))
        if word in CLAUSES and not (word == "ON" and previous in ("DISTINCT", "")):
            self._clause(frame, word, following, previous)
        elif word == "BY" and previous in ("ORDER", "GROUP", "PARTITION"):
            frame.clause = f"{previous} BY"
            if previous == "GROUP" and self._query is not None:
                self._query.grouped = True
        elif word == "JOIN":
            frame.clause = "FROM"
        elif word in ("UPDATE", "TABLE") and frame.verb in ("UPDATE", "TRUNCATE"):
            frame.clause = word
        elif word in ("UNION", "EXCEPT", "INTERSECT"):
            frame.clause, frame.condition, frame.comparing = "", "", ""
        elif self._query is not None and (word == "ROWNUM" or (word == "TOP" and previous in SELECT_MODIFIERS)):
            self._query.limited = True
        elif word == "OVER" and self._query is not None:
            self._query.windowed = True
        if word in CONDITION_AFTER and word not in ("AND", "OR", "NOT"):
            frame.condition, frame.comparing = "start", ""

    def _clause(self, frame: Frame, word: str, following: Token | None, previous: str) -> None:
        frame.clause = word
        frame.comparing = frame.condition = ""
        query = self._query
        if query is None:
            return
        if word in ("LIMIT", "FETCH"):
            query.limited = following is None or following.upper not in ("ALL", "NULL")
            query.empty = following is not None and following.text == "0"
        elif word == "FROM" and previous != "DISTINCT":
            query.reads = True

    def _begin_query(self, word: str) -> None:
        frame, last = self._frame, self._query
        frame.clause = word
        if frame.kind == "group" and word == "SELECT":
            frame.kind = "query"
        if frame.verb == "CREATE":  # CREATE … AS SELECT
            frame.verb = "SELECT"
        query = Query(top=frame.parent is None, returning=word == "RETURNING", ctes=self._pending_ctes)
        if last is not None and word == "SELECT" and frame.words & {"UNION", "EXCEPT", "INTERSECT"}:
            query.head = last.head or last
            query.head.arms.append(query)
        query.inserted = frame.verb in ("INSERT", "REPLACE") and frame.parent is None and word == "SELECT"
        query.ignored = frame.label == "EXISTS (" or self.verb == "EXPLAIN"
        frame.expect_source = False
        self._query = query
        self.queries.append(query)

    def _operator(self, token: Token, following: Token | None) -> None:
        frame = self._frame
        if token.upper == "*":
            if self._query is not None:
                self._query.read_star(frame, token, following)
        elif token.upper == ",":
            frame.comparing = ""
            frame.expect_source = frame.clause == "FROM" and frame.kind in ("statement", "query")
        elif token.upper in COMPARE:
            frame.comparing, frame.condition = token.upper, "right"
            if token.upper == "=":
                self._compare(following)

    def _compare(self, following: Token | None) -> None:
        third = self._ahead(2)
        if self._query is not None and not (third is not None and third.upper == "SELECT"):
            self._query.read_comparison(self._frame, following)

    def _enter(self, token: Token, following: Token | None) -> None:
        frame, previous = self._frame, self._frame.previous
        word = previous.upper if previous is not None else ""
        child = Frame("group", "", frame.verb, "", frame)
        opens_query = following is not None and following.upper in ("SELECT", "WITH")
        if frame.clause in ("FROM", "USING") and frame.expect_source:
            child.kind = "query"
            child.label = f"{word} ("
        elif word in ("IN", "VALUES", "ANY", "SOME", "ALL", "TOP") or (word == "," and frame.clause == "VALUES"):
            child.kind, child.label = "list", f"{word if word != ',' else 'VALUES'} ("
        elif word == "EXISTS" or (word in ("AS", "MATERIALIZED") and frame.clause == "WITH"):
            child.kind, child.label = "query", "EXISTS (" if word == "EXISTS" else "AS ("
        elif word == "AS" and following is not None and following.kind == "hole":
            child.kind, child.label = "query", f"{word} ("
        elif word in COLUMNS_AFTER or self._names_columns(frame, previous):
            before = frame.earlier.upper if frame.earlier is not None else ""
            owner = before if before.isalpha() else frame.clause or frame.verb
            child.kind, child.label = "columns", f"{word if word in COLUMNS_AFTER else owner} ("
        elif previous is not None and word not in NO_FUNCTION and self._callable(previous):
            child.kind, child.label = "call", f"{word}("
            if word in AGGREGATES and self._query is not None and clause_of(frame) == "SELECT":
                self._query.aggregated = True
        elif word == "ON" and frame.earlier is not None and frame.earlier.upper == "DISTINCT":
            child.kind, child.label = "columns", "DISTINCT ON ("
        else:
            child.condition = frame.condition
        if opens_query:
            child.kind, child.verb = "query", ""
        self._push(child)

    def _callable(self, previous: Token) -> bool:
        if previous.kind in ("hole", "name"):
            return previous.kind == "name" or bool(previous.holes)
        return previous.kind == "word" and (not is_reserved(previous) or previous.upper in ("LEFT", "RIGHT", "REPLACE"))

    def _names_columns(self, frame: Frame, previous: Token | None) -> bool:
        if previous is None or previous.kind == "op" or is_reserved(previous):
            return False
        before = frame.earlier.upper if frame.earlier is not None else ""
        if frame.clause in ("INTO", "WITH") or (not frame.clause and frame.verb in ("INSERT", "REPLACE")):
            return True
        if frame.verb in ("CREATE", "ALTER"):
            return before in ("ON", "REFERENCES", "TABLE", "EXISTS") or "INDEX" in frame.words
        return before == "AS" and frame.clause == "FROM"

    def _push(self, child: Frame) -> None:
        self._stack.append(self._query)
        if child.kind == "query":
            child.condition = ""
        self._frame = child

    def _leave(self, token: Token) -> None:
        child = self._frame
        if child.parent is None:
            return
        inner = self._query
        self._query = self._stack.pop()
        self._frame = frame = child.parent
        if child.kind != "query" or inner is self._query:
            inner = None
        if child.label == "AS (" and frame.clause == "WITH" and self._cte:
            self._pending_ctes[self._cte.lower()] = inner or Query()
        elif frame.clause == "FROM" and self._query is not None and frame.expect_source and child.label:
            self._query.sources.append(Source("query" if inner else "unknown", query=inner))
            frame.expect_source = False

    def _operand(self, index: int, token: Token, following: Token | None) -> None:
        frame, query = self._frame, self._query
        if token.style == "at" and (frame.verb in ("DECLARE", "SET") or (following and following.upper == ":=")):
            self.declared.add(token.name.lower())
        if token.holes or token.kind == "placeholder" or token.inner:
            role, before = role_of(frame, token, following, self._ahead(2))
            outer = frame.label[:-1] if frame.kind == "call" else ""
            like = frame.like() or before in LIKE
            self.spots[index] = Spot(index, role, before, like, outer)
            if query is not None and role == "clause":
                query.holes = True
        if frame.condition == "start":
            frame.condition = "left"
        if frame.clause == "WITH" and frame.kind != "columns":
            self._cte = token.text
        if query is not None:
            if frame.clause == "FROM" and frame.kind in ("statement", "query"):
                query.read_source(frame, token, following)
            elif frame.clause == "SELECT" and token.kind in ("word", "name", "hole") and frame.kind != "call":
                query.read_item(frame, following)
