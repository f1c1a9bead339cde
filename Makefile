# Needs Python 3.11 or newer and make, nothing else: everything is set up in .venv.
#   make demo    scan a sample monorepo: findings on the terminal and an HTML report
#   make test    run the whole test suite
#   make lint    style, types and layers
# PYTHON chooses the interpreter, VENV the place of the environment: make test PYTHON=python3.13 VENV=.venv-3.13

PYTHON ?= python3
VENV ?= .venv
REPORT ?= demo-report.html
PIP = $(VENV)/bin/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test lint clean

# Status 1 says that there are findings, and a demonstration is nothing without them.
demo: $(VENV)/.demo
	@$(VENV)/bin/importlint scan samples/two-services --format text --output - --format html --output $(REPORT) || test $$? -eq 1
	@echo "HTML report: $(abspath $(REPORT))"

test: $(VENV)/.test
	$(VENV)/bin/python -m pytest $(ARGS)

lint: $(VENV)/.dev
	$(VENV)/bin/nox --sessions lint types layers docs self

clean:
	rm -rf $(VENV) .nox .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist $(REPORT)

# Dependency groups (PEP 735) need pip 25.1; the pip that comes with Python 3.11 is older.
$(VENV)/.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "importlint needs Python 3.11 or newer, and '$(PYTHON)' is not: say which to use, as in: make PYTHON=python3.13" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade "pip>=25.1"
	@touch $@

$(VENV)/.demo: $(VENV)/.venv pyproject.toml
	$(PIP) install --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.venv pyproject.toml
	$(PIP) install --editable '.[fix]' --group test
	@touch $@ $(VENV)/.demo

$(VENV)/.dev: $(VENV)/.venv pyproject.toml
	$(PIP) install --editable '.[fix]' --group dev
	@touch $@ $(VENV)/.demo $(VENV)/.test
