# One word for every task; `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test test-postgres check format seed bench bench-search services pictures lock
PYTHON_IN := .venv/bin/python

help: ## What can be done here
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 24

setup:
	@bin/setup run

setup-dev:
	@bin/setup dev

run: setup ## Install what is missing, prepare the site, serve it with its worker
	@bin/serve

test: setup-dev ## Run all tests
	@$(PYTHON_IN) -m pytest -q

test-postgres: setup-dev ## Run all tests on PostgreSQL (ONLY=tests/races for some)
	@$(PYTHON_IN) -m tests.services.run_on_postgres $(ONLY)

check: setup-dev ## Style, templates, Django's checks, missing migrations, deprecations
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/djlint --quiet --check --lint templates
	@$(PYTHON_IN) -W error::DeprecationWarning:__main__ manage.py check --fail-level WARNING
	@$(PYTHON_IN) manage.py makemigrations --check --dry-run

format: setup-dev ## Put code and templates into the project's style
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .
	@.venv/bin/djlint --quiet --reformat templates

seed: setup ## Fill the site with the demo content (again: nothing changes)
	@$(PYTHON_IN) manage.py prepare --no-demo
	@$(PYTHON_IN) manage.py seed_demo

bench: setup ## Measure pages and search, write docs/benchmarks.md
	@$(PYTHON_IN) -m bench

bench-search: setup-dev ## Measure search on 100,000 materials, write docs/benchmarks-search.md (ONLY=million for ten times as many)
	@$(PYTHON_IN) -m bench.searching $(if $(ONLY),--only $(ONLY))

services: setup-dev ## PostgreSQL and Elasticsearch on this machine until Ctrl-C, with the settings to use
	@bin/services

pictures: setup-dev ## Take the pictures of docs/ anew from a fresh site (ONLY=author for one tour)
	@$(PYTHON_IN) docs/pictures.py $(ONLY)

lock: setup-dev ## Pin all packages with hashes anew
	@.venv/bin/uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 requirements.in -o requirements.txt
	@.venv/bin/uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 requirements-dev.in -o requirements-dev.txt
