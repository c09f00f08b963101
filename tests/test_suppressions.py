"""Comments that suppress: which ones count, and for which lines they speak."""

import io
import tokenize
from datetime import date

import pytest
from fake_rules import BY_CODE
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backend_lint.merge import merge
from backend_lint.model import NOT_ANALYSED, Finding, Place
from backend_lint.suppressions import Comments, directives

TODAY = date(2026, 6, 15)


def at(line: int, code: str = "BKD101", name: str = "sql-string") -> Finding:
    return Finding("a.py", Place(line, 1, line, 2), code, name, "m")


def comments(text: str, **options: bool) -> Comments:
    return Comments(text, BY_CODE, TODAY, **options)


def covered(text: str, code: str = "BKD101", name: str = "sql-string", **options: bool) -> list[int]:
    """The lines on which a finding of this code is suppressed."""
    findings = [at(line, code, name) for line in range(1, text.count("\n") + 1)]
    return [each.finding.place.line for each in comments(text, **options).sift(findings)[1]]


def fault(text: str) -> str:
    """What is wrong with the one directive that a line holds."""
    found = comments(text)
    [request] = found.requests
    return found.fault(request)


FORMS = {
    "noqa": ("x  # noqa: BKD101\n", True),
    "noqa, upper case": ("x  # NOQA: bkd101\n", True),
    "noqa without spaces": ("x  #noqa:BKD101\n", True),
    "noqa list": ("x  # noqa: E501,BKD101\n", True),
    "noqa list by spaces": ("x  # noqa: E501 BKD101\n", True),
    "noqa prefix, as in flake8": ("x  # noqa: BKD1\n", True),
    "noqa with reason": ("x  # noqa: BKD101 -- legacy\n", True),
    "after another comment": ("x  # type: ignore # noqa: BKD101\n", True),
    "other code": ("x  # noqa: BKD102\n", False),
    "blanket noqa": ("x  # noqa\n", False),
    "noqa with a gap": ("x  # noqa : BKD101\n", False),
    "whole file form": ("# flake8: noqa\nx\n", False),
    "ignore": ("x  # backend-lint: ignore[BKD101]\n", True),
    "ignore by name": ("x  # backend-lint: ignore[sql-string] why\n", True),
    "ignore list": ("x  # backend-lint: ignore[BKD110, BKD101] why\n", True),
    "ignore list with a comma at its end": ("x  # backend-lint: ignore[BKD101,] why\n", True),
    "fixme": ("x  # backend-lint: fixme[BKD101] until=2026-12-31 T-1: why\n", True),
    "fixme on its last day": ("x  # backend-lint: fixme[BKD101] until=2026-06-15\n", True),
    "fixme a day later": ("x  # backend-lint: fixme[BKD101] until=2026-06-14\n", False),
    "fixme without a day": ("x  # backend-lint: fixme[BKD101] T-1: why\n", False),
    "fixme with half a day": ("x  # backend-lint: fixme[BKD101] until=2027-02\n", False),
    "fixme with a day that there is not": ("x  # backend-lint: fixme[BKD101] until=2027-02-30\n", False),
    "unknown rule spoils all": ("x  # backend-lint: ignore[BKD101, BKD199]\n", False),
    "unknown rule in noqa spoils nothing": ("x  # noqa: BKD101, BKD199\n", True),
    "no comma": ("x  # backend-lint: ignore[BKD101 BKD110]\n", False),
    "no colon": ("x  # backend-lint ignore[BKD101]\n", False),
    "ticket in a reason": ("x  # backend-lint: ignore[BKD110] #12  # backend-lint: ignore[BKD101]\n", True),
    "ignore and noqa": ("x  # noqa: E501  # backend-lint: ignore[BKD101] why\n", True),
    "ignore without list": ("x  # backend-lint: ignore\n", False),
    "empty list": ("x  # backend-lint: ignore[]\n", False),
    "unclosed": ("x  # backend-lint: ignore[BKD101\n", False),
    "no brackets": ("x  # backend-lint: ignore BKD101\n", False),
    "prefix is malformed here": ("x  # backend-lint: ignore[BKD1]\n", False),
    "one malformed entry spoils all": ("x  # backend-lint: ignore[BKD101, *]\n", False),
    "other verb": ("x  # backend-lint: ignored[BKD101]\n", False),
    "in a string": ('x = "# noqa: BKD101"\n', False),
    "in a long string": ('x = """\n# noqa: BKD101\n"""\n', False),
    "nosec is not ours": ("x  # nosec\n", False),
}


