# Everything starts here; each target works on a fresh machine with Python 3.11 and make.
# `make help` lists the targets.

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
BIN := .venv/bin
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run test check bench train validate screenshots setup setup-test fmt messages lock python

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/make \1|\2/p' Makefile | column -t -s '|' 2>/dev/null \
		|| sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/make \1  \2/p' Makefile

run: setup ## serve the product at http://127.0.0.1:8000, with demo data on first start
	@exec $(BIN)/genjin run --demo $(ARGS)

setup: python ## leave .venv/bin/genjin working: locked packages, assets, messages
	@"$(PYTHON)" tools/set_up.py

setup-test: python
	@"$(PYTHON)" tools/set_up.py --test

test: setup-test ## all tests: SQLite, PostgreSQL, browser (ARGS="-k cells" goes to pytest)
	@$(BIN)/python tools/run_tests.py $(ARGS)

check: setup-test ## lint, types, layers, templates, gates, messages, migrations, deployment settings
	@$(MAKE) --no-print-directory --keep-going $(CHECKS)

# each can be made alone, and a failure of one does not hide the others
CHECKS := check-lint check-format check-types check-layers check-templates check-gates check-messages check-deployment
.PHONY: $(CHECKS)
check-lint:
	$(BIN)/ruff check .
check-format:
	$(BIN)/ruff format --check .
check-types:
	$(BIN)/mypy
check-layers:
	$(BIN)/lint-imports --no-cache
check-templates:
	$(BIN)/djlint src/genjin --lint --quiet
check-gates:
	$(BIN)/python tools/check_gates.py
check-messages:
	$(BIN)/python tools/check_messages.py
check-deployment:
	$(BIN)/python tools/check_deployment.py

bench: setup-test ## print the figures of DESIGN: pages, saves, search, import, export
	@$(BIN)/python tools/bench $(ARGS)

train: setup-test ## train again what finds signals, next steps and objections, from training/
	@OMP_NUM_THREADS=1 PYTHONPATH=. $(BIN)/python tools/train_signals.py
	@$(BIN)/python tools/train_notes.py

validate: setup-test ## measure the signal model on authors it has not learnt from (ten minutes)
	@OMP_NUM_THREADS=1 PYTHONPATH=. $(BIN)/python tools/validate_signals.py

screenshots: setup-test ## take the pictures of the user's guide anew (needs Chromium)
	$(BIN)/python tools/screenshots $(ARGS)

fmt: setup-test ## format the code and mend what ruff can mend
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

messages: setup-test ## bring the translation catalogues up to date with the code, then compile them
	$(BIN)/python tools/messages.py extract
	$(BIN)/python tools/messages.py compile

lock: ## resolve the requirements again (needs uv; UPGRADE=1 takes newer versions, NPM=1 the npm packages)
	@sh tools/lock.sh

python:
	@test -n "$(PYTHON)" || { echo "Genjin needs Python 3.11 or later: install it, or name it with make PYTHON=…" >&2; exit 1; }
