"""Nodes are placed by printing their statement alone, as by printing the whole file."""

from __future__ import annotations

import sysconfig
from pathlib import Path

import libcst as cst
import pytest
from libcst.metadata import MetadataWrapper, PositionProvider

from backend_lint.semantics.file import NotAnalysed, decode, read, split_lines
from backend_lint.semantics.index import Index
from backend_lint.semantics.places import Places

ODD = {
    "decorators and comments": "# a\n\n# b\n@c\n# d\n@e(1)\ndef f(x): return g(x)\n\n\nclass A:\n    # h\n    i = j()\n",
    "statements on a line": "a(); b(); c()\nif d: e(); f()\n",
    "backslashes": "x = a + \\\n    b(c)\nwith d() as e, \\\n     f() as g: pass\n",
    "form feeds": "a()\n\x0c\nb()\n\x0cdef f():\n    c()\n",
    "CRLF": "a()\r\n\r\ndef f():\r\n    b()\r\n",
    "lone CR": "a()\rdef f():\r    b()\r",
    "branches": (
        "if a:\n  b()\nelif c():\n  d()\nelse:\n  e(); f() ;\n\nfor g in h():\n  i()\nelse:\n  while j: k()\n"
        "try:\n  l()\nexcept m():\n  n()  # o\nexcept p:\n  with q(): r()\nelse:\n  if s: t()\nfinally:\n  u()\n  # v\n"
        "async def w():\n    async for x in y():\n        async with z():\n            a()\n"
        "match a():\n  case 1:\n    if b: c()\n"
    ),
    "newer syntax": "def f[T](a: T): b(a)\ntype A = B\nc()\ntry: pass\nexcept (D, E): g()\n",
    "what no older one says": "x = f'{a['b']}'\nc(d)\n",
    "form feeds before compound statements": "\x0cif a():\n    b()\n\x0cwith c():\n    d()\n",
    "only a docstring": "'''a\nb'''\nc()\n",
    "no line end": "a()\nb()",
}


def _checked(text: str, every: int = 1) -> int:
    """How many nodes were found where LibCST's own provider has them, but for form feeds before code, which it does not count:
    asked for all at once, and one by one."""
    wrapper = MetadataWrapper(cst.parse_module(text), unsafe_skip_copy=True)
    truth = wrapper.resolve(PositionProvider)
    source = decode("a.py", text.encode())
    index = Index(wrapper.module)
    at_once, one_by_one = (Places(index, source, text, range(1, len(split_lines(text)) + 2)) for _ in range(2))
    kinds = (cst.Call, cst.Name, cst.FunctionDef, cst.If, cst.For, cst.While, cst.With, cst.Try)
    nodes = [node for kind in kinds for node in index.of(kind)][::every]
    at_once.locate(nodes)
    feeds = [line[: len(line) - len(line.lstrip())].count("\x0c") for line in (*split_lines(text), "")]
    for node in nodes:
        place, (start, end) = at_once.place(node), (truth[node].start, truth[node].end)
        assert one_by_one.place(node) == place
        assert (place.line, place.column) == (start.line, start.column + 1 + feeds[start.line - 1])
        # A body may end where the next line begins.
        assert (place.end_line, place.end_column) == (end.line, end.column + 1 + feeds[end.line - 1] * bool(end.column))
    return len(nodes)


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_files(text: str) -> None:
    assert _checked(text)


def test_real_files(monkeypatch: pytest.MonkeyPatch) -> None:
    whole: list[object] = []
    anywhere = Places._locate_anywhere
    monkeypatch.setattr(Places, "_locate_anywhere", lambda self, nodes: (whole.append(self), anywhere(self, nodes)))
    folder = Path(sysconfig.get_path("stdlib"))
    checked = 0
    for path in [path for name in ("asyncio", "json", "http") for path in sorted((folder / name).glob("*.py"))]:
        try:
            text = decode(str(path), read(path.resolve())).text
        except NotAnalysed:
            continue
        checked += _checked(text, 7)
    assert checked > 2000  # nodes
    assert len(whole) <= 2  # files that had to be printed as a whole