@pytest.mark.parametrize(("text", "expected"), FORMS.values(), ids=FORMS)
def test_forms(text: str, expected: bool) -> None:
    assert bool(covered(text)) is expected


REACH = {
    "any line of the statement": ("a = f(\n  1,  # noqa: BKD101\n  2,\n)\nb\n", [1, 2, 3, 4]),
    "the closing line": ("a = f(\n  1,\n)  # noqa: BKD101\nb\n", [1, 2, 3]),
    "backslash": ("a = 1 + \\\n  2  # noqa: BKD101\nb\n", [1, 2]),
    "long string": ('a = """\nx\n"""  # noqa: BKD101\nb\n', [1, 2, 3]),
    "the header only": ("if (a and\n  b):  # noqa: BKD101\n  c\n", [1, 2]),
    "a body line only": ("if a:\n  b  # noqa: BKD101\n  c\n", [2]),
    "own line above": ("a\n# noqa: BKD101\nb = (\n  1)\nc\n", [2, 3, 4]),
    "own line, others between": ("# noqa: BKD101\n# more\nb\nc\n", [1, 2, 3]),
    "own line, others above and below": ("a\n# more\n# noqa: BKD101\n# more\nb\nc\n", [2, 3, 4, 5]),
    "own line, blank between": ("# noqa: BKD101\n\nb\n", [1]),
    "own line below": ("a\n# noqa: BKD101\n", [2]),
    "last line of a block": ("if a:\n  b\n  # noqa: BKD101\nc\n", [3]),
    "last lines of two blocks": ("if a:\n  b\n  # noqa: BKD102\n# noqa: BKD101\nc\n", [3, 4, 5]),
    "further left than the statement": ("if a:\n# noqa: BKD101\n  b\nc\n", [2, 3]),
    "def header covers decorators": ("@a\n@b(\n 1)\ndef f():  # noqa: BKD101\n  x\n", [1, 2, 3, 4]),
    "decorator line": ("@a  # noqa: BKD101\n@b\ndef f():\n  x\n", [1]),
    "above decorators": ("# noqa: BKD101\n@a\n@b\nasync def f():\n  x\n", [1, 2, 3, 4]),
    "inside brackets, own line": ("f(\n  # noqa: BKD101\n  1,\n)\nb\n", [1, 2, 3, 4]),
    "carriage returns": ("a\r\nb  # noqa: BKD101\r\nc\r\n", [2]),
    "form feed": ("a\n\x0c\nb  # noqa: BKD101\n", [3]),
    "line separator": ("a = '\u2028'\nb  # noqa: BKD101\n", [2]),
}


@pytest.mark.parametrize(("text", "expected"), REACH.values(), ids=REACH)
def test_reach(text: str, expected: list[int]) -> None:
    assert covered(text) == expected


@pytest.mark.parametrize(("text", "expected"), REACH.values(), ids=REACH)
def test_reach_is_the_same_where_the_tokenizer_gives_up(text: str, expected: list[int]) -> None:
    assert covered(text + "\nx = (\n") == expected


