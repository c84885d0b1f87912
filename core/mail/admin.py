"""The outbox in the admin: what was promised to whom, and what became of it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from unfold.admin import ModelAdmin
from unfold.decorators import action, display

from core.mail.choices import MailStatus
from core.mail.letters import BUILDERS, SECRET
from core.mail.models import Mail
from core.mail.services import send_again


@admin.register(Mail)
class MailAdmin(ModelAdmin):
    list_display = [
        *("created_at", "kind", "recipients", "subject", "state", "attempts", "sent_at")
    ]
    list_filter = ["status", "kind"]
    search_fields = ["recipients", "subject", "key"]
    list_per_page = 20
    actions = ["send_again"]
    fieldsets = [
        (None, {"fields": [("status", "sent_at"), "recipients", "subject", "words"]}),
        (
            "Delivery",
            {
                "fields": [
                    *("kind", "key", "created_at", "attempts", "next_attempt_at"),
                    "last_error",
                ]
            },
        ),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_send_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("core.change_mail")

    @display(
        description="status",
        ordering="status",
        label={
            MailStatus.SENT.label: "success",
            MailStatus.QUEUED.label: "info",
            MailStatus.FAILED.label: "danger",
        },
    )
    def state(self, mail: Mail) -> str:
        return mail.get_status_display()

    @admin.display(description="text")
    def words(self, mail: Mail) -> str:
        """As it would be written now; secret words are never shown."""
        if mail.kind in SECRET:
            return "Not shown: it may hold what signs somebody in."
        try:
            text = BUILDERS[mail.kind](**mail.context).text
        except Exception as error:  # noqa: BLE001 - what it is about may be gone
            return f"It cannot be written any more ({type(error).__name__})."
        return format_html('<div class="mail-text">{}</div>', text)

    @action(description="Send again", permissions=["send"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Mail]) -> None:
        count = send_again(mails=queryset)
        messages.success(request, f"{count} given-up mails are on their way again.")
