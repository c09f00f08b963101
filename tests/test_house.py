"""The habits of the house (docs/architecture.md), held by tests: what every rule and every module must be."""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_rules import findings

from backend_lint import catalog
from backend_lint.hooks import Rule
from backend_lint.model import RULE_FAILED
from backend_lint.semantics.scout import MIN_LITERAL

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "backend_lint"
MODULES = sorted(PACKAGE.rglob("*.py"))
RULE_MODULES = [path for path in MODULES if path.is_relative_to(PACKAGE / "rules") and path.name != "__init__.py"]
#: The first digit of the codes of a family.
FAMILIES = {
    **{"suppressions": "0", "project": "0", "sql": "1", "schema": "1", "layering": "2", "secrets": "3", "auth": "4"},
    **{"errors": "5", "api": "6", "reliability": "7", "web": "8", "logging": "9"},
}
RULE_LINES, MODULE_LINES = 120, 300
BANNED_NAMES = {"utils", "common", "helpers", "misc", "base", "core", "manager"}
#: Where a rule or a file may fail without ending the run, and where the process says that it failed.
MAY_CATCH = {"engines/native.py", "engines/stack.py", "cli/__init__.py"}
#: What runs what it reads, starts a program, or speaks with other machines. Modules below these are meant, too.
FORBIDDEN_IMPORTS = {
    *("pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "jsonpickle", "yaml", "ctypes"),
    *("imp", "runpy", "code", "codeop", "pty", "subprocess", "multiprocessing", "asyncio.subprocess"),
    *(
        "socket",
        "socketserver",
        "ssl",
        "http.client",
        "http.server",
        "urllib.request",
        "ftplib",
        "smtplib",
        "poplib",
        "imaplib",
        "xmlrpc",
    ),
    *("telnetlib", "webbrowser", "requests", "httpx", "aiohttp", "urllib3"),
}
#: By module what it may import all the same, and why; see their docstrings.
MAY_IMPORT = {
    "revision.py": ("subprocess", "asks git what the repository holds"),
    "engines/program.py": ("subprocess", "runs another engine, within limits"),
    "engines/semgrep/install.py": ("subprocess", "installs one, when a user asks for it"),
    "pool/process.py": ("subprocess", "starts our own workers"),
    "lsp/process.py": ("asyncio.subprocess", "starts the language server's own worker"),
}
FORBIDDEN_CALLS = {
    *("eval", "exec", "compile", "__import__", "importlib.__import__", "importlib.import_module"),
    *("importlib.util.spec_from_file_location", "importlib.machinery.SourceFileLoader", "pickle.loads", "yaml.load"),
    *("os.system", "os.popen", "os.startfile", "os.posix_spawn", "os.posix_spawnp", "os.fork", "os.forkpty"),
    *(
        f"os.{kind}{ending}"
        for kind in ("exec", "spawn")
        for ending in ("l", "le", "lp", "lpe", "v", "ve", "vp", "vpe")
    ),
    *("asyncio.create_subprocess_shell", "asyncio.create_subprocess_exec", "asyncio.open_connection"),
    *("asyncio.start_server", "tempfile.mktemp"),
}
#: By module what it may call all the same, and why.
MAY_CALL = {
    "catalog.py": ("importlib.import_module", "the modules that stand in our own folder of rules"),
    "cli/__init__.py": ("importlib.import_module", "the commands of a table"),
    "reports/__init__.py": ("importlib.import_module", "the formats of a table"),
    "pool/cluster.py": ("importlib.import_module", "Dask, which need not be installed"),
    "pool/worker.py": ("os.fork", "workers, by the process that has imported what they need"),
    "lsp/process.py": ("asyncio.create_subprocess_exec", "as above"),
}
#: Codes of the tool itself, which are no rule's.
OWN_CODES = re.compile(r"BKD(000|09\d)")
_CODE = re.compile(r"BKD\d{3}")

#: Rules that only the Semgrep packs look for. What speaks of suppressions has no hooks either: the session finds it.
OF_PACKS = [
    rule
    for rule in catalog.rules()
    if not (rule.node_hooks or rule.call_hooks or rule.project_hooks) and rule.family != "suppressions"
]

each_rule = pytest.mark.parametrize("rule", catalog.rules(), ids=lambda rule: rule.name)
each_rule_of_python = pytest.mark.parametrize(
    "rule", [rule for rule in catalog.rules() if rule not in OF_PACKS], ids=lambda rule: rule.name
)
each_rule_of_packs = pytest.mark.parametrize("rule", OF_PACKS, ids=lambda rule: rule.name)


def relative(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


each_module = pytest.mark.parametrize("path", MODULES, ids=relative)


def test_there_is_a_rule_in_every_file_of_a_family() -> None:
    assert sorted(rule.module for rule in catalog.rules()) == sorted(
        f"backend_lint.{relative(path).removesuffix('.py').replace('/', '.')}" for path in RULE_MODULES
    )


def test_codes_and_names_are_unique() -> None:
    rules = catalog.rules()
    assert len({rule.code for rule in rules}) == len({rule.name for rule in rules}) == len(rules)


@each_rule
def test_code_is_of_the_family(rule: Rule) -> None:
    assert re.fullmatch(rf"BKD{FAMILIES[rule.family]}\d\d", rule.code)


@each_rule
def test_rule_has_a_page(rule: Rule) -> None:
    assert rule.page.explanation, "the docstring does not say why"
    assert re.fullmatch(r"[A-Z].*\.", rule.page.summary), "the summary is a sentence"


@each_rule_of_python
def test_rule_of_python_has_examples(rule: Rule) -> None:
    kinds = [example.kind for example in rule.page.examples]
    assert {"Bad", "Good"} <= set(kinds)


@each_rule_of_packs
def test_rule_without_hooks_has_a_pack(rule: Rule) -> None:
    """Its examples are the pack's. Without a hint the pack's findings would not say what to do."""
    assert list(ROOT.glob(f"rules/*/{rule.family}/{rule.name}.yaml"))
    assert (rule.page.examples, bool(rule.hint)) == ((), True)


@each_rule_of_python
def test_fixed_stands_wherever_a_fix_is_yielded(rule: Rule) -> None:
    """And only there. `tests/test_rules.py` proves that the n-th Fixed is the n-th Bad after its fixes."""
    examples = rule.page.examples
    fixing = [
        bool([found for each in findings(rule, example).values() for found in each if found.fix])
        for example in examples
        if example.kind == "Bad"
    ]
    assert any(fixing) == any(example.kind == "Fixed" for example in examples)


@each_rule
def test_triggers_are_long_enough_to_leave_files_out(rule: Rule) -> None:
    assert [trigger.literal for trigger in rule.triggers if len(trigger.literal) < MIN_LITERAL] == []


def message_faults(message: str) -> list[str]:
    """What is wrong with the form of a message: house habit 4."""
    faults = {
        "ends in a full stop": message.rstrip().endswith("."),
        "has a prefix that the report writes": re.match(r"(?i)(error|warning|bkd\d{3})\b\s*:", message),
        "is more than one line": "\n" in message,
        "begins or ends with a space": message != message.strip(),
        "is empty": not message,
    }
    return [fault for fault, present in faults.items() if present]


@each_rule
def test_what_the_packs_say(rule: Rule) -> None:
    assert message_faults(rule.pack_message) == []
    assert re.fullmatch(r"(?:[A-Z].*\.)?", rule.hint)


@each_rule_of_python
def test_messages_of_the_bad_examples(rule: Rule) -> None:
    bad = [example for example in rule.page.examples if example.kind == "Bad"]
    said = [found for example in bad for each in findings(rule, example).values() for found in each]
    assert said
    assert {found.message: message_faults(found.message) for found in said if message_faults(found.message)} == {}
    assert RULE_FAILED not in {found.code for found in said}


@pytest.mark.parametrize("message", ["", "It is wrong.", "Error: wrong", "BKD101: wrong", "One\ntwo", " wrong"])
def test_bad_form_is_seen(message: str) -> None:
    assert message_faults(message)


@each_module
def test_module_is_short(path: Path) -> None:
    limit = RULE_LINES if path in RULE_MODULES else MODULE_LINES
    assert len(path.read_text().splitlines()) <= limit


@each_module
def test_module_says_what_it_knows(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text()))
    if path in RULE_MODULES or docstring is None:
        assert docstring
        return
    assert re.match(r"\S.*?[.:…](\s|$)", docstring, re.DOTALL)


@each_module
def test_module_is_not_a_dump(path: Path) -> None:
    assert not BANNED_NAMES & {path.stem.strip("_"), *path.relative_to(PACKAGE).parts[:-1]}


def codes_in(path: Path) -> set[str]:
    """The rule codes that stand in a module's strings, docstrings included, and not in its comments."""
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text()).readline)
    kinds = {tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)}
    return {code for token in tokens if token.type in kinds for code in _CODE.findall(token.string)}


