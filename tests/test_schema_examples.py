"""A key in the examples of a schema may be made up: what nobody can know is said with low confidence."""

import pytest

from backend_lint.engines.native import Engine
from backend_lint.hooks import BoundRule
from backend_lint.model import Confidence
from backend_lint.rules.secrets import known_secret_format

KEY = "ghp_Zq8TnW4xKe7RbVd2LsYf9HuJm3CpGa6To1Xi"


@pytest.mark.parametrize(
    ("text", "confidences"),
    [
        (f'secret: str = Field(examples=["{KEY}"])\n', ["low"]),
        (f'secret: str = Field(description="{KEY}")\n', ["high"]),
        (f'secret: str = Field(examples=["{KEY}"])\nsend("{KEY}")\n', ["high", "high"]),
    ],
    ids=["example", "description", "used as well"],
)
def test_confidence(text: str, confidences: list[Confidence]) -> None:
    engine = Engine([BoundRule(known_secret_format.rule, known_secret_format.rule.options)])
    assert [found.confidence for found in engine.check("app/a.py", text.encode()).findings] == confidences
