"""The view that a request is for, asked before it runs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, resolve


def works_in_steps(request: HttpRequest) -> bool:
    """Whether the view must not run in one transaction: `idempotent_in_steps`.

    True, or the names of the actions that must not.
    """
    steps = getattr(view_class(request), "idempotent_in_steps", False)
    if isinstance(steps, bool):
        return steps
    actions: Any = getattr(resolve(request.path_info).func, "actions", {})
    return actions.get("post") in steps


def view_class(request: HttpRequest) -> Any:
    try:
        return getattr(resolve(request.path_info).func, "cls", None)
    except Resolver404:
        return None


def count_attempt(request: HttpRequest) -> None:
    """Have the view's limits count a request that it will not see. Raises Throttled."""
    kind = view_class(request)
    if kind is None:
        return
    match = resolve(request.path_info)
    view = kind(**match.func.initkwargs)  # type: ignore[attr-defined]
    view.action_map = getattr(match.func, "actions", None)
    view.args, view.kwargs = match.args, match.kwargs
    view.request = view.initialize_request(request)
    view.check_throttles(view.request)
