"""Proves on real code that fixes change what they say and nothing else: all Python files of trees, in memory; nothing is written.

    python scripts/fixes.py ~/corpus/dispatch ~/corpus/saleor
    python scripts/fixes.py --unsafe --neutral --diffs 50 ~/corpus/dispatch

Every rule runs, with `strict` on and examples included. What is checked of each changed file is said in `faults_of`; it is
worked out here anew, from bytes and syntax trees, and not asked of the fixer. Recommended clones are in `corpus.toml`."""

from __future__ import annotations

import argparse
import ast
import difflib
import random
import re
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import libcst as cst

from backend_lint.engines.stack import on_big_stack
from backend_lint.fixer import wanted
from backend_lint.model import Applicability, Edit, Finding
from backend_lint.reports.outcome import Outcome
from backend_lint.semantics.file import NotAnalysed, decode, split_lines
from backend_lint.session import Options, Session
from backend_lint.session.fixing import Fixed, Fixer
from backend_lint.session.programs import NoPrograms

_LINE_END = re.compile(rb"\r\n|\r|\n")
#: The fields of a statement that hold other statements.
_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")


class Fault(NamedTuple):
    """Something that must not be: what it is, in which file, and the rules whose fixes were made there."""

    what: str
    path: str
    rules: str
    diff: str


