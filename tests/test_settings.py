"""Configuration files: which one counts, what is said about a wrong one, which rules and options follow."""

import os
from pathlib import Path

import pytest
from fake_rules import INFOS

from backend_lint.settings import Configuration, Finder, Layer, Settings, SettingsError, resolve
from backend_lint.settings.files import check, read
from backend_lint.settings.schema import KEYS, SHARED_OPTIONS, choices


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def found_for(directory: Path) -> Configuration:
    return Finder().of(str(directory))


@pytest.mark.parametrize(
    ("files", "expected"),
    {
        "the dot file wins": (
            [".backend-lint.toml", "backend-lint.toml", "pyproject.toml"],
            ".backend-lint.toml",
        ),
        "then the plain file": (["backend-lint.toml", "pyproject.toml"], "backend-lint.toml"),
        "then pyproject": (["pyproject.toml"], "pyproject.toml"),
    }.values(),
)
def test_one_file_of_a_directory_counts(tmp_path: Path, files: list[str], expected: str) -> None:
    for name in files:
        write(tmp_path / name, "[tool.backend-lint]\n" if name == "pyproject.toml" else "")
    assert found_for(tmp_path).source == str(tmp_path / expected)


def test_the_nearest_file_wins_without_merging(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", '[tool.backend-lint]\nignore = ["BKD101"]\nstrict = true\n')
    write(tmp_path / "api" / "backend-lint.toml", 'ignore = ["BKD102"]\n')
    write(tmp_path / "api" / "v1" / "pyproject.toml", "[tool.other]\nx = 1\n")
    inner = found_for(tmp_path / "api" / "v1")
    assert (inner.settings.ignore, inner.settings.strict, inner.root) == (
        ("BKD102",),
        False,
        str(tmp_path / "api"),
    )
    assert found_for(tmp_path / "web").settings.ignore == ("BKD101",)


def test_a_pyproject_of_others_is_not_read_for_its_faults(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "this is = not TOML\n")
    assert found_for(tmp_path).source is None


def test_a_pipe_named_as_a_configuration_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pyproject.toml")
    assert found_for(tmp_path).source is None


def test_isolated_and_given_files_replace_the_search(tmp_path: Path) -> None:
    write(tmp_path / "backend-lint.toml", "strict = true\n")
    given = write(tmp_path / "other" / "x.toml", 'profile = "doc-004"\n')
    assert not Finder(isolated=True).of(str(tmp_path)).settings.strict
    assert Finder(str(given)).of(str(tmp_path)).settings.profile == "doc-004"


ERRORS = {
    "unknown key": ('selct = ["BKD101"]', "unknown key `selct`; did you mean `select`?"),
    "pyproject's table": (
        "[tool.backend-lint]\nstrict = true",
        "unknown key `tool`; in this file the keys stand at the top",
    ),
    "underscore": ("max_file_bytes = 1", "unknown key `max_file_bytes`; did you mean `max-file-bytes`?"),
    "wrong type": ('strict = "yes"', "`strict`: expected true or false, got a string"),
    "not a list": ('select = "BKD101"', "`select`: expected a list, got a string"),
    "wrong word": ('error-shape = "nestd"', "`error-shape`: 'nestd' is none of nested, "),
    "wrong word, suggestion": ('profile = "doc-04"', "did you mean `doc-004`?"),
    "wrong type inside a table": ("[per-file-ignores]\nx = 1", "`per-file-ignores[...]`: expected a list"),
    "unknown role": ('[roles]\nservise = ["x"]', "did you mean `service`?"),
    "no pattern": ('exclude = ["gen", "!"]', "`exclude`: '!' is no gitignore pattern"),
    "no pattern as a key": ('[per-file-ignores]\n"[z-a]" = ["BKD101"]', "`per-file-ignores`: '[z-a]' is no gitignore"),
    "no pattern of a role": ('[roles]\nservice = ["\\\\"]', "`roles.service`: '\\' is no gitignore pattern"),
    "broken TOML": ("a = 1\nb = [1,,2]\n", "x.toml:2:8: not valid TOML"),
    "not UTF-8": ("a = 1\n# \xe9".encode("latin-1"), "x.toml:2: not valid UTF-8"),
    "deep": ("a = " + "[" * 100_000, "x.toml: not valid TOML: nested too deeply"),
    "long number": ("a = " + "1" * 5_000, "x.toml: not valid TOML"),
    "too large": ("#" * 500_001, "x.toml: larger than 500,000 bytes"),
}


@pytest.mark.parametrize(("text", "message"), ERRORS.values(), ids=ERRORS)
def test_a_wrong_file_is_named_with_its_key(tmp_path: Path, text: str | bytes, message: str) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SettingsError) as caught:
        read(file, required=True)
    assert str(caught.value).startswith(str(file)) and message in str(caught.value)


def test_a_key_of_pyproject_is_named_with_its_table(tmp_path: Path) -> None:
    file = write(tmp_path / "pyproject.toml", "[tool.backend-lint]\nstrct = true\n")
    with pytest.raises(SettingsError, match=r"unknown key `tool\.backend-lint\.strct`; did you mean `strict`"):
        read(file)


def test_missing_and_foreign_files_are_errors_only_when_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such configuration file"):
        Finder(str(tmp_path / "none.toml"))
    with pytest.raises(SettingsError, match=r"no table \[tool\.backend-lint\]"):
        Finder(str(write(tmp_path / "pyproject.toml", "[tool]\n")))


