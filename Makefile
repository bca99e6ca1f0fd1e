# Two commands: `make demo` and `make test`. Everything else is for developers.
.DEFAULT_GOAL := help
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v $$p; break; }; done)
VENV := .venv
RUN := $(VENV)/bin
DEMO := samples/clean-enterprise

.PHONY: help demo test lint types suite bench mutants fuzz clean lock docs
help: ## what can be made
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*## /	/'

.SILENT: $(VENV)/runtime $(VENV)/test
$(VENV)/runtime: .ci/requirements.lock
	if [ -z "$(PYTHON)" ]; then echo "creditfile needs Python 3.11 or newer; found: $$(python3 --version 2>/dev/null || echo none). Install one, or set PYTHON=/path/to/python3.11"; exit 1; fi
	[ -x $(RUN)/python ] || { echo "Setting up $(VENV) with $$($(PYTHON) --version)"; $(PYTHON) -m venv $(VENV); }
	$(RUN)/python -m pip install -q --disable-pip-version-check --require-hashes -r .ci/requirements.lock
	$(RUN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/test: .ci/requirements-test.lock $(VENV)/runtime
	$(RUN)/python -m pip install -q --disable-pip-version-check --require-hashes -r .ci/requirements-test.lock
	touch $@

demo: $(VENV)/runtime ## set up, then check and fill the first sample
	@rm -rf out/demo
	@$(RUN)/creditfile fill $(DEMO) --out out/demo --on-date 2025-02-24 || [ $$? -eq 1 ]

test: lint types suite ## set up if needed, then lint, types and the whole suite

lint: $(VENV)/test ## ruff, the floors, and the book itself
	@$(RUN)/ruff check -q .
	@$(RUN)/lint-imports --config setup.cfg | tail -1
	@$(RUN)/creditfile lint

types: $(VENV)/test ## mypy, strict, on the engine
	@$(RUN)/mypy

suite: $(VENV)/test ## every test
	@$(RUN)/python -m pytest -q -n 2 --dist loadfile

bench: $(VENV)/test ## how long what people wait for takes
	@$(RUN)/python -m tests.benchmarks

mutants: $(VENV)/test ## would the rules' examples notice a wrong change? writes docs/measurements
	@$(RUN)/python -m tests.mutants --page docs/measurements/$$(date +%F)-mutants.md

goldens: $(VENV)/runtime ## write the samples' golden texts and figures anew, on purpose
	@$(RUN)/creditfile lint --samples samples --regen

lint-speed: $(VENV)/runtime ## how long lint takes: the whole book, one changed template; writes docs/measurements
	@$(RUN)/python -m tests.template_mutants.speed

mutants-templates: $(VENV)/test ## would lint notice a template spoilt as people spoil them? writes docs/measurements
	@$(RUN)/python -m tests.template_mutants

fuzz: $(VENV)/test ## ten minutes of malformed papers through every reader (MINUTES=...)
	@$(RUN)/python -m tests.fuzz $(or $(MINUTES),10)

bench-reports: $(VENV)/test ## whole reports beside the bare text and pdfplumber: time, memory, growth with pages
	@$(RUN)/python -m tests.benchmarks.reports $(if $(STATE),--state $(STATE)) --page docs/measurements/$$(date +%Y-%m-%d)-reports.md

measure-statements: $(VENV)/test ## 500 made-up three-year sets of statements, 1,000 wrong figures planted (SETS=500)
	@$(RUN)/python -m tests.statements --sets $(or $(SETS),500) $(if $(STATE),--state $(STATE)) --page docs/measurements/$$(date +%Y-%m-%d)-statements.md

hostile: $(VENV)/test ## every file of ../shared/data/hostile as a case: the table of outcomes
	@$(RUN)/python -m tests.overnight.hostile

kills: $(VENV)/test ## kill -9 batches at random moments and compare (KILLS=200)
	@$(RUN)/python -m tests.overnight.kills $(or $(KILLS),200)

throughput: $(VENV)/test ## cases a minute, overhead, memory
	@$(RUN)/python -m tests.overnight.throughput $(or $(CASES),40)

million: $(VENV)/test ## what a million cases would cost
	@$(RUN)/python -m tests.overnight.million

measure: $(VENV)/test ## made-up cases of known truth, read and scored (CLEAN=200 FAULTS=200 DAMAGE=48)
	@$(RUN)/python -m tests.measured --clean $(or $(CLEAN),200) --faults $(or $(FAULTS),200) --damage $(or $(DAMAGE),48) \
		--page docs/measurements/$(shell date +%Y-%m-%d)-made-up-cases.md

measure-scans: $(VENV)/test ## what is read from scans, beside plain RapidOCR and Tesseract; goes on where it stopped (CASES=10)
	@$(RUN)/python -m tests.scans --seed $(or $(SEED),97000) --characters $(or $(PAGES),6) --cases $(or $(CASES),10) \
		--statements $(or $(STATEMENTS),5) --speed 10 --strangers --processes $(or $(PROCESSES),2) \
		--state $(or $(STATE),out/measure-scans.jsonl) \
		--page docs/measurements/$(shell date +%Y-%m-%d)-$(or $(NAME),scans).md

measure-review: $(VENV)/test ## how much of a made-up case a person must look at (CASES=40)
	@$(RUN)/python -m tests.reviewing.measure $(or $(CASES),40)

docs: $(VENV)/docs ## the documentation as a site, in out/site
	@NO_MKDOCS_2_WARNING=1 PYTHONPATH=. $(RUN)/mkdocs -q build -f .ci/mkdocs.yml && echo out/site/index.html

$(VENV)/docs: .ci/requirements-docs.lock $(VENV)/runtime
	$(RUN)/python -m pip install -q --disable-pip-version-check --require-hashes -r .ci/requirements-docs.lock
	touch $@

measure-documents: $(VENV)/test ## the Word documents: read back, wrong figures, seconds, bytes (OTHER=python3.13 with the libraries)
	@$(RUN)/python -m tests.documents --page docs/measurements/$(shell date +%Y-%m-%d)-documents.md --cases $(or $(CASES),200) \
		--wrongs $(or $(WRONGS),500) $(if $(STATE),--state $(STATE)) $(if $(OTHER),--other $(OTHER))

lock: ## pin the dependencies anew (needs uv)
	uv pip compile -q setup.cfg .ci/build.in --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o .ci/requirements.lock
	uv pip compile -q setup.cfg .ci/build.in --extra docs --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o .ci/requirements-docs.lock
	uv pip compile -q setup.cfg .ci/build.in --extra test --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o .ci/requirements-test.lock

measure-contracts: $(VENV)/test ## contracts with planted faults: the dated page (CASES=50 sets a kind, CLEAN=200)
	@$(RUN)/python -m tests.contracts --cases $(or $(CASES),50) --clean $(or $(CLEAN),200) --blank $(or $(BLANK),6) --seed $(or $(SEED),7000) --page docs/measurements/2026-11-22-contracts.md

standards: $(VENV)/test ## reports and CI files beside the schemas of SARIF, GitHub and GitLab (needs npm and pip)
	@$(RUN)/python -m tests.linting.standards --page docs/measurements/$(shell date +%Y-%m-%d)-standards.md

capitals: $(VENV)/test ## every amount in words there and back: each cent below 100,000 yuan, a million up to 10^13
	@$(RUN)/python tests/values/capital_sweep.py

clean: ## remove what was made
	rm -rf $(VENV) build dist out *.egg-info
