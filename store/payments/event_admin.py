"""What providers told the store, in the admin."""

from __future__ import annotations

from django.contrib import admin
from django.utils.html import format_html

from store.payments.admin_steps import StepsAdmin
from store.payments.models import PaymentEvent


@admin.register(PaymentEvent)
class PaymentEventAdmin(StepsAdmin):
    """What providers told the store, as it came."""

    fields = readonly_fields = [
        *("provider", "kind", "event_id", "checkout_id", "received_at"),
        *("processed_at", "outcome", "attempts", "next_attempt_at", "body_text"),
    ]
    list_display = [
        *("id", "provider", "kind", "checkout_id", "received_at", "processed_at"),
        "outcome",
    ]
    list_filter = [
        "provider",
        "kind",
        ("processed_at", admin.EmptyFieldListFilter),
    ]
    list_per_page = 20
    search_fields = ["event_id", "checkout_id"]

    @admin.display(description="body")
    def body_text(self, event: PaymentEvent) -> str:
        return format_html('<div class="mail-text">{}</div>', event.body)
