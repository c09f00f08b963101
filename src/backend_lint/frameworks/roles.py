"""Which roles a file plays in a backend (catalogue 1.2): decided once, from its path, then from what it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

import libcst as cst

from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.regexes import regex

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

#: Directory names that give a file a role.
_DIRECTORIES: dict[str, frozenset[str]] = {
    "test": frozenset({"tests", "test", "testing"}),
    "handler": frozenset({"routes", "routers", "api", "endpoints", "controllers", "views", "handlers", "resolvers"}),
    "service": frozenset({"services", "usecases", "use_cases", "domain", "application"}),
    "repository": frozenset({"repositories", "repository", "dao", "crud", "queries"}),
    "model": frozenset({"models", "entities"}),
    "schema": frozenset({"schemas", "dtos", "serializers", "validators"}),
    "example": frozenset({"docs", "doc", "examples", "example", "samples", "sample", "notebooks", "docs_src"}),
    "script": frozenset({"scripts", "bin"}),
}

_FILES: dict[str, re.Pattern[str]] = {
    "test": regex(r"^(test_.*|.*_(tests?|testing)|tests?|conftest|factories)\.py$"),
    "settings": regex(r"^(.*_)?(settings|config|configuration|env)(_.*)?\.py$|^__config__\.py$"),
    "service": regex(r"^(.*_)?services?\.py$"),
    "repository": regex(r"^(.*_)?(repository|repositories|dao|crud)\.py$"),
    "handler": regex(r"^(.*_)?(routes?|routers?|endpoints?|controllers?|views?|handlers?|resolvers?)\.py$"),
    "schema": regex(r"^(.*_)?(schemas?|dtos?|serializers?)\.py$"),
    "model": regex(r"^models?\.py$"),
    "script": regex(r"^manage\.py$"),
    "migration": regex(r"^migrations?\.py$"),
    "generated": regex(r"_pb2(_grpc)?\.pyi?$"),
}

#: Settings under which only tests run: `settings/ci.py`, `smoketest_configuration.py`.
_TEST_SETTINGS = regex(r"(?:^|_)(?:ci|tests?|testing|smoke_?tests?|e2e|unittests?)(?:_|\.py$)")
_SETTINGS_DIRECTORIES = frozenset({"settings", "config"})
#: Directories that together say that what is in them are migrations.
_MIGRATIONS = (
    frozenset({"migrations", "versions"}),
    frozenset({"alembic", "versions"}),
    frozenset({"schema", "delta"}),
)
_LAYERS = frozenset({"handler", "service", "repository", "schema", "model"})
#: Roles by directory that count unless the file's name gives it one of the layers.
_YIELDING = frozenset({"handler", "model", "schema"})
_GENERATED = regex(rb"DO NOT EDIT|@generated|[Gg]enerated by")
_COMMENTS = regex(rb"(?:#[^\r\n]*|[ \t\v\f]*[\r\n])+")
#: In how many bytes at the start of a file the comment stands that says who generated it.
_HEADER = 2_000
#: Names that only files of a role bind at the start of a line.
_BOUND = (("migration", b"down_revision"), ("migration", b"MODELS_STATE"), ("settings", b"INSTALLED_APPS"))
_MIGRATION_FILE = regex(r"^\d{4}_\w+\.py$")
_TEST_BASES = frozenset({"TestCase", "TransactionTestCase", "APITestCase", "SimpleTestCase", "LiveServerTestCase",
                         "IsolatedAsyncioTestCase", "AsyncTestCase"})  # fmt: skip
_CLASS_ROLES = (("service", regex(r"Service$")), ("repository", regex(r"(Repository|Repo|DAO)$")))
_CLASS_LINES = (
    ("service", (b"Service",), regex(rb"(?m)^[ \t]*class[ \t]+[^\s(:]*Service\b")),
    ("repository", (b"Repo", b"DAO"), regex(rb"(?m)^[ \t]*class[ \t]+[^\s(:]*(?:Repository|Repo|DAO)\b")),
)
#: The roles that classes can give.
CLASS_ROLES = frozenset(role for role, _, _ in _CLASS_LINES)
_SETTINGS_BASES = frozenset({"BaseSettings"})
_TELLING_BASES = (b"TestCase", b"BaseSettings", b"Migration")


def roles(analysis: Analysis, overrides: Mapping[str, Sequence[str]] | None = None) -> frozenset[str]:
    """The roles of a file. `overrides` maps a role to globs (gitignore syntax) that give it."""
    found = set(path_roles(analysis.path))
    found |= content_roles(analysis.source.data)
    # Whatever a base is called here, its own name stands in the file: most have none of these, and names are dear to follow.
    telling = any(word in analysis.source.data for word in _TELLING_BASES)
    for node in analysis.index.of(cst.ClassDef):
        found |= _class_roles(node, analysis, telling)
    if "handler" not in found and "script" not in found and _is_script(analysis):
        found.add("script")
    return frozenset(found) | glob_roles(analysis.path, overrides or {})


def glob_roles(path: str, globs: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The roles that settings give a path."""
    return frozenset(role for role, patterns in globs.items() if _matcher(tuple(patterns)).match_file(path))


