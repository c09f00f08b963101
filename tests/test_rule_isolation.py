"""A rule that fails on a file costs itself on that file only: whatever else is found there stays, and the report says so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import backend_lint
from backend_lint.model import RULE_FAILED

SOURCE = str(Path(backend_lint.__file__).parents[1])
#: What a planted rule does with a call of `fault_here`.
FAULTS = {
    "raises": "raise ValueError(cst.Module([]).code_for_node(node))",
    "recurses without end": "again = lambda: again()\n    again()",
    "never ends": "while True: pass",
    "never ends and holds the interpreter's lock": "import ctypes\n    ctypes.PyDLL(None).sleep(600)",
    "ends the process": "import os\n    os._exit(9)",
}
RULE = '''\
"""A rule with a fault.

Bad:
    fault_here()  # want "x"

Good:
    x = 1
"""

from backend_lint.rule import Context, Rule, cst

rule = Rule(__name__, "{code}", severity="error", triggers=(b"fault_here(",), silent_in=())


@rule.on(cst.Call)
def fault(node: cst.Call, context: Context):
    if isinstance(node.func, cst.Name) and node.func.value == "fault_here":
        {fault}
        yield context.finding(node, "x")
{more}'''
PROJECT = """

@rule.on_project
def check(project):
    while True: pass
"""
#: The command line, and its workers, with such rules, and two seconds for each file.
RUN = f"""\
import os, sys
sys.path.insert(0, {SOURCE!r})
from backend_lint import rules
rules.__path__.append(os.environ["PLANTED"])
from backend_lint.pool import process, wire
wire.DEADLINE = wire.LINKING = 2.0
if sys.argv[1] == "worker":
    sys.argv[1:] = sys.argv[2:]
    from backend_lint.pool.worker import main
    main()
    sys.exit()
from backend_lint.session import checking
checking._FEW = 0
process.command = lambda module, *flags: (sys.executable, "-P", "-W", "ignore", __file__, "worker", *flags)
from backend_lint.cli import main
main()
"""
FILES = {
    "good.py": "import bcrypt\n\nsalt = bcrypt.gensalt(4)\n",
    "bad.py": "import bcrypt\n\nsalt = bcrypt.gensalt(4)\nfault_here('of-a-file')\ncursor.execute(f'DELETE FROM t WHERE a = {salt}')\n",
}
JOBS = {"in one process": "-j1", "in workers": "-j2"}


def rule(code: str, fault: str, more: str = "") -> str:
    """The file of a rule."""
    return RULE.format(code=code, fault=fault.replace("\n", "\n    "), more=more)


def run(directory: Path, jobs: str, *rules: str) -> tuple[int, list[dict[str, Any]], str]:
    """Status, findings and what is said of a run over `FILES` with rules."""
    planted, root, starter = directory / "planted", directory / "project", directory / "run.py"
    for folder in (planted / "faulty", root):
        folder.mkdir(parents=True)
    (planted / "faulty" / "__init__.py").write_text('"""Rules with faults."""\n')
    for number, text in enumerate(rules):
        (planted / "faulty" / f"fault_{number}.py").write_text(text)
    for name, text in FILES.items():
        (root / name).write_text(text)
    starter.write_text(RUN)
    ended = subprocess.run(
        [sys.executable, "-P", str(starter), "-f", "json", "--isolated", "--no-cache", jobs, "."],
        cwd=root,
        env=os.environ | {"PLANTED": str(planted)},
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, json.loads(ended.stdout)["findings"], ended.stderr


#: How a fault is seen in one process, and in workers: what ends or holds that one process is seen nowhere.
CASES = [
    (fault, jobs)
    for jobs in JOBS
    for fault in FAULTS
    if jobs == "in workers" or ("process" not in fault and "lock" not in fault)
]


@pytest.mark.parametrize(("fault", "jobs"), CASES)
def test_a_fault_costs_its_rule_only(tmp_path: Path, fault: str, jobs: str) -> None:
    status, found, said = run(tmp_path / "with", JOBS[jobs], rule("BKD991", FAULTS[fault]))
    failed = [each for each in found if each["code"] == RULE_FAILED]
    assert [(each["filename"], each["message"].split(":")[0]) for each in failed] == [
        ("bad.py", "rule BKD991 failed on this file")
    ]
    assert "of-a-file" not in json.dumps(failed) + said
    assert (status, said.count("Traceback")) == (3, 0)
    others = [each for each in found if each["code"] != RULE_FAILED]
    assert others == run(tmp_path / "without", JOBS[jobs])[1]
    assert {each["code"] for each in others} > {"BKD401"}


def endless(count: int) -> list[str]:
    """So many rules that never end, BKD991 and so on."""
    return [rule(f"BKD99{number}", FAULTS["never ends"]) for number in range(1, count + 1)]


@pytest.mark.parametrize("jobs", JOBS)
def test_two_rules_that_never_end(tmp_path: Path, jobs: str) -> None:
    status, found, _ = run(tmp_path, JOBS[jobs], *endless(2))
    assert [each["message"][:11] for each in found if each["code"] == RULE_FAILED] == ["rule BKD991", "rule BKD992"]
    assert [each["filename"] for each in found if each["code"] == "BKD401"] == ["bad.py", "good.py"]
    assert status == 3


def test_the_fourth_rule_that_never_ends_costs_the_file(tmp_path: Path) -> None:
    """Each takes the time of a file."""
    _, found, _ = run(tmp_path, "-j2", *endless(4))
    assert [each["message"] for each in found if each["filename"] == "bad.py"] == ["its analysis took longer than 2 s"]
    assert [each["code"] for each in found if each["filename"] == "good.py"] == ["BKD401"]


@pytest.mark.parametrize("jobs", JOBS)
def test_a_rule_about_the_project_that_never_ends(tmp_path: Path, jobs: str) -> None:
    status, found, said = run(tmp_path, JOBS[jobs], rule("BKD991", "pass", PROJECT))
    failed = [(each["filename"], each["message"]) for each in found if each["code"] == RULE_FAILED]
    assert failed == [(".", "rule BKD991 failed on this file: it did not end, or ended the process")]
    assert (status, said) == (3, "")
