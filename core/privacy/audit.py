"""The admin log: who did what stays, the words for an erased person's rows go."""

from __future__ import annotations

import json
import re
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from core.privacy.registry import Keep, entries

ERASED = "erased"


def forget_in_admin_log(user: Any) -> None:
    """Called before the rows go: it asks them what they were called."""
    words: set[str] = set()
    for entry in entries():
        if isinstance(entry.on_erase, Keep) or not entry.in_admin_log:
            continue
        rows = list(entry.rows(user))
        words |= {str(row) for row in rows}
        LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(entry.model),
            object_id__in=[str(row.pk) for row in rows],
        ).update(object_repr=ERASED, change_message="")
    forget_inlines(words)
    forget_names(user)


def forget_inlines(words: set[str]) -> None:
    """Rows that were changed on the page of another one stand in its message."""
    logs = LogEntry.objects.filter(change_message__contains='"object"')
    for log in logs.only("change_message").iterator():
        try:
            message = json.loads(log.change_message)
        except ValueError:
            continue
        details = [
            detail
            for change in message
            for detail in change.values()
            if detail.get("object") in words
        ]
        if details:
            for detail in details:
                detail["object"] = ERASED
            log.change_message = json.dumps(message)
            log.save(update_fields=["change_message"])


def forget_names(user: Any) -> None:
    """Rows of theirs that staff deleted long ago are found by the person's own words."""
    full_name = user.get_full_name() if user.first_name and user.last_name else ""
    for text in filter(None, (user.email, full_name)):
        escaped = json.dumps(text)[1:-1]
        likely = LogEntry.objects.filter(
            Q(object_repr__icontains=text)
            | Q(change_message__icontains=text)
            | Q(change_message__icontains=escaped)
        )
        whole = re.compile(
            rf"(?<![\w.+-])({re.escape(text)}|{re.escape(escaped)})(?!\w)",
            re.IGNORECASE,
        )
        found = [
            log.pk
            for log in likely.iterator()
            if whole.search(f"{log.object_repr}\n{log.change_message}")
        ]
        LogEntry.objects.filter(pk__in=found).update(
            object_repr=ERASED, change_message=""
        )
