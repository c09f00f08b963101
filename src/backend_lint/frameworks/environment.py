"""Where a file reads the environment, through which library, and what it takes when a variable is missing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

import libcst as cst

from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name
from backend_lint.semantics.regexes import regex

#: Path of a reading function to the 0-based position of its default.
READERS: dict[str, int] = {
    "os.getenv": 1, "os.environ.get": 1, "os.getenvb": 1, "os.environb.get": 1,
    "decouple.config": 1, "decouple.AutoConfig()": 1, "decouple.Config()": 1, "prettyconf.config": 1,
    "starlette.config.Config()": 2, "starlette.config.environ.get": 1,
    "dynaconf.settings.get": 1, "dynaconf.Dynaconf().get": 1, "dynaconf.LazySettings().get": 1,
    "environs.env": 1, "environs.Env()": 1, "environ.Env()": 2, "environ.FileAwareEnv()": 2,
}  # fmt: skip
#: Objects whose methods read one variable each (`env.str("X", "default")`).
_READING_OBJECTS = ("environs.Env().", "environs.env.", "environ.Env().", "environ.FileAwareEnv().")
#: One of these stands in every file that reads the environment, if only in an import.
_MENTIONED = regex(r"env|decouple|prettyconf|starlette|dynaconf")
_DOTENV = frozenset(
    {"dotenv.load_dotenv", "dotenv.dotenv_values", "dotenv.main.load_dotenv", "dotenv.main.dotenv_values"}
)
#: What projects call their own reader; its first argument must look like a variable's name.
_OWN_READER = regex(
    r"(?:get_?|read_|load_|fetch_|_)?env(?:iron)?(?:_?(?:var|variable|str|string|value|secret|or_default|default))?|getenv\w*"
)
_VARIABLE = regex(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[A-Z]{3,}")
_DEFAULT_NAMES = frozenset({"default", "fallback", "default_value", "fallback_value"})


class Read(NamedTuple):
    """One reading of the environment: the expression, the variable (None: decided at run time), what is taken
    when it is missing, whether it is the standard library or dotenv that reads, and whether it reads a whole file."""

    node: cst.BaseExpression
    variable: str | None
    default: cst.BaseExpression | None
    direct: bool
    whole: bool = False


class Environment:
    """The readings of one file."""

    def __init__(self, analysis: Analysis) -> None:
        self._index, self._names, self._values = analysis.index, analysis.names, analysis.values
        self._text_of_file = analysis.source.text

    @cached_property
    def reads(self) -> list[Read]:
        """Every reading of the environment, in the order of the file per kind."""
        if not _MENTIONED.search(self._text_of_file):
            return []
        wrappers = self._wrappers()
        found = [read for call in self._index.of(cst.Call) if (read := self._call(call, wrappers)) is not None]
        for node in self._index.of(cst.Subscript):
            written = isinstance(self._index.parents[node], cst.AssignTarget | cst.Del | cst.AugAssign | cst.AnnAssign)
            if not written and self._names.path(node.value) in (
                "os.environ",
                "os.environb",
                "starlette.config.environ",
            ):
                element = node.slice[0].slice
                key = self._text(element.value) if isinstance(element, cst.Index) else None
                found.append(Read(node, key, None, direct=True))
        return found

    # -- readings ---------------------------------------------------------------------------------

    def _call(self, call: cst.Call, wrappers: Mapping[cst.FunctionDef, tuple[int, int, str]]) -> Read | None:
        path = self._names.path(call.func) or ""
        if path in _DOTENV:
            return Read(call, None, None, direct=True, whole=True)
        position = READERS.get(path)
        if position is None and path.startswith(_READING_OBJECTS) and "(" not in path.rpartition(".")[2]:
            position = 1
        if position is not None:
            return self._reading(call, 0, position, "default", direct=path.startswith("os."))
        if not call.args or call.args[0].star:
            return None
        function = self._names.local_function(call.func)
        if function in wrappers:
            key, default, name = wrappers[function]  # type: ignore[index]
            return self._reading(call, key, default, name, direct=False)
        if function is None and _OWN_READER.fullmatch(last_name(call.func)):
            read = self._reading(call, 0, 1, "default", direct=False)
            return read if read.variable and _VARIABLE.fullmatch(read.variable) else None
        return None

    def _reading(self, call: cst.Call, key: int, default: int, keyword: str, *, direct: bool) -> Read:
        chosen: cst.BaseExpression | None = None
        variable: str | None = None
        for number, argument in enumerate(call.args):
            if argument.star:
                break
            if (argument.keyword is None and number == key) or (
                argument.keyword and argument.keyword.value in ("key", "name", "var")
            ):
                variable = self._text(argument.value)
            elif (argument.keyword is None and number == default) or (
                argument.keyword and argument.keyword.value == keyword
            ):
                chosen = argument.value
        return Read(call, variable, chosen, direct)

    def _wrappers(self) -> dict[cst.FunctionDef, tuple[int, int, str]]:
        """Functions of this file that read the variable that a parameter names: positions of that parameter and
        of the default, and the default's name. A method's `self` is not counted."""
        found: dict[cst.FunctionDef, tuple[int, int, str]] = {}
        readings: list[cst.Call | cst.Subscript] = [*self._index.of(cst.Call), *self._index.of(cst.Subscript)]
        for call in readings:
            if isinstance(call, cst.Call):
                key: cst.BaseExpression | None = call.args[0].value if call.args else None
            else:
                element = call.slice[0].slice
                key = element.value if isinstance(element, cst.Index) else None
            if not isinstance(key, cst.Name):
                continue
            function = self._index.function(call)
            if function is not None and self._is_reading(call):
                names = [
                    param.name.value for param in function.params.params if param.name.value not in ("self", "cls")
                ]
                others = [param.name.value for param in function.params.kwonly_params]
                if key.value in names:
                    default = next((name for name in [*names, *others] if name in _DEFAULT_NAMES), "")
                    place = names.index(default) if default in names else 1 if len(names) > 1 else -1
                    found[function] = (
                        names.index(key.value),
                        place,
                        default or (names[1] if len(names) > 1 else ""),
                    )
        return found

    def _is_reading(self, node: cst.Call | cst.Subscript) -> bool:
        if isinstance(node, cst.Call):
            return self._names.path(node.func) in READERS
        return self._names.path(node.value) == "os.environ"

    def _text(self, node: cst.BaseExpression) -> str | None:
        value = self._values.value(node)
        return value.decode("latin-1") if isinstance(value, bytes) else value if isinstance(value, str) else None
