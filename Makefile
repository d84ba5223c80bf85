# Two commands are all a newcomer needs: `make run` shows the dashboard, `make test` runs all tests.
# Both set up what they need in .venv/ and touch nothing else on the machine but, for the tests, a browser.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
PLOTLY_JS := 4.1.1
PIP_AUDIT := 2.10.1
export PYTHONUTF8 := 1

.PHONY: run test check audit endurance bench screenshots clean
.DEFAULT_GOAL := run

run: $(VENV)/.runs assets/vendor/.fetched
	@$(BIN)/python app.py

test: $(VENV)/.develops assets/vendor/.fetched
	@sh tests/install_browser.sh $(BIN)/python
	@sh tests/run.sh $(BIN)/python

# The promises of docs/reliability.md in full numbers, one test after the other: about two hours.
endurance: $(VENV)/.develops
	@PROMISE_SCALE=full nice -n 10 $(BIN)/python -m pytest tests/endurance --timeout 3600 --durations 0

check: $(VENV)/.develops
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pip check
	$(BIN)/python tests/security/scan.py
	$(BIN)/python tests/security/advisories.py

# Asks for the known holes of every part over the internet; fails as well when one of them was not looked up.
audit: $(VENV)/.develops $(VENV)/audit/bin/pip-audit
	@$(BIN)/python tests/security/advisories.py --online $(VENV)/audit/bin/pip-audit

$(VENV)/audit/bin/pip-audit: | $(VENV)/bin/python
	@$(PYTHON) -m venv $(VENV)/audit
	@$(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==$(PIP_AUDIT)

bench: $(VENV)/.develops assets/vendor/.fetched
	@sh tests/install_browser.sh $(BIN)/python
	@$(BIN)/python -m bench

screenshots: $(VENV)/.develops assets/vendor/.fetched
	@sh tests/install_browser.sh $(BIN)/python
	@$(BIN)/python -m docs.screenshots

clean:
	rm -rf $(VENV) assets/vendor

$(VENV)/bin/python:
	@echo "[1/3] making a virtual environment in $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, found " + sys.version)'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runs: requirements.txt constraints.txt | $(VENV)/bin/python
	@echo "[2/3] installing requirements.txt (a minute or two, once)"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.develops: requirements.txt requirements-dev.txt constraints.txt | $(VENV)/bin/python
	@echo "[2/3] installing requirements.txt and requirements-dev.txt (a minute or two, once)"
	@$(PIP) -r requirements.txt -r requirements-dev.txt
	@touch $@ $(VENV)/.runs

# The small Plotly draws all our charts with a quarter of the bytes. Without npm Dash serves its full one.
assets/vendor/.fetched:
	@echo "[3/3] fetching the small chart library (optional)"
	@mkdir -p assets/vendor
	@if command -v npm >/dev/null 2>&1; then \
	  cd assets/vendor && npm pack --silent plotly.js-basic-dist-min@$(PLOTLY_JS) >/dev/null 2>&1 \
	  && tar -xzf plotly.js-basic-dist-min-$(PLOTLY_JS).tgz --strip-components=1 package/plotly-basic.min.js package/LICENSE \
	  && rm -f plotly.js-basic-dist-min-$(PLOTLY_JS).tgz || echo "      not to be had; the full library is served instead"; \
	fi
	@touch $@
