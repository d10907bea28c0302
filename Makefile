# Needs Python 3.11 or newer, git and make; everything else comes from requirements/, by hash, into .venv.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --no-input --no-deps
LOCK := uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
  --no-emit-index-url --no-emit-find-links
SEEDS := seeds/

.PHONY: check test lint docs bench accuracy lock clean

check: $(VENV)/run.stamp
	@$(PY) -m planlint check $(SEEDS) --fail-on never

test: $(VENV)/dev.stamp lint
	$(PY) -m planlint test
	$(PY) -m planlint.docs --check
	$(PY) -m pytest

lint: $(VENV)/dev.stamp
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports --no-logo

docs: $(VENV)/dev.stamp
	$(PY) -m planlint.docs

bench: $(VENV)/dev.stamp
	@$(PY) -m benchmarks

accuracy: $(VENV)/dev.stamp
	@$(PY) -m benchmarks.accuracy $(if $(CORPUS),--corpus $(CORPUS))

lock:
	$(LOCK) pyproject.toml requirements/build.in -o requirements/run.txt
	$(LOCK) --extra all pyproject.toml requirements/build.in requirements/dev.in -c requirements/run.txt \
	  -o requirements/dev.txt

clean:
	rm -rf $(VENV) build dist planlint.egg-info planlint/_pack.bin

# A stamp says that an installation went through to its end; a half-made environment never looks finished.
$(VENV)/made.stamp:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("planlint needs Python 3.11 or newer, \
	this is %d.%d; name another: make PYTHON=python3.12" % sys.version_info[:2])'
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run.stamp: $(VENV)/made.stamp requirements/run.txt pyproject.toml setup.py
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-build-isolation --config-settings editable_mode=compat --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@
