"""What stands for each new parameter in a text, and the expression that is passed for it."""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence

import libcst as cst

from backend_lint.frameworks.parameterarguments import Existing
from backend_lint.frameworks.parameterpassing import Passing
from backend_lint.frameworks.parameterrisks import ParameterTypes
from backend_lint.frameworks.parametersites import ParameterSite, SqlWriting
from backend_lint.semantics.fillings import NotWrittenOutError
from backend_lint.semantics.index import last_name
from backend_lint.semantics.literals import said
from backend_lint.semantics.writing import Letter, Value
from backend_lint.semantics.writtentexts import WrittenTexts

#: What cannot stand in a tuple, or in the braces of an f-string, as it is.
_BARE = (cst.Tuple, cst.NamedExpr, cst.Yield, cst.Lambda, cst.GeneratorExp)


class Marks:
    """The marks of one text, one asked for after the other."""

    def __init__(self, passing: Passing, known: Existing, sql: SqlWriting, others: int = 0) -> None:
        """`others` texts may come before this one in the same statement."""
        named = passing.style == "named" or isinstance(known.node, cst.Dict)
        read = {
            "qmark": ("qmark", "named"),
            "format": ("format", "pyformat"),
            "dollar": ("dollar",),
            "named": ("named", "numeric"),
        }
        found = [(number, each) for number, each in sql.placeholders if each.style in read[passing.style]]
        if any(each.quote for _, each in found):
            raise NotWrittenOutError
        wanted = {"named", "pyformat"} if named else {passing.style}
        if any(each.style not in wanted for _, each in found) or (named and known.elements):
            raise NotWrittenOutError
        if not named and len({each.name or number for number, each in found}) != len(known.elements):
            raise NotWrittenOutError
        if named and passing.container != "bindparams" and not {each.name for _, each in found} <= known.names:
            raise NotWrittenOutError
        self._passing = passing
        self._others = others
        self._named = named
        self._at = [number for number, _ in found]
        self._count = self._given = len(known.elements)
        self._names = {each.name: "" for _, each in found} | dict.fromkeys(known.names, "")
        #: Whether `%%` stands for `%` in the text as it is.
        self.reads_percent = passing.percent == "always" or (
            passing.percent != "plain"
            and known.node is not None
            and (bool(known.elements) or isinstance(known.node, cst.Dict))
        )
        self.doubled = self._lone(sql) if passing.percent != "plain" else frozenset()

    def _lone(self, sql: SqlWriting) -> frozenset[int]:
        """The units that are a `%` which means itself now and must be written twice."""
        if self.reads_percent and self._passing.percent != "always":
            return frozenset()
        if any(isinstance(unit, Value) and "%" in (unit.text or "") for unit in sql.units):
            raise NotWrittenOutError
        percents = [number for number, unit in enumerate(sql.units) if isinstance(unit, Letter) and unit.text == "%"]
        if not self.reads_percent:
            return frozenset(percents)
        lone: set[int] = set()
        marks = set(self._at)
        for number in percents:
            if number - 1 in lone:
                lone.discard(number - 1)
            elif number not in marks:
                lone.add(number)
        return frozenset(lone)

    def next(self, site: ParameterSite, source: str) -> tuple[str, str, int]:
        """The mark, the name of the parameter, and how many of the known ones come before it."""
        if self._named:
            name = self._name(site, source)
            mark = f"%({name})s" if self._passing.style == "format" else f":{name}"
            if mark[0] == ":" and site.glued[1] == ":":
                mark = f"({mark})"  # SQLAlchemy takes `:name::date` for no parameter
            return _apart(mark, site), name, 0
        if self._passing.style == "dollar":
            self._count += 1
            return _apart(f"${self._count}", site), "", self._given
        earlier = sum(number < site.first for number in self._at)
        return _apart("?" if self._passing.style == "qmark" else "%s", site), "", earlier

    def _name(self, site: ParameterSite, source: str) -> str:
        """A name that nothing else in the query has; of two equal expressions that are names, the same."""
        node = site.values[0].expression
        plain = _named_after(node) or "value"
        if self._others and not isinstance(node, cst.Name):
            plain = f"{plain}_{self._others + 1}"
        if keyword.iskeyword(plain) or plain.upper() in self._passing.reserved:
            plain = f"{plain}_"
        name, number = plain, 1
        while name in self._names and (self._names[name] != source or "(" in source):
            number += 1
            name = f"{plain}_{number}"
        self._names[name] = source
        return name


def _apart(mark: str, site: ParameterSite) -> str:
    """The mark with a space to each word that the quotes kept it from."""
    before, behind = (" " if each.isalnum() or each == "_" else "" for each in site.glued)
    return f"{before}{mark}{behind}"


