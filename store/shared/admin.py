"""What the admin pages of several concepts need."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode


def link_to_list(model: type, text: Any, **filters: Any) -> str:
    """A link to the model's filtered list in the admin."""
    options = model._meta  # type: ignore[attr-defined]
    url = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    return format_html('<a href="{}?{}">{}</a>', url, urlencode(filters), text)
