# Two commands on a fresh machine: `make demo` and `make test`. Both set up what they need; neither needs root.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXAMPLE := examples/alipartnership
OUT := out/alipartnership
WORKERS ?= 2

.PHONY: help demo test coverage check bench golden mutation lock clean

help:
	@echo "make demo    set up, run the main job on $(EXAMPLE), write $(OUT)"
	@echo "make test    set up, run every test with its checks (types, style, layers)"
	@echo "make coverage the same tests, with the lines that they reach; fails below 95 % (twice the time)"
	@echo "make bench   print timings as ratios against their limits"
	@echo "make golden  rewrite the golden files; read the difference before you keep it"
	@echo "make mutation  change the transfer law line by line and see whether its tests notice (an hour; SAMPLE=600: a part)"
	@echo "make lock    pin the newest versions that work together"

$(VENV)/made: pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version). Try: make PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "Python's venv module is needed (Debian and Ubuntu: package python3-venv)."; exit 2; }
	@echo "Installing into $(VENV) (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable .
	@command -v dot >/dev/null 2>&1 || $(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --only-binary :all: --constraint requirements.lock pygraphviz >/dev/null 2>&1 \
	  || echo "No Graphviz and no packaged one for this platform: diagrams are left as DOT text."
	@touch $@

$(VENV)/made-dev: $(VENV)/made
	@echo "Installing what the tests need (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[dev]'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: \
	  --constraint requirements.lock pygraphviz >/dev/null 2>&1 \
	  || echo "No packaged Graphviz for this platform: its tests are skipped."
	@touch $@

demo: $(VENV)/made
	@mkdir -p $(OUT)
	@$(BIN)/ropa record $(EXAMPLE) -o $(OUT)/record.html --quiet
	@$(BIN)/ropa record $(EXAMPLE) -o $(OUT)/record.md --quiet
	@$(BIN)/ropa record $(EXAMPLE) -o $(OUT)/record.json --quiet
	@$(BIN)/ropa transfers $(EXAMPLE) -o $(OUT)/transfers.html --quiet
	@$(BIN)/ropa transfers $(EXAMPLE) -o $(OUT)/transfers.json --quiet
	@$(BIN)/ropa diagram $(EXAMPLE) --view context -o $(OUT)/context.dot --quiet
	@$(BIN)/ropa diagram $(EXAMPLE) --view context -o $(OUT)/context.svg --quiet || test -s $(OUT)/context.dot
	@$(BIN)/ropa check $(EXAMPLE) --fail-on never -o $(OUT)/findings.txt --quiet
	@$(BIN)/ropa query recipients $(EXAMPLE) --data email-address -o $(OUT)/email-recipients.json --quiet
	@echo "Who receives email addresses?"
	@echo
	@$(BIN)/ropa query recipients $(EXAMPLE) --data email-address
	@echo
	@echo "What was made of $(EXAMPLE) is in $(OUT):"
	@ls -1 $(OUT) | sed 's|^|  $(OUT)/|'
	@echo "Open $(OUT)/record.html first; it is the record of processing activities (GDPR Article 30)."

test: $(VENV)/made-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(PYTEST_ARGS)

coverage: $(VENV)/made-dev
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal --cov --cov-report=term --cov-fail-under=95 $(PYTEST_ARGS)

bench: $(VENV)/made-dev
	@$(BIN)/python -m tests.benchmarks

golden: $(VENV)/made-dev
	@$(BIN)/python -m pytest -q -n $(WORKERS) --update-golden $(PYTEST_ARGS)

# Every run starts anew: results are kept by the changed line only, and tests change as well. KEEP=1 goes on instead.
mutation: $(VENV)/made-mutation
	@$(if $(KEEP),,rm -rf mutants)
	@$(BIN)/mutmut run --max-children $(WORKERS) $(MUTANTS) \
	  $(if $(SAMPLE),$$($(BIN)/python -m tests.mutation.sample $(SAMPLE) $(SEED)))
	@$(BIN)/mutmut results --all true | $(BIN)/python -m tests.mutation.score 85

$(VENV)/made-mutation: $(VENV)/made-dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[mutation]'
	@touch $@

lock:
	@rm -rf $(VENV) && $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,diagrams,mutation]'
	@{ echo "# Versions that the tests were run with; \`make\` installs these. Written by \`make lock\`."; \
	   $(BIN)/python -m pip list --format=freeze --exclude-editable | grep -viE '^(pip|setuptools)==' | sort -f; } > requirements.lock

clean:
	@rm -rf $(VENV) out mutants .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage .coverage.*
