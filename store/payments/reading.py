"""What was sent to a route that answers with something else than it takes."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer


def read(serializer: type[BaseSerializer], request: Request) -> dict[str, Any]:
    """The body, if it is right. Raises ValidationError."""
    body = serializer(data=request.data)
    body.is_valid(raise_exception=True)
    return body.validated_data
