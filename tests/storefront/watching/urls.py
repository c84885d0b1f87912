"""The store's addresses, and some that fail on purpose."""

import time
from typing import NoReturn

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.request import Request

from storefront import urls

TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyX2lkIjoxfQ.c2lnbmF0dXJlLXNpZ25hdHVyZQ"


@api_view(["GET", "POST"])
@permission_classes([AllowAny])
def boom(request: Request, number: int) -> NoReturn:
    password = request.data.get("password", "")
    raise RuntimeError(f"token {TOKEN} password={password}\n2026-01-01 forged entry")


@api_view(["GET"])
@permission_classes([AllowAny])
def busy(request: Request) -> NoReturn:
    raise OperationalError("redis://:pass-in-url@cache/0 is away")


def slow(request: HttpRequest) -> HttpResponse:
    time.sleep(float(request.GET["seconds"]))
    return HttpResponse("done")


handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
urlpatterns = [
    *urls.urlpatterns,
    path("store/boom/<int:number>/", boom, name="boom"),
    path("store/busy/", busy, name="busy"),
    path("store/slow/", slow, name="slow"),
]
