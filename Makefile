# Two commands to know: `make demo` (a grounded brief of a sample article) and `make test`.
# Everything happens in .venv, from the hashes in the locks: running.lock.txt holds what the program needs to run from a
# checkout, requirements.lock.txt that and all that developing needs (linters, tests, Ray, Parquet, remote storage).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
RUNS := $(VENV)/runs.stamp
INSTALLED := $(VENV)/installed.stamp
SAMPLE ?= samples/wire_report.txt

.PHONY: demo weights test check evals record lock clean

demo: weights
	$(BIN)/summarizer summarize $(SAMPLE) --engine local --format $$(test -t 1 && echo rich || echo text)

# The embedded model and the encoder that the trained reader stands on, fetched once; tests that need them run when they are there.
weights: $(RUNS)
	$(BIN)/summarizer model pull

test: $(INSTALLED)
	$(BIN)/python -m pytest -q -n auto

check: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Gold is sound, and the embedded model's recorded answers are no worse than the baseline. Asks no language model.
evals: $(INSTALLED)
	mkdir -p build
	$(BIN)/summarizer model pull all-mpnet-base-v2
	$(BIN)/summarizer eval lint evals/gold training/documents --no-hints
	$(BIN)/summarizer eval run evals/gold/dev --engine local --recorded --jobs 2 --quiet --out build/dev-local.jsonl
	$(BIN)/summarizer eval gate build/dev-local.jsonl --baseline evals/baselines/dev-local.jsonl --tolerance 0.1

# Ask the embedded model whatever a change to rules, prompts or gold made new, and keep its answers.
record: $(INSTALLED)
	$(BIN)/summarizer eval record evals/gold/dev --engine local --prune
	$(BIN)/summarizer eval record evals/gold/test --engine local --prune

# Write the locks anew from pyproject.toml: exact versions and hashes, no download addresses.
COMPILE = $(BIN)/python -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-options --no-header --extra local --extra source
lock: $(INSTALLED)
	$(COMPILE) --upgrade --extra dev --extra ray --extra parquet --extra remote --extra xlsx \
		--output-file requirements.lock.txt pyproject.toml
	$(COMPILE) --constraint requirements.lock.txt --output-file running.lock.txt pyproject.toml

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(RUNS): running.lock.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --require-hashes -r running.lock.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	touch $(RUNS)

$(INSTALLED): requirements.lock.txt $(RUNS)
	$(PIP) install --quiet --require-hashes -r requirements.lock.txt
	touch $(INSTALLED)
