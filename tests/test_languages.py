"""Files in other languages: which language, what is a comment, where a line stands, what a suppression speaks for."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from backend_lint import fingerprint
from backend_lint.frameworks.otherroles import other_roles
from backend_lint.model import Finding, Place, RuleInfo
from backend_lint.semantics.file import NotAnalysed, SourceFile, decode
from backend_lint.semantics.languages import TITLES, language_of
from backend_lint.semantics.lexis import lexemes, quoted
from backend_lint.semantics.redact import redacted
from backend_lint.semantics.scopes import scopes
from backend_lint.semantics.vendored import minified, vendored
from backend_lint.suppressions import Comments, ignore_edit, in_markup
from backend_lint.suppressions.writing import removal

RULES = {"BKD101": RuleInfo("BKD101", "sql-string-concatenation", "sql", "error", "", "")}
TODAY = date(2026, 11, 21)


def source(path: str, text: str) -> SourceFile:
    return SourceFile(path, text.encode(), text, "utf-8")


def at(text: str, part: str, code: str = "BKD101") -> Finding:
    """A finding on the last place where `part` stands."""
    start = text.rindex(part)
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    return Finding("a", Place(line, column, line, column + len(part)), code, "sql-string-concatenation", "m")


@pytest.mark.parametrize(
    ("path", "language"),
    [("a.py", "python"), ("b/c.TS", "typescript"), ("x.mjs", "typescript"), ("Makefile", "python"), ("a.b/c", "python"),
     ("A.java", "java"), ("a.kts", "kotlin"), ("p.cs", "csharp"), ("a.rb", "ruby"), ("a.php", "php"), ("a.rs", "rust")],
)  # fmt: skip
def test_language(path: str, language: str) -> None:
    assert language_of(path) == language


# What is a comment or a string in each language; everything else is code.
LEXEMES = {
    "typescript": [
        ("a = `x ${f(`in ${1}`)} // no`; // yes", ["`x ${f(`in ${1}`)} // no`", "// yes"]),
        ("s.replace(/[\"'`//]/g, '#') /* c */", ["/[\"'`//]/g", "'#'", "/* c */"]),
        ("x = a / b / c; y = 'it\\'s'", ["'it\\'s'"]),
        ("a = /[\"'/]/; b = f(/[/); // no\n// yes", ["/[\"'/]/", "/[/); // no", "// yes"]),
        ("return /'/.test(a) // yes", ["'/.test(a) // yes"]),  # after a word it may be a division
    ],
    "go": [("a := `raw \\ // no` // yes", ["`raw \\ // no`", "// yes"]), ("r := '\"' + \"'\"", ["'\"'", '"\'"'])],
    "java": [
        ('c = \'"\'; s = "// no"; // yes', ["'\"'", '"// no"', "// yes"]),
        ('t = """\n // no\n""";', ['"""\n // no\n"""']),
    ],
    "kotlin": [('a = """\\ // no""" // yes', ['"""\\ // no"""', "// yes"])],
    "csharp": [
        ('s = @"a""b\\"; // yes', ['@"a""b\\"', "// yes"]),
        ('t = $"x {y} // no"; /* c */', ['$"x {y} // no"', "/* c */"]),
        ('u = """\n " // no\n"""; // yes', ['"""\n " // no\n"""', "// yes"]),
    ],
    "ruby": [
        ("x = <<~SQL\n  '#{a}' # no\nSQL\ny # yes", ["<<~SQL\n  '#{a}' # no\nSQL", "# yes"]),
        ('=begin\n c\n=end\nz = "#{b}"', ["=begin\n c\n=end", '"#{b}"']),
        ("list << item # yes", ["# yes"]),
        ("x = <<~SQL # no end", ["<<~SQL # no end"]),
    ],
    "php": [
        ("$x = <<<EOT\n # no\nEOT;\n# yes", ["<<<EOT\n # no\nEOT", "# yes"]),
        ("$x = <<<EOT\r\n # no\r\nEOT;\r\n# yes", ["<<<EOT\r\n # no\r\nEOT", "# yes"]),
        ("#[Route('/x')]\n// yes\n/* c */", ["'/x'", "// yes", "/* c */"]),
    ],
    "rust": [
        ("fn f<'a>(x: &'a str) { let c = '\"'; } // yes", ["'\"'", "// yes"]),
        ('let s = r#"q " // no"#; let b = b"x";', ['r#"q " // no"#', 'b"x"']),
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [(language, text, expected) for language, cases in LEXEMES.items() for text, expected in cases],
)
def test_lexemes(language: str, text: str, expected: list[str]) -> None:
    found = [text[each.start : each.end] for each in lexemes(text, language) if each.kind in ("string", "comment")]
    assert found == expected
    assert [text[each.start : each.end] for each in quoted(text, language)] == expected


