"""The commands that explain: one rule, all rules, the settings in force."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from backend_lint.cli.output import fault, write

if TYPE_CHECKING:
    from backend_lint.hooks import Rule
    from backend_lint.session import Session


@click.command()
@click.argument("name", required=False, metavar="CODE|NAME")
@click.option("--all", "every", is_flag=True, help="Every rule.")
@click.option(
    "-f",
    "--output-format",
    type=click.Choice(("text", "json", "markdown")),
    default="text",
    show_default=True,
)
def rule(name: str | None, every: bool, output_format: str) -> None:
    """Explain a rule: what it finds and why, when it is silent, with examples."""
    from backend_lint import catalog

    if every == (name is not None):
        raise click.UsageError("give a rule's code or name, or --all")
    chosen = list(catalog.rules())
    if name is not None:
        info = catalog.find(name)
        chosen = [each for each in chosen if info is not None and each.code == info.code]
    if not chosen:
        from backend_lint.settings.files import did_you_mean

        known = [word for info in catalog.infos() for word in (info.code, info.name)]
        raise fault(f"no rule is called {name}{did_you_mean(name or '', known)}")
    if output_format == "json":
        values = [_as_value(each) for each in chosen]
        write(json.dumps(values if every else values[0], indent=2) + "\n")
        return
    pages = [_page(each, markdown=output_format == "markdown") for each in chosen]
    write("\n\n".join(pages) + "\n")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As a JSON list.")
def rules(as_json: bool) -> None:
    """List all rules, by code."""
    from backend_lint import catalog

    infos = catalog.infos()
    if as_json:
        write(json.dumps([_as_value(each) for each in catalog.rules()], indent=2) + "\n")
        return
    width = max((len(info.name) for info in infos), default=0)
    lines = [
        f"{info.code}  {info.severity:7}  {info.family:9} {info.name.ljust(width)}  {info.summary}" for info in infos
    ]
    write("".join(line + "\n" for line in lines))


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


def _as_value(each: Rule) -> dict[str, Any]:
    info = each.info
    return {
        "code": info.code,
        "name": info.name,
        "family": info.family,
        "severity": info.severity,
        "summary": info.summary,
        "explanation": info.explanation,
        "options": {key: list(value) if isinstance(value, tuple) else value for key, value in info.options.items()},
        "cwe": info.cwe,
        "headline": info.headline,
        "per_file": info.per_file,
        "examples": [
            {"kind": example.kind, "files": example.files, "options": example.options} for example in each.page.examples
        ],
    }


def _page(each: Rule, *, markdown: bool) -> str:
    info = each.info
    facts = [f"severity {info.severity}", f"family {info.family}"]
    if info.cwe is not None:
        facts.append(f"CWE-{info.cwe}")
    title = f"{info.code} {info.name}"
    lines = [f"# {title}" if markdown else title, "", f"{info.summary}", "", ", ".join(facts)]
    if info.explanation:
        lines += ["", info.explanation]
    if info.options:
        lines += ["", "## Options" if markdown else "Options:", ""]
        mark = "`" if markdown else ""
        lines += [f"- {mark}{key} = {_toml_value(value)}{mark}" for key, value in info.options.items()]
    for example in each.page.examples:
        lines += ["", f"## {example.kind}" if markdown else f"{example.kind}:"]
        for name, text in example.files.items():
            if len(example.files) > 1:
                lines += ["", f"`{name}`" if markdown else f"    # file: {name}"]
            code = text.rstrip("\n").split("\n")
            lines += ["", "```python", *code, "```"] if markdown else ["", *(f"    {row}".rstrip() for row in code)]
    return "\n".join(lines)


def _toml_value(value: object) -> str:
    return json.dumps(list(value) if isinstance(value, tuple) else value)
