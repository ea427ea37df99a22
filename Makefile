# Two commands do everything on a fresh machine with Python 3.11 or newer:
#   make plan   installs and writes the sample athlete's workbook and PDF to output/
#   make test   installs the rest and runs the whole test suite
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
AXE    := axe-core@4.14.1

.PHONY: plan test lint golden schema rates envelope doses books speed mails squad pictures clean

plan: $(VENV)/.runs
	@$(BIN)/planforge plan maya-okafor --today 2026-11-23 --force

test: $(VENV)/.tests $(VENV)/.$(AXE) lint
	$(BIN)/pytest -n 2 --dist loadfile

lint: $(VENV)/.tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

golden: $(VENV)/.tests  ## write the goldens anew; review them as a diff
	$(BIN)/pytest -n 2 --dist loadfile --update-golden
	git diff --stat tests/golden

schema: $(VENV)/.runs  ## write templates/schema/*.json anew from the models
	$(BIN)/planforge schema --write

rates: $(VENV)/.tests  ## how often the error rule is wrong, test by test, on 20 000 simulated athletes each
	$(BIN)/python benchmarks/error_rates.py

envelope: $(VENV)/.tests  ## thousands of generated seasons beside published plans: the table
	$(BIN)/python benchmarks/plan_envelope.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runs: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.tests: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(VENV)/.runs

# The judge of the page's accessibility. Without npm its tests are skipped and say so.
$(VENV)/.$(AXE): | $(VENV)/bin/python
	@if command -v npm >/dev/null; then \
	  npm install --silent --prefix $(VENV) --no-save --no-audit --no-fund --ignore-scripts $(AXE) && touch $@; \
	else echo "npm is not installed: the page is not read by axe-core"; fi

doses: $(VENV)/.tests  ## thousands of random athletes against the strength rules: the table, rule by rule
	$(BIN)/python benchmarks/strength_rules.py

books: $(VENV)/.tests  ## workbooks of random athletes through LibreOffice and Gnumeric, cell by cell: the table
	$(BIN)/python benchmarks/workbooks.py

speed: $(VENV)/.tests  ## the time and size of a 24-week workbook beside XlsxWriter with the same cells
	$(BIN)/python benchmarks/workbook_speed.py

mails: $(VENV)/.tests  ## thousands of squads mailed over a server that fails at every step: the table
	$(BIN)/python benchmarks/mail_faults.py

squad: $(VENV)/.tests  ## sixty athletes by one process and by two: times, their ratio, memory
	$(BIN)/python benchmarks/squad.py

pictures: $(VENV)/.tests  ## draw the README's pictures anew from the sample athlete's workbook, PDF and page
	$(BIN)/python docs/pictures/draw.py
	$(BIN)/python docs/pictures/draw_printed.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
