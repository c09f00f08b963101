"""The texts an expression can have, however they are built: `+`, `%`, `.format`, f-strings, join, `+=`,
`append`, StringIO, Template, replace, both arms of a branch, helpers of the same file."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import libcst as cst

from backend_lint.semantics.bindings import Binding
from backend_lint.semantics.formatting import format_call, percent, replace_call, substitute_call
from backend_lint.semantics.joining import getvalue_call, join_call
from backend_lint.semantics.literals import said
from backend_lint.semantics.names import Names
from backend_lint.semantics.text import (
    MAX_DEPTH,
    MAX_STEPS,
    MAX_TEXTS,
    Frame,
    Hole,
    Known,
    Text,
    capped,
    has_known,
    richest,
    through,
    unescaped,
)  # fmt: skip
from backend_lint.semantics.values import Values


class Texts:
    """The texts an expression of one file can have."""

    def __init__(self, names: Names, values: Values) -> None:
        self.names = names
        self.values = values
        self.active: set[tuple[int, int]] = set()
        self.left_out = 0
        self._steps = 0
        #: By node and depth, for texts of which nothing was left out: the steps that they took, and the node, which keeps its
        #: identity its own.
        self._whole: dict[tuple[int, int], tuple[list[Text], int, cst.BaseExpression]] = {}
        #: What was asked for, and not on the way to something else: that depends on where it came from.
        self._asked: dict[tuple[int, int], list[Text]] = {}

    def texts(self, node: cst.BaseExpression, frame: Frame | None = None, depth: int = 0) -> list[Text]:
        """Every text `node` can have, at least one; an expression of which nothing is known is one hole."""
        if self.active or frame is not None:
            return self._texts(node, frame, depth)
        asked = (id(node), depth)
        if asked not in self._asked:
            self._steps = 0
            self._asked[asked] = self._texts(node, None, depth)
        return [*self._asked[asked]]

    def _texts(self, node: cst.BaseExpression, frame: Frame | None, depth: int) -> list[Text]:
        self._steps += 1
        key = (id(node), id(frame))
        builder = _BUILDERS.get(type(node))
        if builder is None:
            return self._folded(node)
        if depth > MAX_DEPTH or key in self.active or self._steps > MAX_STEPS:
            self.left_out += 1
            return self._folded(node)
        known = self._whole.get((id(node), depth)) if frame is None else None
        if known is not None and self._steps + known[1] <= MAX_STEPS:
            self._steps += known[1]
            return [*known[0]]
        left_out, steps = self.left_out, self._steps
        self.active.add(key)
        try:
            made: list[Text] | None = builder(self, node, frame, depth + 1)
        finally:
            self.active.discard(key)
        found = capped(made) if made else self._folded(node)
        if frame is None and self.left_out == left_out:
            self._whole[id(node), depth] = [*found], self._steps - steps, node
        return found

    def _folded(self, node: cst.BaseExpression) -> list[Text]:
        values = self.values.values(node)
        if values and all(isinstance(value, str | int) and not isinstance(value, bool) for value in values):
            return [(Known(str(value)),) for value in values]
        return [(Hole(node, ""),)]

    def _product(self, nodes: Sequence[tuple[cst.BaseExpression, str]], frame: Frame | None, depth: int) -> list[Text]:
        """The texts of several expressions one after the other; a whole unknown one is a hole made by `via`."""
        choices = [[through(text, via) for text in self.texts(node, frame, depth)] for node, via in nodes]
        return [tuple(itertools.chain(*choice)) for choice in itertools.islice(itertools.product(*choices), MAX_TEXTS)]

    def _literal(self, node: cst.SimpleString, frame: Frame | None, depth: int) -> list[Text]:
        value = said(node)
        text = value.decode("latin-1") if isinstance(value, bytes) else value
        start = len(node.prefix) + len(node.quote)
        return [(Known(text, node, start, exact=len(text) == len(node.value) - start - len(node.quote)),)]

    def _concatenated(self, node: cst.ConcatenatedString, frame: Frame | None, depth: int) -> list[Text]:
        return self._product([(node.left, ""), (node.right, "")], frame, depth)

    def _formatted(
        self, node: cst.FormattedString | cst.TemplatedString, frame: Frame | None, depth: int
    ) -> list[Text]:
        choices: list[list[Text]] = []
        via = "f-string" if isinstance(node, cst.FormattedString) else "t-string"
        for part in node.parts:
            if isinstance(part, cst.FormattedStringText | cst.TemplatedStringText):
                raw = part.value
                text = raw if "\\" not in raw else unescaped(raw, node.start)
                plain = text.replace("{{", "{").replace("}}", "}")
                choices.append([(Known(plain, part, 0, exact=plain == raw),)])
            elif isinstance(part, cst.FormattedStringExpression | cst.TemplatedStringExpression):
                spec = part.format_spec is not None or part.conversion is not None
                inner = self.texts(part.expression, frame, depth)
                choices.append([through(text, via, spec) for text in inner])
        return [tuple(itertools.chain(*choice)) for choice in itertools.islice(itertools.product(*choices), MAX_TEXTS)]

    def _binary(self, node: cst.BinaryOperation, frame: Frame | None, depth: int) -> list[Text] | None:
        if isinstance(node.operator, cst.Add):
            return self._product([(node.left, "+"), (node.right, "+")], frame, depth)
        if isinstance(node.operator, cst.Modulo):
            left = self.texts(node.left, frame, depth)
            if not has_known(left):
                return [(Hole(node, "%"),)]
            return [percent(self, text, node.right, frame, depth) for text in left]
        if isinstance(node.operator, cst.Multiply):
            for side in (node.left, node.right):  # "?, " * n: one repetition stands for all
                texts = self.texts(side, frame, depth)
                if all(isinstance(part, Known) and part.node is not None for text in texts for part in text):
                    return texts
        return None

    def definition(self, node: cst.BaseExpression, kinds: Any) -> cst.BaseExpression:
        """`node`, or the one display it is a name for."""
        if isinstance(node, cst.Name):
            binding = self.names.single(node)
            if binding is not None and binding.kind == "assign" and isinstance(binding.value, kinds):
                found: cst.BaseExpression = binding.value
                return found
        return node

    def strongest(self, bindings: Sequence[Binding]) -> Sequence[Binding]:
        """Bindings without those that others extend: after `q = a` and a conditional `q += b`, the longer
        text says all that the shorter one says."""
        extending = [binding for binding in bindings if binding.kind in ("augment", "mutate")]
        covered = {earlier for binding in extending for earlier in self.names.earlier(binding)}
        return [b for b in bindings if b not in covered] or bindings[:1]

    def inserted(self, node: cst.BaseExpression, via: str, frame: Frame | None, depth: int) -> Text:
        """What `node` puts into a text: its longest text (alternatives inside a format are not multiplied)."""
        return through(richest(self.texts(node, frame, depth)), via)

    def _call(self, node: cst.Call, frame: Frame | None, depth: int) -> list[Text] | None:
        func = node.func
        name = self.names.qualname(func)
        if name in _TRANSPARENT and node.args and not node.args[0].star:
            return self.texts(node.args[0].value, frame, depth)
        if isinstance(func, cst.Attribute):
            method = _METHODS.get(func.attr.value)
            if method is not None:
                found = method(self, node, func.value, frame, depth)
                if found is not None:
                    return found
        function = self.names.local_function(func)
        if function is not None and (frame is None or frame.depth < 2):
            return self._returned(node, function, frame, depth)
        return None

    def _returned(
        self, call: cst.Call, function: cst.FunctionDef, frame: Frame | None, depth: int
    ) -> list[Text] | None:
        inner = Frame(function, arguments_of(call, function), frame)
        found: list[Text] = []
        for value in self.names.returned(function):
            if not isinstance(value, cst.Yield):
                found += self.texts(value, inner, depth)
        if any(isinstance(part, Known) for text in found for part in text):
            return found
        return None

    def _same(self, call: cst.Call, owner: cst.BaseExpression, frame: Frame | None, depth: int) -> list[Text] | None:
        return self.texts(owner, frame, depth)

    def _name(self, node: cst.Name, frame: Frame | None, depth: int) -> list[Text] | None:
        found = self.names.lookup(node)
        if found is None:
            return None
        collected: list[Text] = []
        for binding in self.strongest(found.bindings):
            collected += self._bound(binding, node, frame, depth)
        # A name for something unknown stays the name: that is what stands in the text at this place.
        return [
            (Hole(node, ""),) if _is_unknown(text) and not _is_argument(text, frame) else text for text in collected
        ]

    def _bound(self, binding: Binding, use: cst.Name, frame: Frame | None, depth: int) -> list[Text]:
        if binding.kind == "assign" and binding.value is not None:
            return self.texts(binding.value, frame, depth)
        if binding.kind == "augment" and isinstance(binding.node, cst.AugAssign):
            return self._augmented(binding, binding.node, use, frame, depth)
        if binding.kind == "param" and frame is not None and binding.node in _params(frame.function):
            argument = frame.arguments.get(binding.name)
            if argument is not None:
                return self.texts(argument, frame.caller, depth)
        return self._folded(use)

    def _augmented(
        self, binding: Binding, node: cst.AugAssign, use: cst.Name, frame: Frame | None, depth: int
    ) -> list[Text]:
        key = (id(binding), -2)
        if key in self.active or depth > MAX_DEPTH:
            self.left_out += 1
            return [()]
        self.active.add(key)
        try:
            earlier: list[Text] = []
            for previous in self.strongest(self.names.earlier(binding)):
                earlier += self._bound(previous, use, frame, depth + 1)
            if isinstance(node.operator, cst.ModuloAssign):
                return [percent(self, text, node.value, frame, depth) for text in earlier]
            if not isinstance(node.operator, cst.AddAssign):
                return [(Hole(use, ""),)]
            added = [through(text, "+=") for text in self.texts(node.value, frame, depth + 1)]
            return [a + b for a, b in itertools.islice(itertools.product(earlier or [()], added), MAX_TEXTS)]
        finally:
            self.active.discard(key)

    def _attribute(self, node: cst.Attribute, frame: Frame | None, depth: int) -> list[Text] | None:
        if not isinstance(node.value, cst.Name) or node.value.value not in ("self", "cls"):
            return None
        bindings = [b for b in self.names.members(node) if b.kind == "assign" and b.value is not None]
        if len(bindings) != 1 or bindings[0].value is None:
            return None
        return self.texts(bindings[0].value, frame, depth)

    def _either(self, node: cst.IfExp | cst.BooleanOperation, frame: Frame | None, depth: int) -> list[Text]:
        first, second = (node.body, node.orelse) if isinstance(node, cst.IfExp) else (node.left, node.right)
        return [*self.texts(first, frame, depth), *self.texts(second, frame, depth)]

    def _walrus(self, node: cst.NamedExpr, frame: Frame | None, depth: int) -> list[Text]:
        return self.texts(node.value, frame, depth)

    def _await(self, node: cst.Await, frame: Frame | None, depth: int) -> list[Text]:
        return self.texts(node.expression, frame, depth)


_BUILDERS: dict[type[cst.CSTNode], Callable[[Texts, Any, Frame | None, int], list[Text] | None]] = {
    cst.SimpleString: Texts._literal, cst.ConcatenatedString: Texts._concatenated, cst.FormattedString: Texts._formatted,
    cst.TemplatedString: Texts._formatted, cst.BinaryOperation: Texts._binary, cst.Call: Texts._call, cst.Name: Texts._name,
    cst.Attribute: Texts._attribute, cst.IfExp: Texts._either, cst.BooleanOperation: Texts._either,
    cst.NamedExpr: Texts._walrus, cst.Await: Texts._await,
}  # fmt: skip

#: Calls that hand their first argument on as text.
_TRANSPARENT = frozenset({"str", "textwrap.dedent", "inspect.cleandoc", "textwrap.indent", "typing.cast"})

_Method = Callable[[Any, cst.Call, cst.BaseExpression, Frame | None, int], list[Text] | None]
_METHODS: dict[str, _Method] = {
    "format": format_call, "format_map": format_call, "substitute": substitute_call, "safe_substitute": substitute_call,
    "replace": replace_call, "join": join_call, "getvalue": getvalue_call,
    **dict.fromkeys(("strip", "lstrip", "rstrip", "upper", "lower", "encode", "decode", "rstrip", "removesuffix"), Texts._same),
}  # fmt: skip


def _is_unknown(text: Text) -> bool:
    return len(text) == 1 and isinstance(text[0], Hole) and not text[0].via


def _is_argument(text: Text, frame: Frame | None) -> bool:
    """Whether the unknown text is what the caller of a followed function passed."""
    return frame is not None and any(
        isinstance(part, Hole) and part.expression in frame.arguments.values() for part in text
    )


def arguments_of(call: cst.Call, function: cst.FunctionDef) -> dict[str, cst.BaseExpression]:
    """Parameter names of `function` and the expressions that `call` gives them (`*` and `**` left out)."""
    names = [param.name.value for param in (*function.params.posonly_params, *function.params.params)]
    if isinstance(call.func, cst.Attribute) and names[:1] in (["self"], ["cls"]):
        names = names[1:]
    found: dict[str, cst.BaseExpression] = {}
    for number, argument in enumerate(call.args):
        if argument.star:
            continue
        if argument.keyword is not None:
            found[argument.keyword.value] = argument.value
        elif number < len(names):
            found[names[number]] = argument.value
    return found


def _params(function: cst.FunctionDef) -> Sequence[cst.Param]:
    params = function.params
    return (*params.posonly_params, *params.params, *params.kwonly_params)
