"""An address that says whether a webhook was signed: 200 if it was, 403 otherwise."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from store.payments.chargily import is_signed
from storefront.urls import urlpatterns as store

received: list[tuple[bytes, str | None]] = []


@csrf_exempt
def receive(request: HttpRequest) -> HttpResponse:
    signature = request.headers.get("signature")
    received.append((request.body, signature))
    signed = is_signed(body=request.body, signature=signature)
    return HttpResponse(status=200 if signed else 403)


urlpatterns: list[Any] = [path("hook/", receive), *store]
