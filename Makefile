# FasterAPI. `make` lists what there is; every target sets up what it needs by itself (scripts/setup).
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

HOST ?= 127.0.0.1
PORT ?= 8000
FUZZ_SECONDS ?= 60
JOBS ?= $(shell nproc)

export CMAKE_BUILD_PARALLEL_LEVEL ?= $(JOBS)
export CTEST_PARALLEL_LEVEL ?= $(JOBS)
export HYPOTHESIS_PROFILE ?= ci
# Undefined behaviour names the line and its callers; an error is the end of the process.
export UBSAN_OPTIONS ?= print_stacktrace=1:halt_on_error=1
export ASAN_OPTIONS ?= strict_string_checks=1:detect_stack_use_after_return=1:check_initialization_order=1

# Python caches bytecode for users, so it does for tests.
unexport PYTHONDONTWRITEBYTECODE

STEP := scripts/step
PYTEST := -m pytest $(PYTEST_ARGS)

.PHONY: help
help: ## this list
	@echo "make TARGET, where TARGET is one of"
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  %-20s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "and variables are HOST=$(HOST) PORT=$(PORT) FUZZ_SECONDS=$(FUZZ_SECONDS) JOBS=$(JOBS)" \
	    "PYTEST_ARGS=... PYTHON=(the interpreter of .venv)"

# --- use ---

.PHONY: run build wheel bench
run: build ## serve examples/catalogue on port 8000
	@exec .venv/bin/fasterapi run examples/catalogue/main.py --host $(HOST) --port $(PORT)

build: setup-run ## bring the editable installation in .venv up to date
	@scripts/build

wheel: setup-run ## build a wheel, as users install it, in dist/
	@.venv/bin/python -m pip wheel --quiet --no-build-isolation --no-deps --wheel-dir dist .

bench: setup-bench ## measure against other servers; writes bench/results
	@bench/run

# --- check ---

TESTS := test-unit test-asan test-fuzz test-consumer test-python test-python-asan test-python311 test-packaging
.PHONY: test test-tsan $(TESTS)
test: $(TESTS) ## all of the tests below but test-tsan

test-unit: setup-tools ## C++ unit tests of the release build
	@$(STEP) $@ scripts/test-unit release

test-asan: setup-tools ## C++ unit tests under AddressSanitizer and UndefinedBehaviorSanitizer
	@$(STEP) $@ scripts/test-unit asan

test-tsan: setup-tools ## C++ unit tests under ThreadSanitizer
	@$(STEP) $@ scripts/test-unit tsan

test-fuzz: setup-tools ## every fuzzer once over its committed corpus
	@$(STEP) $@ scripts/fuzz corpus

test-consumer: setup-tools ## a project that uses the installed libfasterapi by find_package
	@$(STEP) $@ tests/consumer/run

test-python: setup-test ## the black-box suite
	@scripts/build
	@$(STEP) $@ .venv/bin/python $(PYTEST)

test-python-asan: setup-test ## the black-box suite with an AddressSanitizer _core
	@$(STEP) $@ scripts/test-python-asan $(PYTEST)

test-python311: setup-test ## the black-box suite on CPython 3.11, where there is one beside the default
	@if [ -e .venv-3.11 ]; then \
	    scripts/build .venv-3.11 build/editable-3.11; \
	    $(STEP) $@ .venv-3.11/bin/python $(PYTEST); \
	elif [ "$(CI)" = true ] && ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))'; then \
	    echo "$@: there is no CPython 3.11 with headers and venv" >&2; exit 1; \
	fi

test-packaging: setup-tools ## a wheel, built and installed into an empty environment
	@$(STEP) $@ tests/packaging/run

.PHONY: fuzz
fuzz: setup-tools ## let every fuzzer explore for FUZZ_SECONDS
	@scripts/fuzz explore $(FUZZ_SECONDS)

# --- style ---

LINTERS := lint-cpp-format lint-python lint-types lint-shell lint-tidy
.PHONY: lint format $(LINTERS)
lint: $(LINTERS) ## every formatter and linter, changing nothing

lint-cpp-format: setup-tools
	@$(STEP) $@ scripts/cpp-files .venv/bin/clang-format --dry-run -Werror

lint-tidy: setup-tools
	@$(STEP) $@ .venv/bin/python scripts/lint-tidy

lint-python: setup-tools
	@$(STEP) $@ bash -c '.venv/bin/ruff check . && .venv/bin/ruff format --check .'

lint-types: setup-tools
	@$(STEP) $@ .venv/bin/mypy

lint-shell: setup-tools
	@$(STEP) $@ scripts/shell-files .venv/bin/shellcheck

format: setup-tools ## format all sources in place
	@scripts/cpp-files .venv/bin/clang-format -i
	@.venv/bin/ruff check --fix-only --quiet . && .venv/bin/ruff format --quiet .

# --- house keeping ---

.PHONY: setup-run setup-tools setup-test setup-bench clean
setup-run setup-tools setup-test setup-bench:
	@scripts/setup $(@:setup-%=%)

clean: ## remove everything that was built, the environments too
	@rm -rf build dist .venv .venv-3.11
