"""SQL as it was built, and as the fixes leave it, on real databases: the same rows for ordinary values, and for values that
are attacks no more than what was asked for."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from on_databases import servers
from on_databases.cases import CASES, Case, Given, Values
from on_databases.exceptions import DIFFERENT, NO_COMPARISON, NOT_FIXED, NOT_SAFE, WORKS, reason
from on_databases.runners import RefusedError, Run, runner

from backend_lint.model import Finding
from backend_lint.session import Options, Session
from backend_lint.session.fixing import Fixer

pytestmark = [
    # Of libraries that use what later versions of Python or of their own libraries take away.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    # What MariaDB says of text in the place of a number, through aiomysql.
    pytest.mark.filterwarnings("ignore:Truncated incorrect"),
]

CODES = ("BKD101", "BKD103", "BKD104", "BKD105")
_SERVERS: dict[str, Callable[[], contextlib.AbstractContextManager[str]]] = {
    "sqlite": lambda: contextlib.nullcontext(""),
    "postgresql": servers.postgresql,
    "mariadb": servers.mariadb,
}


class Fixed(NamedTuple):
    """A source with its fixes, and the findings that they were of."""

    source: str
    findings: tuple[Finding, ...]

    @property
    def safe(self) -> bool:
        return all(found.fix is not None and found.fix.applicability == "safe" for found in self.findings)


class Kept(dict[Any, Any]):
    """What `make` made of each key, once a test has asked for it."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Any) -> Any:
        self[key] = self._make(key)
        return self[key]


@pytest.fixture(scope="session")
def runners() -> Iterator[Callable[[Case], Run]]:
    """What runs the functions of a case; the servers are started for the first of their cases."""
    with contextlib.ExitStack() as stack:
        places = Kept(lambda database: stack.enter_context(_SERVERS[database]()))
        running = Kept(lambda made: stack.enter_context(made[0](places[made[1]])))
        yield lambda case: running[runner(case.library.name), case.library.database]


@pytest.fixture(scope="session")
def session() -> Session:
    return Session(Options(isolated=True, select=CODES))


def fixed(source: str, session: Session) -> Fixed:
    outcome = session.run_text("app.py", source.encode())
    files = Fixer(session.run_texts, "unsafe").fixes(outcome).files
    return Fixed(files[0].after.decode(), files[0].findings) if files else Fixed(source, ())


def function(source: str) -> dict[str, Any]:
    module: dict[str, Any] = {}
    exec(compile(source, "app.py", "exec"), module)
    return module


def given(run: Run, module: dict[str, Any], case: Case, values: Values) -> Given:
    try:
        rows = run(module, case.arguments(values))
    except RefusedError as refused:
        return f"refused: {refused}"
    return sorted(tuple(row.values()) if hasattr(row, "values") else tuple(row) for row in rows)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            each, id=f"{each.library.name}: {each.way.name}", marks=pytest.mark.xdist_group(each.library.database)
        )
        for each in CASES
        if reason(NO_COMPARISON, each) is None
    ],
)
def test_fixed_sql_is_bound(case: Case, runners: Callable[[Case], Run], session: Session) -> None:
    module = case.library.module
    how = "pip install mysqlclient, as .ci/run does" if module == "MySQLdb" else "pip install -e '.[dev]'"
    pytest.importorskip(module, reason=f"{module} is not installed: {how}")
    fix = fixed(case.source, session)
    report = f"\n{case.source}\n=== fixed ===\n{fix.source}"
    try:
        run = runners(case)
    except servers.NotInstalledError as missing:
        pytest.skip(str(missing))

    original = function(case.source)
    if not case.slip:
        for values in case.ordinary():
            assert given(run, original, case, values) == case.expected(values), report
    for on in case.written:
        results = [(values, given(run, original, case, values)) for values in case.attacks(on)]
        assert any(isinstance(got, str) or not case.harmless(values, on, got) for values, got in results), report

    assert bool(fix.findings) == (reason(NOT_FIXED, case) is None), report
    if not fix.findings:
        return
    assert fix.safe == (reason(NOT_SAFE, case) is None), report
    mended = function(fix.source)
    same = all(given(run, mended, case, values) == case.expected(values) for values in case.ordinary())
    assert same == (reason(DIFFERENT, case) is None), report
    assert same or not fix.safe, report
    for on in case.way.takes:
        for values in case.attacks(on):
            result = given(run, mended, case, values)
            assert case.harmless(values, on, result) or (isinstance(result, str) and not same), f"{values}{report}"
    if case.slip:
        works = all(given(run, original, case, values) == case.expected(values) for values in case.ordinary())
        assert works == (reason(WORKS, case) is not None), report
