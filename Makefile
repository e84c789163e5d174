# make run    opens QuoteFlow on the sample mailbox (without a display: does the same job, headless)
# make test   import contracts, style, types and every test
#
# Each sets up all it needs first and says what it is doing; the second time that takes no time.
# GPU=cuda|vulkan|metal make run   builds the model engine for that GPU; GPU=cpu goes back.
# PYTHON=python3.12 make run       takes another Python (3.11 or newer).

.DEFAULT_GOAL := run
.PHONY: run test setup lint

run:
	@packaging/setup.sh run
	@.venv/bin/quoteflow demo

test: lint
	@echo "== tests"
	@QT_QPA_PLATFORM=offscreen .venv/bin/python -m pytest

setup:
	@packaging/setup.sh test

lint: setup
	@echo "== import contracts"
	@.venv/bin/lint-imports --no-logo
	@echo "== style"
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@echo "== types"
	@.venv/bin/mypy
