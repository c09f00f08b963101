"""Which expressions of a function talk to a database themselves: sessions, managers, active records,
collections."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

import libcst as cst

from backend_lint.frameworks.databases import Databases
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.bodies import Bodies
from backend_lint.semantics.index import last_name
from backend_lint.semantics.names import dotted
from backend_lint.semantics.regexes import regex

AccessKind = Literal["query", "transaction", "django"]

#: Methods of sessions, connections and cursors that read or write; methods that only end a transaction.
SESSION_METHODS = frozenset({
    "query", "get", "get_one", "execute", "executemany", "executescript", "exec", "scalars", "scalar",
    "scalar_one", "add",
    "add_all", "delete", "merge", "bulk_save_objects", "bulk_insert_mappings", "stream", "fetch",
    "fetchrow", "fetchval",
    "fetch_all", "fetch_one", "fetch_val", "fetchall", "fetchone", "iterate", "execute_query",
    "execute_query_dict", "save",
})  # fmt: skip
TRANSACTION_METHODS = frozenset({"commit", "flush", "refresh", "rollback", "expire"})
#: Methods that say "database" on a receiver of which only the name is known.
UNMISTAKABLE = frozenset({
    "query", "execute", "executemany", "scalars", "scalar", "add_all", "fetch_all", "fetch_one",
    "fetch_val", "fetchrow",
    "fetchval", "fetchall", "fetchone", "commit", "flush", "rollback", "bulk_save_objects",
})  # fmt: skip
#: Methods of a session that others have too, known by the `commit` beside them.
COMMITTED = frozenset({"add", "delete", "merge"})
#: What a session or connection is called.
SESSION_NAME = regex(r"^_?(db|session|db_session|async_session|database|conn|connection|cursor|cur|dbsession|sess)$")
#: What makes a session, a connection or a cursor, and is no query.
HANDLE_MAKER = regex(
    r"(session|sessionmaker|connect|connection|cursor|engine|database|begin|acquire|pool|client|connections)$", re.I
)
#: Types of a session that a project re-exports or aliases: `SessionDep`, `DbSession`, `AsyncReadSession`. A
#: `UserSession` or `CheckoutSession` is an entity.
SESSION_TYPE = regex(
    r"(^|[._])((Async|Sync|Db|DB|Database|Read|Write|Only|Readonly|Scoped|SQL|Sql|ORM|Orm|Alchemy|Model|Tenant|App|Current|Get|Inject)*Session(Dep|Type|Local)?"
    r"|\w{0,60}(SessionDep|DbDep|DBDep|DatabaseDep|DbConn|AsyncConnection"
    r"|SessionType))(\(\))?$"
)
_NOT_SESSIONS = regex(
    r"^(requests|httpx|aiohttp|starlette|flask|django\.contrib\.sessions|boto3|tornado|curl_cffi)\b"
    r"|ClientSession"
)
#: Layers between a handler and the database: a call of theirs is what the rules ask for.
LAYER = regex(
    r"(service|repository|repo|repos|crud|dao|usecase|use_case|manager|gateway|store|storage|client|cache"
    r"|redis)s?$",
    re.I,
)

MONGO = frozenset({
    "find_one", "insert_one", "insert_many", "update_one", "update_many", "delete_one", "delete_many",
    "replace_one",
    "find_one_and_update", "find_one_and_delete", "find_one_and_replace", "count_documents",
})  # fmt: skip
_MONGO_PACKAGES = frozenset({"pymongo", "motor", "bson", "flask_pymongo", "mongomock_motor", "mongomock"})
#: What databases and collections of MongoDB are called, anywhere in `request.app.mongodb["users"]`.
_MONGO_NAME = regex(r"^(?=\w+$)_?(\w+_)?(db|database|mongo\w*|coll|collection)$", re.I)
MANAGERS = frozenset({"objects", "_default_manager", "all_objects"})
SHORTCUTS = frozenset({"get_object_or_404", "get_list_or_404", "aget_object_or_404"})
FLASK_QUERY = frozenset({
    "get", "get_or_404", "filter", "filter_by", "all", "first", "first_or_404", "order_by", "join",
    "options", "paginate",
    "count", "one", "one_or_none", "with_entities", "outerjoin", "limit",
})  # fmt: skip
ACTIVE_RECORD = frozenset({
    "get", "get_or_none", "filter", "create", "all", "first", "select", "get_by_id", "bulk_create",
    "get_or_create", "exists",
    "insert_many", "update_or_create",
})  # fmt: skip
_MODEL_MODULE = regex(r"(^|\.)(models?|entities|documents|tables)(\.|$)")
_ACTIVE_RECORD_LIBRARIES = frozenset(
    {"tortoise", "peewee", "ormar", "piccolo", "gino", "beanie", "mongoengine", "playhouse"}
)
_PROBE = regex(r"select\W*1\b", re.I)


class Access(NamedTuple):
    """One expression that talks to the database. `kind`: "transaction" only ends one, "django" is an idiom of
    that framework, whose views are meant to hold it."""

    node: cst.Call
    kind: AccessKind


class DatabaseAccess:
    """What the functions of one file do with databases themselves."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._names = analysis.names
        self._databases = analysis.know(Databases)
        self._bodies = analysis.know(Bodies)
        self._known: dict[cst.FunctionDef, tuple[Access, ...]] = {}

    def of(self, function: cst.FunctionDef) -> tuple[Access, ...]:
        """The database expressions in the body of `function`, health probes (`SELECT 1`) left out."""
        found = self._known.get(function)
        if found is None:
            calls = self._bodies.of(function, cst.Call)
            found = self._known[function] = tuple(
                Access(call, kind)
                for call in calls
                if (kind := self._kind(call)) is not None and not self._probes(call)
            )
        return found

    def _kind(self, call: cst.Call) -> AccessKind | None:
        if not isinstance(call.func, cst.Attribute):
            return "django" if last_name(call.func) in SHORTCUTS and self._of_model(call) else None
        method, owner = call.func.attr.value, call.func.value
        if LAYER.search(last_name(owner)) and not SESSION_TYPE.search(self._names.path(owner) or ""):
            return None
        if self._is_session(owner, method):
            return "transaction" if method in TRANSACTION_METHODS else "query"
        if isinstance(owner, cst.Attribute) and last_name(owner.value)[:1].isupper():
            if owner.attr.value in MANAGERS:
                return "django" if method != "none" else None  # which asks nothing
            if owner.attr.value == "query" and method in FLASK_QUERY:
                return "query"
        if method in MONGO and self._is_collection(owner, call):
            return "query"
        if method in ("save", "delete") and self._is_django_record(owner):
            return "django"
        return "query" if method in ACTIVE_RECORD and self._is_active_record(owner, call) else None

    def _is_collection(self, owner: cst.BaseExpression, call: cst.Call) -> bool:
        """Whether `owner.update_one(…)` is a collection's: repositories and CRUD mixins have methods of these names,
        so the file's imports, a name on the way to it, or a document among the arguments must say so."""
        if not _MONGO_PACKAGES.isdisjoint(self._databases.packages) or any(map(self._is_document, call.args)):
            return last_name(owner) not in ("self", "cls")
        part: cst.BaseExpression | None = owner
        while part is not None:
            if isinstance(part, cst.Attribute | cst.Name) and _MONGO_NAME.match(last_name(part)):
                return True
            inner = part.func if isinstance(part, cst.Call) else getattr(part, "value", None)
            part = inner if isinstance(inner, cst.BaseExpression) else None
        return False

    def _is_document(self, argument: cst.Arg) -> bool:
        value: cst.CSTNode | None = argument.value
        if isinstance(value, cst.Name):
            binding = self._names.single(value)
            value = binding.value if binding is not None and binding.kind == "assign" else None
        return isinstance(value, cst.Dict)

    def _of_model(self, call: cst.Call) -> bool:
        return (self._names.qualname(call.func) or "").startswith("django.") or (
            bool(call.args) and last_name(call.args[0].value)[:1].isupper()
        )

    def _is_session(self, owner: cst.BaseExpression, method: str) -> bool:
        known = method in SESSION_METHODS or method in TRANSACTION_METHODS
        if not known or not isinstance(owner, cst.Name | cst.Attribute):
            return False
        path = self._names.path(owner)
        if path is not None and "(" in path:
            if _NOT_SESSIONS.search(path):
                return False
            if SESSION_TYPE.search(path):
                return True
            # A path of more calls is a query or a row that a session made, not the session.
            handle = self._databases.handle(owner)
            if handle is not None and handle.certain:
                return path.count("(") <= 2 and _is_handle(path)
        name = last_name(owner)
        if isinstance(owner, cst.Attribute) and name == "session" and last_name(owner.value) == "db":
            return True
        if not SESSION_NAME.match(name) or not (method in UNMISTAKABLE or self._ends(owner, method)):
            return False
        return path is None or "(" in path or not path.startswith(("flask", "starlette", "django.contrib"))

    def _ends(self, owner: cst.Name | cst.Attribute, method: str) -> bool:
        """Whether `db.add(x)` is a session's, as the same function ends a transaction: `db.commit()`."""
        if method not in COMMITTED:
            return False
        function = self._analysis.index.function(owner)
        return any(
            isinstance(call.func, cst.Attribute)
            and dotted(call.func.value) == dotted(owner)
            and self._analysis.index.function(call) is function
            for ending in ("commit", "flush")
            for call in self._analysis.index.calls.get(ending, ())
        )

    def _is_django_record(self, owner: cst.BaseExpression) -> bool:
        path = self._names.path(owner) or ""
        return ".objects." in path or path.rpartition(".")[2].removesuffix("()") in SHORTCUTS

    def _is_active_record(self, owner: cst.BaseExpression, call: cst.Call) -> bool:
        """`await User.get(id=1)` of a class of the models, `User.select()` of a peewee class of this file."""
        if not last_name(owner)[:1].isupper():
            return False
        local = self._names.local_class(owner)
        if local is not None:
            bases = [self._names.qualname(base.value) or "" for base in local.bases]
            return any(base.partition(".")[0] in _ACTIVE_RECORD_LIBRARIES for base in bases)
        path = self._names.qualname(owner) or ""
        awaited = isinstance(self._analysis.index.parents[call], cst.Await)
        return awaited and _MODEL_MODULE.search(path.rpartition(".")[0]) is not None

    def _probes(self, call: cst.Call) -> bool:
        return bool(call.args) and _PROBE.search(self._analysis.module.code_for_node(call)) is not None


def _is_handle(path: str) -> bool:
    """Whether the last call of the path makes a session, a connection or a cursor rather than a query."""
    made = path.rpartition(")")[0].rpartition("(")[0].rpartition(".")[2]
    return HANDLE_MAKER.search(made) is not None
