"""Where a fix imports what it needs, and when it must not."""

from __future__ import annotations

import pytest

from backend_lint.semantics.file import SourceFile, decode
from backend_lint.semantics.imports import Imports


class OnlySource:
    """As much of an analysis as imports need."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source


def imported(text: str, module: str, name: str = "", line: int = 99) -> str | None:
    """The name to write, or where it must be imported first the file with that import between `<` and `>`."""
    found = Imports(OnlySource(decode("app.py", text.encode()))).named(module, name, line)  # type: ignore[arg-type]
    if found is None or not found.statement:
        return found and found.name
    return f"{text[: found.offset]}<{found.statement}>{text[found.offset :]}"


CASES = {
    "there": ("import os\nx = 1\n", "os", "", "os"),
    "a part of the package is": ("import os.path\nx = 1\n", "os", "", "os"),
    "under another name": ("import os as system\n", "os", "", "system"),
    "a name of it": ("from os import environ as env\n", "os", "environ", "env"),
    "a name through the module": ("import sqlalchemy as sa\n", "sqlalchemy", "text", "sa.text"),
    "sorted among its kind": ("import asyncio\nimport sys\n\nimport flask\n", "os", "", "import asyncio\n<import os\n>import sys\n\nimport flask\n"),
    "behind the others of its kind": ("import re\nfrom io import BytesIO\n", "sys", "", "import re\n<import sys\n>from io import BytesIO\n"),
    "before what is imported in parts": ("from io import BytesIO\n", "os", "", "<import os\n>from io import BytesIO\n"),
    "a group of its own": ("import flask\nx = 1\n", "os", "", "<import os\n\n>import flask\nx = 1\n"),
    "behind the standard library": ("import re\nx = 1\n", "sqlalchemy", "text", "import re\n<\nfrom sqlalchemy import text\n>x = 1\n"),
    "below the docstring": ('"""Words."""\nx = 1\n', "os", "", '"""Words."""\n<\nimport os\n\n>x = 1\n'),
    "below the future": ("from __future__ import annotations\nx = 1\n", "os", "", "from __future__ import annotations\n<\nimport os\n\n>x = 1\n"),
    "above a comment": ("#!/bin/python\n\n# About x.\nx = 1\n", "os", "", "#!/bin/python\n\n<import os\n\n\n># About x.\nx = 1\n"),
    "two statements on a line": ("import sys; import re\n", "os", "", "<import os\n\n\n>import sys; import re\n"),
    "the name is a variable": ("os = 1\n", "os", "", None),
    "the name is a parameter": ("def f(text):\n    return text\n", "sqlalchemy", "text", None),
    "imported in a function only": ("def f():\n    import os\n", "os", "", None),
    "only an attribute is called so": ("x = a.os\n", "os", "", "<import os\n\n\n>x = a.os\n"),
    "no Python": ("x = (\n", "os", "", None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "module", "name", "wanted"), CASES.values(), ids=CASES)
def test_imports(text: str, module: str, name: str, wanted: str | None) -> None:
    assert imported(text, module, name) == wanted


FIRST_LINE = {
    "the first statement": ("x = 1\n", "<import os\n\n\n>x = 1\n"),
    "the import is below": ("x = os.environ\nimport os\n", "<import os\n\n\n>x = os.environ\nimport os\n"),
    "beside the docstring": ('"""Words."""; x = 1\n', None),
    "beside the future": ("from __future__ import annotations; x = 1\n", None),
}


@pytest.mark.parametrize(("text", "wanted"), FIRST_LINE.values(), ids=FIRST_LINE)
def test_code_on_the_first_line(text: str, wanted: str | None) -> None:
    assert imported(text, "os", line=1) == wanted
