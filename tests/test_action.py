"""The GitHub Action: its scripts run by bash as a runner would, and what its steps hand to them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
STEPS = ACTION["runs"]["steps"]
BIN = Path(sys.executable).parent

CLEAN = "def add(a: int, b: int) -> int:\n    return a + b\n"
FAULTY = "import bcrypt\n\n\ndef salt() -> bytes:\n    return bcrypt.gensalt(8)\n"

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="the scripts of the action need bash")


@dataclass
class Step:
    """What a script left behind: its status, its log, and what it wrote for the runner."""

    status: int
    log: str
    outputs: dict[str, str] = field(default_factory=dict)
    summary: str = ""

    @property
    def commands(self) -> list[str]:
        """The workflow commands of the log that the runner obeys; see its `stop-commands`."""
        obeyed: list[str] = []
        stopped = ""
        for line in self.log.splitlines():
            if stopped:
                stopped = "" if line == f"::{stopped}::" else stopped
            elif line.startswith("::stop-commands::"):
                stopped = line.removeprefix("::stop-commands::")
            elif line.lstrip().startswith("::") or "##[" in line:
                obeyed.append(line)
        return obeyed


@dataclass
class Runner:
    """A machine of GitHub's: `checkout` is the repository, a directory beside the runner's own files."""

    home: Path

    @property
    def checkout(self) -> Path:
        return self.home / "checkout"

    def run(self, script: str = "run.sh", **variables: str) -> Step:
        for name in ("output", "summary"):
            (self.home / name).write_text("")
        (self.home / "temp").mkdir(exist_ok=True)
        env = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "BIN": str(BIN),
            "GITHUB_OUTPUT": str(self.home / "output"),
            "GITHUB_STEP_SUMMARY": str(self.home / "summary"),
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_WORKSPACE": str(self.checkout),
            "GITHUB_ACTIONS": "true",
            "RUNNER_TEMP": str(self.home / "temp"),
            **{f"INPUT_{name.upper().replace('-', '_')}": each["default"] for name, each in ACTION["inputs"].items()},
            **variables,
        }
        done = subprocess.run(
            ["bash", str(ROOT / "action" / script)],
            cwd=self.checkout, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        outputs = dict(line.split("=", 1) for line in (self.home / "output").read_text().splitlines())
        return Step(done.returncode, done.stdout, outputs, (self.home / "summary").read_text())

    def put(self, **files: str) -> None:
        for name, text in files.items():
            path = self.checkout / (name.replace("__", "/").removesuffix("_py") + ".py")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def git(self, *args: str, cwd: Path | None = None) -> str:
        person = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        command = ["git", *person, *args]
        return subprocess.run(command, cwd=cwd or self.checkout, check=True, text=True, capture_output=True).stdout

    def commit(self) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", "Change")
        return self.git("rev-parse", "HEAD").strip()


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    made = Runner(tmp_path)
    made.checkout.mkdir()
    made.git("init", "--quiet")
    return made


def test_clean(runner: Runner) -> None:
    runner.put(app_py=CLEAN)
    step = runner.run()
    assert (step.status, step.outputs["exit-code"], step.outputs["findings"]) == (0, "0", "0"), step.log
    assert json.loads(Path(step.outputs["sarif-file"]).read_text())["version"] == "2.1.0"
    assert step.commands == []


def test_findings(runner: Runner) -> None:
    """The step itself passes, so that the report is uploaded before the job fails."""
    runner.put(app_py=FAULTY)
    step = runner.run()
    assert (step.status, step.outputs["exit-code"], step.outputs["findings"]) == (0, "1", "1"), step.log
    (run,) = json.loads(Path(step.outputs["sarif-file"]).read_text())["runs"]
    assert [found["ruleId"] for found in run["results"]] == ["BKD401"]
    assert "app.py:5:27: BKD401 " in step.log
    (command,) = step.commands
    assert re.match(r"::error .*file=app\.py,.*line=5", command)
    assert "BKD401" in step.summary


def test_paths_are_those_of_the_repository(runner: Runner) -> None:
    """In the annotations and for code scanning, whatever directory the run is in."""
    runner.put(api__app_py=FAULTY)
    step = runner.run(INPUT_WORKING_DIRECTORY="api")
    (command,) = step.commands
    assert "file=api/app.py," in command
    (run,) = json.loads(Path(step.outputs["sarif-file"]).read_text())["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == "api/app.py"


def test_what_is_switched_off(runner: Runner) -> None:
    runner.put(app_py=FAULTY)
    step = runner.run(INPUT_ANNOTATIONS="false", INPUT_SUMMARY="false")
    assert (step.outputs["findings"], step.commands, step.summary) == ("1", [], "")


INCOMPLETE = {
    "a file that is not analysed": ({"app_py": "def f(:\n"}, {}, 3),
    "findings as well": ({"app_py": "def f(:\n", "b_py": FAULTY}, {}, 3),
    "a missing path": ({}, {"INPUT_SRC": "nope"}, 2),
    "a wrong flag": ({}, {"INPUT_ARGS": "--nope"}, 2),
    "a wrong severity": ({}, {"INPUT_FAIL_ON": "fatal"}, 2),
    "a missing baseline": ({"app_py": CLEAN}, {"INPUT_BASELINE": "nope.json"}, 2),
    "a wrong switch": ({}, {"INPUT_SARIF_UPLOAD": "yes"}, 2),
    "a missing directory": ({}, {"INPUT_WORKING_DIRECTORY": "nope"}, 2),
    "an open quote": ({}, {"INPUT_ARGS": '--select "BKD101'}, 2),
    "a base that nobody knows": ({}, {"INPUT_ONLY_NEW_ISSUES": "true", "BASE": "0" * 40}, 2),
}


@pytest.mark.parametrize(("files", "inputs", "status"), INCOMPLETE.values(), ids=INCOMPLETE)
def test_a_run_that_did_not_complete_ends_the_job(
    runner: Runner, files: dict[str, str], inputs: dict[str, str], status: int
) -> None:
    runner.put(**files)
    runner.commit()
    step = runner.run(**inputs)
    assert (step.status, step.outputs) == (status, {"exit-code": str(status)}), step.log
    assert [line for line in step.commands if not line.startswith("::error::")] == []


def test_flags_of_the_inputs(runner: Runner) -> None:
    runner.put(app_py=FAULTY, **{"a dir__b_py": FAULTY})
    assert runner.run(INPUT_ARGS="--select 'BKD101' --isolated").outputs["findings"] == "0"
    assert runner.run(INPUT_SRC="'a dir'").outputs["findings"] == "1"
    assert runner.run(INPUT_SRC="app.py\n'a dir'\n").outputs["findings"] == "2"
    assert runner.run(INPUT_ARGS="--exit-zero").outputs["exit-code"] == "0"
    (runner.checkout / "backend-lint.toml").write_text('[per-file-ignores]\n"app.py" = ["BKD401"]\n')
    assert runner.run().outputs["findings"] == "1"


def test_the_baseline_takes_what_it_knows(runner: Runner) -> None:
    runner.put(app_py=FAULTY)
    subprocess.run([BIN / "backend-lint", "baseline", "create"], cwd=runner.checkout, check=True, capture_output=True)
    (baseline,) = [path for path in runner.checkout.iterdir() if "baseline" in path.name]
    runner.put(other_py=FAULTY)
    assert runner.run(INPUT_BASELINE=baseline.name).outputs["findings"] == "1"


def test_only_new_findings_in_a_shallow_checkout(runner: Runner) -> None:
    """As `actions/checkout` makes it: depth 1, at the merge of a branch into its base."""
    origin = runner.home / "origin"
    runner.put(app_py=FAULTY)
    runner.git("branch", "-m", "main")
    runner.commit()
    runner.git("checkout", "--quiet", "-b", "topic")
    runner.put(new_py=FAULTY)
    runner.commit()
    runner.git("checkout", "--quiet", "main")
    runner.put(later_py=CLEAN)
    base = runner.commit()
    runner.git("merge", "--quiet", "--no-edit", "topic")
    shutil.move(runner.checkout, origin)
    runner.git("clone", "--quiet", "--depth=1", origin.as_uri(), str(runner.checkout), cwd=runner.home)
    step = runner.run(INPUT_ONLY_NEW_ISSUES="true", BASE=base)
    assert (step.outputs["findings"], step.outputs["exit-code"]) == ("1", "1"), step.log
    assert "new.py:5:27: BKD401" in step.log
    assert runner.run(BASE=base).outputs["findings"] == "2"
    step = runner.run(INPUT_ONLY_NEW_ISSUES="true", BASE="")
    assert step.outputs["findings"] == "2"
    assert step.commands[0].startswith("::notice::only-new-issues: ")


HOSTILE = (
    "$(touch pwned)",
    "`touch pwned`",
    "; touch pwned",
    "x && touch pwned",
    "'; touch pwned; '",
    '"; touch pwned; "',
    "--config=$(touch pwned)",
    "a\n::add-mask::x\nfindings=0",
    "a\n##[error]x",
    "${{ github.token }}",
    "*",
)
TAKEN = ("SRC", "ARGS", "WORKING_DIRECTORY", "BASELINE", "FAIL_ON", "ONLY_NEW_ISSUES", "SARIF_UPLOAD", "SUMMARY")


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", TAKEN)
def test_an_input_is_never_obeyed(runner: Runner, name: str, value: str) -> None:
    runner.put(app_py=FAULTY)
    step = runner.run(**{f"INPUT_{name}": value})
    assert list(runner.home.rglob("pwned")) == []
    assert [line for line in step.commands if not re.match(r"::error( file=app.py,.*)?::[^#]*$", line)] == []
    assert set(step.outputs) <= {"exit-code", "findings", "sarif-file"}
    assert step.outputs["exit-code"] in {"1", "2"}


@pytest.mark.parametrize("name", ["::error ::x", " ::error ::x", "##[error]x", "a##[add-mask]b", "-x"])
def test_a_file_name_is_never_obeyed(runner: Runner, name: str) -> None:
    runner.put(**{name: FAULTY})
    step = runner.run()
    assert step.outputs["findings"] == "1"
    (command,) = step.commands
    assert command.startswith("::error ") and "BKD401" in command


def install(runner: Runner, **variables: str) -> tuple[Step, list[str]]:
    """Runs install.sh with a Python that writes down what it is asked for."""
    calls, python = runner.home / "calls", runner.home / "python"
    calls.write_text("")
    python.write_text(
        f'#!/bin/sh\necho "$@" >> {calls}\n[ "$2" = venv ] && mkdir "$3/bin" && cp "$0" "$3/bin/python" &&\n'
        'cp "$0" "$3/bin/backend-lint"\nexit 0\n'
    )
    python.chmod(0o755)
    step = runner.run("install.sh", PYTHON=str(python), **variables)
    return step, [line for line in calls.read_text().splitlines() if " pip " in line]


@pytest.mark.parametrize(
    ("version", "package"), [("", str(ROOT)), ("1.2.3", "backend-lint==1.2.3"), ("1.0rc1", "backend-lint==1.0rc1")]
)
def test_what_is_installed(runner: Runner, version: str, package: str) -> None:
    step, calls = install(runner, INPUT_VERSION=version)
    assert (step.status, [call.split()[-1] for call in calls]) == (0, [package]), step.log
    assert (Path(step.outputs["bin"]) / "backend-lint").is_file()


@pytest.mark.parametrize("version", [*HOSTILE, "1 --index-url=x", "1.0\n-x", "@ ./x"])
def test_a_version_is_a_version(runner: Runner, version: str) -> None:
    step, calls = install(runner, INPUT_VERSION=version)
    assert (step.status, calls, step.outputs) == (2, [], {})
    assert list(runner.home.rglob("pwned")) == []


def test_the_action_is_valid() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml"]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True)
    assert done.returncode == 0, done.stdout


def test_no_step_puts_text_into_a_script() -> None:
    scripts = [step["run"] for step in STEPS if "run" in step]
    assert len(scripts) == 3
    assert [script for script in scripts if "${{" in script] == []


def test_every_input_reaches_the_scripts() -> None:
    given = {name: text for step in STEPS for name, text in step.get("env", {}).items() if name.startswith("INPUT_")}
    expected = {f"INPUT_{name.upper().replace('-', '_')}": f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"]}
    assert given == expected
    text = "".join(path.read_text() for path in (ROOT / "action").iterdir())
    assert set(re.findall(r"INPUT_[A-Z_]+[A-Z]", text)) == set(expected)


def test_the_report_is_uploaded_and_the_job_fails_in_this_order() -> None:
    """Without `always()`, nothing follows a step that failed: so a run with status 2 or 3 ends before both."""
    check, upload, end = STEPS[-3:]
    assert check["id"] == "check" and upload["uses"].startswith("github/codeql-action/upload-sarif@")
    assert upload["if"] == "inputs.sarif-upload == 'true'" and "if" not in end
    assert (end["run"], end["env"]["STATUS"]) == ('exit "$STATUS"', "${{ steps.check.outputs.exit-code }}")
