# Everything runs in a virtual environment inside the project. Only Python 3.11+, pip and make are assumed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check
ARTICLE ?= eval/articles/wadi-sukkar-checkpoint.json
OUT ?= briefs
SET ?= cassettes/reference
DEMO ?= $(shell $(BIN)/python -c "import json; print(*list(json.load(open('$(SET)/manifest.json'))['articles'])[:3])")

# an endpoint of the user's own makes the embedded model (1.1 GB) unnecessary
ENDPOINT := $(strip $(MUJAZ_BASE_URL)$(OPENAI_BASE_URL)$(MUJAZ_API_KEY)$(OPENAI_API_KEY))

# the tests start hundreds of commands, each of which would compile the sources again
unexport PYTHONDONTWRITEBYTECODE

.PHONY: brief demo test slow check lint format live audit fuzz lock schemas wheel clean help

help:
	@echo "make brief [ARTICLE=path]  brief an Arabic article: your endpoint, or the embedded model"
	@echo "make demo                  three briefs from recorded answers, in seconds: no model, no key, no network"
	@echo "make test                  install and run the tests"
	@echo "make check                 format, lint, types, import contract, tests"
	@echo "make slow                  the tests that kill processes, fill disks and try every bad input (minutes)"
	@echo "make live                  one brief with the embedded model, checked (minutes)"
	@echo "make audit                 known weaknesses of the locked dependencies, where the list can be reached"
	@echo "make fuzz                  property tests with new inputs, then atheris against readers and the Arabic layer,"
	@echo "                           FUZZ_SECONDS=600"
	@echo "make format                format the code"
	@echo "make lock                  renew the lock files in requirements/"
	@echo "make schemas               write schemas/ anew from the models"

brief: $(VENV)/$(if $(ENDPOINT),base,local).stamp
	$(BIN)/mujaz brief "$(ARTICLE)" --out "$(OUT)" --force --format terminal --format html --format json

demo: $(VENV)/base.stamp
	$(BIN)/mujaz brief $(DEMO:%=eval/articles/%.json) --replay "$(SET)" --out "$(OUT)" --force \
		--format terminal --format html
	@echo
	@echo "These answers were recorded; $(SET)/manifest.json says by whom and when. The checks ran just now."
	@echo "For a model of your own: make brief ARTICLE=my/article.txt, after setting OPENAI_API_KEY, or"
	@echo "MUJAZ_BASE_URL and MUJAZ_MODEL; with neither, a small embedded model is installed (1.1 GB)."

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n auto --dist loadfile

slow: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -m slow -n auto --dist loadfile

check: lint test

lint: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

live: $(VENV)/dev.stamp $(VENV)/local.stamp
	$(BIN)/python -m pytest -m live -s

audit:
	@$(PYTHON) .ci/audit

FUZZ_SECONDS ?= 600
fuzz: $(VENV)/dev.stamp
	$(PIP) install --quiet 'atheris>=3,<4'
	$(BIN)/python -m pytest -n auto --dist loadfile -m "hypothesis and not slow and not live" --hypothesis-profile=explore
	nice -n 19 $(BIN)/python -m tests.fuzz.atheris_run --seconds $(FUZZ_SECONDS)

schemas: $(VENV)/dev.stamp
	$(BIN)/python -c "from pathlib import Path; from mujaz.schema.files import write; write(Path('schemas'))"

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links pyproject.toml requirements/build.in

lock: $(VENV)/dev.stamp
	$(PIP) install --quiet uv
	$(LOCK) -o requirements/base.txt
	$(LOCK) --extra local -o requirements/local.txt
	$(LOCK) --extra eval --extra bulk --extra semantic --extra dev -o requirements/dev.txt

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "mujaz needs Python 3.11 or newer; set PYTHON=")'
	$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/%.stamp: requirements/%.txt pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --no-deps --require-hashes -r $<
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@
