"""`backend-lint clean`: removes what runs keep for the next one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backend_lint.cli.output import fault, write

if TYPE_CHECKING:
    from backend_lint.cache import Removed


@click.command()
@click.option(
    "--cache-dir", type=click.Path(readable=False), metavar="DIR", help="The directory of the cache [the user's own]."
)
@click.option("--all", "everything", is_flag=True, help="Remove what `semgrep install` has installed, too.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing.")
def clean(cache_dir: str | None, everything: bool, quiet: bool) -> None:
    """Remove the cache: what was found in files, which the next run finds again.

    Only files that backend-lint has made are removed, and no link is followed."""
    from backend_lint.cache import Removed, cache_directory, clear, why

    try:
        try:
            results = clear(cache_directory(cache_dir))
        except FileNotFoundError:
            results = Removed(0, 0)
        installed = _uninstalled() if everything else Removed(0, 0)
    except OSError as error:
        raise fault(why(error)) from error
    files, size = results.files + installed.files, results.size + installed.size
    if not quiet:
        write(f"Removed {files} file{'s' * (files != 1)} ({_shown(size)}).\n" if files else "Nothing to remove.\n")


def _uninstalled() -> Removed:
    """What was removed of the managed environments of semgrep. Raises OSError."""
    import shutil

    from backend_lint.cache import Removed
    from backend_lint.engines.semgrep.locate import managed_environments

    files = size = 0
    for environment in managed_environments():
        sizes = [Path(at, name).lstat().st_size for at, _, names in os.walk(environment) for name in names]
        shutil.rmtree(environment)
        files, size = files + len(sizes), size + sum(sizes)
    return Removed(files, size)


def _shown(size: int) -> str:
    """Bytes for people."""
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.1f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
