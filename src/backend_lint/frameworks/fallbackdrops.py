"""How code is changed so that a missing variable of the environment ends the start instead of being replaced."""

from __future__ import annotations

import libcst as cst

from backend_lint.frameworks.configplaces import is_settings
from backend_lint.frameworks.envfallbacks import Fallback
from backend_lint.frameworks.environment import Environment, Read
from backend_lint.frameworks.repairs import ENVIRON, Cut, Repair, instead
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.flow import block
from backend_lint.semantics.index import last_name

#: Look-ups that answer None for a missing variable, and the mapping of `os` that raises instead.
_LENIENT = {
    "os.getenv": "environ", "os.environ.get": "environ", "os.getenvb": "environb", "os.environb.get": "environb",
    "starlette.config.environ.get": "",
}  # fmt: skip
#: Readers that raise for a missing variable when they are given no default.
_STRICT = (
    "decouple.",
    "prettyconf.",
    "starlette.config.Config()",
    "environs.",
    "environ.Env()",
    "environ.FileAwareEnv()",
)
_DEFAULTS = frozenset({"default", "default_factory"})


_TITLE = "Drop the fallback, so that the program does not start without the variable"


class FallbackDrops:
    """The ways out of one file's fallbacks."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis, self._index, self._names = analysis, analysis.index, analysis.names
        self._reads = {read.node: read for read in analysis.know(Environment).reads}

    def of(self, fallback: Fallback) -> Repair | None:
        """How this fallback goes; None where no small change does it, or something else might change as well."""
        value = fallback.value
        parent = self._index.parents[value]
        if value.lpar:
            return None
        if isinstance(parent, cst.Arg):
            return self._argument(parent)
        if isinstance(parent, cst.BooleanOperation):
            return self._other_arm(parent.left, Cut(parent.left, value, "", after=True))
        if isinstance(parent, cst.IfExp):
            if parent.orelse is value:
                return self._other_arm(parent.body, Cut(parent.body, value, "", after=True))
            return self._other_arm(parent.orelse, Cut(value, parent.orelse, "", before=True))
        if isinstance(parent, cst.Element):
            return self._scheme(parent)
        if isinstance(parent, cst.AnnAssign):
            owner = self._index.enclosing(parent, cst.ClassDef)
            if owner is not None and is_settings(owner, self._names):
                return self._field(parent, owner)
        if isinstance(parent, cst.Assign | cst.AnnAssign):
            return self._second(parent, fallback)
        return None

    # -- look-ups -----------------------------------------------------------------------------------

    def _argument(self, given: cst.Arg) -> Repair | None:
        call = self._index.parents[given]
        if not isinstance(call, cst.Call):
            return None
        read = self._reads.get(call)
        if read is not None:
            return self._required(read, given)
        if self._names.path(call.func) == "dynaconf.Validator":
            stated = any(each.keyword is not None and each.keyword.value == "must_exist" for each in call.args)
            return _removed(call, given) if stated else _cut(instead(given, "must_exist=True"))
        return None

    def _required(self, read: Read, default: cst.Arg | None) -> Repair | None:
        """How a look-up comes to raise; `default` is what it loses."""
        call = read.node
        if not isinstance(call, cst.Call):
            return _cut()
        path = self._names.path(call.func) or ""
        others = [each for each in call.args if each is not default]
        if path in _LENIENT:
            key = others[0].value if len(others) == 1 and not others[0].star else None
            source = self._analysis.code(call)
            if key is None or call.lpar or "\n" in source:
                return None
            item = f"[{self._analysis.code(key)}]"
            if not isinstance(call.func, cst.Attribute):
                return _cut(instead(call, item, ENVIRON)) if path.startswith("os.") else None
            owner = self._analysis.code(call.func.value)
            mapping = owner if call.func.attr.value == "get" else f"{owner}.{_LENIENT[path]}"
            return _cut(instead(call, f"{mapping}{item}"))
        if not path.startswith(_STRICT):
            return None
        return _cut() if default is None else _removed(call, default)

    def _other_arm(self, kept: cst.BaseExpression, cut: Cut) -> Repair | None:
        """`os.getenv("X") or "y"` and `os.getenv("X") if … else "y"` without the other arm."""
        inside = [read for node, read in self._reads.items() if node is kept or self._index.contains(kept, node)]
        if len(inside) != 1 or kept.lpar:
            return None
        default = inside[0].default
        given = self._index.parents[default] if default is not None else None
        required = self._required(inside[0], given if isinstance(given, cst.Arg) else None)
        if required is None or required.removed is not None:
            return None
        if not required.cuts:  # the text that stays is written again: the statement then ends with the edit
            return _cut(Cut(kept, cut.last, self._analysis.code(kept)) if cut.after else cut)
        return _cut(cut, *required.cuts)

    # -- declarations -------------------------------------------------------------------------------

    def _scheme(self, element: cst.BaseElement) -> Repair | None:
        """django-environ: `Env(SECRET_KEY=(str, "x"))`."""
        pair = self._index.parents[element]
        if not isinstance(pair, cst.Tuple) or len(pair.elements) != 2:
            return None
        given, kind = self._index.parents[pair], self._analysis.code(pair.elements[0].value)
        if not isinstance(given, cst.Arg) or given.keyword is None:
            return None
        return _cut(instead(given, f"{given.keyword.value}={kind}"))

    def _field(self, field: cst.AnnAssign, owner: cst.ClassDef) -> Repair | None:
        """A field of a pydantic settings class is required when it has no default. One of a dataclass may not follow
        one with a default."""
        if any(last_name(getattr(each.decorator, "func", each.decorator)) == "dataclass" for each in owner.decorators):
            return None
        value, annotation = field.value, field.annotation.annotation
        if value is None or annotation.lpar:
            return None
        if isinstance(value, cst.Call) and last_name(value.func) in ("Field", "SecretField"):
            given = [a for a in value.args if a.keyword is not None and a.keyword.value in _DEFAULTS]
            given = given or [a for a in value.args[:1] if a.keyword is None and not a.star]
            if len(given) != 1:
                return None
            if len(value.args) > 1:
                return _removed(value, given[0])
        return _cut(Cut(annotation, value, self._analysis.code(annotation)))

    # -- a second assignment ------------------------------------------------------------------------

    def _second(self, assign: cst.Assign | cst.AnnAssign, fallback: Fallback) -> Repair | None:
        """`except KeyError: X = "y"` and `if not X: X = "y"` raise instead."""
        line = self._index.parents[assign]
        suite = self._index.parents[line] if isinstance(line, cst.SimpleStatementLine) else line
        if not isinstance(suite, cst.IndentedBlock | cst.SimpleStatementSuite):
            return None
        around, statements = self._index.parents[suite], block(suite)
        if isinstance(around, cst.ExceptHandler) and len(statements) == 1:
            return _cut(instead(assign, "raise"))
        if isinstance(around, cst.If) and around.body is suite and statements[-1] is assign and fallback.variable:
            return _cut(instead(assign, f'raise RuntimeError("{fallback.variable} is not set")'))
        return None


def _cut(*cuts: Cut) -> Repair:
    return Repair(_TITLE, cuts)


def _removed(call: cst.Call, argument: cst.Arg) -> Repair:
    return Repair(_TITLE, removed=(call, argument))
