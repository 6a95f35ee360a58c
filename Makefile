# Armstrail's commands. Needs Python 3.11 or later and make; everything else is installed into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXTRAS := dev,bulk,postgresql,web
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help install demo test lint check bench floors docs clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Armstrail needs Python 3.11 or later; this is $$($(PYTHON) --version). Say which with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[$(EXTRAS)]'
	@# The FollowTheMoney export builds PyICU, which needs ICU's headers and a compiler: what a machine without them can do without.
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[ftm]' >$(VENV)/ftm.log 2>&1 || echo "armstrail export ftm is left out: it needs ICU's headers (apt install g++ pkg-config libicu-dev python3-dev), see $(VENV)/ftm.log"
	@touch $(STAMP)

install: $(STAMP) ## make .venv with everything in it

demo: $(STAMP) ## read the example pages and show the register
	@sh examples/demo.sh $(BIN)/armstrail

test: $(STAMP) ## run the whole suite
	$(BIN)/python -m pytest

lint: $(STAMP) ## style, types, layer rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test ## lint, then test

bench: $(STAMP) ## every benchmark that is at hand, in one table
	$(BIN)/python -m bench

docs: $(STAMP) ## write the generated pages of docs/ anew
	$(BIN)/python docs/generate.py

clean: ## remove what the commands above made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
