"""Knows every key that a configuration file may hold, its type and its default."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

import msgspec

from backend_lint.model import Confidence, Severity
from backend_lint.semantics.file import MAX_BYTES
from backend_lint.settings.profiles import PROFILES, STRICT, OptionValue, Profile

Role = Literal[
    "test",
    "migration",
    "settings",
    "handler",
    "service",
    "repository",
    "model",
    "schema",
    "example",
    "script",
    "generated",
]
ROLES: tuple[str, ...] = get_args(Role)

ErrorShape = Literal["nested", "envelope", "problem+json", "detail", "auto"]
ServiceErrors = Literal["domain", "domain-with-status", "http-allowed"]
Layout = Literal["off", "by-feature-000", "by-layer-001", "by-layer-003", "django"]
SemgrepUse = Literal["auto", "required", "off"]
SelectStarPlace = Literal["cte", "subquery", "table-function", "returning"]


class Engines(msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """The keys of `[tool.backend-lint.engines]`: the programs that run beside our own engine. `time_limit` is in seconds."""

    semgrep: SemgrepUse = "auto"
    ruff: bool = False
    bandit: bool = False
    time_limit: Annotated[int, msgspec.Meta(ge=1)] = 300


class Settings(msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """The keys of `[tool.backend-lint]`. Globs are gitignore patterns, relative to the file's directory;
    `None` stands for "not set"."""

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_ignore: tuple[str, ...] = ()
    per_file_ignores: dict[str, tuple[str, ...]] = {}
    extend_safe_fixes: tuple[str, ...] = ()
    extend_unsafe_fixes: tuple[str, ...] = ()
    exclude: tuple[str, ...] | None = None
    extend_exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    respect_gitignore: bool = True
    fail_on: Severity = "warning"
    min_severity: Severity = "strict"
    min_confidence: Confidence = "medium"
    strict: bool = False
    allow_incomplete: bool = False
    max_file_bytes: int = MAX_BYTES
    respect_nosec: bool = False
    include_examples: bool = False
    baseline: str | None = None
    profile: Profile = "default"
    engines: Engines = Engines()
    roles: dict[Role, tuple[str, ...]] = {}
    rules: dict[str, dict[str, bool | int | str | tuple[str, ...]]] = {}
    error_shape: ErrorShape | None = None
    bcrypt_min_cost: int | None = None
    handler_logic_threshold: int | None = None
    max_handler_statements: int | None = None
    service_errors: ServiceErrors | None = None
    layout: Layout | None = None
    secret_names: tuple[str, ...] | None = None
    select_star_allow: tuple[SelectStarPlace, ...] | None = None

    def shared_options(self) -> dict[str, OptionValue]:
        """Values for every rule that declares an option of that (kebab-case) name: the profile's, then
        what `strict` asks for, then the keys set beside it."""
        values = dict(PROFILES[self.profile])
        if self.strict:
            values |= STRICT
        for name in SHARED_OPTIONS:
            value = getattr(self, name.replace("-", "_"))
            if value is not None:
                values[name] = value
        return values


#: Keys that are options of rules rather than of the tool.
SHARED_OPTIONS = (
    "error-shape",
    "bcrypt-min-cost",
    "handler-logic-threshold",
    "max-handler-statements",
    "service-errors",
    "layout",
    "secret-names",
    "select-star-allow",
)

KEYS: tuple[str, ...] = Settings.__struct_encode_fields__


def choices(key: str) -> tuple[str, ...]:
    """The words that `key` accepts, or nothing when it does not take one of a fixed list."""
    found: list[str] = []
    kinds: list[Any] = [field.type for field in msgspec.structs.fields(Settings) if field.encode_name == key]
    while kinds:
        kind = kinds.pop()
        found += [each for each in get_args(kind) if isinstance(each, str)]
        kinds += [each for each in get_args(kind) if not isinstance(each, str)]
    return tuple(found)
