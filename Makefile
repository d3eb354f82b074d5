# make serve   sets everything up, then serves the page and the API on 127.0.0.1:$(PORT)
# make test    sets everything up, then runs lint, types and all tests
# make extension  builds the browser extension, a zip for each of Chromium and Firefox, into dist/ (needs Node 20 and npm)
# make quality | bench | soak | fuzz | sbom | audit | train | lock | clean

PORT ?= 8000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SERVE := $(VENV)/.serve
TEST := $(VENV)/.test

.PHONY: serve test lint types unit quality bench soak fuzz sbom audit train lock clean browser packages extension

serve: $(SERVE)
	$(BIN)/unburnt serve --port $(PORT)

test: lint types unit

lint: $(TEST)
	$(BIN)/ruff check app tests training
	$(BIN)/ruff format --check app tests training
	$(BIN)/lint-imports

types: $(TEST)
	$(BIN)/mypy

unit: $(TEST) browser packages
	$(BIN)/pytest

browser:
	@sh tests/ensure_chromium.sh

# axe-core and a second LanguageTool client, for the tests; those that need them are skipped without.
packages:
	@if command -v npm >/dev/null; then npm install --silent --no-audit --no-fund --no-package-lock || echo "NPM CANNOT INSTALL: some tests will be skipped." >&2; \
	else echo "NO NPM: tests of accessibility, of the extension and of an npm client will be skipped." >&2; fi

extension:
	@command -v npm >/dev/null || { echo "NO NPM: the extension is built with Node.js 20 or newer and its npm; nothing was built." >&2; exit 1; }
	cd extension && npm ci --silent --no-audit --no-fund
	@npm --prefix extension run --silent build

quality: $(TEST)
	$(BIN)/python -m training.quality

BENCH := .venv-bench/.done
bench: $(TEST) $(BENCH)
	$(BIN)/python -m tests.benchmarks.bench

$(BENCH): requirements/bench.txt
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	touch $@

# Trains the reader again on two CPU cores into models/$(MODEL); DATA is the folder of outside sets.
MODEL ?= tone-v8
DATA ?= ../shared/data
train: $(TEST)
	PYTHON=$(PYTHON) sh training/recipe.sh $(MODEL) $(DATA)

SECONDS ?= 600
fuzz: $(TEST)
	for target in text mentions rules rewriter whole; do $(BIN)/python -m tests.fuzz.run --target $$target --seconds $(SECONDS) || exit 1; done

soak: $(TEST)
	$(BIN)/python -m tests.benchmarks.soak --minutes 30 --load 0.7

# An inventory of what is served, in dist/sbom.json; and known vulnerabilities, where an advisory service can be reached.
TOOLS := .venv-tools/.done
$(TOOLS): requirements/tools.txt
	$(PYTHON) -m venv .venv-tools
	.venv-tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/tools.txt
	touch $@

sbom: $(TOOLS)
	mkdir -p dist
	.venv-tools/bin/cyclonedx-py requirements --pyproject pyproject.toml --of JSON --output-reproducible -o dist/sbom.json requirements/serve.txt

audit: $(TOOLS) $(TEST)
	$(BIN)/python -m tests.packaging.audit .venv-tools/bin/pip-audit requirements/serve.txt

$(VENV)/pyvenv.cfg:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "unburnt needs Python 3.11 or newer; set PYTHON=")'
	$(PYTHON) -m venv $(VENV)

$(SERVE): $(VENV)/pyvenv.cfg requirements/serve.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/serve.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(TEST): $(VENV)/pyvenv.cfg requirements/test.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(SERVE) $@

# The lock files hold hashes and no addresses; hatchling is in them so that the editable install needs no other index look-up.
lock: 
	uv pip compile pyproject.toml requirements/build.in --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet -o requirements/serve.txt
	uv pip compile pyproject.toml requirements/build.in --group test --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet -c requirements/serve.txt -o requirements/test.txt
	uv pip compile --group bench --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet -o requirements/bench.txt
	uv pip compile requirements/tools.in --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet -o requirements/tools.txt

clean:
	rm -rf $(VENV) .venv-train .venv-tools .venv-bench .training .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
