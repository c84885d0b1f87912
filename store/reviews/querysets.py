from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.models import Avg, BooleanField, Count, Exists, OuterRef, Q, Value

from store.orders.choices import OrderStatus
from store.orders.models import OrderItem
from store.reviews.choices import ReportStatus
from store.shared.identity import is_staff, user_id


class ReviewQuerySet(models.QuerySet[Any]):
    def public(self) -> ReviewQuerySet:
        """Without what the store hid."""
        return self.filter(is_hidden=False)

    def of_user(self, user: object) -> ReviewQuerySet:
        """The user's own, hidden or not."""
        pk = user_id(user)
        return self.none() if pk is None else self.filter(customer__user_id=pk)

    def visible_to(self, user: object) -> ReviewQuerySet:
        """The public ones and one's own; all for staff."""
        if is_staff(user):
            return self
        if user_id(user) is None:
            return self.public()
        return self.filter(Q(is_hidden=False) | Q(customer__user_id=user_id(user)))

    def of_vendor(self, vendor: models.Model) -> ReviewQuerySet:
        """What is publicly said about the products that the vendor has now."""
        return self.public().filter(product__vendor=vendor)

    def for_vendors(self, keys: Collection[int]) -> ReviewQuerySet:
        """What is publicly said about products of these vendors."""
        return self.public().filter(product__vendor__in=keys)

    def with_marks(self, reader: object = None) -> ReviewQuerySet:
        """`verified`: the author has the product, delivered and not given back.

        `voted_helpful`: the reader found it helpful.
        """
        got = OrderItem.objects.filter(
            product=OuterRef("product"),
            order__customer=OuterRef("customer"),
            status=OrderStatus.DELIVERED,
        )
        return self.annotate(verified=Exists(got), voted_helpful=self.voted(reader))

    def voted(self, reader: object) -> Exists | Value:
        pk = user_id(reader)
        if pk is None:
            return Value(False, output_field=BooleanField())
        votes: Any = self.model._meta.get_field("votes").related_model
        own = votes._default_manager.filter(customer__user_id=pk)
        return Exists(own.filter(review=OuterRef("pk")))

    def average(self) -> dict[str, Any]:
        """`average` (None without any) and `count`; words without a rating do not count."""
        return self.aggregate(average=Avg("rating"), count=Count("rating"))


class ReportQuerySet(models.QuerySet[Any]):
    def waiting(self) -> ReportQuerySet:
        """Of reviews that nobody of the store has looked at since."""
        return self.filter(status=ReportStatus.WAITING)
