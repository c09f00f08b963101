"""A request handler talks to the database itself.

Queries in handlers are repeated from endpoint to endpoint, cannot be replaced in a test, and tie the HTTP layer to
the schema. A repository or a service gives the query a name and one place.

One finding per handler, at its first database expression. A session that a handler only passes on is fine, and so
are a health check's `SELECT 1` and a function under `Depends()` that loads the entity. Strict where the framework
means it so (Django and DRF views), for handlers that only end the transaction (`commit`), and in single-file apps.

Source: 001:330 "Don't access databases directly from controllers"; 001:276 "controllers handle HTTP, services
handle business logic, repositories handle data"; 003:144 "Repositories handle data access"; 004:100
"Repositories … Data access".

Bad:
    from fastapi import APIRouter, Depends
    from sqlalchemy import select
    from sqlalchemy.orm import Session
    router = APIRouter()

    @router.get("/users")
    def list_users(db: Session = Depends(get_db)):
        return db.execute(select(User)).scalars().all()  # want "`list_users` talks to the database directly (`db.execute()`"

Good:
    from fastapi import APIRouter, Depends
    from sqlalchemy import text
    from sqlalchemy.orm import Session
    from app import users
    router = APIRouter()

    @router.get("/users")
    def list_users(db: Session = Depends(get_db)):
        return users.newest(db, limit=20)

    @router.get("/database")
    def database(db: Session = Depends(get_db)):
        db.execute(text("SELECT 1"))
"""

from backend_lint.rule import ACCESSING_HANDLER_TRIGGERS, QUERYING_HANDLER_TRIGGERS, Context, HandlerScope, Rule, cst

rule = Rule(
    __name__,
    "BKD202",
    severity="warning",
    triggers=QUERYING_HANDLER_TRIGGERS,
    strict_triggers=ACCESSING_HANDLER_TRIGGERS,
    hint="Move the query into a repository or service that the handler calls.",
)

#: Frameworks whose views are meant to hold queries (catalogue BKD202, "not").
IDIOMATIC = frozenset({"django", "drf"})


@rule.on(cst.Module)
def database_access(module: cst.Module, context: Context):
    scope = context.know(HandlerScope)
    for handler in scope.handlers:
        found = scope.database_access(handler.function)
        if not found:
            continue
        work = [access for access in found if access.kind != "transaction"] or found
        allowed = scope.single_file or (handler.framework in IDIOMATIC and not scope.frameworks.isdisjoint(IDIOMATIC))
        idiomatic = allowed or all(access.kind in ("django", "transaction") for access in found)
        expression = context.source(work[0].node.func)
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        yield context.finding(
            work[0].node,
            f"Handler `{handler.function.name.value}` talks to the database directly (`{expression}()`{more}); "
            "go through a repository or service",
            severity="strict" if idiomatic else None,
            related=[
                (access.node, f"`{context.source(access.node.func)}()`") for access in found if access is not work[0]
            ],
        )
