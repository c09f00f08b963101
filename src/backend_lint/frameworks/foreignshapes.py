"""Which answers have a shape that somebody else dictates: OAuth, health checks, callbacks, GraphQL, JSON-RPC."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import libcst as cst

from backend_lint.frameworks.routes import Routes
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.regexes import regex

#: Handlers, by path or name, whose answers follow other people's shapes: health checks (a map of states),
#: OAuth
#: tokens (RFC 6749), callbacks that the caller dictates, GraphQL and JSON-RPC, previews of validation.
_FOREIGN = regex(
    r"(?i)(^|[/_])(health\w*|healthz|livez|readyz|liveness|readiness|ready|alive|ping|oauth2?|token|introspect"
    r"|revoke|webhooks?|callbacks?|hook|hooks|graphql|rpc|jsonrpc|xmlrpc|scim|saml|oidc|well-known|slack\w*)($|[/_{<.])"
)
#: Keys of OAuth's errors (RFC 6749) and of JSON-RPC.
_KEYS = frozenset({"error_description", "jsonrpc"})


def is_foreign(node: cst.CSTNode, keys: AbstractSet[str], analysis: Analysis) -> bool:
    """Whether the body at `node`, with these keys, follows somebody else's shape: by its keys, or by the name or
    path of its handler or file."""
    if keys & _KEYS:
        return True
    handler = analysis.know(Routes).of(node)
    if handler is not None and handler.kind == "graphql":
        return True
    function = handler.function if handler is not None else analysis.index.function(node)
    file = "/".join(analysis.path.removesuffix(".py").split("/")[-2:])
    names = (file, handler.path if handler is not None else None, function.name.value if function is not None else None)
    return any(name is not None and _FOREIGN.search(name) is not None for name in names)
