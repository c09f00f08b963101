"""How debug mode is switched off: an argument left out, a value that only development sets, a default turned round."""

from __future__ import annotations

import libcst as cst

from backend_lint.frameworks.debugmode import Switch
from backend_lint.frameworks.repairs import ENVIRON, Repair, instead
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name
from backend_lint.semantics.regexes import regex

_TITLE = "Switch debug mode off"
_OFF = {"true": "false", "1": "0", "on": "off", "yes": "no", "t": "f", "y": "n"}
_VARIABLE = regex(r"\b(?:FLASK_)?DEBUG\b")
#: Settings of Flask that only tests have a use for.
_PLAIN = regex(r"PROPAGATE_EXCEPTIONS|TRAP_HTTP_EXCEPTIONS")


class DebugRepairs:
    """The ways to switch debug mode off in one file."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis, self._index, self._values = analysis, analysis.index, analysis.values

    def of(self, switch: Switch) -> Repair | None:
        """How this switch is turned off; None where the code around it would have to change."""
        value = getattr(switch.node, "value", None)
        if not isinstance(value, cst.BaseExpression) or value.lpar:
            return None
        if switch.cause == "literal":
            return self._literal(switch, value)
        if switch.cause == "bool":
            return self._read(value)
        default = self._default(value)
        return Repair(_TITLE, (instead(*default),)) if default is not None else None

    def _literal(self, switch: Switch, value: cst.BaseExpression) -> Repair | None:
        if isinstance(switch.node, cst.Arg) and switch.name in ("debug", "reload"):
            call = self._index.parents[switch.node]
            if not isinstance(call, cst.Call):
                return None
            safe = switch.name == "debug" and not switch.main
            title = f"Leave `{switch.name}` out"
            return Repair(title, removed=(call, switch.node), applicability="safe" if safe else "unsafe")
        if "environ" in switch.name or not isinstance(value, cst.Name | cst.Integer | cst.SimpleString):
            return None
        owner = self._index.enclosing(switch.node, cst.ClassDef)
        in_settings = owner is not None and any(last_name(base.value) == "BaseSettings" for base in owner.bases)
        if _PLAIN.search(switch.name) or in_settings:
            return Repair(_TITLE, (instead(value, "False"),)) if isinstance(value, cst.Name) else None
        named = _VARIABLE.search(switch.name)
        lookup = f'.get("{named[0] if named else "DEBUG"}") == "1"'
        return Repair(_TITLE, (instead(value, lookup, ENVIRON),))

    def _read(self, value: cst.BaseExpression) -> Repair | None:
        """`bool(os.getenv("DEBUG", "False"))` as the test that was meant."""
        read = value.args[0].value if isinstance(value, cst.Call) else None
        if read is None or read.lpar:
            return None
        default = self._default(read)
        source = self._analysis.module.code_for_node(read)
        if default is not None:
            source = source.replace(self._analysis.module.code_for_node(default[0]), default[1])
        if "\n" in source or not isinstance(read, cst.Call):
            return None
        return Repair(_TITLE, (instead(value, f'{source}.lower() in ("1", "true", "yes", "on")'),))

    def _default(self, value: cst.BaseExpression) -> tuple[cst.BaseExpression, str] | None:
        """The literal that switches debug mode on when the variable is missing, and its opposite."""
        found: list[tuple[cst.BaseExpression, str]] = []
        for argument in self._index.inside(value, cst.Arg):
            node = argument.value
            said = self._values.value(node)
            if isinstance(node, cst.SimpleString) and isinstance(said, str) and said.lower() in _OFF:
                off = _OFF[said.lower()]
                off = off.upper() if said.isupper() and said.isalpha() else off.capitalize() if said.istitle() else off
                found.append((node, node.value.replace(said, off)))
            elif isinstance(node, cst.Name) and said is True:
                found.append((node, "False"))
        return found[0] if len(found) == 1 else None
