"""How a function of each library is called: what it gets for a connection, and that nothing of what it does stays."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import sqlite3
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from on_databases.people import statements
from on_databases.servers import fill_mariadb

#: Calls a function with values and gives what it returns. The first argument is the namespace of its module.
Run = Callable[[dict[str, Any], dict[str, object]], Any]
#: What values can raise in a library before they reach the database.
REFUSALS: tuple[type[Exception], ...] = (TypeError, ValueError, KeyError, IndexError)


class RefusedError(Exception):
    """A library or its database raised an error; the text says which."""


def runner(library: str) -> Callable[[str], contextlib.AbstractContextManager[Run]]:
    """What makes, of the place of a server (see `servers`; any for SQLite), what runs the functions of a library. Libraries
    that share a database have the same."""
    return _RUNNERS[library]


@contextlib.contextmanager
def _refusing(*errors: type[Exception]) -> Iterator[None]:
    try:
        yield
    except (*errors, *REFUSALS) as error:
        raise RefusedError(f"{type(error).__name__}: {error}") from error


def _fill(connection: sqlite3.Connection) -> None:
    for statement in statements():
        connection.execute(statement)
    connection.commit()


@contextlib.contextmanager
def _sqlite3(place: str) -> Iterator[Run]:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        _fill(connection)
        yield _undone(connection, sqlite3.Error)


def _undone(connection: Any, *errors: type[Exception]) -> Run:
    """Runs functions on a connection of the DB-API, and takes back what they did."""

    def run(module: dict[str, Any], values: dict[str, object]) -> Any:
        try:
            with _refusing(*errors):
                return module["run"](connection, **values)
        finally:
            connection.rollback()

    return run


@contextlib.contextmanager
def _psycopg2(place: str) -> Iterator[Run]:
    import psycopg2

    with contextlib.closing(psycopg2.connect(host=place, user="postgres")) as connection:
        yield _undone(connection, psycopg2.Error)


@contextlib.contextmanager
def _psycopg(place: str) -> Iterator[Run]:
    import psycopg

    with psycopg.connect(host=place, user="postgres") as connection:
        yield _undone(connection, psycopg.Error)


@contextlib.contextmanager
def _mended(run: Run, place: str) -> Iterator[Run]:
    """Runs functions, and makes tables that an attack has dropped: MariaDB does not take that back, and some libraries let
    it run several statements."""
    import pymysql

    with contextlib.closing(pymysql.connect(unix_socket=place, user="root", database="test")) as connection:

        def mending(module: dict[str, Any], values: dict[str, object]) -> Any:
            try:
                return run(module, values)
            finally:
                connection.rollback()
                fill_mariadb(connection)

        yield mending


@contextlib.contextmanager
def _pymysql(place: str) -> Iterator[Run]:
    import pymysql

    with (
        contextlib.closing(pymysql.connect(unix_socket=place, user="root", database="test")) as connection,
        _mended(_undone(connection, pymysql.Error), place) as run,
    ):
        yield run


@contextlib.contextmanager
def _mysqlclient(place: str) -> Iterator[Run]:
    import MySQLdb

    with (
        contextlib.closing(MySQLdb.connect(unix_socket=place, user="root", database="test")) as connection,
        _mended(_undone(connection, MySQLdb.Error), place) as run,
    ):
        yield run


@contextlib.contextmanager
def _awaited(
    connect: Callable[[], Awaitable[Any]],
    call: Callable[[Any, Callable[[], Awaitable[Any]]], Awaitable[Any]],
    close: Callable[[Any], Any],
    *errors: type[Exception],
) -> Iterator[Run]:
    """Runs coroutine functions on what `connect` gives; `call` awaits one and takes back what it did."""
    with asyncio.Runner() as loop:

        async def opened() -> Any:
            return await connect()

        connection = loop.run(opened())

        def run(module: dict[str, Any], values: dict[str, object]) -> Any:
            with _refusing(*errors):
                return loop.run(call(connection, lambda: module["run"](connection, **values)))

        async def closed() -> None:
            done = close(connection)
            if done is not None:
                await done

        try:
            yield run
        finally:
            loop.run(closed())


async def _rolled_back(connection: Any, run: Callable[[], Awaitable[Any]]) -> Any:
    try:
        return await run()
    finally:
        await connection.rollback()


@contextlib.contextmanager
def _aiosqlite(place: str) -> Iterator[Run]:
    import aiosqlite

    async def connect() -> Any:
        connection = await aiosqlite.connect(":memory:")
        for statement in statements():
            await connection.execute(statement)
        await connection.commit()
        return connection

    with _awaited(connect, _rolled_back, lambda connection: connection.close(), aiosqlite.Error) as run:
        yield run


@contextlib.contextmanager
def _psycopg_async(place: str) -> Iterator[Run]:
    import psycopg

    async def connect() -> Any:
        return await psycopg.AsyncConnection.connect(host=place, user="postgres")

    with _awaited(connect, _rolled_back, lambda connection: connection.close(), psycopg.Error) as run:
        yield run


@contextlib.contextmanager
def _asyncpg(place: str) -> Iterator[Run]:
    import asyncpg

    async def call(connection: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        transaction = connection.transaction()
        await transaction.start()
        try:
            return await run()
        finally:
            await transaction.rollback()

    with _awaited(
        lambda: asyncpg.connect(host=place, user="postgres"), call, lambda connection: connection.close(),
        asyncpg.PostgresError, asyncpg.InterfaceError,
    ) as run:  # fmt: skip
        yield run


@contextlib.contextmanager
def _aiomysql(place: str) -> Iterator[Run]:
    import aiomysql

    with _awaited(
        lambda: aiomysql.connect(unix_socket=place, user="root", db="test"),
        _rolled_back, lambda connection: connection.ensure_closed(), aiomysql.Error,
    ) as run, _mended(run, place) as mending:  # fmt: skip
        yield mending


@contextlib.contextmanager
def _sqlalchemy(url: str, *, of: str) -> Iterator[Run]:
    """`of`: what the function gets, a "session", one of "sqlmodel", a "connection", or the engine as its `ENGINE`."""
    import sqlalchemy
    import sqlalchemy.orm
    import sqlmodel

    # SQLite in memory is there as long as its connection, of which a static pool has one.
    pool = sqlalchemy.pool.StaticPool if url.startswith("sqlite") else sqlalchemy.pool.QueuePool
    engine = sqlalchemy.create_engine(url, poolclass=pool)
    if url.startswith("sqlite"):
        with engine.begin() as connection:
            _fill(connection.connection.dbapi_connection)  # type: ignore[arg-type]

    def run(module: dict[str, Any], values: dict[str, object]) -> Any:
        made = {"session": sqlalchemy.orm.Session, "sqlmodel": sqlmodel.Session, "connection": sqlalchemy.Connection}
        with _refusing(sqlalchemy.exc.SQLAlchemyError):
            if of == "engine":
                module["ENGINE"] = engine
                return module["run"](None, **values)
            with made[of](engine) as taken:
                return module["run"](taken, **values)

    try:
        yield run
    finally:
        engine.dispose()


@contextlib.contextmanager
def _databases(place: str) -> Iterator[Run]:
    import databases
    import sqlalchemy

    async def connect() -> Any:
        database = databases.Database(f"sqlite+aiosqlite:///{path}")
        await database.connect()
        return database

    async def call(database: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        async with database.transaction(force_rollback=True):
            return await run()

    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/people.db"
        with contextlib.closing(sqlite3.connect(path)) as connection:
            _fill(connection)
        errors = (sqlite3.Error, sqlalchemy.exc.SQLAlchemyError)
        with _awaited(connect, call, lambda database: database.disconnect(), *errors) as run:
            yield run


@contextlib.contextmanager
def _django(place: str) -> Iterator[Run]:
    from django import db
    from django.core.exceptions import FieldError

    importlib.import_module("on_databases.djangomodels")  # gives Django its settings
    db.connection.ensure_connection()
    _fill(db.connection.connection)

    def run(module: dict[str, Any], values: dict[str, object]) -> Any:
        with db.transaction.atomic():
            try:
                with _refusing(db.Error, FieldError):
                    return module["run"](None, **values)
            finally:
                db.transaction.set_rollback(True)

    try:
        yield run
    finally:
        db.connection.close()
        db.connection.connection = None


@contextlib.contextmanager
def _tortoise(place: str) -> Iterator[Run]:
    import tortoise
    from tortoise.transactions import in_transaction

    async def connect() -> Any:
        await tortoise.Tortoise.init(db_url="sqlite://:memory:", modules={"models": ["on_databases.tortoisemodels"]})
        connection = tortoise.connections.get("default")
        for statement in statements():
            await connection.execute_query(statement)
        return connection

    async def call(connection: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        async with in_transaction() as inside:
            try:
                return await run()
            finally:
                await inside.rollback()

    errors = (tortoise.exceptions.BaseORMException, sqlite3.Error)
    with _awaited(connect, call, lambda _: tortoise.connections.close_all(), *errors) as run:
        yield run


@contextlib.contextmanager
def _peewee(place: str) -> Iterator[Run]:
    import peewee

    from on_databases.peeweemodels import DATABASE

    with DATABASE.connection_context():
        _fill(DATABASE.connection())

        def run(module: dict[str, Any], values: dict[str, object]) -> Any:
            with DATABASE.atomic() as transaction:
                try:
                    with _refusing(peewee.PeeweeException):
                        return module["run"](DATABASE, **values)
                finally:
                    transaction.rollback()

        yield run


def _on_sqlite(of: str) -> Callable[[str], contextlib.AbstractContextManager[Run]]:
    return lambda _: _sqlalchemy("sqlite://", of=of)


def _on_postgresql(of: str) -> Callable[[str], contextlib.AbstractContextManager[Run]]:
    return lambda place: _sqlalchemy(f"postgresql+psycopg://postgres@/postgres?host={place}", of=of)


@contextlib.contextmanager
def _on_mariadb(place: str) -> Iterator[Run]:
    with (
        _sqlalchemy(f"mysql+pymysql://root@/test?unix_socket={place}", of="connection") as run,
        _mended(run, place) as mending,
    ):
        yield mending


_RUNNERS: dict[str, Callable[[str], contextlib.AbstractContextManager[Run]]] = {
    "sqlite3": _sqlite3,
    "sqlite3, by name": _sqlite3,
    "aiosqlite": _aiosqlite,
    "psycopg2": _psycopg2,
    "psycopg2, by name": _psycopg2,
    "psycopg": _psycopg,
    "psycopg, async": _psycopg_async,
    "asyncpg": _asyncpg,
    "PyMySQL": _pymysql,
    "aiomysql": _aiomysql,
    "mysqlclient": _mysqlclient,
    "SQLAlchemy session": _on_postgresql("session"),
    "SQLAlchemy connection": _on_mariadb,
    "SQLAlchemy where": _on_sqlite("session"),
    "exec_driver_sql, psycopg": _on_postgresql("engine"),
    "exec_driver_sql, sqlite3": _on_sqlite("engine"),
    "SQLModel": _on_sqlite("sqlmodel"),
    "databases": _databases,
    "Django cursor": _django,
    "Django raw": _django,
    "Django extra": _django,
    "Django RawSQL": _django,
    "Tortoise": _tortoise,
    "peewee": _peewee,
    "peewee SQL": _peewee,
}