@each_module
def test_a_rule_s_code_stands_in_its_own_file_only(path: Path) -> None:
    """A rule may name others in its manual page; nothing else may know them, or adding a rule would edit it."""
    if path in RULE_MODULES:
        tree = ast.parse(path.read_text())
        page = ast.get_docstring(tree, clean=False) or ""
        own = {rule.code for rule in catalog.rules() if rule.module.endswith(f".{path.stem}")}
        inside = "".join(n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))
        assert set(_CODE.findall(inside.replace(page, ""))) <= own
    else:
        assert {code for code in codes_in(path) if not OWN_CODES.match(code)} == set()


def broad_handlers(tree: ast.AST) -> Iterator[int]:
    """The lines of handlers that catch everything and keep it: one that ends in `raise` only cleans up."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and ast.unparse(node.body[-1]) != "raise":
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(kind is None or ast.unparse(kind) in {"Exception", "BaseException"} for kind in caught):
                yield node.lineno


@each_module
def test_only_these_places_catch_everything(path: Path) -> None:
    if relative(path) in MAY_CATCH or relative(path).startswith("session/"):
        return
    assert list(broad_handlers(ast.parse(path.read_text()))) == []


@pytest.mark.parametrize("path", [path for path in MODULES if "semantics" in path.parts], ids=relative)
def test_possessive_groups_are_safe_in_old_pythons(path: Path) -> None:
    """See `lexis`: the guard, above all, must not read less in Python 3.11.2 than in 3.11.5."""
    assert re.findall(r"(?<!\|\(\?!\))\)(?:\*\+|\+\+|\}\+)", path.read_text()) == []


def imports(tree: ast.AST) -> Iterator[str]:
    """Every module that is imported, at any depth of the code; relative imports begin with a dot."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", RULE_MODULES, ids=relative)
