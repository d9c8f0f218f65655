# Two commands do all the set-up: make serve, make test. README.md tells what each target and variable does.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
export PATH := $(CURDIR)/$(BIN):$(PATH)
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

## help: list these targets
help:
	@sed -n 's/^## /make /p' Makefile
## serve: set up what is missing, load changed seeds, start the site and print its address
serve: .build/assets.stamp
	@$(MANAGE) serve
## admin: make the first editor's login
admin: .venv/runtime.stamp
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) make_editor
## test: everything: lint, types, seeds, tests on SQLite and PostgreSQL, tests in a browser
test: .venv/dev.stamp .build/assets.stamp
	@$(BIN)/python -m tests.run
## quick: the same without PostgreSQL and without a browser
quick: .venv/dev.stamp .build/assets.stamp
	@$(BIN)/python -m tests.run lint types seeds migrations sqlite
## format: bring code and seeds into their one form
format: .venv/dev.stamp
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .
	$(MANAGE) check_seeds --fix
## assets: build the front-end files
assets: .build/assets.stamp
## clean: remove all that these commands made, except the database and the secret key
clean:
	rm -rf .venv node_modules .build .pinned staticfiles staticfiles.lock .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
.PHONY: help serve admin test quick format assets clean

.venv/runtime.stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed")'
	@echo "Installing Python packages ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt .venv/runtime.stamp
	@echo "Installing Python packages for tests ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-compile -r requirements.txt -r requirements-dev.txt
	@touch $@

node_modules/.stamp: package-lock.json .venv/runtime.stamp
	@echo "Installing front-end packages ..."
	@npm ci --include=dev --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

.build/assets.stamp: node_modules/.stamp package.json build.mjs
	@echo "Building front-end files ..."
	@npm run --silent build
	@mkdir -p .build && touch $@
