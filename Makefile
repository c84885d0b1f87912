# Everything here runs without make too: see tools/dev.py.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: run test lock lint types contracts schema check bench backup restore

run: ## install, migrate, seed and serve on http://127.0.0.1:8000
	$(PYTHON) tools/dev.py run

test: ## install what tests need and run them
	$(PYTHON) tools/dev.py test

lock: ## resolve the Pipfile anew
	$(PYTHON) tools/dev.py lock

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy storefront store store_custom tags likes core tools

contracts:
	$(BIN)/lint-imports

schema: ## write and validate the OpenAPI document; a warning is a failure
	mkdir -p build
	$(BIN)/python manage.py spectacular --validate --fail-on-warn --file build/openapi.yaml

check: lint types contracts schema
	$(BIN)/python manage.py makemigrations --check --dry-run
	SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(50))") \
	ALLOWED_HOSTS=store.example DATABASE_URL=sqlite:///:memory: \
	DJANGO_SETTINGS_MODULE=storefront.settings.prod \
	$(BIN)/python manage.py check --deploy --fail-level WARNING

backup: ## the database and the uploaded files, into BACKUP_DIR or TO=
	$(BIN)/python manage.py backup $(TO)

restore: ## from the archive FROM=; OPTIONS=--force to replace what is there
	$(BIN)/python manage.py restore "$(FROM)" $(OPTIONS)

bench: ## requests/s as ratios to a bare view; needs wrk
	$(BIN)/python bench/throughput.py
