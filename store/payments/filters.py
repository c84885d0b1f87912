"""What staff filter payments, refunds and unapplied money by."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import django_filters
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.timezone import make_aware

from store.payments.choices import (
    AttemptStatus,
    PaymentMethod,
    RefundStatus,
    UnappliedReason,
)
from store.payments.models import Payment, Refund, UnappliedPayment

# Days that have a midnight in every time zone.
DAYS = [MinValueValidator(date(1970, 1, 1)), MaxValueValidator(date(2999, 12, 31))]


def since(queryset: QuerySet[Any], name: str, day: date) -> QuerySet[Any]:
    return queryset.filter(created_at__gte=make_aware(datetime.combine(day, time.min)))


def until(queryset: QuerySet[Any], name: str, day: date) -> QuerySet[Any]:
    return queryset.filter(created_at__lte=make_aware(datetime.combine(day, time.max)))


class PaymentFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(
        choices=AttemptStatus.choices, help_text="Only attempts with this status."
    )
    method = django_filters.ChoiceFilter(
        choices=PaymentMethod.choices, help_text="Only attempts of this kind."
    )

    class Meta:
        model = Payment
        fields: list[str] = []


# `from` is a word of Python's own.
PaymentFilter.base_filters |= {
    "from": django_filters.DateFilter(
        method=since, validators=DAYS, help_text="Begun on this day or later."
    ),
    "to": django_filters.DateFilter(
        method=until, validators=DAYS, help_text="Begun on this day or before."
    ),
}


class RefundFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(
        choices=RefundStatus.choices, help_text="`owed`: what is still to be paid."
    )

    class Meta:
        model = Refund
        fields: list[str] = []


class UnappliedFilter(django_filters.FilterSet):
    waiting = django_filters.BooleanFilter(
        field_name="refunded_at",
        lookup_expr="isnull",
        help_text="Whether it still has to be given back.",
    )
    reason = django_filters.ChoiceFilter(
        choices=UnappliedReason.choices, help_text="Why it pays for nothing."
    )

    class Meta:
        model = UnappliedPayment
        fields: list[str] = []
