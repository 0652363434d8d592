# Everything sets itself up in .venv; the only thing needed beforehand is Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SEEDS ?= 20
# Two workers share the tests, file by file; `tests/conftest.py` puts the slow ones first. What they
# write lies in memory where there is plenty, and goes as soon as a test has passed.
MEMORY := $(shell df -k --output=avail /dev/shm 2>/dev/null | awk 'NR == 2 && $$1 > 4000000 { print "/dev/shm" }')
PYTEST := $(if $(MEMORY),PYTEST_DEBUG_TEMPROOT=$(MEMORY) )$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -o tmp_path_retention_policy=failed
# Keep what Python compiled: tests start many processes, and compiling is a third of each one's start.
unexport PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PYTHONWARNINGS = ignore::DeprecationWarning

.PHONY: help demo test table lint types package bench eval simulate gallery servers clean

help:
	@echo "make demo      play the whole journey on a simulated clock"
	@echo "               BACKEND=imap, google, exchange or graph plays it on a server or stand-in"
	@echo "make test      run the tests (servers they need are installed where we have the rights)"
	@echo "make table     run the tests of all backends and write what passed into README.md"
	@echo "make bench     speed, as ratios measured in one run"
	@echo "make eval      how well mail is read"
	@echo "make simulate  play SEEDS=$(SEEDS) different demos and check every promise after each"
	@echo "make gallery   a picture of every message (needs Chromium)"

$(VENV)/run: requirements.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed: $(PYTHON) is not there"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; try make PYTHON=python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what Debrief needs into $(VENV) (a minute or two, once) ..."
	@$(BIN)/python -m pip install --quiet -r requirements.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: $(VENV)/run requirements-dev.txt
	@echo "Installing what the tests need into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	@touch $@

demo: $(VENV)/run $(if $(BACKEND),$(VENV)/dev servers)
	@$(BIN)/debrief demo $(if $(BACKEND),--backend $(BACKEND))

servers:
	@sh tests/install_servers.sh

test: $(VENV)/dev servers
	@$(PYTEST) $(TESTS)

BACKEND_TESTS := test_local.py test_imap.py test_cyrus.py test_exchange.py test_graph.py google/test_contract.py test_journeys.py

table: $(VENV)/dev servers
	@DEBRIEF_TABLE=write $(PYTEST) $(addprefix tests/backends/,$(BACKEND_TESTS)) tests/test_journey.py tests/test_crash_points.py
	@$(BIN)/python -m tests.backend_table

lint: $(VENV)/dev
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(VENV)/dev
	@$(BIN)/mypy

package: $(VENV)/dev
	@$(BIN)/python tests/check_package.py

bench: $(VENV)/dev
	@$(BIN)/python -m benchmarks

eval: $(VENV)/dev
	@$(BIN)/python -m tests.evaluate

simulate: $(VENV)/dev
	@$(BIN)/python -m tests.simulate --seeds $(SEEDS)

gallery: $(VENV)/dev
	@$(BIN)/python -m benchmarks.gallery

clean:
	rm -rf $(VENV) build dist demo-out .mypy_cache .ruff_cache .pytest_cache .hypothesis
