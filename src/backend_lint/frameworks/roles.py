"""Which roles a file plays in a backend (catalogue 1.2): decided once, from its path, then from what it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import PurePosixPath

import libcst as cst
import pathspec

from backend_lint.semantics.analysis import Analysis

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
    "test": re.compile(r"^(test_.*|.*_(tests?|testing)|tests?|conftest|factories)\.py$"),
    "settings": re.compile(r"^(.*_)?(settings|config|configuration|env)(_.*)?\.py$|^__config__\.py$"),
    "service": re.compile(r"^(.*_)?services?\.py$"),
    "repository": re.compile(r"^(.*_)?(repository|repositories|dao|crud)\.py$"),
    "handler": re.compile(r"^(.*_)?(routes?|routers?|endpoints?|controllers?|views?|handlers?|resolvers?)\.py$"),
    "schema": re.compile(r"^(.*_)?(schemas?|dtos?|serializers?)\.py$"),
    "model": re.compile(r"^models?\.py$"),
    "script": re.compile(r"^manage\.py$"),
    "migration": re.compile(r"^migrations?\.py$"),
    "generated": re.compile(r"_pb2(_grpc)?\.pyi?$"),
}

#: Settings under which only tests run: `settings/ci.py`, `smoketest_configuration.py`.
_TEST_SETTINGS = re.compile(r"(?:^|_)(?:ci|tests?|testing|smoke_?tests?|e2e|unittests?)(?:_|\.py$)")
_SETTINGS_DIRECTORIES = frozenset({"settings", "config"})
_GENERATED = re.compile(rb"DO NOT EDIT|@generated|[Gg]enerated by")
#: In how many bytes at the start of a file the comment stands that says who generated it.
_HEADER = 2_000
#: Names that only files of a role bind at the start of a line.
_BOUND = (("migration", b"down_revision"), ("migration", b"MODELS_STATE"), ("settings", b"INSTALLED_APPS"))
_MIGRATION_FILE = re.compile(r"^\d{4}_\w+\.py$")
_TEST_BASES = frozenset({"TestCase", "TransactionTestCase", "APITestCase", "SimpleTestCase", "LiveServerTestCase",
                         "IsolatedAsyncioTestCase", "AsyncTestCase"})  # fmt: skip
_CLASS_ROLES = (("service", re.compile(r"Service$")), ("repository", re.compile(r"(Repository|Repo|DAO)$")))
_CLASS_LINES = (
    ("service", (b"Service",), re.compile(rb"(?m)^[ \t]*class[ \t]+[^\s(:]*Service\b")),
    ("repository", (b"Repo", b"DAO"), re.compile(rb"(?m)^[ \t]*class[ \t]+[^\s(:]*(?:Repository|Repo|DAO)\b")),
)
_SETTINGS_BASES = frozenset({"BaseSettings"})


def roles(analysis: Analysis, overrides: Mapping[str, Sequence[str]] | None = None) -> frozenset[str]:
    """The roles of a file. `overrides` maps a role to globs (gitignore syntax) that give it."""
    found = set(path_roles(analysis.path))
    found |= content_roles(analysis.source.data)
    for node in analysis.index.of(cst.ClassDef):
        found |= _class_roles(node, analysis)
    if "handler" not in found and "script" not in found and _is_script(analysis):
        found.add("script")
    return frozenset(found) | glob_roles(analysis.path, overrides or {})


def glob_roles(path: str, globs: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The roles that settings give a path."""
    return frozenset(role for role, patterns in globs.items() if _matcher(tuple(patterns)).match_file(path))


def content_roles(data: bytes) -> frozenset[str]:
    """The roles that the bytes of a file give it, whatever it is called."""
    found = {role for role, name in _BOUND if name in data and _binds(name).search(data)}
    for line in data[:_HEADER].splitlines():
        if line.strip() and not line.startswith(b"#"):
            break
        if _GENERATED.search(line):
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
    pure = PurePosixPath(path)
    directories = [part.lower() for part in pure.parts[:-1]]
    name = pure.name.lower()
    found = {role for role, pattern in _FILES.items() if pattern.search(name)}
    layered = found & {"handler", "service", "repository", "schema", "model"}
    for role, names in _DIRECTORIES.items():
        if names.intersection(directories) and not (role in ("handler", "model", "schema") and layered):
            found.add(role)
    if directories and directories[-1] in _SETTINGS_DIRECTORIES:
        found.add("settings")
    if "settings" in found and _TEST_SETTINGS.search(name):
        found.add("test")
    if "migrations" in directories and (_MIGRATION_FILE.match(name) or "versions" in directories):
        found.add("migration")
    if ("versions" in directories and "alembic" in directories) or ("delta" in directories and "schema" in directories):
        found.add("migration")
    return frozenset(found)


def _class_roles(node: cst.ClassDef, analysis: Analysis) -> set[str]:
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
def _matcher(globs: tuple[str, ...]) -> pathspec.GitIgnoreSpec:
    return pathspec.GitIgnoreSpec.from_lines(globs)
