PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
QUIET := --quiet --disable-pip-version-check --no-input
SEEDS := seeds/

.PHONY: check test lint types docs bench accuracy lock clean

check: $(VENV)/run.stamp
	$(BIN)/planlint check $(SEEDS) --fail-on never

test: $(VENV)/dev.stamp lint
	$(BIN)/planlint test
	$(BIN)/python -m planlint.docs --check
	$(BIN)/python -m pytest

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/dev.stamp
	$(BIN)/python -m planlint.docs

bench: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks

lock: requirements/*.in pyproject.toml
	uv pip compile -q --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11 \
	  pyproject.toml requirements/build.in -o requirements/run.txt
	uv pip compile -q --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11 \
	  pyproject.toml requirements/build.in requirements/dev.in -o requirements/dev.txt

clean:
	rm -rf $(VENV) build dist *.egg-info

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.txt pyproject.toml setup.py | $(VENV)/bin/python
	$(BIN)/python -m pip install $(QUIET) --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install $(QUIET) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	$(BIN)/python -m pip install $(QUIET) --require-hashes -r requirements/dev.txt
	touch $@
