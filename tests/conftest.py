"""What holds for every test: results are kept for this test alone, and the semgrep that `make test` installed is there."""

from pathlib import Path

import pytest

from backend_lint.cache import cache_directory

TOOLS = cache_directory() / "tools"


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The directory of the cache."""
    directory = tmp_path_factory.mktemp("cache")
    if TOOLS.is_dir():
        (directory / "tools").symlink_to(TOOLS)
    monkeypatch.setenv("BACKEND_LINT_CACHE_DIR", str(directory))
    return directory
