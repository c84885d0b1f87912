# docker build .                  the store: web, worker, beat and release step
# docker build --target ops .     the same with Flower
# docker build --target tests .   the same with the tests and what they need

# --- What every stage stands on; no compiler --------------------------------------------
FROM python:3.11-slim-bookworm AS base
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
# The driver's library, and the client whose programs dump and load a database.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libmariadb3 mariadb-client \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app

# --- Packages, hash-checked, from the lock ----------------------------------------------
FROM base AS packages
RUN apt-get update \
    && apt-get install -y --no-install-recommends gcc libc6-dev libmariadb-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
COPY Pipfile.lock ./
COPY tools/dev.py tools/
RUN python tools/dev.py sync mysql s3

FROM packages AS packages-ops
RUN python tools/dev.py sync mysql s3 ops

FROM packages AS packages-tests
RUN python tools/dev.py sync mysql s3 dev

# --- The code, compiled, with its static files ------------------------------------------
FROM packages AS code
WORKDIR /build
COPY manage.py ./
COPY core core
COPY deploy deploy
COPY likes likes
COPY store store
COPY store_custom store_custom
COPY storefront storefront
COPY tags tags
# Thrown away with this line: the settings do not load without some, collectstatic uses none.
RUN SECRET_KEY=only-to-collect ALLOWED_HOSTS=localhost DATABASE_URL=sqlite:///:memory: \
    DJANGO_SETTINGS_MODULE=storefront.settings.prod DJANGO_LOG_FILE=/dev/null \
    python manage.py collectstatic --noinput --verbosity 0 \
    && python -m compileall -q -s /build -p /app .

# --- What runs: a user who owns the uploaded files and nothing else ----------------------
FROM base AS runtime
RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /nonexistent store \
    && install -d -o store -g store /var/lib/storefront/media \
    && install -d -o store -g store -m 0750 /var/lib/storefront/protected
# A folder, no secret:
# hadolint ignore=DL3064
ENV DJANGO_SETTINGS_MODULE=storefront.settings.prod \
    DJANGO_LOG_FILE=/dev/null \
    MEDIA_ROOT=/var/lib/storefront/media \
    PRIVATE_ROOT=/var/lib/storefront/protected
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "deploy/healthcheck.py"]
ENTRYPOINT ["/app/deploy/entrypoint.sh"]
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "storefront.wsgi"]

FROM runtime AS ops
COPY --from=packages-ops /app/.venv .venv
COPY --from=code /build ./
USER 10001:10001

FROM runtime AS tests
COPY --from=packages-tests /app/.venv .venv
COPY . ./
COPY --from=code /build/staticfiles staticfiles
ENV DJANGO_SETTINGS_MODULE=storefront.settings.test
USER 10001:10001
CMD ["pytest", "-p", "no:cacheprovider", "-n", "auto"]

FROM runtime AS web
COPY --from=packages /app/.venv .venv
COPY --from=code /build ./
USER 10001:10001
