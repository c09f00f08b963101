"""The extension for VS Code: built, tested and packaged as its README says, then looked into."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import msgspec
import pytest

import backend_lint
from backend_lint.lsp.preferences import Preferences

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "editors" / "vscode"
#: Bytes. The bundle is 430 KB of script, 110 KB when packed; with node_modules it would be many megabytes.
LIMIT = 200_000

pytest.importorskip("pygls", reason="the extra lsp is not installed")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("npm is not installed")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    if int(version.lstrip("v").split(".")[0]) < 20:
        pytest.skip(f"node {version.strip()} is older than 20")
    copy = tmp_path_factory.mktemp("vscode") / "extension"
    shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("node_modules", "out", "*.vsix"))
    server = Path(sys.executable).parent / "backend-lint"
    for command in (["ci", "--no-audit", "--no-fund"], ["run", "build"], ["test"], ["run", "package"]):
        environment = {**os.environ, "BACKEND_LINT": str(server)}
        done = subprocess.run([npm, *command], cwd=copy, env=environment, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, f"npm {' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return copy / "backend-lint.vsix"


def test_package_holds_the_bundle_and_nothing_else(package: Path) -> None:
    assert package.stat().st_size < LIMIT
    with zipfile.ZipFile(package) as archive:
        names = set(archive.namelist())
        script = archive.read("extension/out/extension.js").decode()
    assert names == {
        "[Content_Types].xml",
        "extension.vsixmanifest",
        "extension/LICENSE.txt",
        "extension/out/extension.js",
        "extension/out/licences.txt",
        "extension/package.json",
        "extension/readme.md",
    }
    listing = subprocess.run(
        ["node", "-p", "JSON.stringify(require('module').builtinModules)"], capture_output=True, check=True
    )
    needed = {name.removeprefix("node:") for name in re.findall(r'\brequire\("([^"]+)"\)', script)}
    assert needed - set(json.loads(listing.stdout)) == {"vscode"}


def test_lock_file_names_no_registry() -> None:
    packages = json.loads((FOLDER / "package-lock.json").read_text("utf-8"))["packages"]
    assert len(packages) > 1
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if name and "integrity" not in entry] == []


def test_settings_are_those_of_the_server_and_the_documentation() -> None:
    manifest = json.loads((FOLDER / "package.json").read_text("utf-8"))
    text = (ROOT / "docs" / "editors.md").read_text("utf-8")
    documented = re.findall(r"^\| `([\w.-]+)` \|", text, re.MULTILINE)
    fields = msgspec.structs.fields(Preferences)
    assert sorted(name for name in documented if "." not in name) == sorted(field.encode_name for field in fields)
    names = [name if name.startswith("backend-lint.") else f"backend-lint.{name}" for name in documented]
    assert sorted(names) == sorted(manifest["contributes"]["configuration"]["properties"])


def test_version_is_that_of_the_linter() -> None:
    manifest = json.loads((FOLDER / "package.json").read_text("utf-8"))
    assert manifest["version"] == backend_lint.__version__
