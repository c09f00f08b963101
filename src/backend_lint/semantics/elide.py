"""Knows which functions no rule can have an opinion on, and leaves their bodies out of what is parsed.

LibCST is 8 to 10 times slower than `ast.parse`, so reading a file twice is cheaper than parsing all of it.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain

from backend_lint.semantics.file import split_lines
from backend_lint.semantics.interpreter import parse
from backend_lint.semantics.needs import holds
from backend_lint.semantics.parts import Part, constants, names_used, words
from backend_lint.semantics.scout import Needs

#: How far from a function with a hit the functions that it uses, by name, are kept.
STEPS = 2
#: How far the callers of a private function are kept.
CALLERS = 3

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_COMPOUND = (
    ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.If | ast.For | ast.AsyncFor | ast.While
    | ast.Try | ast.TryStar | ast.With | ast.AsyncWith | ast.Match
)  # fmt: skip
# Nothing but white space, one semicolon or a comment may follow a body on its last line.
_NOTHING_MORE = re.compile(rb"[ \t]*+;?[ \t]*+(?:#.*)?[\r\n]*", re.DOTALL)
_GLOBAL = re.compile(r"^[ \t\f]*global\b|[:;][ \t]*global\b", re.MULTILINE)
_LINE_ENDS = ("\r\n", "\n", "\r")


@dataclass(frozen=True, slots=True)
class Elided:
    """The part of a file that is worth parsing.

    `lines[i]` is the 1-based line of the file that line `i` (0-based) of `text` stands for; one more entry
    stands for the end of the text. `complete` is true when nothing was left out, `idle` when nothing in the
    file is worth parsing."""

    text: str
    lines: Sequence[int]
    complete: bool
    idle: bool = False


def elide(text: str, keep: Collection[int], needing: Mapping[Needs, Collection[int]] | None = None) -> Elided:
    """`text` with `...` for the bodies of functions that hold none of the 1-based lines `keep`, nor one of
    the lines `needing` something that the function also holds.

    Functions that another look-up may lead to stay: see `_Choice`. Text that `ast` cannot parse stays as
    a whole. The result parses whenever `text` does, and every line that stays is unchanged."""
    lines = split_lines(text)
    tree = parse(text)
    if tree is None:
        return Elided(text, range(1, len(lines) + 2), True)
    choice = _Choice(tree, text, lines, keep, needing or {})
    idle = not choice.matters()
    bodies = choice.left_out()
    if not bodies:
        return Elided(text, range(1, len(lines) + 2), True, idle)
    pieces: list[str] = []
    numbers: list[int] = []
    done = 0
    for body in bodies:
        pieces += lines[done : body.first - 1]
        numbers += range(done + 1, body.first + 1)
        pieces.append(f"{body.indent}...{_line_end(lines[body.last - 1])}")
        done = body.last
    pieces += lines[done:]
    numbers += range(done + 1, len(lines) + 2)
    return Elided("".join(pieces), numbers, False, idle)


def _line_end(line: str) -> str:
    return next((end for end in _LINE_ENDS if line.endswith(end)), "")


@dataclass(frozen=True, slots=True)
class _Body:
    """The lines of a function's body, 1-based and inclusive, and the white space before its statements."""

    first: int
    last: int
    indent: str


