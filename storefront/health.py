"""What a balancer asks: does the process answer, and may it be sent customers."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

from storefront.watching import components

watch = components.Watch(
    {
        "database": components.check_database,
        "migrations": components.MigrationsCheck(),
        "cache": components.check_cache,
        "broker": components.check_broker,
    }
)
# Without these two nothing can be sold. Without cache or broker the store is slower, and a
# balancer that drained every process for it would make that an outage.
VITAL = {"database", "migrations"}
PATHS = frozenset(
    f"/health/{name}{slash}" for name in ("live", "ready") for slash in ("", "/")
)


def answer(body: dict[str, object], *, status: int = 200) -> JsonResponse:
    response = JsonResponse(body, status=status)
    response.headers["Cache-Control"] = "no-store"
    # A probe every few seconds would fill the log; `components` logs each change instead.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


@require_safe
def live(request: HttpRequest) -> JsonResponse:
    return answer({"status": "ok"})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    states = watch.states()
    failed = {name for name, state in states.items() if state not in components.WORKING}
    status = "failed" if failed & VITAL else "degraded" if failed else "ok"
    return answer(
        {"status": status, "components": states},
        status=503 if status == "failed" else 200,
    )


urlpatterns = [
    path("live", live, name="health-live"),
    path("live/", live),
    path("ready", ready, name="health-ready"),
    path("ready/", ready),
]
