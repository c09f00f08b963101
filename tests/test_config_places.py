"""Which directories have a configuration module, told from the paths of a project's files alone."""

import pytest

from backend_lint.engines.native import Engine
from backend_lint.frameworks.misplacedreads import configured, is_configured
from backend_lint.hooks import BoundRule
from backend_lint.model import Severity
from backend_lint.rules.secrets import env_read_outside_config

# The files beside `read`, the file that reads, and whether one of them is where it should.
LAYOUTS = {
    "beside": (["app/config.py"], "app/views.py", True),
    "above": (["app/config.py"], "app/a/b/views.py", True),
    "package": (["app/settings/production.py"], "app/views.py", True),
    "core": (["backend/app/core/config.py"], "backend/app/api/views.py", True),
    "django": (["manage.py", "clinic/settings.py"], "visits/views.py", True),
    "elsewhere": (["app/config.py"], "lambda/refresh.py", False),
    "below": (["app/permissions/config.py"], "app/views.py", False),
    "of migrations": (["app/alembic/env.py", "alembic/env.py"], "app/views.py", False),
    "of tests and examples": (["tests/config.py", "examples/settings.py"], "views.py", False),
    "of one thing": (["app/read_only_config.py", "app/rest/config_resource.py"], "app/views.py", False),
}


@pytest.mark.parametrize(("others", "read", "is_served"), LAYOUTS.values(), ids=LAYOUTS)
def test_a_configuration_module_serves_what_is_beside_and_below(others: list[str], read: str, is_served: bool) -> None:
    assert is_configured(read, configured([*others, read])) is is_served


# What the file imports, the other files, and how it is judged on its own and with the project.
JUDGED: dict[str, tuple[str, list[str], list[Severity], list[Severity]]] = {
    "it knows a configuration": ("from app.core.config import settings", [], ["warning"], []),
    "django": ("from django.conf import settings", ["b.py"], ["warning"], []),
    "of a library": ("from traitlets.config import Config", ["b.py"], [], ["strict"]),
    "of nothing, alone": ("import sys", [], [], ["warning"]),
    "the project has one": ("import sys", ["config.py"], [], ["warning"]),
    "the project has none": ("import sys", ["b.py"], [], ["strict"]),
}


@pytest.mark.parametrize(("line", "others", "alone", "linked"), JUDGED.values(), ids=JUDGED)
def test_it_is_said_once_and_only_where_there_is_a_place_to_move_it_to(
    line: str, others: list[str], alone: list[Severity], linked: list[Severity]
) -> None:
    rule = env_read_outside_config.rule
    engine = Engine([BoundRule(rule, rule.options, strict=True)])
    results = [engine.check("app/a.py", f"import os\n{line}\n\ndef f():\n    return os.environ['A_B']\n".encode())]
    results += [engine.check(f"app/{name}", b"A = 1\n") for name in others]
    assert [found.severity for found in results[0].findings] == alone
    found = engine.check_project([result.facts for result in results if result.facts is not None])
    assert [(each.path, each.severity) for each in found] == [("app/a.py", severity) for severity in linked]