class _Choice:
    """Which functions of one file stay.

    A function stays whole when it holds a line of `keep`, when it is `__init__`, when its body is one or two
    simple statements (the helper that only returns something), when it declares a `global`, when its layout
    is unusual, or when a function with a hit, or code outside of functions, uses its name, at most `STEPS`
    steps away, and when it uses a name that is bound on a hit line outside of functions. Nested functions
    belong to the outermost one."""

    def __init__(
        self,
        tree: ast.Module,
        text: str,
        lines: list[str],
        keep: Collection[int],
        needing: Mapping[Needs, Collection[int]],
    ) -> None:
        self.lines = lines
        self.hits = sorted(keep)
        self.needing = {needs: sorted(wanted) for needs, wanted in needing.items()}
        self.conditional = sorted({line for wanted in needing.values() for line in wanted})
        self.globals = _lines_with_global(text)
        self.functions: list[_Function] = []
        self.outside: list[ast.AST] = []
        self.statements: list[ast.stmt] = []
        self._parts: dict[int, Part] = {}
        self._tree = tree
        self._constants = cache(partial(constants, tree))
        self._words = cache(partial(words, tree))
        self._divide(tree)
        self._named: dict[str, list[_Function]] = defaultdict(list)
        for function in self.functions:
            self._named[function.name].append(function)

    def matters(self) -> bool:
        """Whether any function or the code outside of them holds what a rule wants."""
        if self.hits or any(self._is_hit(function) for function in self.functions):
            return True
        hot = self._hot_names({*self.hits, *self.conditional})
        inside = [(_first_line(f), _last_line(f)) for f in self.functions]
        outside = [line for line in self.conditional if not any(first <= line <= last for first, last in inside)]
        wanted = [needs for needs, lines in self.needing.items() if not set(outside).isdisjoint(lines)]
        if any(self._outside_holds(needs) for needs in wanted):
            return True
        users = [function for function in self.functions if hot and self._uses(function, hot)]
        return any(self._holds(function, needs) for needs in wanted for function in users)

    def _is_hit(self, function: _Function) -> bool:
        first, last = _first_line(function), _last_line(function)
        return _any_between(self.hits, first, last) or any(
            _any_between(lines, first, last) and self._holds(function, needs) for needs, lines in self.needing.items()
        )

    def _holds(self, function: _Function, needs: Needs) -> bool:
        if not callable(needs):
            return holds(function, needs)
        return needs(self._part_of(function))

    def _part_of(self, function: _Function) -> Part:
        return self._part(function, lambda: ast.walk(function))

    def _parts_named(self, name: str) -> list[Part]:
        return [self._part_of(function) for function in self._named.get(name, ())]

    def _outside_holds(self, needs: Needs) -> bool:
        if not callable(needs):
            return any(holds(node, needs) for node in self.outside)
        inner = (node for root in self.outside for node in ast.walk(root))
        return needs(self._part(self._tree, lambda: chain(self.statements, inner)))

    def _part(self, root: ast.AST, nodes: Callable[[], Iterable[ast.AST]]) -> Part:
        if id(root) not in self._parts:
            self._parts[id(root)] = Part(nodes(), self._constants, self._parts_named, self._words)
        return self._parts[id(root)]

    def _uses_hot(self, function: _Function, hot: Mapping[Needs, set[str]]) -> bool:
        """Whether a function uses a name bound with a hit, and holds what a need that judges by itself asks."""
        return any(
            names and self._uses(function, names) and (not callable(needs) or self._holds(function, needs))
            for needs, names in hot.items()
        )

    def _hot_by_need(self) -> dict[Needs, set[str]]:
        judging = [needs for needs in self.needing if callable(needs)]
        others = {line for needs, lines in self.needing.items() if not callable(needs) for line in lines}
        return {
            "": self._hot_names({*self.hits, *others}),
            **{needs: self._hot_names(self.needing[needs]) for needs in judging},
        }

    def _hot_names(self, hits: Iterable[int]) -> set[str]:
        """Names bound outside of functions by a statement with a hit: their uses concern the same rules."""
        lines = sorted(hits)
        found: set[str] = set()
        for statement in self.statements:
            if isinstance(statement, ast.Assign | ast.AnnAssign) and _any_between(
                lines, statement.lineno, statement.end_lineno or statement.lineno
            ):
                targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
                found |= {target.id for target in targets if isinstance(target, ast.Name)}
        return found

    def _uses(self, function: _Function, names: set[str]) -> bool:
        pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names)))})\b")
        return any(pattern.search(line) for line in self.lines[_first_line(function) - 1 : _last_line(function)])

    def left_out(self) -> list[_Body]:
        """The bodies to leave out, in the order of the file."""
        kept = self._reached()
        bodies = (self._body(f) for f in self.functions if id(f) not in kept and not self._always(f))
        return sorted((body for body in bodies if body), key=lambda body: body.first)

    def _divide(self, tree: ast.Module) -> None:
        """Part the file into outermost functions and what stands outside of their bodies."""
        pending: list[ast.AST] = [tree]
        while pending:
            node = pending.pop()
            if isinstance(node, _Function):
                self.functions.append(node)
                self.outside += (node.args, *node.decorator_list)
                continue
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.stmt | ast.excepthandler | ast.match_case):
                    pending.append(child)
                    if isinstance(child, ast.stmt):
                        self.statements.append(child)
                else:
                    self.outside.append(child)

    def _reached(self) -> set[int]:
        """The identities of the functions with a hit and of those that they lead to."""
        hot = self._hot_by_need()
        step: list[_Function] = [f for f in self.functions if self._is_hit(f) or self._uses_hot(f, hot)]
        step += self._callers(step)
        reached = {id(function) for function in step}
        sources: list[ast.AST] = [*step, *self.outside]
        for _ in range(STEPS):
            used = names_used(sources, self._named.keys())
            step = [f for name in used for f in self._named[name] if id(f) not in reached]
            reached |= {id(function) for function in step}
            sources = [*step]
        return reached

    def _callers(self, functions: list[_Function]) -> list[_Function]:
        """The functions that use a private one of `functions`, up to CALLERS steps away: what a private
        function is given says whether its parameters are constants."""
        known = {id(function) for function in functions}
        found: list[_Function] = []
        called = functions
        for _ in range(CALLERS):
            names = {f.name for f in called if f.name.startswith("_") and not f.name.endswith("__")}
            called = [f for f in self.functions if names and id(f) not in known and self._uses(f, names)]
            known |= {id(function) for function in called}
            found += called
        return found

    def _always(self, function: _Function) -> bool:
        body = function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body
        if len(body) <= 2 and not any(isinstance(statement, _COMPOUND) for statement in body):
            return True
        return function.name == "__init__" or _any_between(self.globals, function.lineno, _last_line(function))

    def _body(self, function: _Function) -> _Body | None:
        """The body as whole lines, or None where it shares a line with anything else."""
        first, column, last = _first_line(function.body[0]), _column(function.body[0]), _last_line(function)
        before = self.lines[first - 1].encode()[:column].decode()
        indent = before[:-1] if before.endswith("@") else before
        after = self.lines[last - 1].encode()[function.end_col_offset :]
        # `\` at the end of the line before joins the two lines; a form feed sets the indentation to zero.
        if indent.strip(" \t") or not indent or self.lines[first - 2].rstrip("\r\n").endswith("\\"):
            return None
        return _Body(first, last, indent) if _NOTHING_MORE.fullmatch(after) else None


def _first_line(statement: ast.stmt) -> int:
    decorators = getattr(statement, "decorator_list", None)
    return int(decorators[0].lineno if decorators else statement.lineno)


def _column(statement: ast.stmt) -> int:
    """The 0-based column, in bytes, of the first decorator's expression or of the statement itself."""
    decorators = getattr(statement, "decorator_list", None)
    return int(decorators[0].col_offset if decorators else statement.col_offset)


def _last_line(function: _Function) -> int:
    assert function.end_lineno is not None  # set on every statement that was parsed from text
    return function.end_lineno


def _any_between(numbers: Sequence[int], first: int, last: int) -> bool:
    index = bisect_left(numbers, first)
    return index < len(numbers) and numbers[index] <= last


def _lines_with_global(text: str) -> list[int]:
    if "global" not in text:
        return []
    return [number for number, line in enumerate(split_lines(text), 1) if _GLOBAL.search(line)]