def test_rule_imports_only_the_rule_module_and_the_standard_library(path: Path) -> None:
    strange = {
        name
        for name in imports(ast.parse(path.read_text()))
        if not f"{name}.".startswith("backend_lint.rule.") and name.split(".")[0] not in sys.stdlib_module_names
    }
    assert strange == set()


def dangers(tree: ast.AST, module: str) -> set[str]:
    """What a module imports or calls that it may not, under whatever name it imports it."""
    imported, calls = set(imports(tree)), [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    found = {name for name in imported for banned in FORBIDDEN_IMPORTS if f"{name}.".startswith(f"{banned}.")}
    found |= (imported | {ast.unparse(call.func).removeprefix("builtins.") for call in calls}) & FORBIDDEN_CALLS
    found |= {"a shell" for call in calls for keyword in call.keywords if keyword.arg == "shell"}
    permitted = {each[module][0] for each in (MAY_IMPORT, MAY_CALL) if module in each}
    return {name for name in found if not any(f"{name}.".startswith(f"{each}.") for each in permitted)}


@each_module
def test_module_neither_runs_nor_fetches_code(path: Path) -> None:
    """A linter reads code of strangers: nothing that it reads may be run, and nothing leaves the machine."""
    assert dangers(ast.parse(path.read_text()), relative(path)) == set()


@pytest.mark.parametrize("permitted", [MAY_IMPORT, MAY_CALL], ids=["import", "call"])
def test_what_is_permitted_is_needed(permitted: dict[str, tuple[str, str]]) -> None:
    for module, (name, _) in permitted.items():
        assert name in dangers(ast.parse((PACKAGE / module).read_text()), ""), module


DANGERS = {
    "import pickle": "pickle",
    "from marshal import loads": "marshal",
    "import http.client as h": "http.client",
    "from urllib import request": "urllib.request",
    "from os import execv as go": "os.execv",
    "from importlib import import_module": "importlib.import_module",
    "import os\nos.spawnlp(0, 'x')": "os.spawnlp",
    "import tempfile\ntempfile.mktemp()": "tempfile.mktemp",
    "import builtins\nbuiltins.eval(x)": "eval",
    "__import__(name)": "__import__",
    "run(x, shell=True)": "a shell",
    "import yaml\nyaml.load(x)": "yaml.load",
}


@pytest.mark.parametrize(("text", "danger"), DANGERS.items(), ids=DANGERS)
def test_dangers_are_seen(text: str, danger: str) -> None:
    assert danger in dangers(ast.parse(text), "any.py")
