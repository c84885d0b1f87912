"""Django's own pages that take a password, limited and followed through as the API is."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import wraps

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from core.sessions.services import sign_out_everywhere
from core.throttling import limits_of

Page = Callable[[HttpRequest], HttpResponseBase]


def limit_guesses(page: Page, scope: str) -> Page:
    """Count what is sent to a page as the API counts; what leads on was no guess."""

    @wraps(page)
    def limited(request: HttpRequest) -> HttpResponseBase:
        if request.method != "POST":
            return page(request)
        limits = limits_of(scope)
        over = [limit for limit in limits if not limit.allow_request(request)]
        if over:
            return refuse(seconds=math.ceil(max(limit.wait() for limit in over)))
        response = page(request)
        if is_success(response):
            for limit in limits:
                limit.give_back()
        return response

    return limited


def refuse(*, seconds: int) -> HttpResponse:
    return HttpResponse(
        f"Too many attempts. Try again in {seconds} seconds.",
        status=429,
        content_type="text/plain; charset=utf-8",
        headers={"Retry-After": str(seconds)},
    )


def is_success(response: HttpResponseBase) -> bool:
    """These pages show their form again after a failure."""
    return 300 <= response.status_code < 400


def change_password(request: HttpRequest) -> HttpResponseBase:
    """The admin's page for one's own password; every session with tokens ends."""
    response = limit_guesses(admin.site.password_change, "password")(request)
    if request.method == "POST" and is_success(response):
        sign_out_everywhere(user=request.user)
    return response
