"""The Semgrep packs: their heads are the rules', their examples hold, and they work alone."""

from __future__ import annotations

import http.server
import json
import os
import re
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import packs as writer
import pytest
import yaml

from backend_lint import catalog
from backend_lint.engines.findings import SECRET
from backend_lint.engines.semgrep.examples import FIXED, examples
from backend_lint.engines.semgrep.locate import locate
from backend_lint.model import APPLICABILITIES
from backend_lint.packs import Pack, assumed, packs, technologies
from backend_lint.semantics.languages import GENERIC, PYTHON, TITLES
from backend_lint.session import Options, Session

LANGUAGES = sorted({pack.language for pack in packs()})
RULES = {rule.name: rule for rule in catalog.rules()}
#: What the headline groups are called in the catalogue, section 0; any of the rules fills one.
HEADLINES = {
    "SQL": {"sql-string-concatenation"},
    "SELECT *": {"select-star"},
    "handlers": {"business-logic-in-handler", "database-access-in-handler"},
    "secrets": {"hardcoded-secret"},
    "bcrypt cost": {"bcrypt-cost-too-low"},
    "error shapes": {"error-response-shape"},
    "exposed internals": {"internal-error-exposed"},
}
_ANNOTATION = re.compile(r"^\s*(?://|#|/\*)\s*(ruleid|ok):\s*([\w, -]+)", re.M)
_VARIABLE = re.compile(r"\$[A-Z][A-Z_0-9]*")

needs_semgrep = pytest.mark.skipif(locate() is None, reason="semgrep is not there: `make test` installs it")
each_pack = pytest.mark.parametrize("pack", packs(), ids=lambda pack: f"{pack.language}-{pack.rule}")


def rules_of(pack: Pack) -> list[dict[str, object]]:
    found: list[dict[str, object]] = yaml.safe_load(Path(pack.path).read_text())["rules"]
    return found


def example_of(pack: Pack) -> Path:
    found = Path(pack.path).parent.glob(f"{pack.rule}.*")
    [path] = [each for each in found if each.suffix != ".yaml" and FIXED not in each.suffixes]
    return path


def fixed_of(pack: Pack) -> Path:
    """What the example of a pack becomes. It need not exist."""
    example = example_of(pack)
    return example.with_name(f"{example.stem}{FIXED}{example.suffix}")


def test_packs_are_of_languages_and_families() -> None:
    assert set(LANGUAGES) == {*TITLES, GENERIC}
    for pack in packs():
        assert Path(pack.path).parent.name == RULES[pack.rule].family, pack


def test_heads_are_those_of_the_rules() -> None:
    stale = [str(path.relative_to(writer.ROOT)) for path, text in writer.written().items() if path.read_text() != text]
    assert stale == [], "run `make docs`"


def test_ids_are_unique() -> None:
    ids = [rule["id"] for pack in packs() for rule in rules_of(pack)]
    assert len(ids) == len(set(ids))


@each_pack
def test_ids_name_language_and_rule(pack: Pack) -> None:
    for rule in rules_of(pack):
        assert re.fullmatch(rf"{pack.language}-{pack.rule}(-[a-z0-9-]+)?", str(rule["id"]))


@each_pack
def test_example_shows_both_sides(pack: Pack) -> None:
    """At least three matches and three near misses, and a match for every rule of the file."""
    marks = [
        (kind, name)
        for kind, names in _ANNOTATION.findall(example_of(pack).read_text())
        for name in re.split(r"[,\s]+", names.strip())
    ]
    kinds = [kind for kind, _ in marks]
    assert kinds.count("ruleid") >= 3
    assert kinds.count("ok") >= 3
    assert {name for kind, name in marks if kind == "ruleid"} == {rule["id"] for rule in rules_of(pack)}


@each_pack
def test_page_has_code_of_the_language(pack: Pack) -> None:
    shown = examples(pack)
    assert shown.reported
    assert shown.silent


@each_pack
def test_options_that_are_assumed_exist(pack: Pack) -> None:
    assert set(assumed(pack)) <= RULES[pack.rule].options.keys()


@each_pack
def test_fixes_say_what_they_do(pack: Pack) -> None:
    """How sure a fix is and its title stand with it; the example shows it, and `semgrep --test` applies it."""
    for rule in rules_of(pack):
        said = rule["metadata"]
        assert isinstance(said, dict)
        assert ("fix" in rule, "fix" in rule) == ("fix" in said, "fix-title" in said), rule["id"]
        assert said.get("fix", "safe") in APPLICABILITIES
        assert "fix-regex" not in rule
        if RULES[pack.rule].topic == SECRET:  # what these stand for may be one
            assert {"$VALUE", "$DEFAULT", "$V"}.isdisjoint(_VARIABLE.findall(str(rule.get("fix", "")))), rule["id"]
    assert fixed_of(pack).exists() == any("fix" in rule for rule in rules_of(pack))


