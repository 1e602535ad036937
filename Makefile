# Two commands, from a fresh clone, on Python 3.10 or newer: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv

INSTALLED = $(VENV)/.installed
BIN = $(VENV)/bin

.PHONY: demo test check docs

demo: $(INSTALLED)
	@$(BIN)/python examples/demo.py

test: $(INSTALLED)
	$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.checkers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/.documenters
	$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going docs docs/_build

$(INSTALLED): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10) and f"Python 3.10 or newer is needed, $(PYTHON) is {sys.version.split()[0]}: make PYTHON=...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable '.[xdist]' --group test
	@touch $@

$(VENV)/.documenters: $(INSTALLED)
	$(BIN)/python -m pip install --quiet --group docs
	@touch $@

$(VENV)/.checkers: $(INSTALLED)
	$(BIN)/python -m pip install --quiet --group check
	@touch $@
