# The one door to the project: `make help` lists what it opens.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
SOURCES := kiosk screens db kiosk.py
EVERY_CORE := -n logical --dist loadgroup
LOCALES := kiosk/locale
WORDS := -k _ -k N_ -k ngettext:1,2 -k pgettext:1c,2
TRUSTED := $(addprefix tests/kiosk/,proof signing journal verification point staff/test_agreements.py \
	privacy/test_destroy.py words/test_consent.py documents/test_pages.py documents/test_page_codes.py \
	commands)
UNWANTED := Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By
LOCK_WITH := uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-annotate --no-header --no-emit-index-url --no-emit-find-links

# Where the driver of PostgreSQL was installed, it is renewed with the rest.
LOCK = $(if $(wildcard $(VENV)/lib/*/site-packages/psycopg),requirements-postgresql.lock,requirements.lock)
PIP_INSTALL = $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes

.DEFAULT_GOAL := help
.PHONY: help run demo install test quick format check lint types coverage mutants pictures digest map bench \
	campaign lock locale clean

help: ## List what can be made
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

run: install ## Start the kiosk; the first start asks for the school's name and its administrator
	@$(PY) kiosk.py

demo: install ## Show an example day; its PINs stand on the home screen
	@$(PY) kiosk.py demo

install: $(VENV)/run.installed ## Make .venv and compile everything, without starting anything
	@$(PY) -m compileall -q $(SOURCES)

test: $(VENV)/dev.installed ## Run the tests on every core, without the long campaigns
	@$(PY) -m pytest -q $(EVERY_CORE) -m "not campaign"

quick: lint types ## Lint, types, and the tests of what changed, or of a folder: make quick IN=tests/kiosk/journal
	@$(PY) -m tests.quick $(IN)

format: $(VENV)/dev.installed ## Lay the code out, its imports too
	@$(PY) -m ruff check --quiet --select I --fix .
	@$(PY) -m ruff format .

check: lint types test ## Everything that must hold before a change is taken in

lint: $(VENV)/dev.installed ## Layout, rules, import contracts
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(VENV)/bin/lint-imports
	@$(VENV)/bin/vermin --quiet --violations --no-tips --target=3.8- kiosk/proof

types: $(VENV)/dev.installed ## Types
	@$(PY) -m mypy -p kiosk -p screens -p db
	@$(PY) -m mypy kiosk.py

coverage: $(VENV)/dev.installed ## Every branch of the trusted rooms must be taken by their tests
	@$(PY) -m coverage run -m pytest -q -p tests.hasty -k "not postgres and not same_work" $(TRUSTED)
	@$(PY) -m coverage report

mutants: $(VENV)/dev.installed ## Put small faults into them, one by one: the tests must notice 90 % (an hour)
	@rm -rf mutants
	@$(PY) -m tests.mutants

pictures: $(VENV)/dev.installed ## Draw every screen into docs/screens
	@$(PY) -m tests.gallery

digest: $(VENV)/dev.installed ## Write the SHA-256 of verify.pyz into the READMEs and the changelog
	@$(PY) -m tests.digest

map: $(VENV)/dev.installed ## Draw the rooms and who imports whom into docs/rooms.svg
	@$(PY) -m tests.rooms_map

bench: $(VENV)/dev.installed ## Measure (half an hour); prints figure, ratio and limit, and never fails on time
	@$(PY) -m tests.bench.visitors
	@$(PY) -m tests.bench.touch
	@$(PY) -m tests.bench.keys
	@$(PY) -m tests.bench.startup
	@$(PY) -m tests.bench.signin
	@$(PY) -m tests.bench.signing
	@$(PY) -m tests.bench.pdf
	@$(PY) -m tests.bench.print
	@$(PY) -m tests.bench.memory
	@$(PY) -m tests.bench.backup
	@$(PY) -m tests.bench.verify
	@$(PY) -m tests.bench.forecast
	@$(PY) -m tests.bench.browse
	@$(PY) -m tests.bench.courtesy

campaign: $(VENV)/dev.installed ## Run the long fault campaigns
	@$(PY) -m pytest -q -m campaign --timeout=3600

lock: $(VENV)/run.installed ## Choose the newest allowed versions and write them down with their hashes
	@set -e; tools=$$(mktemp -d); trap 'rm -rf "$$tools"' EXIT; \
	$(PY) -m venv "$$tools"; "$$tools/bin/pip" install --quiet uv; PATH="$$tools/bin:$$PATH"; \
	$(LOCK_WITH) --upgrade pyproject.toml -o requirements.lock; \
	$(LOCK_WITH) --upgrade pyproject.toml --extra postgresql -c requirements.lock -o requirements-postgresql.lock; \
	$(LOCK_WITH) --upgrade pyproject.toml --extra postgresql --group dev -c requirements-postgresql.lock \
		-o tests/requirements.lock

locale: $(VENV)/run.installed ## Collect visible words into the catalogues, and compile them
	@set -e; words=$$(mktemp); trap 'rm -f "$$words"' EXIT; \
	$(VENV)/bin/pybabel -q extract $(WORDS) --no-location --sort-output -o "$$words" kiosk screens; \
	$(VENV)/bin/pybabel -q update -D kiosk -i "$$words" -d $(LOCALES) \
		--no-fuzzy-matching --ignore-obsolete --width=100; \
	sed -i -E '/^"($(UNWANTED)):/d' $(LOCALES)/*/LC_MESSAGES/kiosk.po; \
	$(VENV)/bin/pybabel compile -D kiosk -d $(LOCALES) --statistics

clean: ## Remove what can be made again; data of the help point are never here
	rm -rf $(VENV) build dist mutants .coverage .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# An environment without its stamp was left half-made: it is made anew. The stamp comes last.
$(VENV)/run.installed: requirements.lock
	@$(call make_venv)
	@$(PIP_INSTALL) --no-compile -r $(LOCK)
	@$(call make_small)
	@touch $@

$(VENV)/dev.installed: requirements.lock tests/requirements.lock
	@$(call make_venv)
	@$(PIP_INSTALL) -r tests/requirements.lock
	@touch $(VENV)/run.installed $@

define make_venv
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	echo "Python 3.11 or newer is needed: install it, or name it: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; \
	echo "Нужен Python 3.11 или новее: установите его или укажите: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; \
	exit 1; }; \
$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	echo "Python's venv is missing: sudo apt install python3-venv" >&2; \
	echo "Не хватает модуля venv: sudo apt install python3-venv" >&2; \
	exit 1; }; \
if [ ! -e $(VENV)/run.installed ]; then \
	echo "Preparing the environment, this takes a minute… / Подготовка, около минуты…"; \
	$(PYTHON) -m venv --clear $(VENV); \
fi; \
$(PY) -c 'import pip' 2>/dev/null || $(PY) -m ensurepip >/dev/null
endef

# A kiosk that is only run needs no installer, no tests of libraries, and nobody colours code there.
define make_small
[ -e $(VENV)/dev.installed ] || { \
	$(PY) -m pip uninstall --quiet --yes setuptools pip; \
	find $(VENV)/lib -path '*/site-packages/*' -type d \( -name tests -o -name test \) -prune -exec rm -r {} +; \
	$(PY) -m compileall -q -x site-packages/pygments $(VENV)/lib; \
}
endef