def test_strings_and_comments_alone_are_those_among_the_lexemes() -> None:
    words = ('"', "'", "\\", "\n", "\r", "a", "rb", "xyz", "1", "é", " ", "#", "(", '"""')
    for made in itertools.product(words, repeat=4):
        text = "".join(made)
        assert list(quoted(text)) == [each for each in lexemes(text) if each.kind in ("string", "comment")], text


#: Each begins something that nothing closes, again and again: looking for its end each time would take minutes.
HOSTILE = (
    *(
        "\"'`/*<<~A{$@#r#",
        "`${",
        "<<~A\n",
        "<<A",
        "<<<A\n",
        'r#"',
        "/*",
        "'",
        "/[",
        "=/[=/]",
        "=/\\[",
        "=begin\n",
        '@"',
    ),
    *("(", "{", "\\", "\t"),
)


@pytest.mark.parametrize("language", TITLES)
@pytest.mark.parametrize("unit", HOSTILE)
def test_lexemes_cover_any_text_in_linear_steps(language: str, unit: str) -> None:
    text = unit * (60_000 // len(unit))
    spans = [(each.start, each.end) for each in lexemes(text, language)]
    assert spans == sorted(spans)
    assert all(start < end for start, end in spans)
    assert [(each.start, each.end) for each in quoted(text, language)] == [
        span for span, each in zip(spans, lexemes(text, language), strict=True) if each.kind in ("string", "comment")
    ]


SCOPES = {
    "typescript": (
        "class A extends B {\n  async find(id: string): Promise<X> {\n    if (x) {\n      here1();\n    }\n"
        "    const g = async (a) => { here2(); };\n  }\n}\nrouter.get('/x', async (req) => {\n  here3();\n});\n"
        "export default function g() {\n  here4();\n}\n",
        ["A.find", "A.find.g", "", "g"],
    ),
    "go": ("func (r *Repo) Find(id int) {\n  if a {\n    here1()\n  }\n}\ntype A struct {\n  here2 int\n}\n", ["Find", "A"]),
    "java": (
        "public class A {\n  @Get(\"/x\")\n  public List<B> list(@Param(\"x\") String x) throws E {\n    for (B b : c) {\n"
        "      here1();\n    }\n  }\n}\n",
        ["A.list"],
    ),
    "kotlin": ("class A {\n  fun f(x: Int) {\n    here1()\n  }\n}\n", ["A.f"]),
    "csharp": ("namespace N {\n  class A {\n    public async Task<B> F(int x) {\n      here1();\n    }\n  }\n}\n", ["N.A.F"]),
    "ruby": ("module A\n  class B < C\n    def self.find(x)\n      here1\n    end\n    here2\n  end\nend\n", ["A.B.find", "A.B"]),
    "php": ("class A {\n  public function f($x) {\n    here1();\n  }\n}\n", ["A.f"]),
    "rust": ("impl A {\n  pub async fn f(&self) -> B {\n    here1();\n  }\n}\n", ["A.f"]),
}  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), [(key, *value) for key, value in SCOPES.items()], ids=SCOPES)
def test_scopes(language: str, text: str, expected: list[str]) -> None:
    lines = [number for number, line in enumerate(text.splitlines(), 1) if "here" in line]
    found = scopes(text, lines, language)
    assert [found[line] for line in lines] == expected


def test_scopes_of_thousands_of_lines_in_thousands_of_blocks() -> None:
    found = scopes("{\nclass A {\n" * 20_000, range(1, 40_001), "typescript")
    assert (found[2], found[4], found[40_000]) == ("A", "A.A", ".".join("A" * 20))


# `bad` marks what a finding is about; the comment holds it back or does not.
HELD = {
    "at the end": ("a.ts", "bad(); // backend-lint: ignore[BKD101] why\n", True),
    "above": ("a.go", "// backend-lint: ignore[sql-string-concatenation] why\nbad()\n", True),
    "a block comment": ("a.ts", "/* backend-lint: ignore[BKD101] why */ bad();\n", True),
    "two lines above": ("a.java", "// backend-lint: ignore[BKD101] why\nfoo();\nbad();\n", False),
    "above a call on several lines": ("a.cs", "// backend-lint: ignore[BKD101] why\nfoo(\n  bad\n);\n", True),
    "above a function": ("a.ts", "// backend-lint: ignore[BKD101] why\nfunction f() {\n  bad();\n}\n", False),
    "inside a block": ("a.php", "if ($a) {\n  // backend-lint: ignore[BKD101] why\n  bad();\n}\n", True),
    "hash": ("a.rb", "bad # backend-lint: ignore[BKD101] why\n", True),
    "in a string": ("a.ts", "bad('// backend-lint: ignore[BKD101] why');\n", False),
    "in a template": ("a.ts", "bad(`\n// backend-lint: ignore[BKD101] why\n`);\n", False),
    "a comment on several lines": ("a.ts", "/*\n * backend-lint: ignore[BKD101] why\n */\nbad();\n", False),
    "the whole file": ("a.rs", "// backend-lint: file-ignore[BKD101] why\nfn f() {\n  bad();\n}\n", True),
    "a range": ("a.kt", "// backend-lint: disable[BKD101] why\nbad()\n// backend-lint: enable[BKD101]\n", True),
    "behind a range": ("a.kt", "// backend-lint: disable[BKD101] why\n// backend-lint: enable[BKD101]\nbad()\n", False),
    "behind another tool's": ("a.ts", "bad(); // eslint-disable-line // backend-lint: ignore[BKD101] why\n", True),
    "noqa": ("a.ts", "bad(); // noqa: BKD101 -- why\n", True),
}


