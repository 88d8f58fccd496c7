# Two commands on a fresh machine: `make assess` and `make test`. Each sets up what it needs in .venv, with uv where it is installed.

PYTHON ?= python3
TARGET ?= examples/placenames-boastful
ARGS ?=
SHARED ?= ../shared
MIRRORS ?= ../.mirror
BIN := .venv/bin
UV := $(shell command -v uv 2>/dev/null)
export PYTHONPATH := src:.

.PHONY: assess test check agreement bench bench-impact bench-licenses docs requirements mutants metamorphic site clean

assess: .venv/run.stamp  ## Grade the embedded example, or TARGET=...
	@$(BIN)/python -m openassay assess $(ARGS) '$(TARGET)'

test: .venv/develop.stamp  ## Run the tests.
	$(BIN)/python -m pytest -n auto

check: .venv/develop.stamp  ## Judge the code: style, types, rooms, standards.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m openassay standards check
	$(BIN)/python -m openassay standards test
	$(BIN)/python -m tools.generate_reference --check

site: .venv/site.stamp  ## Build a demonstration index of real releases and show it in a browser. Git repositories come from MIRRORS.
	@$(BIN)/python -m tools.build_site --index .cache/site --mirrors $(MIRRORS)
	@$(BIN)/python -m openassay serve --index .cache/site --allow-assess $(ARGS)

docs: .venv/run.stamp  ## Write the reference pages from the program.
	$(BIN)/python -m tools.generate_reference

agreement: .venv/develop.stamp  ## Hold real releases against the shared truth. Needs SHARED and MIRRORS (bare clones, <owner>+<name>/repo).
	$(BIN)/python -m tools.agreement_licenses --truth $(SHARED)/truth/license_files.jsonl --mirrors $(MIRRORS)
	$(BIN)/python -m tools.agreement_releases --truth $(SHARED)/truth/releases.jsonl --mirrors $(MIRRORS) --packages
	$(BIN)/python -m tools.agreement_entries --truth $(SHARED)/truth

mutants: .venv/run.stamp  ## Spoil every standard, one change at a time, and count what its cases notice.
	$(BIN)/python -m tools.standard_mutants

metamorphic: .venv/develop.stamp  ## Hold 1,000 releases against the same with something added that is no content.
	$(BIN)/python -m tests.metamorphic --pairs 1000

bench: .venv/run.stamp  ## Measure speed and memory against the targets. Of one release, what each probe takes: python -m bench.probes TARGET
	$(BIN)/python -m bench.speed
	$(BIN)/python -m bench.standards

bench-impact: .venv/develop.stamp  ## Measure how long it takes to see whom a rule moves among millions of releases.
	$(BIN)/python -m bench.impact

bench-licenses: .venv/run.stamp .cache/license-bench/stamp  ## Hold our license reader against two others, in an environment of their own.
	$(BIN)/python -m bench.licenses --truth $(SHARED)/truth/license_files.jsonl --mirrors $(MIRRORS) \
		--python .cache/license-bench/venv/bin/python --spdx .cache/license-bench/package/licenses
	$(BIN)/python -m bench.license_edits --spdx .cache/license-bench/package/licenses

.cache/license-bench/stamp: requirements/license-bench.txt
	rm -rf .cache/license-bench && mkdir -p .cache/license-bench
	$(if $(UV),$(UV) venv -q --python $(PYTHON),$(PYTHON) -m venv) .cache/license-bench/venv
	$(if $(UV),$(UV) pip install -q --python .cache/license-bench/venv/bin/python,.cache/license-bench/venv/bin/python -m pip install -q) --require-hashes -r $<
	cd .cache/license-bench && npm pack --silent spdx-license-list@6.12.0 && tar xzf spdx-license-list-6.12.0.tgz
	@touch $@

clean:  ## Remove what the other targets made.
	rm -rf .venv .cache .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

.venv/bin/python:
	$(if $(UV),$(UV) venv -q --python $(PYTHON) .venv,$(PYTHON) -m venv .venv)

.venv/run.stamp: requirements/run.txt | .venv/bin/python
	$(if $(UV),$(UV) pip install -q --python $(BIN)/python,$(BIN)/python -m pip install -q --disable-pip-version-check) --require-hashes -r $<
	@touch $@

.venv/develop.stamp: requirements/develop.txt | .venv/bin/python
	$(if $(UV),$(UV) pip install -q --python $(BIN)/python,$(BIN)/python -m pip install -q --disable-pip-version-check) --require-hashes -r $<
	@touch $@

.venv/site.stamp: requirements/site.txt | .venv/bin/python
	$(if $(UV),$(UV) pip install -q --python $(BIN)/python,$(BIN)/python -m pip install -q --disable-pip-version-check) --require-hashes -r $<
	@touch $@

requirements:  ## Pin the dependencies anew. Needs uv. No index address is written.
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --extra hub --extra pypi -o requirements/run.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --extra hub --extra pypi --extra index --extra cluster --extra web --group test --group check -o requirements/develop.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --extra hub --extra pypi --extra web -o requirements/site.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group license-bench -o requirements/license-bench.txt
