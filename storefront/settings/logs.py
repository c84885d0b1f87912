"""Logs: to the console and a file, as text or JSON."""

from typing import Any

from storefront.env import BASE_DIR, env

LOG_LEVEL = env.str("DJANGO_LOG_LEVEL", "INFO").upper()
LOG_FORMAT = env.str("LOG_FORMAT", "text")  # or json
LOG_FILE = env.str("DJANGO_LOG_FILE", str(BASE_DIR / "general.log"))

FORMATTERS = {
    "text": {
        "class": "storefront.watching.logs.TextFormatter",
        "format": "{asctime} ({levelname}) - {name} - {message}",
        "style": "{",
    },
    "json": {"class": "storefront.watching.logs.JsonFormatter"},
}
COMMON: dict[str, Any] = {"level": LOG_LEVEL, "formatter": "verbose"}
HANDLERS: dict[str, Any] = {
    "console": {"class": "storefront.watching.logs.Console", **COMMON}
}
if LOG_FILE:
    HANDLERS["file"] = {
        "class": "storefront.watching.logs.LogFile",
        "filename": LOG_FILE,
        # Opened by the process that writes: a start needs no file.
        "delay": True,
        **COMMON,
    }

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "no_request_lines": {"()": "storefront.watching.logs.DropRequestLines"},
    },
    "formatters": {"verbose": FORMATTERS[LOG_FORMAT]},
    "handlers": HANDLERS,
    "root": {"handlers": [*HANDLERS], "level": LOG_LEVEL},
    "loggers": {
        # Not its 4xx: the access line says as much.
        "django.request": {"level": "ERROR"},
        # At DEBUG it writes every statement with its values, hashes of passwords too.
        "django.db.backends": {"level": "INFO"},
        "django.utils.autoreload": {"level": "INFO"},
        "django.server": {
            "handlers": [*HANDLERS],
            "filters": ["no_request_lines"],
            "level": LOG_LEVEL,
            "propagate": False,
        },
        # What a gunicorn worker says of a request it couldn't read takes the same way.
        "gunicorn.error": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
    },
}
