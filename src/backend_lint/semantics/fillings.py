"""What `%` and `str.format()` fill into which characters of a template."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import libcst as cst
import msgspec

from backend_lint.semantics.literals import said
from backend_lint.semantics.regexes import regex

_PERCENT = regex(
    r"%(?:\((?P<name>[^()]*)\))?(?P<flags>[#0\- +]*(?:\*|\d+)?(?:\.(?:\*|\d+))?)(?P<kind>[diouxXeEfFgGcrsab%])?"
)
#: `\w*+`, for `path` takes words too: to try every end of a long `{aaa…` without `}` takes time that grows with its square.
_FIELD = regex(r"\{\{|\}\}|\{(?P<name>\w*+)(?P<path>[^{}!:]*)(?:!(?P<conversion>[rsa]))?(?P<spec>:[^{}]*)?\}|[{}]")


class NotWrittenOutError(Exception):
    """How a text is made is not written out where it is made."""


class Filling(msgspec.Struct, frozen=True, eq=False):
    """One `%` or `format()`. `template` is the 0-based character of the file's text behind what it fills, `end` the one
    behind all of it."""

    node: cst.BinaryOperation | cst.Call
    template: int
    end: int


class Field(NamedTuple):
    """Characters `start:end` of a template that become one `letter` (`%%`, `{{`) or a `value`. `number` counts the values
    that are given by position from 0; -1 of one that is given by name."""

    start: int
    end: int
    letter: str = ""
    value: cst.BaseExpression | None = None
    number: int = -1
    conversion: str = ""
    spec: bool = False


Fill = Callable[[cst.CSTNode, str], Iterator[Field]]


def percent_fills(node: cst.CSTNode, template: str) -> Iterator[Field]:
    """The fields of `template % values`; raises `NotWrittenOutError` where the values are not written side by side."""
    assert isinstance(node, cst.BinaryOperation)
    names, values = _given_to_percent(node.right)
    used = 0
    for match in _PERCENT.finditer(template):
        kind, name = match["kind"], match["name"]
        if kind == "%" and not name and not match["flags"]:
            yield Field(match.start(), match.end(), "%")
            continue
        if kind is None or kind == "%" or "*" in match["flags"]:
            raise NotWrittenOutError
        if name is not None:
            value, number = names.get(name), -1
        else:
            value, number = values[used] if used < len(values) else None, used
            used += 1
        if value is None:
            raise NotWrittenOutError
        spec = bool(match["flags"]) or kind not in "sra"
        yield Field(match.start(), match.end(), "", value, number, kind if kind in "ra" else "", spec)
    if used != len(values) and not names:
        raise NotWrittenOutError


def _given_to_percent(node: cst.BaseExpression) -> tuple[dict[str, cst.BaseExpression], list[cst.BaseExpression]]:
    if isinstance(node, cst.Tuple):
        if any(isinstance(element, cst.StarredElement) for element in node.elements):
            raise NotWrittenOutError
        return {}, [element.value for element in node.elements]
    if not isinstance(node, cst.Dict):
        return {}, [node]
    names: dict[str, cst.BaseExpression] = {}
    for element in node.elements:
        if not isinstance(element, cst.DictElement) or not isinstance(element.key, cst.SimpleString):
            raise NotWrittenOutError
        names[str(said(element.key))] = element.value
    return names, []


def field_number(name: str) -> int:
    """The 0-based position that the name of a field is; -1 of another name, `²` among them. More than 9 digits are more
    than a call has arguments, and may be more than `int` takes."""
    return int(name) if len(name) <= 9 and name.isdecimal() else -1


def format_fills(node: cst.CSTNode, template: str) -> Iterator[Field]:
    """The fields of `template.format(values)`; raises `NotWrittenOutError` as `percent_fills`, and for `{user.name}`."""
    assert isinstance(node, cst.Call)
    if any(given.star for given in node.args):
        raise NotWrittenOutError
    positional = [given.value for given in node.args if given.keyword is None]
    names = {given.keyword.value: given.value for given in node.args if given.keyword is not None}
    used = 0
    for match in _FIELD.finditer(template):
        if match[0] in ("{{", "}}"):
            yield Field(match.start(), match.end(), match[0][0])
            continue
        name = match["name"]
        if name is None or match["path"]:
            raise NotWrittenOutError
        number = field_number(name) if name else used
        used += not name
        value = names.get(name) if number < 0 else positional[number] if number < len(positional) else None
        if value is None:
            raise NotWrittenOutError
        yield Field(
            match.start(), match.end(), "", value, number, match["conversion"] or "", bool(match["spec"])
        )  # fmt: skip