class Texts:
    """Checks the files of a tree, and remembers what the fixer had it check: the states that a file went through."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.states: dict[str, list[bytes]] = defaultdict(list)

    def check(self, texts: Mapping[str, bytes]) -> Outcome:
        """What `Fixer` asks."""
        for path, data in texts.items():
            self.states[path].append(data)
        return self._session.run_texts(texts)


# -- one step: bytes, edits, bytes ------------------------------------------------------------------------------


def spliced(data: bytes, edits: Sequence[Edit], codec: str) -> bytes:
    """The bytes after edits, which are made from the last on."""
    for edit in sorted(edits, reverse=True):
        data = data[: edit.start] + edit.text.encode(codec) + data[edit.end :]
    return data


def steps(fixed: Fixed, states: Sequence[bytes]) -> Iterator[tuple[bytes, list[Edit], bytes]]:
    """How a file became what it is: by which edits each state came of the one before. Raises ValueError when edits do not
    explain it, that is when bytes outside of them differ."""
    codec = "utf-8" if fixed.before.encoding == "utf-8-sig" else fixed.before.encoding
    now, left = fixed.before.data, list(fixed.findings)
    while left:
        for number in range(len(left), 0, -1):
            edits = sorted({edit for each in left[:number] if each.fix for edit in each.fix.edits})
            after = spliced(now, edits, codec)
            if after in states:
                break
        else:
            raise ValueError
        yield now, edits, after
        now, left = after, left[number:]
    if now != fixed.after:
        raise ValueError


class Line(NamedTuple):
    """A statement without those inside of it: its 0-based offsets in the UTF-8 text, the blocks that it stands in, what it
    says."""

    start: int
    end: int
    blocks: tuple[str, ...]
    said: str


def statements(text: str) -> list[Line]:
    """All statements, handlers and cases of a text, in order."""
    starts = [0]
    for line in split_lines(text):
        starts.append(starts[-1] + len(line.encode()))
    found: list[Line] = []
    pending: list[tuple[tuple[str, ...], ast.AST]] = [((), each) for each in reversed(ast.parse(text).body)]
    while pending:
        inside, node = pending.pop()
        blocks = {name: getattr(node, name) for name in _BLOCKS if isinstance(getattr(node, name, None), list)}
        children = [((*inside, f"{type(node).__name__}.{name}"), child) for name in blocks for child in blocks[name]]
        for name in blocks:
            setattr(node, name, [])
        places = [place_of(each, starts) for each in (node, *getattr(node, "decorator_list", ()))]
        end = place_of(children[0][1], starts)[0] if children else places[0][1]
        found.append(Line(min(places)[0], end, inside, ast.dump(node)))
        pending += reversed(children)
    return found


def place_of(node: ast.AST, starts: Sequence[int]) -> tuple[int, int]:
    """The offsets of a node; a case has those of its pattern."""
    where = node.pattern if isinstance(node, ast.match_case) else node
    assert isinstance(where, ast.stmt | ast.expr | ast.excepthandler | ast.pattern)
    start = starts[where.lineno - 1] + where.col_offset
    return start, starts[(where.end_lineno or where.lineno) - 1] + (where.end_col_offset or 0)


def same_outside(path: str, before: bytes, edits: Sequence[Edit], after: bytes) -> bool:
    """Whether the statements that no edit is in are the same, in the same order and in blocks of the same kinds."""
    old, new = decode(path, before), decode(path, after)

    def offset(at: int) -> int:
        return len(before[:at].decode(old.encoding).encode())

    spans: list[tuple[int, int]] = [(offset(edit.start), offset(edit.end)) for edit in edits]
    moved, new_spans = 0, []
    for edit, (start, end) in zip(edits, spans, strict=True):
        length = len(edit.text.encode())
        new_spans.append((start + moved, start + moved + length))
        moved += length - (end - start)
    return untouched(statements(old.text), spans) == untouched(statements(new.text), new_spans)


def untouched(lines: Sequence[Line], spans: Sequence[tuple[int, int]]) -> list[tuple[tuple[str, ...], str]]:
    """What the statements say that overlap none of these spans, and where they stand."""
    apart = (line for line in lines if not any(start < line.end and line.start < end for start, end in spans))
    return [(line.blocks, line.said) for line in apart]


# -- one file ---------------------------------------------------------------------------------------------------


def faults_of(fixed: Fixed, states: Sequence[bytes], first: Counter[str], found: Counter[str]) -> Iterator[str]:
    """What is wrong with a fixed file: it must parse, differ by the edits of its findings alone, keep its encoding and its
    line ends, and have fewer findings (by code, `first` and `found`) of the rules that fixed it and no more of others."""
    before, after = fixed.before, fixed.after
    try:
        result = decode(before.path, after)
        ast.parse(result.text)
        cst.parse_module(result.text)
    except (NotAnalysed, SyntaxError, ValueError, cst.ParserSyntaxError) as error:
        yield f"does not parse: {error}"
        return
    if (result.encoding, after[:3] == b"\xef\xbb\xbf") != (before.encoding, before.data[:3] == b"\xef\xbb\xbf"):
        yield "encoding or byte order mark changed"
    if {*_LINE_END.findall(after)} - {*_LINE_END.findall(before.data)}:
        yield "other line ends than before"
    try:
        if not all(same_outside(before.path, *step) for step in steps(fixed, states)):
            yield "syntax tree differs outside of the edits"
    except ValueError:
        yield "bytes differ outside of the edits"
    mended = Counter(each.code for each in fixed.findings)
    yield from (f"{code} is found again" for code in mended if found[code] > first[code] - mended[code])
    yield from (f"{code} is new" for code in found - first if code not in mended)


def counts(outcome: Outcome) -> dict[str, Counter[str]]:
    """The findings of each file by code, those that are held back included."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for each in (*outcome.findings, *(held.finding for held in outcome.suppressed)):
        found[each.path][each.code] += 1
    return found


def diff(fixed: Fixed) -> str:
    """What changes in a file, with a line around."""
    old = fixed.before.text.splitlines()
    new = decode(fixed.path, fixed.after).text.splitlines()
    return "\n".join(difflib.unified_diff(old, new, fixed.path, "fixed", n=1, lineterm=""))


# -- one tree ---------------------------------------------------------------------------------------------------


class Sum:
    """What became of all trees."""

    def __init__(self) -> None:
        self.files = self.lines = 0
        self.found: Counter[str] = Counter()
        self.fixed: Counter[str] = Counter()
        self.refused: list[tuple[str, str, str]] = []
        self.changed: list[tuple[str, str]] = []
        self.faults: list[Fault] = []


def texts_of(tree: Path, neutral: bool) -> dict[str, bytes]:
    """The Python files of a tree by the names that they are checked under. `neutral` names say nothing of what a file is
    for, as a test's or a migration's does."""
    files = sorted(path for path in tree.rglob("*.py") if path.is_file() and not path.is_symlink())
    names = (tree / "app" / f"m{number}.py" if neutral else path for number, path in enumerate(files))
    return {str(name): path.read_bytes() for name, path in zip(names, files, strict=True)}


