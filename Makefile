# Groundwire: the only entry point. `make help` prints each target's own comment; CI calls the same targets.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= $(shell n=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2); echo $$(( n > 4 ? 4 : n )))
DATA ?=
OUTPUT ?= .demo
PYTEST_ARGS ?=
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help setup demo test check generate docs bench soak format clean distclean

help: ## List the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.created:
	@command -v $(PYTHON) >/dev/null || { echo "make: no '$(PYTHON)' on PATH; install Python 3.11 or newer, or say which: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "make: $$($(PYTHON) --version) is too old: Groundwire needs Python 3.11 or newer. Choose one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
	  echo "make: $(PYTHON) has no 'ensurepip', so it cannot make a virtual environment; install your system's python3-venv package" >&2; exit 1; }
	@echo "making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.demo: pyproject.toml constraints.txt | $(VENV)/.created
	@echo "installing what the demo needs"
	@$(PIP) install -c constraints.txt -e '.[demo]'
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/.created
	@echo "installing everything for development (about a minute the first time)"
	@$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@ $(VENV)/.demo

setup: $(VENV)/.dev ## Make .venv with every development tool, exactly pinned

demo: $(VENV)/.demo ## Round-trip a COCO dataset through a local server and print what was proved (DATA=folder for your own)
	@$(BIN)/python -m groundwire.demo --output '$(OUTPUT)' $(if $(DATA),--data '$(DATA)')

test: $(VENV)/.dev ## Run the whole test suite
	$(BIN)/python -m pytest -n $(JOBS) -q $(PYTEST_ARGS)

check: $(VENV)/.dev ## Fail on any lint, type, layer or generated-file difference
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/python -m codegen check
	$(BIN)/python -m codegen.twins check
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/python tests/tools/release.py

generate: $(VENV)/.dev ## Rebuild generated/ from spec/ and the async facades
	$(BIN)/python -m codegen generate
	$(BIN)/python -m codegen.twins generate

format: $(VENV)/.dev ## Format the hand-written code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix --exit-zero --quiet .

docs: $(VENV)/.dev ## Build the documentation site into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "site/index.html"

bench: $(VENV)/.dev ## Time ours beside the official client against one local server and print ratios
	$(BIN)/python -m benchmarks

soak: $(VENV)/.dev ## Run the long tests: fuzzing, scale, endurance
	$(BIN)/python -m pytest -q -m soak tests

clean: ## Remove what the targets made, but keep .venv
	rm -rf .demo site dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +

distclean: clean ## Also remove .venv
	rm -rf $(VENV)