def test_every_shared_option_is_a_key() -> None:
    assert set(SHARED_OPTIONS) <= set(KEYS)
    assert choices("error-shape") == ("nested", "envelope", "problem+json", "detail", "auto")


def on(*layers: Layer, strict: bool = False) -> str:
    selection = resolve(Settings(strict=strict), INFOS, layers, "here")
    return " ".join(code[3:] + "!" * (code in selection.strict) for code in selection.options)


SELECTIONS = {
    "default: no strict rules": ([], "101 102 110 301 401 501"),
    "a code": ([Layer(("BKD101",))], "101!"),
    "a name": ([Layer(("select-star",))], "110!"),
    "a prefix": ([Layer(("BKD10",))], "101 102"),
    "a family": ([Layer(("sql",))], "101 102 110"),
    "a family turns its strict rules on": ([Layer(("auth",))], "401 405!"),
    "all": ([Layer(("ALL",))], "101 102 110 301 401 405! 501"),
    "headline": ([Layer(("HEADLINE",))], "101 301 401"),
    "extend": ([Layer(None, ("BKD405",))], "101 102 110 301 401 405! 501"),
    "ignore wins between equals": ([Layer(("BKD101", "BKD102"), (), ("BKD101",))], "102!"),
    "the narrower wins": ([Layer(("BKD101",), (), ("sql",))], "101!"),
    "the narrower prefix wins": ([Layer(("BKD1",), (), ("BKD10",))], "110"),
    "a later select replaces": ([Layer(("sql",), (), ("BKD101",)), Layer(("BKD101",))], "101!"),
    "a later extension wins": ([Layer(("sql",), (), ("BKD101",)), Layer(None, ("BKD101",))], "101! 102 110"),
    "a later ignore wins": ([Layer(("BKD101", "BKD401")), Layer(None, (), ("sql",))], "401!"),
}


@pytest.mark.parametrize(("layers", "expected"), SELECTIONS.values(), ids=SELECTIONS)
def test_selection(layers: list[Layer], expected: str) -> None:
    assert on(*layers) == expected


def test_strict_adds_the_strict_rules_and_shows_strict_findings() -> None:
    assert on(strict=True) == "101! 102! 110! 301! 401! 405! 501!"
    assert on(Layer(("sql",)), strict=True) == "101! 102! 110!"


@pytest.mark.parametrize(
    ("selector", "suggestion"),
    [
        ("BKD5O1", "BKD501"),
        ("sqll", "sql"),
        ("selct-star", "select-star"),
        ("all", "ALL"),
        ("bkd301", "BKD301"),
        ("BKD11O", "BKD110"),
        ("BKD4Ol", "BKD401"),
    ],
)
def test_an_unknown_selector_names_its_source(selector: str, suggestion: str) -> None:
    with pytest.raises(SettingsError, match=f"^cli: unknown .*`{selector}`; did you mean `{suggestion}`"):
        resolve(Settings(), INFOS, [Layer((selector,), source="cli")], "here")


def options(text: dict[str, object], code: str) -> dict[str, object]:
    return dict(resolve(check(text, "here"), INFOS, [], "here").options[code])


COST, TABLE = "bcrypt-min-cost", "rules"
OPTIONS = {
    "the profile's value": ({}, "BKD401", {COST: 12}),
    "another profile": ({"profile": "doc-001"}, "BKD401", {COST: 10}),
    "a key beats the profile": ({"profile": "doc-001", COST: 14}, "BKD401", {COST: 14}),
    "a rule's table beats the key": ({COST: 14, TABLE: {"bcrypt-cost": {COST: 15}}}, "BKD401", {COST: 15}),
    "a table under the code": ({TABLE: {"BKD401": {"bcrypt_min_cost": 13}}}, "BKD401", {COST: 13}),
    "the name as the rule writes it": (
        {"select-star-allow": ["returning"]},
        "BKD110",
        {"select_star_allow": ("returning",)},
    ),
    "strict lowers nothing it should not": ({"strict": True}, "BKD401", {COST: 12}),
    "envelope": ({"profile": "doc-004"}, "BKD501", {"error-shape": "envelope"}),
    "custom leaves the rule's own": ({"profile": "custom"}, "BKD501", {"error-shape": "nested"}),
}


@pytest.mark.parametrize(("text", "code", "expected"), OPTIONS.values(), ids=OPTIONS)
def test_options_reach_the_rules(text: dict[str, object], code: str, expected: dict[str, object]) -> None:
    assert options(text, code) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ({"rules": {"bcrypt-cots": {}}}, "`rules.bcrypt-cots`: unknown rule; did you mean `bcrypt-cost`?"),
        ({"rules": {"BKD401": {"bcrypt-mn-cost": 1}}}, "no such option; did you mean `bcrypt-min-cost`?"),
        ({"rules": {"BKD401": {"least": 1}}}, "bcrypt-cost has no such option; its options: bcrypt-min-cost"),
        ({"rules": {"BKD101": {"least": 1}}}, "sql-string has no options"),
        (
            {"rules": {"BKD401": {"bcrypt-min-cost": "12"}}},
            "`rules.BKD401.bcrypt-min-cost`: expected a whole number",
        ),
        ({"rules": {"BKD401": {"bcrypt-min-cost": True}}}, "expected a whole number"),
        ({"per-file-ignores": {"x": ["BKD999"]}}, "unknown rule or group `BKD999`"),
    ],
)
def test_wrong_rule_settings(text: dict[str, object], message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        options(text, "BKD401")
    assert message in str(caught.value) and str(caught.value).startswith("here: ")