def fix(tree: Path, least: Applicability, neutral: bool, only: tuple[str, ...], total: Sum) -> None:
    """Fix the files of a tree, and check what comes of it."""
    options = Options(isolated=True, select=only or ("ALL",), strict=True, include_examples=True, min_confidence="low")
    session = Session(options, here=str(tree), programs=NoPrograms())
    texts = texts_of(tree, neutral)
    total.files += len(texts)
    total.lines += sum(data.count(b"\n") for data in texts.values())
    outcome = session.run_texts(texts, per_file=False)
    total.found += Counter(kind(each) for each in outcome.findings if wanted(each, least))
    log = Texts(session)
    fixes = Fixer(log.check, least).fixes(outcome)
    total.refused += [(kind(each.finding), each.why, place(each.finding)) for each in fixes.refused]
    if not fixes.files:
        return
    again = session.run_texts({each.path: each.after for each in fixes.files})
    second = {each.path: each for each in Fixer(session.run_texts, least).fixes(again).files}
    before, after = counts(outcome), counts(again)
    for each in fixes.files:
        total.fixed += Counter(kind(found) for found in each.findings)
        shown = diff(each)
        total.changed.append((each.path, shown))
        faults = [*faults_of(each, log.states[each.path], before[each.path], after[each.path])]
        if each.path in second:
            faults.append(f"a second run changes it again:\n{diff(second[each.path])}")
        rules = ", ".join(sorted({found.code for found in each.findings}))
        total.faults += [Fault(what, each.path, rules, shown) for what in faults]


def kind(finding: Finding) -> str:
    """What is counted: the rule, and how sure its fix is."""
    return f"{finding.code} ({finding.fix.applicability if finding.fix else 'no fix'})"


def place(finding: Finding) -> str:
    """Where a finding is."""
    return f"{finding.path}:{finding.place.line}"


def told(total: Sum, seconds: float) -> Iterator[str]:
    """The counts, by rule."""
    yield f"{total.files:,} files, {total.lines:,} lines in {seconds:.0f} s"
    yield f"{sum(total.found.values()):,} findings with such fixes, {sum(total.fixed.values()):,} fixes made in {len(total.changed):,} files"
    refused = Counter((code, why) for code, why, _ in total.refused)
    for code in sorted({*total.found, *total.fixed}):
        yield f"  {code}: {total.found[code]} found, {total.fixed[code]} fixed"
        yield from (f"    refused {number}: {why}" for (each, why), number in refused.items() if each == code)
    yield f"{len(total.faults)} failures"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trees", nargs="+", type=Path, metavar="DIR")
    parser.add_argument("--unsafe", action="store_true", help="make unsafe fixes too")
    parser.add_argument("--neutral", action="store_true", help="check files under names that give them no role")
    parser.add_argument("--select", action="append", default=[], metavar="RULE", help="these rules alone")
    parser.add_argument("--diffs", type=int, default=0, metavar="N", help="show the diffs of N files")
    parser.add_argument("--seed", type=int, default=1, help="which files those are")
    parser.add_argument("--refused", action="store_true", help="say where fixes were refused")
    given = parser.parse_args()
    warnings.simplefilter("ignore")  # of invalid escapes in the code that is parsed
    total, begin = Sum(), time.monotonic()
    for tree in [each.resolve() for each in given.trees]:
        fix(tree, "unsafe" if given.unsafe else "safe", given.neutral, tuple(given.select), total)
        print(
            f"{tree.name}: {total.lines:,} lines, {len(total.changed):,} files, {len(total.faults)} failures",
            flush=True,
        )
    sample = random.Random(given.seed).sample(total.changed, min(given.diffs, len(total.changed)))
    print(*(shown for _, shown in sample), sep="\n")
    if given.refused:
        print(*(f"{where}: {code}: {why}" for code, why, where in total.refused), sep="\n")
    for fault in total.faults:
        print(f"FAILED {fault.path}: {fault.what} ({fault.rules})", fault.diff, sep="\n")
    print(*told(total, time.monotonic() - begin), sep="\n")
    raise SystemExit(int(bool(total.faults)))


if __name__ == "__main__":
    on_big_stack(lambda _: main())
