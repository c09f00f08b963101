"""Knows which packages a project asks for, read from the files that say so; nothing of the project is run."""

from __future__ import annotations

import configparser
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from backend_lint.discovery import DEFAULT_EXCLUDES
from backend_lint.semantics import toml

#: Largest file that is read, in bytes: requirements of the largest projects have some ten thousand.
_MAX_BYTES = 1_000_000
#: How many directories below the project other projects of a workspace are looked for: `packages/api/`.
_DEPTH = 2

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_EGG = re.compile(r"[#&]egg=([A-Za-z0-9._-]+)")

#: What users call a framework or library, to the names of its distributions.
LIBRARIES: dict[str, tuple[str, ...]] = {
    "FastAPI": ("fastapi", "fastapi-slim"),
    "Flask": ("flask", "flask-restful", "flask-restx", "flask-smorest", "flask-openapi3", "apiflask"),
    "Django": ("django",),
    "Django REST framework": ("djangorestframework",),
    "Django Ninja": ("django-ninja", "django-ninja-extra"),
    "Starlette": ("starlette",),
    "Litestar": ("litestar", "starlite"),
    "Quart": ("quart",),
    "aiohttp": ("aiohttp",),
    "Sanic": ("sanic",),
    "Falcon": ("falcon",),
    "Tornado": ("tornado",),
    "GraphQL": ("strawberry-graphql", "graphene", "graphene-django", "ariadne"),
    "SQLAlchemy": ("sqlalchemy", "flask-sqlalchemy"),
    "SQLModel": ("sqlmodel",),
    "Peewee": ("peewee",),
    "Tortoise ORM": ("tortoise-orm",),
    "Pony ORM": ("pony",),
    "psycopg": ("psycopg", "psycopg-binary", "psycopg2", "psycopg2-binary"),
    "asyncpg": ("asyncpg",),
    "bcrypt": ("bcrypt",),
    "passlib": ("passlib",),
}


class Evidence(msgspec.Struct, frozen=True):
    """A library that the project uses, and the file that says so, relative to the project."""

    library: str
    file: str


class Found(msgspec.Struct, frozen=True):
    """What the files of a project say: each library once, in the order of LIBRARIES; the files that were
    read; and those that were not, with the cause."""

    libraries: tuple[Evidence, ...] = ()
    files: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()


def find(root: Path) -> Found:
    """The libraries of the project in `root` and of the projects of its workspace."""
    seen: dict[str, str] = {}
    files: list[str] = []
    unread: list[tuple[str, str]] = []
    for file in _files(root):
        name = file.relative_to(root).as_posix()
        try:
            packages = {_normal(entry) for entry in _requirements(file)}
        except (OSError, ValueError, configparser.Error) as error:
            unread.append((name, getattr(error, "strerror", None) or str(error).splitlines()[0]))
            continue
        files.append(name)
        for library, distributions in LIBRARIES.items():
            if packages.intersection(distributions):
                seen.setdefault(library, name)
    libraries = tuple(Evidence(library, seen[library]) for library in LIBRARIES if library in seen)
    return Found(libraries, tuple(files), tuple(unread))


def is_project(directory: Path) -> bool:
    """Whether a directory itself says what it needs."""
    return any(_reader(path) is not None and path.is_file() for path in _entries(directory))


def _files(root: Path, depth: int = 0) -> Iterator[Path]:
    entries = _entries(root)
    yield from (path for path in entries if _reader(path) is not None and path.is_file())
    for path in entries if depth < _DEPTH else ():
        if path.is_dir() and not path.is_symlink() and path.name not in DEFAULT_EXCLUDES:
            yield from _files(path, depth + 1)


def _entries(directory: Path) -> list[Path]:
    try:
        return sorted(directory.iterdir())
    except OSError:
        return []


def _reader(path: Path) -> Callable[[str], Iterable[str]] | None:
    name = path.name
    if name in _READERS:
        return _READERS[name]
    # `requirements.txt`, `dev-requirements.in`, `requirements/base.txt`
    listed = "requirements" in name or path.parent.name == "requirements"
    return _lines if listed and name.endswith((".txt", ".in")) else None


def _requirements(file: Path) -> Iterable[str]:
    """Requirements as they are written. Raises OSError, ValueError and configparser.Error."""
    with file.open("rb") as stream:
        data = stream.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise ValueError(f"larger than {_MAX_BYTES:,} bytes")
    reader = _reader(file)
    assert reader is not None  # _files asked
    return list(reader(data.decode("utf-8-sig")))


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        line = line.strip()
        if egg := _EGG.search(line):
            yield egg[1]
        elif not line.startswith(("#", "-")):
            yield line


def _pyproject(text: str) -> Iterator[str]:
    table = toml.loads(text)
    project, tool = _table(table, "project"), _table(table, "tool")
    poetry, pdm, uv = _table(tool, "poetry"), _table(tool, "pdm"), _table(tool, "uv")
    yield from _strings(project.get("dependencies"))
    yield from _strings(uv.get("dev-dependencies"))
    groups = (
        *_table(project, "optional-dependencies").values(),
        *_table(table, "dependency-groups").values(),
        *_table(pdm, "dev-dependencies").values(),
    )
    for group in groups:
        yield from _strings(group)
    named = [_table(group, "dependencies") for group in _table(poetry, "group").values() if isinstance(group, dict)]
    for each in (_table(poetry, "dependencies"), _table(poetry, "dev-dependencies"), *named):
        yield from each


def _pipfile(text: str) -> Iterator[str]:
    table = toml.loads(text)
    yield from _table(table, "packages")
    yield from _table(table, "dev-packages")


def _setup_cfg(text: str) -> Iterator[str]:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string(text)
    yield from _lines(parser.get("options", "install_requires", fallback=""))
    if parser.has_section("options.extras_require"):
        for _, value in parser.items("options.extras_require"):
            yield from _lines(value)


_READERS: dict[str, Callable[[str], Iterable[str]]] = {
    "pyproject.toml": _pyproject,
    "Pipfile": _pipfile,
    "setup.cfg": _setup_cfg,
}


def _table(table: dict[str, Any], key: str) -> dict[str, Any]:
    value = table.get(key)
    return value if isinstance(value, dict) else {}


def _strings(value: Any) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _normal(requirement: str) -> str:
    """The name that package indexes compare (PEP 503): `Flask_SQLAlchemy[x] >= 3` → `flask-sqlalchemy`."""
    match = _NAME.match(requirement.strip())
    return re.sub(r"[-_.]+", "-", match[0]).lower() if match else ""
