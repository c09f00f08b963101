"""Which texts of a file are examples of a schema, shown to readers of an API's documentation."""

from __future__ import annotations

import libcst as cst

from backend_lint.semantics.analysis import Analysis

#: Keywords of pydantic, FastAPI, drf-spectacular and marshmallow.
_KEYWORDS = frozenset({"example", "examples", "openapi_examples", "json_schema_extra", "schema_extra"})


def is_example(text: str, analysis: Analysis) -> bool:
    """Whether the file says `text` in examples only: `Field(examples=["…"])`."""
    shown = (
        analysis.module.code_for_node(argument.value).count(text)
        for argument in analysis.index.of(cst.Arg)
        if argument.keyword is not None and argument.keyword.value in _KEYWORDS
    )
    return analysis.source.text.count(text) == sum(shown)