OFF, ON = "# backend-lint: disable[BKD101] why\n", "# backend-lint: enable[BKD101]\n"
RANGES = {
    "to the end of the file": (f"a\n{OFF}b\nif c:\n  d\n", [2, 3, 4, 5]),
    "to enable": (f"{OFF}a\n{ON}b\n", [1, 2, 3]),
    "to the end of the block": (f"if a:\n  {OFF}  b\n  if c:\n    d\ne\n", [2, 3, 4, 5]),
    "above the first line of a block": (f"def f():\n    {OFF}    a\n    {ON}    b\n", [2, 3, 4]),
    "at the end of a block": (f"if a:\n  {OFF}  b\n  {ON}c\n", [2, 3, 4]),
    "enable further in": (f"{OFF}if a:\n  b\n  {ON}c\n", [1, 2, 3, 4, 5]),
    "enable further out": (f"if a:\n  {OFF}  b\n{ON}c\n", [2, 3, 4]),
    "enable of others": (f"{OFF}a\n# backend-lint: enable[BKD110]\nb\n", [1, 2, 3, 4]),
    "blocks between": (f"{OFF}def f():\n  a\n\nasync def g():\n  b\n{ON}c\n", [1, 2, 3, 4, 5, 6, 7]),
    "twice": (f"{OFF}{OFF}a\n{ON}b\n{ON}c\n", [1, 2, 3, 4, 5, 6]),
    "interleaved": (
        f"# backend-lint: disable[BKD110]\n{OFF}a\n# backend-lint: enable[BKD110]\nb\n{ON}",
        [2, 3, 4, 5, 6],
    ),
    "not behind code": (f"a  {OFF}b\n", []),
    "not in brackets": (f"a(\n{OFF})\nb\n", []),
    "not indented unlike the code": (f"if a:\n    b\n  {OFF}    c\nd\n", []),
    "tabs": (f"if a:\n\t{OFF}\tb\nc\n", [2, 3]),
    "a list": (
        "# backend-lint: disable[BKD110, sql-string]\na\n# backend-lint: enable[sql-string, BKD110]\nb\n",
        [1, 2, 3],
    ),
    "the whole file": ("a\n# backend-lint: file-ignore[BKD101] generated\nb\n", [1, 2, 3]),
    "behind one that names an unknown rule": (f"# backend-lint: disable[BKD101, gone]\n{OFF}a\n", [2, 3]),
    "not the whole file from a block": ("if a:\n  # backend-lint: file-ignore[BKD101]\n  b\n", []),
    "not the whole file behind code": ("a  # backend-lint: file-ignore[BKD101]\n", []),
}


@pytest.mark.parametrize(("text", "expected"), RANGES.values(), ids=RANGES)
def test_ranges(text: str, expected: list[int]) -> None:
    assert covered(text) == expected


@pytest.mark.parametrize(("text", "expected"), RANGES.values(), ids=RANGES)
def test_ranges_are_the_same_where_the_tokenizer_gives_up(text: str, expected: list[int]) -> None:
    lines = text.count("\n")
    assert [line for line in covered(text + "\nx = (\n") if line <= lines] == expected


def test_a_range_holds_the_whole_of_a_finding() -> None:
    text = f"{OFF}a = f(\n  1,\n{ON})\n{OFF}a = f(\n  2,\n)\n{ON}"
    found = [Finding("a.py", Place(line, 1, line + 2, 2), "BKD101", "sql-string", "m") for line in (2, 6)]
    assert [each.place.line for each in comments(text).sift(found)[0]] == []
    assert [each.place.line for each in comments(text.replace(ON, "", 1)).sift(found)[0]] == []
    assert [each.place.line for each in comments(f"{OFF}a = 1\n{ON}b\n").sift([found[0]])[0]] == [2]


