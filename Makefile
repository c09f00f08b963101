# `make lint` shows backend-lint at work on a bundled backend; `make lint SRC=path` checks yours.
# `make test` is everything that CI checks. Both set up .venv themselves, and again when pyproject.toml changes.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := fixtures/flask_tickets
SRC ?= $(DEMO)

export BACKEND_LINT_CACHE_DIR := $(CURDIR)/$(VENV)/cache

.PHONY: help lint test torture docs site format bench clean

help:
	@echo "make lint [SRC=path]  check a bundled example backend, or your own code"
	@echo "make test             all checks of the project: style, types, floors, tests"
	@echo "make torture          what the promises of docs/reliability.md are measured by, in full"
	@echo "make docs             write the generated parts of the documentation again"
	@echo "make site             build the documentation site into site/, strictly"
	@echo "make format           format the code"
	@echo "make bench SRC=path   time runs beside other linters"
	@echo "make clean            remove .venv and caches"

# Status 1 is findings, which are what this target is meant to show; 2 and 3 are failures.
lint: $(VENV)/installed
	@$(BIN)/backend-lint "$(SRC)" || [ $$? -eq 1 ]
ifeq ($(SRC),$(DEMO))
	@echo
	@echo "These are the faults that were put into the example backend $(DEMO)."
	@echo "To check your own code:  make lint SRC=path/to/your/code"
	@echo "or, without make:        $(BIN)/backend-lint path/to/your/code"
	@echo "What a rule means:       $(BIN)/backend-lint rule BKD101"
endif

# loadgroup: the servers of the tests on databases are started by one process each.
test: $(VENV)/installed-dev $(VENV)/semgrep
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/backend-lint src
	$(BIN)/pytest -n auto --dist loadgroup

# Takes half an hour, and all of the machine. For a release, also: .venv/bin/python scripts/fuzz.py --count 1000000 --jobs 2
torture: $(VENV)/installed-dev $(VENV)/semgrep
	$(BIN)/python scripts/promises.py

docs: $(VENV)/installed-dev
	$(BIN)/python scripts/readme.py
	$(BIN)/python scripts/packs.py
	$(BIN)/python scripts/rulepages.py

site: $(VENV)/installed-dev
	$(BIN)/zensical build --strict --clean

format: $(VENV)/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/installed
	$(BIN)/python bench/table.py "$(SRC)"
	$(BIN)/python bench/breakdown.py "$(SRC)"

# In an environment of its own, which its requirements do not share; the tests find it through the variable.
$(VENV)/semgrep: | $(VENV)/installed
	$(BIN)/backend-lint semgrep install
	@touch $@

clean:
	rm -rf $(VENV) site .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist

# Debian's Python has no ensurepip: there, the pip outside installs into the environment.
$(BIN)/python:
	$(PYTHON) -m venv $(VENV) || $(PYTHON) -m venv --clear --without-pip $(VENV)

PIP = $$($(BIN)/python -m pip --version >/dev/null 2>&1 && echo $(BIN)/python -m pip || echo $(PYTHON) -m pip --python $(BIN)/python)

$(VENV)/installed: pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(PIP) install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
