"""A task logs under the id of the request that queued it, and in the store's format."""

from __future__ import annotations

from typing import Any

from celery.signals import before_task_publish, setup_logging, task_postrun, task_prerun

from storefront.watching import request_ids

HEADER = "request_id"


@before_task_publish.connect
def send_along(headers: dict[str, Any], **kwargs: Any) -> None:
    if request_id := request_ids.current.get():
        headers[HEADER] = request_id


@task_prerun.connect
def take_over(task: Any, **kwargs: Any) -> None:
    # A task run eagerly is part of the request it runs in, and keeps its id.
    if not task.request.is_eager:
        request_ids.current.set(request_ids.choose(task.request.get(HEADER)))


@task_postrun.connect
def forget(task: Any, **kwargs: Any) -> None:
    if not task.request.is_eager:
        request_ids.current.set(None)


@setup_logging.connect
def keep_the_logging_of_the_settings(**kwargs: Any) -> None:
    """A listener is enough: Celery then leaves the root logger as Django set it up."""
