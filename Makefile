# Commons. `make` alone lists what can be done.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help install run test check lint types floors messages-check tests browser messages lock shots bench clean

help: ## List what can be done
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

install: $(VENV)/.installed ## Install Commons into .venv

run: $(VENV)/.installed ## Fill the demo and serve it at http://127.0.0.1:8000
	@COMMONS_DEMO=$${COMMONS_DEMO:-yes} PORT=$(PORT) $(BIN)/commons demo --serve

test: $(VENV)/.installed-dev browser check tests ## Run every check and test

check: lint types floors messages-check ## Lint, types, floors, translations

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

floors: $(VENV)/.installed-dev
	$(BIN)/lint-imports

messages-check: $(VENV)/.installed-dev
	$(BIN)/python tools/messages.py check

tests: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n $${PYTEST_WORKERS:-auto} --dist worksteal

browser: ## Install Debian's Chromium and the fonts of our languages, where they are missing
	@sh tools/browser.sh

messages: $(VENV)/.installed-dev ## Gather the texts to translate into every catalogue
	$(BIN)/python tools/messages.py update

shots: $(VENV)/.installed-dev browser ## Pictures of every page, into build/shots/
	$(BIN)/python tools/shots.py

bench: $(VENV)/.installed-dev ## Measure speed and weight against a bare Flask page
	$(BIN)/python tools/bench.py

lock: $(VENV)/.installed-dev ## Lock the dependencies anew, with hashes
	$(BIN)/python tools/lock.py

clean: ## Remove what was built (not what was entered: that is in var/)
	rm -rf build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache *.egg-info

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements/prod.txt requirements/build.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --require-hashes -r requirements/build.txt -r requirements/prod.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.installed-dev: requirements/dev.txt $(VENV)/.installed
	$(BIN)/pip install --quiet --require-hashes -r requirements/dev.txt
	touch $@
