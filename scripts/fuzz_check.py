"""Knows what happens to one file in a run, and what must not: `fuzz.py` and `fuzz_atheris.py` send generated input through it."""

from __future__ import annotations

import ast
import time
import traceback
from datetime import date
from pathlib import Path
from typing import NamedTuple

from fuzz_inputs import Input

from backend_lint import catalog
from backend_lint.engines.native import Engine
from backend_lint.hooks import BoundRule
from backend_lint.model import NOT_ANALYSED, RULE_FAILED, FileResult, Finding, Place
from backend_lint.pool import wire
from backend_lint.pool.recipe import PackedFacts, linked, packed, unpacked
from backend_lint.reports import FORMATS, Outcome, render
from backend_lint.semantics.blocks import block_scopes
from backend_lint.semantics.file import NotAnalysed, decode
from backend_lint.semantics.languages import PYTHON, language_of
from backend_lint.session import Options, Session
from backend_lint.session.fixing import Fixer
from backend_lint.session.programs import NoPrograms
from backend_lint.suppressions import Comments, Seen, code_alone, ignore_edits, judge

#: Of so many inputs, one goes through a whole run with fixes, and one is checked again without anything left out.
WHOLE, COMPARED = 20, 50
_FORMATS = tuple(FORMATS)
_TODAY = date(2026, 1, 1)


#: What must not be.
CRASH, EXCEPTION, LATE, DIFFERENT = FAULTS = (
    "crashes",
    "undeclared exceptions",
    "over their deadline",
    "with other findings",
)


class Checked(NamedTuple):
    """What became of an input: whether it was analysed, whether it was refused though this Python reads it, and which of FAULTS
    was seen, with what is known of it."""

    accepted: bool = True
    refused: bool = False
    fault: str = ""
    what: str = ""


class Checker:
    """Checks inputs as a run does."""

    def __init__(self) -> None:
        rules = [BoundRule(rule, rule.options, strict=True) for rule in catalog.rules()]
        self.engine = Engine(rules)
        self.slow = Engine(rules, scouting=False, eliding=False)
        self.infos = {info.code: info for info in catalog.infos()}
        options = Options(isolated=True, select=("ALL",), strict=True, include_examples=True, min_confidence="low")
        self.session = Session(options, here=str(Path.cwd()), programs=NoPrograms(), today=_TODAY)

    def check(self, given: Input, number: int) -> Checked:
        """Check an input; its number says how much is done with it."""
        try:
            return self._python(given, number) if language_of(given.path) == PYTHON else self._other(given, number)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # noqa: BLE001 - that is what is looked for
            return Checked(False, fault=EXCEPTION, what=_where(error))

    def _python(self, given: Input, number: int) -> Checked:
        path, data = given.path, given.data
        begin = time.process_time()
        result = self.engine.check(path, data)
        if time.process_time() - begin > wire.seconds(data):
            return Checked(fault=LATE, what=LATE)
        failed = [each for each in result.findings if each.code == RULE_FAILED]
        if result.failed or failed:
            return Checked(False, fault=EXCEPTION, what=(failed or result.findings)[0].message)
        facts = unpacked(path, packed(result)).facts
        found = [*result.findings, *(linked(self.engine, [facts]) if isinstance(facts, PackedFacts) else ())]
        failed = [each for each in found if each.code == RULE_FAILED]
        if failed:
            return Checked(False, fault=EXCEPTION, what=failed[0].message)
        accepted = all(each.code != NOT_ANALYSED for each in found)
        if found:
            self._report(given, found, number)
        deep = given.kind == "shapes"  # which take long enough as they are
        if number % COMPARED == 0 and accepted and not deep:
            what = _difference(result, self.slow.check(path, data))
            if what and _compiles(given):
                return Checked(fault=DIFFERENT, what=what)
        if number % WHOLE == 0 and not deep:
            self._run(given)
        return Checked(accepted, not accepted and _is_python(given))

    def _report(self, given: Input, found: list[Finding], number: int) -> None:
        try:
            source = decode(given.path, given.data)
        except NotAnalysed:
            sources = {}
        else:
            sources = {given.path: source}
            for each in found:
                source.byte_offset(each.place.line, each.place.column)
        outcome = Outcome(findings=tuple(found), sources=sources, rules=self.infos, analysed=1)
        render(outcome, _FORMATS[number % len(_FORMATS)])

    def _run(self, given: Input) -> None:
        """A whole run, and fixes."""
        outcome = self.session.run_texts({given.path: given.data}, per_file=False)
        Fixer(self.session.run_texts, "unsafe").fixes(outcome)

    def _other(self, given: Input, number: int) -> Checked:
        """What happens to a file of another language beside what the other program does."""
        source = decode(given.path, given.data)
        lines = range(1, len(source.lines) + 1)
        info = self.infos["BKD101"]
        found = [Finding(given.path, Place(line, 1, line, 1), info.code, info.name, "Found") for line in lines]
        comments = Comments(source.text, self.infos, _TODAY, respect_nosec=bool(number % 2), language=source.language)
        comments.sift(found)
        judge(source, comments, Seen(found, lambda _: True, tuple), self.infos)
        block_scopes(source.text, lines, source.language)
        ignored = source.edited(ignore_edits(source, found[number % len(found) :][:1], "why", self.infos))
        code_alone(decode(given.path, ignored).text, source.language)
        return Checked()


def _difference(fast: FileResult, slow: FileResult) -> str:
    key = [sorted(each.findings, key=lambda found: found.sort_key) for each in (fast, slow)]
    if key[0] == key[1] or (slow.findings[:1] and slow.findings[0].code == NOT_ANALYSED):
        return ""  # what is left out may be syntax that LibCST lacks
    codes = sorted({each.code for found, other in (key, key[::-1]) for each in found if each not in other})
    return f"{', '.join(codes)} when nothing is left out"


def _is_python(given: Input) -> bool:
    try:
        ast.parse(decode(given.path, given.data).text)
    except (NotAnalysed, SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _compiles(given: Input) -> bool:
    """Whether this is Python as a whole: elision leaves out what is none, such as a `continue` outside of a loop."""
    try:
        compile(decode(given.path, given.data).text, "<input>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _where(error: BaseException) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(frame.filename).name}, line {frame.lineno}"
