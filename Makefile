# One door for laptop, hook and CI. `make help` lists the targets.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
PORT ?= 8000
# Where `make sandbox` shows its page; each system it plays has a port after it.
SANDBOX_PORT ?= 8900
# How many tests run at the same time.
JOBS ?= 2
# More arguments for pytest: make test ARGS="-k roster -x"
ARGS ?=
# `make setup INSTALLER=pip` does without uv.
INSTALLER ?= uv
# `make setup SET=demo` installs only what the demo needs, SET=postgres also PostgreSQL's driver,
# and SET=elasticsearch its client too.
SET ?= development

# A developer's environment is never cut down to the demo's, which it contains.
DEMO_SET := $(if $(wildcard $(VENV)/.development),development,demo)
CATALOGUES := $(wildcard locale/*/*/LC_MESSAGES/*.po)
# deptry: what settings and commands name but nothing imports; what Wagtail brings by design, and
# the connectors' package, which lies here, as do the connectors themselves.
NAMED_ONLY := DEP002=argon2-cffi|brotli|django-csp|granian|psycopg|whitenoise
# The connectors' test kit is a plugin of pytest, which only those who test have.
TEST_ONLY := DEP004=pytest
NOT_NAMED := DEP003=django_filters|indgang_sdk|modelcluster|modelsearch|openpyxl|taggit
LIES_HERE := DEP001=plugins
COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --quiet $(if $(UPGRADE),--upgrade)

# Settings for every target but `demo`: made up, so that nothing needs an .env file.
export INDGANG_DEMO ?= 1
export PYTHONUNBUFFERED := 1

.PHONY: help setup demo demo-reset sandbox test check test-services test-long bench docs lock format \
	check-style check-types check-structure check-templates check-django check-repository

help: ## what this file can do
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## */\1|/' \
		| while IFS='|' read -r name text; do printf '  make %-14s %s\n' "$$name" "$$text"; done

# --- the environment ------------------------------------------------------------------------

setup: $(VENV)/.$(SET) $(VENV)/.sdk $(VENV)/.catalogues ## make the environment in .venv (SET=demo: a smaller one)
	@:

$(PY):
	@echo "Making the environment in $(VENV) ..."
	@python=""; \
	for name in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
		if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			python="$$name"; break; \
		fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "Python 3.11 or newer is needed, and none was found." \
			"Name one with: make $(firstword $(MAKECMDGOALS)) PYTHON=/path/to/python3" >&2; exit 1; \
	fi; \
	"$$python" -m venv $(VENV)

$(BIN)/uv: requirements/installer.txt | $(PY)
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# One stamp for each set of packages, so that nothing is installed twice.
$(VENV)/.demo $(VENV)/.postgres $(VENV)/.development: $(VENV)/.%: requirements/%.txt | $(PY)
	@echo "Installing the packages of $< ..."
	@if [ "$(INSTALLER)" = uv ] && $(MAKE) $(BIN)/uv \
		&& VIRTUAL_ENV="$(CURDIR)/$(VENV)" $(BIN)/uv pip sync --require-hashes $<; then :; \
	else \
		echo "... with plain pip"; \
		$(PY) -m pip install --disable-pip-version-check --require-hashes -r $<; \
	fi
	@touch $@

# The connectors' package is imported from where it lies, as an editable install would have it.
$(VENV)/.sdk: | $(PY)
	@echo "$(CURDIR)/plugins/sdk" > "$$($(PY) -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/indgang_sdk.pth"
	@touch $@

$(VENV)/.catalogues: $(CATALOGUES) | $(VENV)/.$(SET) $(VENV)/.sdk
	@$(PY) manage.py compile_catalogues
	@touch $@

lock: $(BIN)/uv ## write requirements/*.txt anew (UPGRADE=1: with newer versions)
	@cd requirements; for set in installer demo postgres elasticsearch development; do \
		echo "Locking $$set ..."; ../$(BIN)/$(COMPILE) $$set.in -o $$set.txt; \
	done

# --- the demo -------------------------------------------------------------------------------

demo: export INDGANG_DEMO = 1
demo: export INDGANG_DATA_DIR = $(CURDIR)/var/demo
demo: export INDGANG_URL = http://localhost:$(PORT)
demo: export INDGANG_LOG_LEVEL ?= WARNING
demo: ## the whole portal with made-up people at http://localhost:8000 (PORT=8001: elsewhere)
	@$(MAKE) setup SET=$(DEMO_SET)
	@exec $(PY) manage.py run_demo --port $(PORT)

demo-reset: ## throw the demo's data away, so that `make demo` starts over
	@rm -rf var/demo
	@echo "The demo's data is gone. 'make demo' makes it anew."

sandbox: ## the systems outside, played alone, with a page at http://localhost:8900 (SANDBOX_PORT=9900: elsewhere)
	@$(MAKE) setup SET=$(DEMO_SET)
	@exec $(PY) -m sandbox.servers --port $(SANDBOX_PORT)

# --- tests ----------------------------------------------------------------------------------

test: setup ## every test that needs nothing but Python
	$(PY) -m pytest -n $(JOBS) -m "not services and not long" $(ARGS)

test-services: setup ## the tests with a real PostgreSQL, browser, identity providers and Elasticsearch, installed if missing
	$(PY) -m tests.services $(ARGS)

test-long: setup ## the same kind of tests with the full counts
	$(PY) -m pytest -n $(JOBS) -m "long and not services" --hypothesis-profile=long $(ARGS)

bench: setup ## measure the portal beside a stock Wagtail site
	$(PY) -m bench $(ARGS)

# --- what a machine can check by reading ----------------------------------------------------

check: setup ## style, types, import contracts, templates, migrations
	@$(MAKE) --keep-going check-style check-types check-structure check-templates \
		check-django check-repository

check-style:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

check-types:
	$(BIN)/mypy .

check-structure:
	$(BIN)/lint-imports
	$(BIN)/deptry . --no-ansi --config /dev/null --extend-exclude '^(tests|bench|docs|deploy|var)/' \
		--requirements-files requirements/demo.in,requirements/elasticsearch.in \
		--requirements-files-dev requirements/development.in \
		--per-rule-ignores '$(NAMED_ONLY),$(NOT_NAMED),$(LIES_HERE),$(TEST_ONLY)'

check-templates:
	$(BIN)/djlint --lint --quiet $(wildcard core cms themes)

check-django:
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py check --fail-level WARNING
	INDGANG_DEMO=0 INDGANG_URL=https://portal.example.dk \
		INDGANG_SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))') \
		$(PY) manage.py check --deploy --fail-level WARNING

check-repository:
	$(PY) -m tests.repository

format: setup ## put code into the house's style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: setup ## build the documentation into docs/_build/html
	$(BIN)/sphinx-build -W --keep-going -b html docs docs/_build/html