FAULTS = {
    "# backend-lint: ingore[BKD101]": "`ingore` is no directive; did you mean `ignore`?",
    "# backend-lint: Ignore[BKD101]": "`Ignore` is no directive; did you mean `ignore`?",
    "# backend-lint: see the docs": "`see` is no directive; the directives are",
    "# backend-lint:": "No directive; the directives are",
    "# Backend-Lint: Ignore[BKD101]": "`Backend-Lint` is written `backend-lint` here",
    "# backend_lint: ignore[BKD101]": "`backend_lint` is written `backend-lint` here",
    "# backend-lint ignore[BKD101]": "The colon after `backend-lint` is missing",
    "# backend-lint: ignore BKD101": "The brackets are missing; write `ignore[BKD101]`",
    "# backend-lint: ignore sql-string": "The brackets are missing; write `ignore[sql-string]`",
    "# backend-lint: ignore": "`ignore` names no rule; write `ignore[…]`",
    "# backend-lint: ignore everything": "`ignore` names no rule; write `ignore[…]`",
    "# backend-lint: ignore[BKD101": "The bracket is not closed",
    "# backend-lint: ignore[]": "The brackets name no rule",
    "# backend-lint: ignore[ , ]": "The brackets name no rule",
    "# backend-lint: ignore[*]": "`*` is no code or name of a rule",
    "# backend-lint: ignore[BKD101 BKD110]": "A comma is missing in `BKD101 BKD110`",
    "# backend-lint: ignore[BKD1]": "There is no rule `BKD1`",
    "# backend-lint: ignore[sql-strings]": "There is no rule `sql-strings`; did you mean `sql-string`?",
    "# backend-lint: ignore[bkd101]": "There is no rule `bkd101`; did you mean `BKD101`?",
    "# backend-lint: ignore[BKD000]": "`BKD000` cannot be suppressed",
    "# noqa: BKD999": "There is no rule `BKD999`",
    "# noqa: BKD099": "`BKD099` cannot be suppressed",
    "# backend-lint: fixme[BKD101] later": "`fixme` asks for `until=YYYY-MM-DD` after the bracket",
    "# backend-lint: fixme[BKD101] until=soon": "`soon` is no date",
    "# backend-lint: enable[BKD101]": "No `disable[BKD101]` stands before it in this block",
    "x  # backend-lint: enable[BKD101]": "`enable` must stand on a line of its own",
    "  # backend-lint: file-ignore[BKD101]": "`file-ignore` must not be indented",
    "(  \n# backend-lint: disable[BKD101]\n)": "`disable` must not stand inside of a statement",
    "if a:\n    b\n  # backend-lint: disable[BKD101]": "`disable` is indented unlike the code around it",
}


@pytest.mark.parametrize("text", FAULTS)
def test_faults(text: str) -> None:
    assert fault(text).startswith(FAULTS[text])


NOT_OURS = (
    "# backend-lint finds it",
    "# backend-linting: x",
    "# Backend-lint: a sentence",
    "# backend_lint: ignore this package",
    "# noqa",
    "# noqa: E501",
    "# see backend-lint: x",
    "# nosec",
)


@pytest.mark.parametrize("text", NOT_OURS)
def test_what_is_no_directive(text: str) -> None:
    assert comments(text).requests == ()


WORDS = st.sampled_from(
    ["#", " ", "backend-lint", ":", "ignore", "disable", "fixme", "[", "]", ",", "BKD101", "sql-string", "noqa:", "until=",
     "2027-01-31", "why", "*", "\t", "#12", "file-ignore", "enable", "nosec"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(WORDS, max_size=12).map("".join)))
def test_any_comment_is_read_and_suppresses_only_when_well_formed(words: str) -> None:
    text = f"x  # {' '.join(words.splitlines())}\n".replace("\0", "")
    read = comments(text, respect_nosec=True)
    sound = [each for each in read.requests if not read.fault(each) or each.directive.verb == "noqa"]
    kept, suppressed = read.sift([at(1)])
    assert len(kept) + len(suppressed) == 1
    named = [entry for each in sound for entry in each.directive.entries]
    assert not suppressed or any(entry.covers("BKD101", "sql-string") for entry in named)