@pytest.mark.parametrize(("path", "text", "held"), HELD.values(), ids=HELD)
def test_comments(path: str, text: str, held: bool) -> None:
    kept, suppressed = Comments(text, RULES, TODAY, language=language_of(path)).sift([at(text, "bad")])
    assert (len(kept), [each.reason for each in suppressed]) == ((0, ["why"]) if held else (1, []))


WRITTEN = {
    "slashes": ("a.ts", "bad();\n", "bad(); // backend-lint: ignore[sql-string-concatenation] old\n"),
    "hash": ("a.rb", "bad\n", "bad  # backend-lint: ignore[sql-string-concatenation] old\n"),
    "in a template": (
        "a.ts",
        "  q(`\nbad`);\n",
        "  q(`\nbad`); // backend-lint: ignore[sql-string-concatenation] old\n",
    ),
    "where a template goes on": (
        "a.ts",
        "  bad(`\nx`);\n",
        "  // backend-lint: ignore[sql-string-concatenation] old\n  bad(`\nx`);\n",
    ),
}


@pytest.mark.parametrize(("path", "text", "expected"), WRITTEN.values(), ids=WRITTEN)
def test_a_comment_is_written(path: str, text: str, expected: str) -> None:
    file = source(path, text)
    assert file.edited([ignore_edit(file, at(text, "bad"), "old")]).decode() == expected


REMOVED = {
    "alone": ("a.ts", "// backend-lint: ignore[BKD101] why\na();\n", "a();\n"),
    "at the end": ("a.java", "a(); // backend-lint: ignore[BKD101] why\n", "a();\n"),
    "without a line end": ("a.kt", "a() // noqa: BKD101", "a()"),
    "carriage returns": ("a.rs", "a();\r\n// backend-lint: ignore[BKD101] why\r\nb();\r\n", "a();\r\nb();\r\n"),
    "hash": ("a.rb", "a # backend-lint: ignore[BKD101] why\n", "a\n"),
    "hash or slashes": ("a.php", "<?php\na(); # noqa: BKD101\n", "<?php\na();\n"),
    "in a block": ("a.go", "a() /* backend-lint: ignore[BKD101] */\n", "a()\n"),
    "in a block before code": ("a.cs", "\t/* backend-lint: ignore[BKD101] */ a();\n", "\ta();\n"),
    "in a block between code": ("a.cs", "a(); /* backend-lint: ignore[BKD101] */ b();\n", "a(); b();\n"),
    "in a page": ("a.tsx", "<p>\n  {/* backend-lint: ignore[BKD101] */}\n</p>\n", "<p>\n  {}\n</p>\n"),
    "before the end of PHP": (
        "a.php",
        "<?php a(); // backend-lint: ignore[BKD101] why ?> text\n",
        "<?php a(); ?> text\n",
    ),
    "behind another": (
        "a.ts",
        "a(); // eslint-disable-line // backend-lint: ignore[BKD101] x\n",
        "a(); // eslint-disable-line\n",
    ),
}


@pytest.mark.parametrize(("path", "text", "expected"), REMOVED.values(), ids=REMOVED)
def test_a_comment_is_taken_away(path: str, text: str, expected: str) -> None:
    file = source(path, text)
    [request] = Comments(text, RULES, TODAY, language=file.language).requests
    assert file.edited(removal(file, request, request.directive.entries)).decode() == expected


