"""Formatting as holes in a text: `%`, `.format`, `string.Template`, `.replace`."""

from __future__ import annotations

import itertools
import re
import string
from collections.abc import Iterable, Mapping

import libcst as cst

from backend_lint.semantics.fillings import field_number
from backend_lint.semantics.regexes import regex
from backend_lint.semantics.text import Builder, Frame, Hole, Known, Part, Text, has_known, substituted

_PERCENT = regex(r"%(?:\((?P<name>[^)]{0,200})\))?[#0\- +]*+(?:\*|\d+)?(?:\.(?:\*|\d+))?(?P<kind>[diouxXeEfFgGcrsab%])")
#: Conversions that give digits whatever they are given.
_NUMERIC = frozenset("dioxXeEfFgG")


def percent(build: Builder, text: Text, right: cst.BaseExpression, frame: Frame | None, depth: int) -> Text:
    """`text % right`."""
    arguments = _percent_arguments(build, right)
    counter = itertools.count()

    def fill(match: re.Match[str]) -> Iterable[Part]:
        if match["kind"] == "%":
            return [Known("%")]
        if match["name"] is not None:
            chosen = arguments.get(match["name"]) if isinstance(arguments, dict) else None
        else:
            number = next(counter)
            chosen = arguments[number] if isinstance(arguments, list) and number < len(arguments) else None
        if match["kind"] in _NUMERIC:
            return [Hole(chosen or right, "%d", spec=True)]
        return build.inserted(chosen or right, "%", frame, depth)

    return substituted(text, _PERCENT, fill)


def _percent_arguments(
    build: Builder, right: cst.BaseExpression
) -> list[cst.BaseExpression] | dict[str, cst.BaseExpression]:
    node = build.definition(right, cst.Tuple | cst.Dict)
    if isinstance(node, cst.Tuple):
        return [element.value for element in node.elements]
    if isinstance(node, cst.Dict):
        return {
            str(build.values.value(element.key)): element.value
            for element in node.elements
            if isinstance(element, cst.DictElement)
        }
    return [right]


def format_call(
    build: Builder, call: cst.Call, owner: cst.BaseExpression, frame: Frame | None, depth: int
) -> list[Text] | None:
    """`owner.format(…)`; None when nothing is known of `owner`."""
    positional = [argument.value for argument in call.args if argument.keyword is None and not argument.star]
    keywords = {argument.keyword.value: argument.value for argument in call.args if argument.keyword is not None}
    texts = build.texts(owner, frame, depth)
    if not has_known(texts):
        return [(Hole(call, "format"),)]
    return [_format_fill(build, text, positional, keywords, call, frame, depth) for text in texts]


def _format_fill(
    build: Builder, text: Text, positional: list[cst.BaseExpression], keywords: Mapping[str, cst.BaseExpression],
    call: cst.Call, frame: Frame | None, depth: int,
) -> Text:  # fmt: skip
    counter = itertools.count()
    filled: list[Part] = []
    for part in text:
        if isinstance(part, Hole):
            filled.append(part)
            continue
        try:
            fields = list(string.Formatter().parse(part))
        except ValueError:
            filled.append(part)
            continue
        offset = 0
        for literal, field, spec, conversion in fields:
            if literal:
                start = part.find(literal, offset)
                filled.append(part.cut(start, start + len(literal)) if start >= 0 else Known(literal))
                offset = max(start, offset) + len(literal)
            if field is None:
                continue
            head = re.split(r"[.\[]", field, maxsplit=1)[0]
            number = field_number(head) if head else next(counter)
            chosen = keywords.get(head) if number < 0 else positional[number] if number < len(positional) else None
            if chosen is None or head != field:
                filled.append(Hole(chosen or call, "format", spec=head != field))
            elif spec or conversion:
                filled.append(Hole(chosen, "format", spec=True))
            else:
                filled.extend(build.inserted(chosen, "format", frame, depth))
    return tuple(filled)


def substitute_call(
    build: Builder, call: cst.Call, owner: cst.BaseExpression, frame: Frame | None, depth: int
) -> list[Text] | None:
    """`Template(…).substitute(…)`; None when `owner` is no Template."""
    template = build.definition(owner, cst.Call)
    if (
        not isinstance(template, cst.Call)
        or build.names.qualname(template.func) != "string.Template"
        or not template.args
    ):
        return None
    keywords = {argument.keyword.value: argument.value for argument in call.args if argument.keyword is not None}

    def fill(match: re.Match[str]) -> Iterable[Part]:
        name = match["named"] or match["braced"]
        return build.inserted(keywords.get(name, call), "template", frame, depth) if name else [Known(match[0])]

    pattern = string.Template.pattern
    return [substituted(text, pattern, fill) for text in build.texts(template.args[0].value, frame, depth)]


def replace_call(
    build: Builder, call: cst.Call, owner: cst.BaseExpression, frame: Frame | None, depth: int
) -> list[Text] | None:
    """`owner.replace(old, new)` with a known `old`: a substitution in disguise."""
    if len(call.args) < 2 or not isinstance(old := build.values.value(call.args[0].value), str) or not old:
        return None
    new = call.args[1].value
    return [
        substituted(text, re.compile(re.escape(old)), lambda _: build.inserted(new, "replace", frame, depth))
        for text in build.texts(owner, frame, depth)
    ]
