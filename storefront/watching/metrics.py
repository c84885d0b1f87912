"""Counts requests for Prometheus, by route, method and status."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)  # seconds


class RequestMetrics:
    """The middleware; it isn't there at all where nothing collects what it counts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not (settings.METRICS_ADDRESS and settings.METRICS_DIRECTORY):
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.meters = Meters()
        got_request_exception.connect(self.meters.count_exception)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.meters.in_flight.inc()
        start = perf_counter()
        try:
            response = self.get_response(request)
            self.meters.count(request, response.status_code, perf_counter() - start)
            return response
        finally:
            self.meters.in_flight.dec()


def worker_number() -> int:
    """This gunicorn worker's, as deploy/gunicorn_metrics.py gave it; 0 elsewhere."""
    return getattr(sys.modules.get("gunicorn_metrics"), "slot", 0)


class Meters:
    def __init__(self) -> None:
        # Not at the head of the file: who does not count need not load it.
        from prometheus_client import (
            CollectorRegistry,
            Counter,
            Gauge,
            Histogram,
            values,
        )

        values.ValueClass = values.MultiProcessValue(worker_number)
        registry = CollectorRegistry()
        self.requests = Counter(
            "storefront_requests",
            "Requests answered.",
            ["route", "method", "status"],
            registry=registry,
        )
        self.seconds = Histogram(
            "storefront_request_seconds",
            "Time to an answer.",
            ["route", "method"],
            buckets=BUCKETS,
            registry=registry,
        )
        self.exceptions = Counter(
            "storefront_exceptions",
            "Exceptions that nothing answered.",
            ["route", "type"],
            registry=registry,
        )
        self.in_flight = Gauge(
            "storefront_requests_in_flight",
            "Requests being answered.",
            multiprocess_mode="livesum",
            registry=registry,
        )
        self.known: dict[tuple[str, str, int], tuple[Any, Any]] = {}

    def count(self, request: HttpRequest, status: int, seconds: float) -> None:
        method = request.method if request.method in METHODS else "other"
        key = (route_of(request), str(method), status)
        meters = self.known.get(key)
        if meters is None:
            route, method, _ = key
            meters = self.known[key] = (
                self.requests.labels(route, method, str(status)),
                self.seconds.labels(route, method),
            )
        meters[0].inc()
        meters[1].observe(seconds)

    def count_exception(
        self, request: HttpRequest | None = None, **kwargs: Any
    ) -> None:
        kind = sys.exc_info()[0]
        route = "none" if request is None else route_of(request)
        self.exceptions.labels(route, kind.__name__ if kind else "none").inc()


def route_of(request: HttpRequest) -> str:
    """The route's name or pattern, never the path: clients can make up any number of those."""
    match = request.resolver_match
    if match is None:
        return "none"
    return match.view_name if match.url_name else match.route
