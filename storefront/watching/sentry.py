"""Error reports to Sentry: on with SENTRY_DSN, and without anything private in them."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from storefront.watching import request_ids
from storefront.watching.redaction import clean_data, redact

KEPT_HEADERS = {"Accept", "Content-Type", "Content-Length", "Host", "User-Agent"}
KEPT_OF_A_REQUEST = {"method", "url"}


def start() -> None:
    """Nothing of Sentry is even imported without a DSN."""
    if not settings.SENTRY_DSN:
        return
    import sentry_sdk
    from sentry_sdk.integrations.logging import ignore_logger

    # A breadcrumb for each request would say what the request's own report says.
    ignore_logger("storefront.access")
    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        environment=settings.SENTRY_ENVIRONMENT,
        traces_sample_rate=settings.SENTRY_TRACES_SAMPLE_RATE,
        send_default_pii=False,
        # Passwords are in bodies, and in the variables of the code that reads them.
        max_request_body_size="never",
        include_local_variables=False,
        before_send=scrub,
        before_send_transaction=scrub_transaction,
    )


def scrub_transaction(event: Any, hint: dict[str, Any]) -> Any:
    """As for an error; probes are asked for every few seconds and tell nothing."""
    if str(event.get("transaction")).startswith("/health/"):
        return None
    return scrub(event, hint)


def scrub(event: Any, hint: dict[str, Any]) -> Any:
    """The event with the request's id, without secrets in any of its texts."""
    request = event.pop("request", None)
    event.pop("user", None)
    traces = [value.pop("stacktrace", None) for value in exceptions(event)]
    cleaned = clean_event(event)
    for value, trace in zip(exceptions(cleaned), traces, strict=True):
        if trace is not None:
            value["stacktrace"] = trace
    if request:
        cleaned["request"] = scrub_request(request)
    if request_id := request_ids.current.get():
        cleaned.setdefault("tags", {})["request_id"] = request_id
    return cleaned


def exceptions(event: Any) -> list[dict[str, Any]]:
    return (event.get("exception") or {}).get("values") or []


def clean_event(event: Any) -> Any:
    """Every part but those the SDK writes itself, whose names look like secrets or whose
    values are no JSON yet."""
    own = {"timestamp", "start_timestamp", "sdk", "modules", "contexts", "threads"}
    return {
        name: value if name in own else clean_data(value, depth=8)
        for name, value in event.items()
    }


def scrub_request(request: dict[str, Any]) -> dict[str, Any]:
    """What was asked, without query string, cookies, body and most headers."""
    kept = {name: request[name] for name in KEPT_OF_A_REQUEST & request.keys()}
    kept["url"] = redact(str(kept.get("url", "")).partition("?")[0])
    kept["headers"] = {
        name: redact(value)
        for name, value in (request.get("headers") or {}).items()
        if name in KEPT_HEADERS
    }
    return kept
