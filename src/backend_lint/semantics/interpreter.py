"""Reads a file with the interpreter's own parser, which is 8 to 10 times faster than LibCST."""

from __future__ import annotations

import ast
import re
import symtable
import warnings

from backend_lint.semantics.regexes import regex

_EXCEPT = regex(r"^([ \t]*except\*?[ \t]+)([\w.]+(?:[ \t]*,[ \t]*[\w.]+)+)([ \t]*:)", re.MULTILINE)
_NO_LINE_END = regex(r"[^\r\n]")
_REFUSALS = (SyntaxError, ValueError, RecursionError, MemoryError)
_TEMPLATE = regex(r"\bt(?=[\"'])")
_BRACKETS = r"\[((?:[^\[\]]|\[(?:[^\[\]]|\[[^\[\]]*\])*\])*)\]"
_GENERIC = regex(rf"^([ \t]*(?:(?:async[ \t]+)?def|class)[ \t]+\w+)[ \t]*{_BRACKETS}[ \t]*([(:])", re.MULTILINE)
_ALIAS = regex(rf"^([ \t]*)type[ \t]+(\w+)[ \t]*(?:{_BRACKETS}[ \t]*)?(?==[^=])", re.MULTILINE)

#: The text that was asked about last, and its tree.
_last: tuple[str, ast.Module | None] | None = None


def parse(text: str) -> ast.Module | None:
    """The tree of `text`, whose statements have the lines of `text`; None when the interpreter cannot read it. Not to be
    changed: who asks next about the same text gets the same tree."""
    global _last
    last = _last
    if last is None or last[0] != text:
        _last = last = text, _parsed(text)
    return last[1]


def take(text: str, tree: ast.Module) -> None:
    """Know `tree`, which somebody else had `ast` make of `text`: it is what `parse` gives next."""
    global _last
    _last = text, tree


def reads(text: str) -> bool:
    """Whether the interpreter can read `text`. Its table of symbols takes half the time of a tree."""
    last = _last
    if last is not None and last[0] == text:
        return last[1] is not None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for version in (_as_it_is, _in_older_syntax):
            try:
                symtable.symtable(version(text), "<text>", "exec")
            except _REFUSALS:
                continue
            return True
    return False


def _parsed(text: str) -> ast.Module | None:
    # The filters are those of the whole process: elision belongs in a worker, or on the main thread.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for version in (_as_it_is, _in_older_syntax):
            try:
                return ast.parse(version(text))
            except _REFUSALS:
                continue
    return None


def _as_it_is(text: str) -> str:
    return text


def _in_older_syntax(text: str) -> str:
    """`text` with what newer Pythons add written as older interpreters read it, on the same lines: 3.12's type
    parameters and `type X = …` (PEP 695), 3.14's `except A, B:` (PEP 758) and t-strings (PEP 750). Only the spans
    and names of statements are read from the result."""
    text = _GENERIC.sub(_without_parameters, text)
    text = _ALIAS.sub(_without_keyword, text)
    return _TEMPLATE.sub("f", _EXCEPT.sub(r"\1(\2)\3", text))


def _without_parameters(found: re.Match[str]) -> str:
    """`def f(  a):` for `def f[T](a):`, `class C( ):` for `class C[T]:`, over as many lines and of the same length."""
    head, parameters, after = found.groups()
    if not _are_parameters(parameters):
        return found[0]
    blank = _NO_LINE_END.sub(" ", parameters)
    gap = len(found[0]) - len(head) - len(parameters) - 2
    return f"{head}({blank}" + (" " * (gap + 1) if after == "(" else ")" + after.rjust(gap))


def _without_keyword(found: re.Match[str]) -> str:
    """`X    =` for `type X =`."""
    parameters = found[3]
    known = parameters is None or _are_parameters(parameters)
    return f"{found[1]}{found[2]}".ljust(len(found[0])) if known else found[0]


def _are_parameters(text: str) -> bool:
    """Whether `T: int = bool, *Ts, **P` are type parameters: their grammar is that of a function's, but that stars may stand
    anywhere. Their rare orders LibCST judges."""
    try:
        ast.parse(f"def f({text.replace('*', '')}): 0")
    except _REFUSALS:
        return False
    return bool(text.strip())
