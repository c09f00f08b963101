"""Servers of the tests' own: data in a temporary directory, a Unix socket in place of a port, gone afterwards."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from on_databases.people import TABLES, statements

#: Seconds that a server may take to answer.
_PATIENCE = 60.0


_MARIADB = "mariadb-server-core mariadb-client-core"


class NotInstalledError(Exception):
    """A server is missing; the text says which, and how it is installed."""


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """The directory of the socket of a PostgreSQL server: its user is `postgres`, its database `postgres`."""
    homes = [str(path) for path in Path("/usr/lib/postgresql").glob("*/bin")]
    server = _program("postgres", homes, "postgresql")
    prepare = _program("initdb", homes, "postgresql")
    with _folder() as folder:
        data = f"{folder}/data"
        _prepare(
            [prepare, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"], folder
        )
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": folder,
            "fsync": "off",
            "full_page_writes": "off",
        }
        command = [server, "-D", data, *(f"--{name}={value}" for name, value in settings.items())]
        ready = _program("pg_isready", homes, "postgresql")
        with _running(command, signal.SIGINT, folder, lambda: _says_yes([ready, "-q", "-h", folder])):
            _fill_postgresql(folder)
            yield folder


@contextlib.contextmanager
def mariadb() -> Iterator[str]:
    """The socket of a MariaDB server: its user is `root`, its database `test`."""
    server = _program("mariadbd", ["/usr/sbin"], _MARIADB)
    prepare = _program("mariadb-install-db", ["/usr/sbin"], _MARIADB)
    with _folder() as folder:
        data, place = f"{folder}/data", f"{folder}/socket"
        _prepare(
            [
                prepare,
                "--no-defaults",
                f"--datadir={data}",
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
            ],
            folder,
        )
        settings = {
            "datadir": data,
            "socket": place,
            "pid-file": f"{folder}/pid",
            "innodb-flush-log-at-trx-commit": "0",
        }
        text = {"character-set-server": "utf8mb4", "collation-server": "utf8mb4_nopad_bin"}
        options = [f"--{name}={value}" for name, value in {**settings, **text}.items()]
        command = [server, "--no-defaults", "--skip-networking", "--skip-log-bin", *options]
        with _running(command, signal.SIGTERM, folder, lambda: _listens(place)):
            _fill_mariadb(place)
            yield place


def _fill_postgresql(folder: str) -> None:
    import psycopg2

    with contextlib.closing(psycopg2.connect(host=folder, user="postgres")) as connection:
        for statement in statements():
            connection.cursor().execute(statement)
        connection.commit()


def _fill_mariadb(place: str) -> None:
    import pymysql

    with contextlib.closing(pymysql.connect(unix_socket=place, user="root")) as connection:
        cursor = connection.cursor()
        cursor.execute("CREATE DATABASE test")
        cursor.execute("USE test")
        fill_mariadb(connection)


def fill_mariadb(connection: Any) -> None:
    """Make the tables in the database of a connection, where they are missing."""
    cursor = connection.cursor()
    cursor.execute("SHOW TABLES")
    if len(cursor.fetchall()) == len(TABLES):
        return
    for statement in ("SET sql_mode = 'NO_BACKSLASH_ESCAPES'", "DROP TABLE IF EXISTS people, secrets", *statements()):
        cursor.execute(statement)
    connection.commit()


def _program(name: str, folders: list[str], package: str) -> str:
    found = shutil.which(name) or shutil.which(name, path=os.pathsep.join(folders))
    if found is None:
        raise NotInstalledError(f"{name} is not installed: apt-get install --no-install-recommends {package}")
    return found


@contextlib.contextmanager
def _folder() -> Iterator[str]:
    """A directory that the servers may use, with a path short enough for a socket (107 bytes)."""
    folder = tempfile.mkdtemp(prefix="bl-", dir="/tmp")
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody")
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_nobody(*options: str) -> list[str]:
    """Servers refuse to be run by root."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", *options]


def _alone(folder: str) -> dict[str, str]:
    """The environment of a server: its temporary files are its own. A MariaDB that starts removes the temporary tables
    (`#sql*`) of every other in the same directory."""
    return {**os.environ, "TMPDIR": folder}


def _prepare(command: list[str], folder: str) -> None:
    done = subprocess.run(
        [*_as_nobody(), *command], cwd=folder, env=_alone(folder), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _says_yes(command: list[str]) -> bool:
    return subprocess.run(command, check=False).returncode == 0


def _listens(path: str) -> bool:
    """Whether somebody does, at a socket. MariaDB does once it is ready, PostgreSQL earlier."""
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(path) == 0


@contextlib.contextmanager
def _running(command: list[str], stop: signal.Signals, folder: str, ready: Callable[[], bool]) -> Iterator[None]:
    """The server `command` from when it is ready until it is told to `stop`; by root's tests it is told so when they are
    killed, too."""
    log = Path(folder, "log")
    with log.open("wb") as output:
        told = _as_nobody(f"--pdeathsig={stop.name.removeprefix('SIG')}")
        process = subprocess.Popen([*told, *command], cwd=folder, env=_alone(folder), stdout=output, stderr=output)
    try:
        deadline = time.monotonic() + _PATIENCE
        while not ready():
            if process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(log.read_text("utf-8", "replace"))
            time.sleep(0.05)
        yield
    finally:
        process.send_signal(stop)
        process.wait(_PATIENCE)