@given(
    st.lists(WORDS, max_size=12).map("".join),
    st.sampled_from(['"', "'", '"' * 3, "'" * 3]),
    st.sampled_from(["", "f", "rb"]),
)
def test_strings_never_suppress(words: str, quote: str, prefix: str) -> None:
    text = words.replace("{", "").replace("}", "")
    long = len(quote) == 3
    source = f"x = {prefix}{quote}# noqa: BKD101 {text}{chr(10) if long else ''}# backend-lint: ignore[BKD101]{quote}\n"
    assert covered(source) == []


ASKS = st.sampled_from(
    ["# noqa: BKD101", "# backend-lint: ignore[BKD101] why", "#noqa:BKD101", "# x # noqa: BKD101", "#"]
)
NOISE = st.lists(
    st.sampled_from(["#", " ", "\\\\", "\\n", "a", "[", "(", "'", '"', "{{", "é", ",", "\t"]), max_size=5
).map("".join)


@st.composite
def literals(draw: st.DrawFn) -> str:
    """A string of any kind on one line that asks for a suppression."""
    quote = draw(st.sampled_from(['"', "'", '"' * 3, "'" * 3]))
    prefix = draw(st.sampled_from(["", "f", "rb", "b", "u", "R", "fr", "Rb"]))
    said = f"{draw(NOISE)}{draw(ASKS)}{draw(NOISE)}"
    if "u" in prefix.lower() or "b" in prefix.lower():
        said = said.replace("é", "e")
    said = said.replace(quote[0], "") if len(quote) == 1 else said.replace(quote[0], " ")
    return f"{prefix}{quote}{said}{quote}"


@st.composite
def programs(draw: st.DrawFn) -> str:
    """Statements of one line each, with such strings, and with comments behind some of them."""
    lines = []
    for _ in range(draw(st.integers(1, 6))):
        parts = draw(
            st.lists(st.one_of(literals(), st.sampled_from(["a", "1", "f(x)", "[b]"])), min_size=1, max_size=4)
        )
        comment = draw(st.one_of(st.just(""), st.tuples(NOISE, ASKS).map(lambda each: f"  # {each[0]} {each[1]}")))
        lines.append(draw(st.sampled_from(["x = ", "", "f(", "if y: "])) + " + ".join(parts))
        lines[-1] += (")" if lines[-1].startswith("f(") and lines[-1][2:] != "x)" else "") + comment
    return "".join(f"{line}\n" for line in lines)


def asked_by(source: str) -> list[int]:
    """The lines whose comments, as `tokenize` tells them, suppress the finding, each read on its own."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    asking = [each for each in tokens if each.type == tokenize.COMMENT]
    return sorted({each.start[0] for each in asking if covered(f"x  {each.string}\n")})


@settings(derandomize=True, max_examples=300, deadline=None)
@given(programs())
def test_what_suppresses_is_what_tokenize_calls_a_comment(source: str) -> None:
    """Where Python's tokenizer reads the file, and where it gives up and our own scanner does."""
    try:
        compile(source, "a.py", "exec")
        expected = asked_by(source)
    except (SyntaxError, ValueError, tokenize.TokenError):
        assume(False)
    assert covered(source) == expected
    assert covered(source + "\nx = (\n") == expected


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.lists(st.tuples(NOISE, ASKS).map("".join), min_size=1, max_size=4), st.sampled_from(["", "f", "rb", "R"]))
def test_a_docstring_or_a_text_of_many_lines_never_suppresses(said: list[str], prefix: str) -> None:
    inner = "\n".join(each.replace('"', " ").replace("é", "e") for each in said)
    text = f'def f():\n    {prefix}"""\n{inner}\n    """\n    x = {prefix}"""{inner} """\n    return x\n'
    assert covered(text) == covered(text + "\nx = (\n") == []


