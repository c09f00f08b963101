"""Knows how to install semgrep in an environment of its own: its requirements would not leave ours alone.

The only place that uses the network, and only because a user asked for it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from backend_lint.engines.semgrep.locate import COMPLETE, managed_environment, managed_program

_VERSION = re.compile(r"\d+(?:\.\d+)*(?:[^\W\d]\w*)?")


class InstallError(Exception):
    """Semgrep could not be installed; says why."""


def install(version: str, tell: Callable[[str], None]) -> Path:
    """Install a version in the managed environment, and return the program. What is there already stays. `tell` is given
    each command before it runs; what the commands print goes to standard error. Raises InstallError."""
    if not _VERSION.fullmatch(
        version
    ):  # it becomes the name of a directory, which is removed when the installation fails
        raise InstallError(f"{version!r} is no version")
    program, environment = managed_program(version), managed_environment(version)
    if (environment / COMPLETE).exists():
        return program
    python = program.with_name("python.exe" if os.name == "nt" else "python")
    shutil.rmtree(environment, ignore_errors=True)
    wanted = f"semgrep=={version}"
    if uv := shutil.which("uv"):
        commands = [
            [uv, "venv", "--python", sys.executable, str(environment)],
            [uv, "pip", "install", "--python", str(python), wanted],
        ]
    else:
        # Without pip of its own: Debian's Python has no ensurepip, and ours installs into another environment as well.
        commands = [
            [sys.executable, "-m", "venv", "--without-pip", str(environment)],
            [*_pip(), "--python", str(python), "install", "--disable-pip-version-check", "--quiet", wanted],
        ]
    try:
        environment.parent.mkdir(parents=True, exist_ok=True)
        for command in commands:
            tell(" ".join(command))
            subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=sys.stderr)
        (environment / COMPLETE).touch()
    except subprocess.CalledProcessError as error:
        shutil.rmtree(environment, ignore_errors=True)
        raise InstallError(f"`{' '.join(error.cmd)}` ended with status {error.returncode}") from error
    except OSError as error:
        raise InstallError(f"{error.filename or environment}: {error.strerror}") from error
    return program


def _pip() -> list[str]:
    """A pip that can be run: ours, or the one on PATH. Raises InstallError."""
    found = subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False)
    if found.returncode == 0:
        return [sys.executable, "-m", "pip"]
    for name in ("pip3", "pip"):
        if program := shutil.which(name):
            return [program]
    raise InstallError("neither uv nor pip is there to install it with")
