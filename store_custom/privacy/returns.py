"""What a customer wanted to give back: kept with the orders, without their words."""

from __future__ import annotations

from typing import Any

from core.privacy.registry import PersonalData, Rows, register
from store.models import ReturnRequest
from store_custom.privacy.ways import forget_who


def forget_words(rows: Rows, user: Any) -> None:
    rows.update(words="")


register(
    PersonalData(
        "returns",
        ReturnRequest,
        rows=lambda user: ReturnRequest.objects.for_user(user).order_by("pk"),
        on_erase=forget_words,
        hidden=frozenset({"by", "standing"}),
        named=frozenset({"vendor"}),
        mail_keys=lambda requests: [
            f"return_decided:{request.pk}" for request in requests
        ],
    ),
    PersonalData(
        "returns_decided",
        ReturnRequest,
        rows=lambda user: ReturnRequest.objects.filter(by=user.pk).order_by("pk"),
        on_erase=forget_who,
        hidden=frozenset({"by", "standing", "reason", "words"}),
        named=frozenset({"vendor"}),
        in_admin_log=False,
    ),
)