ASK = "backend-lint: ignore[BKD101] why"
#: By language the strings in which a request is none, and the comments in which it is one; `bad` stands on the last line.
OTHERS = {
    "typescript": (
        [f"bad('// {ASK}')", f'bad("/* {ASK} */")', f"bad(`// {ASK}`)", f"bad(`a ${{b}} // {ASK}`)", f"bad('it\\'s // {ASK}')"],
        [f"bad() // {ASK}", f"bad() /* {ASK} */", f"// {ASK}\nbad()", f"bad(`a`) // {ASK}", f"bad('\\\\') // {ASK}"],
    ),
    "go": (
        [f'bad("// {ASK}")', f"bad(`// {ASK}`)", f"x := `\n// {ASK}\n`; bad()", f'bad("\\"// {ASK}")', f"bad('\"', \"// {ASK}\")"],
        [f"bad() // {ASK}", f"bad() /* {ASK} */", f"bad(`\\`) // {ASK}", f"bad('\"') // {ASK}"],
    ),
    "java": (
        [f'bad("// {ASK}");', f'bad("""\n// {ASK}\n""");', f'bad("""\na "b" // {ASK}\n""");', f"bad('\"', \"/* {ASK} */\");"],
        [f"bad(); // {ASK}", f"bad(); /* {ASK} */", f"bad('\"'); // {ASK}", f'bad("\\\\"); // {ASK}'],
    ),
    "kotlin": (
        [f'bad("// {ASK}")', f'bad("""\n// {ASK}\n""")', f'bad("$a // {ASK}")', f'bad("""a "b" // {ASK}""")'],
        [f"bad() // {ASK}", f"bad() /* {ASK} */", f"bad('\"') // {ASK}"],
    ),
    "csharp": (
        [f'bad("// {ASK}");', f'bad(@"\\ // {ASK}");', f'bad(@"a ""b"" // {ASK}");', f'bad($"{{a}} // {ASK}");', f'bad("""\n// {ASK}\n""");'],
        [f"bad(); // {ASK}", f"bad(); /* {ASK} */", f'bad(@"\\"); // {ASK}', f"bad('\"'); // {ASK}"],
    ),
    "ruby": (
        [f"bad('# {ASK}')", f'bad("# {ASK}")', f'bad("#{{a}} # {ASK}")', f"x = <<~SQL; bad\n# {ASK}\nSQL\nbad", f"bad(`# {ASK}`)"],
        [f"bad # {ASK}", f"# {ASK}\nbad", f"bad('a') # {ASK}", f"bad('\\\\') # {ASK}"],
    ),
    "php": (
        [f"<?php bad('// {ASK}');", f'<?php bad("# {ASK}");', f'<?php bad("/* {ASK} */");', f"<?php bad(`# {ASK}`);", f"<?php $x = <<<SQL\n// {ASK}\nSQL; bad();"],
        [f"<?php bad(); // {ASK}", f"<?php bad(); # {ASK}", f"<?php bad(); /* {ASK} */", f"<?php bad('\\\\'); // {ASK}"],
    ),
    "rust": (
        [f'bad("// {ASK}");', f'bad(r"\\ // {ASK}");', f'bad(r#"a "b" // {ASK}"#);', f'bad(b"// {ASK}");', f"bad('\"', \"// {ASK}\");"],
        [f"bad(); // {ASK}", f"bad(); /* {ASK} */", f'bad(r"\\"); // {ASK}', f"bad('\"'); // {ASK}"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", OTHERS)
def test_strings_of_other_languages_never_suppress_and_their_comments_do(language: str) -> None:
    strings, asking = OTHERS[language]
    for text, held in (*((each, False) for each in strings), *((each, True) for each in asking)):
        found = at(text.count("\n") + 1)
        kept = Comments(f"{text}\n", BY_CODE, TODAY, language=language).sift([found])[0]
        assert kept == ([] if held else [found]), text


def test_the_case_of_the_torture_suite() -> None:
    """Its out_suppressions: in strings, on another line, of unknown codes."""
    text = 's = "# noqa"; f(x)\n"""\n# noqa # nosec # backend-lint: ignore\n"""; f(x)\nf(x)  # NOQA:XYZ999\n'
    assert (covered(text), comments(text).requests) == ([], ())


def test_thousands_of_ranges_are_read_at_once() -> None:
    """Looking through all of them for every finding would take minutes."""
    text = f"{OFF}x\n{ON}" * 20_000
    assert len(covered(text)) == 60_000


def test_nosec_only_when_asked_for() -> None:
    assert covered("a  # nosec B608\nb\n", respect_nosec=True) == [1]


def test_the_tools_own_failures_cannot_be_suppressed() -> None:
    assert covered("a  # noqa: BKD000\n", NOT_ANALYSED, "not-analysed") == []


def test_line_and_reason_are_kept() -> None:
    [each] = comments("f(\n  a,\n)  # backend-lint: ignore[BKD101] read-only replica\n").sift([at(1)])[1]
    assert (each.line, each.reason) == (3, "read-only replica")


REASONS = {
    "x  # noqa: BKD101 -- legacy": "legacy",
    "x  # noqa: BKD101, E501 -- legacy # type: ignore": "legacy",
    "x  # backend-lint: ignore[BKD101]: legacy, see #12": "legacy, see #12",
    "x  # backend-lint: ignore[BKD101] -- legacy  # noqa: E501": "legacy",
    "x  # backend-lint: fixme[BKD101] until=2027-01-31, T-1: legacy": "T-1: legacy",
    "# backend-lint: disable[BKD101] legacy": "legacy",
}


@pytest.mark.parametrize("text", REASONS)
def test_reasons(text: str) -> None:
    [request] = comments(text).requests
    assert request.directive.reason == REASONS[text]


def made(code: str, start: int, end: int, topic: str = "sql", precedence: int = 0, confidence: str = "high") -> Finding:
    return Finding(
        "a.py",
        Place(1, start, 1, end),
        code,
        code,
        "m",
        confidence=confidence,
        topic=topic,
        precedence=precedence,
    )


MERGES = {
    "the higher precedence": ([made("A", 1, 9), made("B", 3, 5, precedence=1)], ["B"]),
    "same place, no width": ([made("A", 3, 3), made("B", 3, 3, precedence=1)], ["B"]),
    "beside each other": ([made("A", 1, 3), made("B", 3, 5, precedence=1)], ["A", "B"]),
    "other topic": ([made("A", 1, 9), made("B", 3, 5, "x", 1)], ["A", "B"]),
    "no topic": ([made("A", 1, 9, ""), made("B", 3, 5, "", 1)], ["A", "B"]),
    "one rule twice": ([made("A", 1, 9), made("A", 3, 5)], ["A", "A"]),
    "equal findings": ([made("A", 1, 9, ""), made("A", 1, 9, "")], ["A"]),
    "the surer of equals": ([made("A", 1, 9, confidence="low"), made("B", 3, 5)], ["B"]),
}


@pytest.mark.parametrize(("findings", "expected"), MERGES.values(), ids=MERGES)
def test_merge(findings: list[Finding], expected: list[str]) -> None:
    assert [found.code for found in merge(findings)] == expected
    assert merge(reversed(findings)) == merge(findings)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AIRPORTS = [('bkd', 'Breckenridge')]\n", False),
        ("x = 1  # noqa: E501\n", False),
        ("x = 1  # noqa: BKD101\n", True),
        ("x = 1  # NoQA:bkd101\n", True),
        ("x = 1  # Backend-Lint: ignore[BKD101] -- why\n", True),
        ("x = 1  # backend_lint: disable\n", True),
    ],
)
def test_only_files_that_may_hold_a_directive_are_read_for_one(text: str, expected: bool) -> None:
    """Reading one file of airports for its comments took a tenth of a run over 250,000 lines."""
    assert directives.mentioned(text.encode()) is expected