def content_roles(data: bytes) -> frozenset[str]:
    """The roles that the bytes of a file give it, whatever it is called."""
    found = {role for role, name in _BOUND if name in data and _binds(name).search(data)}
    comments = _COMMENTS.match(data, 0, _HEADER)
    if comments is not None and _GENERATED.search(comments[0]):
        found.add("generated")
    return frozenset(found)


def class_roles(data: bytes) -> frozenset[str]:
    """Roles that a class of a file, of which only the bytes are known, may give it."""
    return frozenset(
        role for role, ends, pattern in _CLASS_LINES if any(end in data for end in ends) and pattern.search(data)
    )


@cache
def _binds(name: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"(?m)^" + name + rb"\b[^=\n]*=")


@cache
def path_roles(path: str) -> frozenset[str]:
    """The roles that a path alone gives; the file's own name counts more than its directories."""
    directory, _, name = path.rpartition("/")
    name = name.lower()
    sure, layers, migrations = _directory_roles(directory)
    named = _name_roles(name)
    found = {*named, *sure} if named & _LAYERS else {*named, *sure, *layers}
    if "settings" in found and _TEST_SETTINGS.search(name):
        found.add("test")
    if migrations and _MIGRATION_FILE.match(name):
        found.add("migration")
    return frozenset(found)


@cache
def _name_roles(name: str) -> frozenset[str]:
    return frozenset(role for role, pattern in _FILES.items() if pattern.search(name))


@cache
def _directory_roles(directory: str) -> tuple[frozenset[str], frozenset[str], bool]:
    """The roles that a directory gives its files, those that it gives them unless their names say more, and whether
    numbered files in it are migrations."""
    parts = [part.lower() for part in directory.split("/") if part not in ("", ".")]
    among = frozenset(parts)
    given = frozenset(role for role, names in _DIRECTORIES.items() if names & among)
    sure = set(given - _YIELDING)
    if parts and parts[-1] in _SETTINGS_DIRECTORIES:
        sure.add("settings")
    if any(names <= among for names in _MIGRATIONS):
        sure.add("migration")
    return frozenset(sure), given & _YIELDING, "migrations" in among


def _class_roles(node: cst.ClassDef, analysis: Analysis, telling: bool) -> set[str]:
    bases: set[str] = set()
    if telling:
        bases = {(analysis.names.qualname(base.value) or "").rpartition(".")[2] for base in node.bases}
    found = {role for role, pattern in _CLASS_ROLES if pattern.search(node.name.value)}
    if bases & _TEST_BASES:
        found.add("test")
    if bases & _SETTINGS_BASES:
        found.add("settings")
    if node.name.value == "Migration" and "Migration" in bases:
        found.add("migration")
    return found


def _is_script(analysis: Analysis) -> bool:
    """Whether the module has an `if __name__ == "__main__"` block."""
    return any(
        isinstance(node.test, cst.Comparison)
        and isinstance(node.test.left, cst.Name)
        and node.test.left.value == "__name__"
        for node in analysis.index.of(cst.If)
    )


@cache
def _matcher(globs: tuple[str, ...]) -> GitIgnoreSpec:
    # Imported here: pathspec takes 8 ms, which a worker need not spend where no globs are set.
    from backend_lint.semantics.patterns import specification

    return specification(globs)
