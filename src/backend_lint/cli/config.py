"""The commands about settings: those in force, whether files hold valid ones, and their JSON schema."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from backend_lint.cli.output import fault, write

if TYPE_CHECKING:
    from backend_lint.session import Session


@click.group()
def config() -> None:
    """Look at the settings."""


@config.command()
@click.argument("path", default=".", type=click.Path())
@click.option("--config", "file", type=click.Path(), metavar="FILE", help="Use this configuration file.")
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
def show(path: str, file: str | None, isolated: bool) -> None:
    """Print the settings in force for PATH, as TOML that --config accepts."""
    from backend_lint.session import Options, Session
    from backend_lint.settings import SettingsError

    try:
        write(settings_text(Session(Options(config=file, isolated=isolated)), path))
    except SettingsError as error:
        raise fault(str(error)) from error


@config.command()
@click.argument("files", nargs=-1, type=click.Path(), metavar="[FILE]...")
@click.pass_context
def verify(ctx: click.Context, files: tuple[str, ...]) -> None:
    """Check configuration FILES (default: the one in force here), without checking any code.

    A pyproject.toml without [tool.backend-lint] is fine. Prints nothing when all are, else one line for each
    file that is not, and ends in status 2."""
    from backend_lint.settings import SettingsError

    wrong = False
    for file in files or (None,):
        try:
            _verify(file)
        except SettingsError as error:
            wrong = True
            write(f"Error: {fault(str(error)).message}\n", to_error=True)
    if wrong:
        ctx.exit(2)


def _verify(file: str | None) -> None:
    """Read a file, or the one in force here, as a run would. Raises SettingsError."""
    from backend_lint.session import Options, Session
    from backend_lint.settings.files import read

    # A pyproject.toml named by a hook need not be about this tool; a name that leads nowhere is an error.
    if file is not None and Path(file).is_file() and read(Path(file)) is None:
        return
    Session(Options(config=file)).bound(".")


@config.command()
def schema() -> None:
    """Print the JSON schema of a backend-lint.toml, for editors and schema stores."""
    write(json.dumps(_schema(), indent=2) + "\n")


def _schema() -> dict[str, Any]:
    import msgspec

    from backend_lint import catalog
    from backend_lint.settings import ROLES, Settings

    tables: dict[str, Any] = msgspec.json.schema(Settings)["$defs"]
    keys = {name: _without_null(key) for name, key in tables["Settings"]["properties"].items()}
    keys["engines"] = {key: value for key, value in tables["Engines"].items() if key not in ("title", "description")}
    keys["roles"]["propertyNames"] = {"enum": list(ROLES)}
    options = {
        name: {
            "type": "object",
            "description": f"{info.code}: {info.summary}",
            "properties": {
                option: _kind(default)
                for key, default in info.options.items()
                for option in dict.fromkeys((key.replace("_", "-"), key))
            },
            "additionalProperties": False,
        }
        for info in catalog.infos()
        for name in (info.name, info.code)
    }
    keys["rules"] |= {"properties": options, "additionalProperties": False}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of backend-lint",
        "description": "A backend-lint.toml, or the table [tool.backend-lint] of a pyproject.toml.",
        "type": "object",
        "properties": keys,
        "additionalProperties": False,
    }


def _without_null(key: dict[str, Any]) -> dict[str, Any]:
    """TOML has no null: what msgspec calls null is a key that is left out."""
    kept = [each for each in key.get("anyOf", ()) if each != {"type": "null"}]
    merged = {**{name: value for name, value in key.items() if name != "anyOf"}, **(kept[0] if len(kept) == 1 else {})}
    if len(kept) > 1:
        merged["anyOf"] = kept
    if "enum" in merged:
        merged["enum"] = [value for value in merged["enum"] if value is not None]
    if merged.get("default", "") is None:
        del merged["default"]
    return merged


def _kind(default: bool | int | str | tuple[str, ...]) -> dict[str, Any]:
    kinds = {bool: "boolean", int: "integer", str: "string"}
    if isinstance(default, tuple):
        return {"type": "array", "items": {"type": "string"}, "default": list(default)}
    return {"type": kinds[type(default)], "default": default}


def settings_text(session: Session, path: str) -> str:
    """The settings of a path as TOML, with every option of every rule that is on. Raises SettingsError and
    Fault."""
    import msgspec

    from backend_lint.reports.style import printable

    if not Path(path).exists():
        raise fault(f"{path}: No such file or directory")
    directory = path if Path(path).is_dir() else str(Path(path).absolute().parent)
    bound = session.bound(os.fspath(directory))
    table: dict[str, Any] = msgspec.to_builtins(bound.settings)
    names = {info.code: info.name for info in session.infos()}
    table["rules"] = {
        names[code]: {name.replace("_", "-"): value for name, value in options.items()}
        for code, options in bound.selection.options.items()
        if options
    }
    source = bound.configuration.source or "no configuration file: defaults"
    lines = [f"# {printable(source)}", f"# rules that are on: {' '.join(bound.selection.options) or 'none'}"]
    lines += _toml(table)
    return "\n".join(lines) + "\n"


def _toml(table: dict[str, Any], prefix: str = "") -> list[str]:
    """TOML of values that are scalars, lists of strings or tables; None is left out."""
    lines = [
        f"{_key(key)} = {json.dumps(value)}"
        for key, value in table.items()
        if value is not None and not isinstance(value, dict)
    ]
    for key, value in table.items():
        if isinstance(value, dict) and value:
            name = f"{prefix}{_key(key)}"
            lines += ["", f"[{name}]", *_toml(value, f"{name}.")]
    return lines


def _key(key: str) -> str:
    return key if key.replace("-", "").isalnum() and key.isascii() else json.dumps(key)
