"""Knows how to write XML elements whose text input cannot break out of."""

from __future__ import annotations

import html
from collections.abc import Iterable

from backend_lint.reports.style import printable

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def element(
    name: str, attributes: dict[str, object], children: Iterable[str] = (), depth: int = 0, lines: Iterable[str] = ()
) -> str:
    """An element on lines of its own, indented by `depth`. Attributes and `lines` may hold anything: characters that
    no XML may hold are spelled out. `children` are elements; an element of `lines` of text has none."""
    listed = "".join(f' {key}="{html.escape(printable(str(value)))}"' for key, value in attributes.items())
    inside = "".join(children)
    margin = "  " * depth
    if text := "\n".join(html.escape(printable(line), quote=False) for line in lines):
        return f"{margin}<{name}{listed}>{text}</{name}>\n"
    return f"{margin}<{name}{listed}>\n{inside}{margin}</{name}>\n" if inside else f"{margin}<{name}{listed}/>\n"
