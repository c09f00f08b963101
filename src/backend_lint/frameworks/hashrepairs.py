"""What stands in for a broken hash, and for a comparison of secrets whose time can be measured."""

from __future__ import annotations

import libcst as cst

from backend_lint.frameworks.repairs import Cut, Repair, instead
from backend_lint.model import Applicability
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.regexes import regex

#: The source of what may be None for want of an entry.
_LOOKED_UP = regex(r"(?:\b(?:get|getenv|getattr|pop|next|first)|one_or_none)\(")
_SECRET = regex(r"(?i)secret|passw|passphrase|token|api_?key|private|credential|pin\b")
_BROKEN = frozenset({"hashlib.md5", "hashlib.sha1"})


class HashRepairs:
    """Changes of one file's calls of hashlib and comparisons of tokens."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis, self._names = analysis, analysis.names

    def unconcerned(self, call: cst.Call) -> Repair | None:
        """The same digest, said to be no matter of security, which a person must judge where it is one of a secret; None for
        what is not hashlib's."""
        is_hash = (self._names.qualname(call.func) or "").startswith("hashlib.")
        if not is_hash or any(given.star for given in call.args):
            return None
        said = "usedforsecurity=False"
        secret = _SECRET.search(self._analysis.module.code_for_node(call))
        return Repair(f"Add `{said}`", added=(call, said), applicability="suggest" if secret else "safe")

    def stronger(self, call: cst.Call) -> Repair | None:
        """SHA-256 for MD5 and SHA-1 where they are called by their names."""
        if self._names.qualname(call.func) not in _BROKEN:
            return None
        if isinstance(call.func, cst.Attribute):
            return Repair("Use SHA-256", (instead(call.func.attr, "sha256"),))
        return Repair("Use SHA-256", (instead(call.func, "", ("hashlib", "sha256")),))

    def in_constant_time(self, node: cst.CSTNode) -> Repair | None:
        """`hmac.compare_digest` for `==` and `!=`, a suggestion where a side is looked up and may be None, which it does
        not take; None where a side is a class's attribute, which a library may compare in a database."""
        if not isinstance(node, cst.Comparison):
            return None
        left, right = node.left, node.comparisons[0].comparator
        owners = [side.value for side in (left, right) if isinstance(side, cst.Attribute)]
        of_class = any(isinstance(owner, cst.Name) and owner.value[:1].isupper() for owner in owners)
        if left.lpar or right.lpar or of_class:
            return None
        head = "not " if isinstance(node.comparisons[0].operator, cst.NotEqual) else ""
        code = self._analysis.module.code_for_node
        called = Cut(node, node, f".compare_digest({code(left)}, {code(right)})", named=("hmac", ""), head=head)
        missing = any(_LOOKED_UP.search(code(self._origin(side))) for side in (left, right))
        applicability: Applicability = "suggest" if missing else "unsafe"
        return Repair("Compare with `hmac.compare_digest`", (called,), applicability=applicability)

    def _origin(self, node: cst.BaseExpression) -> cst.BaseExpression:
        """`node`, or the expression that its name stands for."""
        binding = self._names.single(node) if isinstance(node, cst.Name) else None
        return binding.value if binding is not None and binding.value is not None else node