def _named_after(node: cst.BaseExpression) -> str:
    """`user_id` of `user.id`, `id` of `args.get("id")` and `args["id"]`; "" of what has no name."""
    if isinstance(node, cst.Name):
        return node.value
    if isinstance(node, cst.Attribute):
        owner = node.value.value if isinstance(node.value, cst.Name) and node.value.value not in ("self", "cls") else ""
        return f"{owner}_{node.attr.value}".strip("_")
    if isinstance(node, cst.Await):
        return _named_after(node.expression)
    if isinstance(node, cst.Subscript) and isinstance(node.slice[0].slice, cst.Index):
        return _word(node.slice[0].slice.value)
    if isinstance(node, cst.Call):
        name = last_name(node.func)
        if name in ("str", "repr") and node.args:
            return _named_after(node.args[0].value)
        if name in ("lower", "upper", "strip") and isinstance(node.func, cst.Attribute):
            return _named_after(node.func.value)
        return (_word(node.args[0].value) if node.args and name == "get" else "") or name
    return ""


def _word(node: cst.BaseExpression) -> str:
    text = said(node) if isinstance(node, cst.SimpleString) else ""
    return text if isinstance(text, str) and text.isidentifier() and text.isascii() else ""


class Sources:
    """The expressions that are passed. `percent`: `%%` in the text stands for `%`; `exact`: the database minds whether what
    was quoted comes as text, so that what is not known to be text is made text."""

    def __init__(self, texts: WrittenTexts, types: ParameterTypes, *, percent: bool, exact: bool) -> None:
        self._texts = texts
        self._types = types
        self._percent = percent
        self._not_text = ("number", "other", "") if exact else ("number", "other")

    def of(self, site: ParameterSite) -> str:
        """The parameter for `site`; raises `NotWrittenOutError` where it cannot be written as one."""
        if any(isinstance(value.expression, _BARE) for value in site.values):
            raise NotWrittenOutError
        if len(site.units) > 1:
            return self._formatted(site)
        [value] = site.values
        node = value.expression
        if not site.quoted:
            if value.conversion == "a":
                raise NotWrittenOutError
            if (
                isinstance(node, cst.Call)
                and isinstance(node.func, cst.Name)
                and node.func.value == "str"
                and len(node.args) == 1
            ):
                node = node.args[0].value
            return self._source(node)
        source = self._source(node)
        if value.conversion in ("r", "a"):
            return f"{'repr' if value.conversion == 'r' else 'ascii'}({source})"
        return f"str({source})" if value.conversion == "s" or self._types.of(node) in self._not_text else source

    def _source(self, node: cst.BaseExpression) -> str:
        source = self._texts.source(node, parentheses=False)
        if "#" in source and "\n" in source:
            raise NotWrittenOutError
        return source

    def _formatted(self, site: ParameterSite) -> str:
        """An f-string of what stood in the quotes; where an expression cannot stand in one, `format()`."""
        pieces: list[str | Value] = [""]
        for unit in site.units:
            if isinstance(unit, Value):
                pieces += [unit, ""]
            else:
                pieces[-1] = str(pieces[-1]) + unit.text
        texts = [each.replace(site.quote * 2, site.quote) for each in pieces if isinstance(each, str)]
        if self._percent:
            if any(re.search("(?<!%)%(?:%%)*(?!%)", text) for text in texts):
                raise NotWrittenOutError
            texts = [text.replace("%%", "%") for text in texts]
        values = [(self._source(value.expression), value.conversion) for value in site.values]
        text = "".join(texts)
        if not text.isprintable() and text.strip("\n\t").isprintable() is False:
            raise NotWrittenOutError
        sources = "".join(source for source, _ in values)
        preferred = next((unit.literal.quote[0] for unit in site.units if unit.literal is not None), '"')
        for quote in (preferred, '"', "'"):
            if quote in text:
                continue
            if quote not in sources and not re.search(r"[\\\n]|^\{", sources):
                return _joined("f", quote, texts, [f"{{{source}{f'!{c}' if c else ''}}}" for source, c in values])
        for quote in ('"', "'"):
            if quote not in text:
                given = ", ".join(source for source, _ in values)
                return (
                    _joined("", quote, texts, [f"{{{f'!{c}' if c else ''}}}" for _, c in values]) + f".format({given})"
                )
        raise NotWrittenOutError


def _joined(prefix: str, quote: str, texts: Sequence[str], fields: Sequence[str]) -> str:
    escaped = [text.replace("{", "{{").replace("}", "}}").replace("\n", "\\n").replace("\t", "\\t") for text in texts]
    inner = "".join(text + field for text, field in zip(escaped, [*fields, ""], strict=True))
    return f"{prefix}{quote}{inner}{quote}"
