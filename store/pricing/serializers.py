"""Promotions and coupons: what goes in, and how they look."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from store.pricing.codes import MOST_OF_A_CODE, plain_code
from store.pricing.models import Coupon, Offer, Promotion
from store.pricing.services import write_offer
from store.shared.fields import ExplicitBooleanField, KeyField
from store.shared.money import CENT, MAX_AMOUNT, MAX_DIGITS
from store.shared.unique import UniqueInAnyCase
from store.vendors.models import Vendor

MOST_IN_A_SCOPE = 500
MOST_USES = 2_000_000_000
SCOPE = {
    "starts_at": "2026-06-01T00:00:00Z",
    "ends_at": "2026-09-01T00:00:00Z",
    "is_active": True,
    "applies_to_all": False,
    "product_ids": [11, 12],
    "collection_ids": [2],
}
PROMOTION = {"description": "Mango season", "discount": 10.0, **SCOPE}
COUPON = {
    "code": "WELCOME10",
    "percent": 10.0,
    "amount": None,
    "minimum_total": 1000.0,
    "max_uses": 500,
    "max_uses_per_customer": 1,
    **SCOPE,
    "applies_to_all": True,
    "product_ids": [],
    "collection_ids": [],
}


class IdsField(serializers.ListField):
    """Rows by their ids; written as a list of all of them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            child=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
            max_length=MOST_IN_A_SCOPE,
            required=False,
            **kwargs,
        )

    def to_representation(self, rows: Any) -> list[int]:
        return sorted(row.pk for row in rows.all())


class OfferSerializer(serializers.ModelSerializer):
    """What promotions and coupons have in common."""

    serializer_related_field = KeyField

    vendor_id: Any = serializers.IntegerField(
        read_only=True,
        allow_null=True,
        help_text="Who gives and bears it, for its own products alone; null: the store.",
    )
    is_active = ExplicitBooleanField(required=False, help_text="Off: it does not run.")
    is_running = serializers.BooleanField(
        read_only=True, help_text="Switched on, begun and not over."
    )
    applies_to_all = ExplicitBooleanField(
        required=False,
        help_text="All products of the vendor; of the store's, all there are.",
    )
    product_ids = IdsField(source="goods", help_text="Products that it is for.")
    collection_ids = IdsField(
        source="collections", help_text="Collections whose products it is for."
    )

    class Meta:
        model: type[Offer] = Promotion
        fields = ["id", "vendor_id", "is_running", *PROMOTION]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        start, end = self.known("starts_at", attrs), self.known("ends_at", attrs)
        if start and end and end <= start:
            raise serializers.ValidationError({"ends_at": "It ends before it starts."})
        return attrs

    def known(self, name: str, attrs: dict[str, Any]) -> Any:
        """What was sent, or else what is there."""
        return attrs.get(name, getattr(self.instance, name, None))

    def save(self, **kwargs: Any) -> Any:
        """`vendor` says whose a new one is. Raises ForeignProducts, UnknownCollections."""
        values = {**self.validated_data, **kwargs}
        self.instance = write_offer(
            offer=self.instance or self.Meta.model(),
            product_ids=values.pop("goods", None),
            collection_ids=values.pop("collections", None),
            values=values,
        )
        return self.instance


@extend_schema_serializer(
    examples=[
        OpenApiExample("A promotion", PROMOTION, request_only=True),
        OpenApiExample(
            "A promotion as read",
            {"id": 3, "vendor_id": None, "is_running": True, **PROMOTION},
            response_only=True,
        ),
    ]
)
class PromotionSerializer(OfferSerializer):
    """Percent off each line. Of several for one line the largest counts."""

    discount = serializers.DecimalField(
        max_digits=5, decimal_places=2, min_value=0, max_value=100, help_text="Percent."
    )


class CodeField(serializers.CharField):
    def to_internal_value(self, data: Any) -> str:
        code = plain_code(super().to_internal_value(data))
        if code is None:
            raise serializers.ValidationError("3 to 50 letters, digits, - or _.")
        return code


def amount_field(**kwargs: Any) -> serializers.DecimalField:
    return serializers.DecimalField(
        max_digits=MAX_DIGITS,
        decimal_places=2,
        max_value=MAX_AMOUNT,
        required=False,
        **kwargs,
    )


def limit_field() -> serializers.IntegerField:
    return serializers.IntegerField(
        min_value=1,
        max_value=MOST_USES,
        required=False,
        allow_null=True,
        help_text="Null: no limit.",
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample("A coupon", COUPON, request_only=True),
        OpenApiExample(
            "A coupon as read",
            {"id": 5, "vendor_id": None, "is_running": True, "used": 61, **COUPON},
            response_only=True,
        ),
    ]
)
class CouponSerializer(OfferSerializer):
    """Percent, or an amount: one of the two."""

    code = CodeField(
        max_length=MOST_OF_A_CODE,
        help_text="Kept in upper case.",
        validators=[
            UniqueInAnyCase(
                Coupon.objects.all(), message="There is a coupon with this code."
            )
        ],
    )
    percent = serializers.DecimalField(
        max_digits=5,
        decimal_places=2,
        min_value=CENT,
        max_value=100,
        required=False,
        allow_null=True,
    )
    amount = amount_field(
        min_value=CENT,
        allow_null=True,
        help_text="Off all that it is for together, before tax.",
    )
    minimum_total = amount_field(
        min_value=0,
        help_text="What it is for has to cost so much, after promotions, before tax.",
    )
    max_uses = limit_field()
    max_uses_per_customer = limit_field()

    class Meta(OfferSerializer.Meta):
        model = Coupon
        fields = ["id", "vendor_id", "is_running", "used", *COUPON]
        read_only_fields = ["used"]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        given = [self.known(name, attrs) for name in ("percent", "amount")]
        if given.count(None) != 1:
            raise serializers.ValidationError(
                {"percent": "Give percent or amount, one of the two."}
            )
        return super().validate(attrs)


class ForAnyVendor(serializers.Serializer):
    """Staff say whose a new one is; later it stays whose it is."""

    vendor_id: Any = KeyField(
        source="vendor",
        queryset=Vendor.objects.all(),
        allow_null=True,
        required=False,
        help_text="Who gives and bears it, for its own products alone; null: the store. "
        "Set when it is made.",
    )

    def validate_vendor_id(self, vendor: Vendor | None) -> Vendor | None:
        if self.instance is not None and self.instance.vendor != vendor:
            raise serializers.ValidationError("It stays whose it is.")
        return vendor


class StorePromotionSerializer(ForAnyVendor, PromotionSerializer):
    """Any vendor's, or the store's."""


class StoreCouponSerializer(ForAnyVendor, CouponSerializer):
    """Any vendor's, or the store's."""