SAME = {
    "moved": ("f(1, 'x');\n", "\n\n  f(1, 'x');\n"),
    "quotes and layout": ("f(1, 'x');\n", 'f(1,\n  "x", // why\n);\n'),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_fingerprints_stay(one: str, other: str) -> None:
    found = []
    for text in (one, other):
        end = text.index(";")
        start = text.index("f(")
        places = [(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)) for offset in (start, end)]
        finding = Finding("a.ts", Place(*places[0], *places[1]), "BKD101", "n", "m")
        found += fingerprint.identified([finding], source("a.ts", text))
    assert found[0].fingerprint == found[1].fingerprint


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.ts", "const password = 'hunter2hunter2';\n"),
        ("a.ts", "const apiKey: string = `hunter2hunter2`;\n"),
        ("a.go", 'password := "hunter2hunter2"\n'),
        ("a.cs", 'var password = @"hunter2hunter2";\n'),
        ("a.rb", "config.secret = 'hunter2hunter2'\n"),
        ("a.rs", 'let password = r#"hunter2hunter2"#;\n'),
        ("a.php", "$dbPassword = 'hunter2hunter2';\n"),
        ("a.ts", "connect('postgres://app:hunter2hunter2@db/x') // hunter2hunter2\n"),
    ],
)
def test_secrets_are_masked(path: str, text: str) -> None:
    start = text.index("hunter2")
    shown = redacted(text, [Place(1, start + 1, 1, start + 15)], language_of(path))
    assert "hunter2" not in shown
    assert len(shown) == len(text)


def test_decoding() -> None:
    assert decode("a.ts", b"\xef\xbb\xbfx").text == "x"
    latin = decode("a.java", b"// \xe9\n")
    assert (latin.text, latin.encoding) == ("// é\n", "latin-1")
    for data in (b"\xff\xfex\0", b"x\0"):
        with pytest.raises(NotAnalysed):
            decode("a.cs", data)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("src/user.test.ts", {"test"}),
        ("src/__tests__/user.ts", {"test"}),
        ("src/latest.ts", set()),
        ("src/Latest.java", set()),
        ("src/test/java/App.java", {"test"}),
        ("UserServiceTest.kt", {"test"}),
        ("Shop.Api.Tests/Orders.cs", {"test"}),
        ("user_test.go", {"test"}),
        ("spec/models/user_spec.rb", {"test"}),
        ("db/migrate/20240101120000_add_users.rb", {"migration"}),
        ("database/migrations/2024_01_01_000000_create.php", {"migration"}),
        ("api/v1/user.pb.go", {"generated"}),
        ("types/index.d.ts", {"generated"}),
        ("docs/snippet.ts", {"example"}),
        ("src/users.ts", set()),
    ],
)
def test_roles(path: str, expected: set[str]) -> None:
    assert other_roles(path, "const a = 1;\n") == expected


def test_a_header_says_generated() -> None:
    assert other_roles("a.go", "// Code generated by x. DO NOT EDIT.\npackage a\n") == {"generated"}
    assert other_roles("a.go", 'package a\nconst s = "DO NOT EDIT"\n') == frozenset()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("vendor/a/b.go", "vendor"),
        ("app/vendor/x.js", "app/vendor"),
        ("vendor/app.py", None),
        ("static/app.min.js", "static/app.min.js"),
        ("static/jquery-3.1.js", "static/jquery-3.1.js"),
        ("src/vendors.ts", None),
        ("src/minimum.js", None),
    ],
)
def test_vendored(path: str, expected: str | None) -> None:
    assert vendored(path) == expected


def test_minified() -> None:
    assert minified("a.js", "var a=1;" * 1_000)
    assert not minified("a.js", "var a = 1;\n" * 1_000)
    assert not minified("a.py", "a=1;" * 2_000)


MARKUP = {
    "php code": ("a.php", "<?php\nbad();\n", False),
    "behind php": ("a.php", "<?php bad(); ?> text\n", True),
    "jsx text": ("a.tsx", "  <p>{bad()}</p>\n", True),
    "jsx expression": ("a.tsx", "    {bad()} more\n", True),
    "code of a component": ("a.tsx", "const a = bad();\n", False),
    "generics": ("a.ts", "const a = bad<B>\n", False),
}


@pytest.mark.parametrize(("path", "text", "expected"), MARKUP.values(), ids=MARKUP)
def test_text_of_a_page_is_no_place_for_a_comment(path: str, text: str, expected: bool) -> None:
    file = source(path, text)
    assert in_markup(file, ignore_edit(file, at(text, "bad"), "old")) == expected


@pytest.mark.parametrize(
    ("path", "text", "browser"),
    [
        ("app/frontend/a.ts", "x", True),
        ("src/a.tsx", 'import { useState } from "react";\n', True),
        ("src/a.js", "const $ = require('jquery');\n", True),
        ("src/a.ts", 'import { render } from "react-email";\n', False),
        ("src/routes/a.ts", 'import express from "express";\n', False),
        ("client/a.go", "package client\n", False),
    ],
)
def test_code_for_browsers(path: str, text: str, browser: bool) -> None:
    assert ("browser" in other_roles(path, text)) == browser