@needs_semgrep
@pytest.mark.parametrize("language", [each for each in LANGUAGES if each not in (PYTHON, GENERIC)])
def test_our_edits_are_those_of_semgrep(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What semgrep makes of the examples we make of them by smaller edits; and no fix leaves a finding of its rule behind."""
    fixing = [pack for pack in packs() if pack.language == language and fixed_of(pack).exists()]
    monkeypatch.chdir(tmp_path)
    for pack in fixing:
        (tmp_path / pack.rule).mkdir()
        (tmp_path / pack.rule / f"shop{example_of(pack).suffix}").write_bytes(example_of(pack).read_bytes())
    names = tuple(pack.rule for pack in fixing)
    options = Options(isolated=True, select=names, strict=True, engine=("semgrep",))
    findings = Session(options).run(["."]).findings
    for pack in fixing:
        path = f"{pack.rule}/shop{example_of(pack).suffix}"
        found = [each for each in findings if each.path == path and each.name == pack.rule]
        data = example_of(pack).read_bytes()
        for edit in sorted((edit for each in found if each.fix for edit in each.fix.edits), reverse=True):
            data = data[: edit.start] + edit.text.encode() + data[edit.end :]
        assert data.decode() == fixed_of(pack).read_text(), pack


def test_the_headline_groups_are_there_in_every_language() -> None:
    missing = [
        f"{language}: {group}"
        for language in TITLES
        for group, names in HEADLINES.items()
        if not names & {pack.rule for pack in packs() if pack.language == language}
    ]
    assert missing == []


def test_libraries_are_words() -> None:
    words = {word for pack in packs() for word in technologies(pack)}
    assert {word for word in words if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", word)} == set()


@pytest.fixture(scope="module")
def lints() -> Iterator[str]:
    """A server on loopback in place of semgrep's registry, where `--validate` fetches rules about rules."""

    class Registry(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = b"rules: [{id: none, message: none, severity: INFO, languages: [yaml], pattern: 'none: none'}]"
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Registry) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def semgrep(directory: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    program = locate()
    assert program is not None
    environment = os.environ | {
        "SEMGREP_SETTINGS_FILE": str(directory / "settings.yml"),
        "SEMGREP_LOG_FILE": str(directory / "log"),
        "SEMGREP_VERSION_CACHE_PATH": str(directory / "version"),
        "SEMGREP_SEND_METRICS": "off",
        "SEMGREP_ENABLE_VERSION_CHECK": "0",
        **more,
    }
    return subprocess.run(
        [program.path, *words], cwd=writer.ROOT, env=environment, capture_output=True, text=True, check=False
    )


@needs_semgrep
@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_hold(language: str, tmp_path: Path) -> None:
    folder = f"rules/{language}"
    done = semgrep(tmp_path, "--test", "--config", folder, folder)
    assert done.returncode == 0, done.stdout[-3_000:] + done.stderr[-1_000:]
    assert "All tests passed" in done.stdout


@needs_semgrep
@pytest.mark.parametrize("language", LANGUAGES)
def test_semgrep_finds_them_valid(language: str, tmp_path: Path, lints: str) -> None:
    done = semgrep(tmp_path, "--validate", "--metrics", "off", "--config", f"rules/{language}", SEMGREP_URL=lints)
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-2_000:]
    assert "0 configuration error(s)" in done.stderr + done.stdout


@needs_semgrep
@pytest.mark.parametrize("language", LANGUAGES)
def test_they_work_alone(language: str, tmp_path: Path) -> None:
    """By semgrep's default command, over all examples: every rule of the folder finds something, in whole words."""
    done = semgrep(
        tmp_path,
        "scan",
        "--json",
        "--metrics",
        "off",
        "--no-git-ignore",
        "--config",
        f"rules/{language}",
        f"rules/{language}",
    )
    report = json.loads(done.stdout)
    found = {each["check_id"].rpartition(".")[2] for each in report["results"]}
    expected = {str(rule["id"]) for pack in packs() if pack.language == language for rule in rules_of(pack)}
    by_path = {str(rule["id"]) for pack in packs() for rule in rules_of(pack) if "paths" in rule}
    assert expected - by_path <= found
    assert {
        each["extra"]["message"] for each in report["results"] if _VARIABLE.search(each["extra"]["message"])
    } == set()


def test_python_is_our_own_engine_s() -> None:
    from backend_lint.session.programs import Programs
    from backend_lint.settings import Settings, resolve

    settings = Settings()
    selection = resolve(settings, catalog.infos(), [], "")
    [engine] = Programs().batches(settings, selection)
    assert PYTHON not in engine.languages
    assert engine.languages == {*TITLES} - {PYTHON}
