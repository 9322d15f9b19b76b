.DEFAULT_GOAL := help
PY := .venv/bin/python
PORT ?= 8000
WITHOUT ?= nothing_at_all

.PHONY: help install demo test coverage test-postgresql check fix bench docs lock clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

install: .venv/installed  ## put Caresight into .venv (needs only python3 with venv and pip)

.venv/installed: requirements.txt pyproject.toml
	python3 -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/developing: .venv/installed requirements-dev.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

demo: .venv/installed  ## the invented borough in the browser (PORT=8000)
	.venv/bin/caresight demo --port $(PORT)

test: .venv/developing  ## all tests
	$(PY) -m pytest -n 2 --dist worksteal -q -rs

coverage: .venv/developing  ## all tests, with branch coverage; half as long again
	$(PY) -m pytest -n 2 --dist worksteal --cov --cov-report=term:skip-covered -q -rs

test-postgresql: .venv/developing  ## the tests that touch casework, on PostgreSQL (WITHOUT="name or name")
	$(PY) -m scripts.with_postgresql $(PY) -m pytest -n 2 --dist worksteal -q -rs --reuse-db \
	  -m "not once" -k "not ($(WITHOUT))" tests/functional tests/web

check: .venv/developing  ## format, lint, types, import contracts, hashes; changes nothing
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	.venv/bin/lint-imports --no-logo
	$(PY) scripts/check_requirements.py

fix: .venv/developing  ## format and mend what a machine can mend
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

bench: .venv/developing  ## speed, memory and how often the flags are right, as tables
	$(PY) -m scripts.bench

docs: .venv/developing  ## write docs/reference from the definitions, and the screenshots
	$(PY) -m scripts.write_reference
	$(PY) -m scripts.take_screenshots

lock:  ## compile requirements*.txt anew (needs uv)
	uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header --no-annotate requirements.in -o requirements.txt
	uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header --no-annotate requirements-dev.in -o requirements-dev.txt

clean:  ## remove what tests and builds left behind
	rm -rf .pytest_cache .mypy_cache .ruff_cache .coverage htmlcov test-results
