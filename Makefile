# Dilemma. Two commands matter: `make run` and `make test`.
# From the environment, or behind the command (make run PORT=8001):
#   PORT HOST PUBLIC_URL DATA_DIR SECRET_KEY DATABASE_URL LIVE_TRANSPORT
#   KEEP_VOTES_HOURS KEEP_WORDS_DAYS KEEP_TOTALS_DAYS
#             see docs/beheer.md
#   PYTHON    the Python to build .venv with; else the newest from 3.11 up
#   WORKERS   test processes, 2 when not given
#   UPGRADE=1 with `make lock`: take the newest versions
#   N WHAT RUNS with `make bench`: sizes of the hall, parts, runs; see docs/meten.md

WORKERS ?= 2
python := .venv/bin/python
bootstrap := deploy/bootstrap

.PHONY: help run test lint bench dev lock vendor messages clean

help:
	@echo "make run        zet alles klaar en start Dilemma / set up and start"
	@echo "make test       controleer de code en draai alle tests / all checks and tests"
	@echo "make lint       alleen ruff, mypy en de vertalingen"
	@echo "make bench      meet hoe snel het is / measure (N=2000 WHAT=votes RUNS=1)"
	@echo "make messages   werk de vertalingen bij / update the catalogues"
	@echo "make lock       werk de lockbestanden bij / update the lock files"
	@echo "make vendor     haal de browserbestanden opnieuw op / fetch browser files"
	@echo "make clean      gooi .venv en testuitvoer weg, nooit je data"

run:
	@$(bootstrap)/install.sh requirements.lock
	@exec $(python) -m dilemma serve

dev:
	@$(bootstrap)/install.sh requirements-dev.lock

# The tests read CHROMIUM. Without a browser CI stops here; elsewhere everything else
# still runs and the browser tests fail by themselves.
test: lint
	@mkdir -p test-output
	@CHROMIUM=$$($(bootstrap)/chromium.sh) || test "$${CI:-}" != true || exit 1; \
	export CHROMIUM; \
	exec $(python) -m pytest -n $(WORKERS) --dist loadfile \
	    --cov --cov-report=term

lint: dev
	@$(python) -m ruff check --quiet
	@$(python) -m ruff format --check --quiet
	@$(python) -m mypy --no-error-summary
	@$(python) $(bootstrap)/messages.py --check

# Minutes, and only fair on a quiet machine with two cores.
bench: dev
	@exec $(python) -m tests.bench \
	    --phones "$(N)" --what "$(WHAT)" --runs "$(or $(RUNS),3)"

lock: dev
	@$(bootstrap)/lock.sh

vendor: dev
	@$(python) $(bootstrap)/vendor.py

messages: dev
	@$(python) $(bootstrap)/messages.py

clean:
	rm -rf .venv test-output .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
	find dilemma tests deploy -name __pycache__ -prune -exec rm -rf {} +
