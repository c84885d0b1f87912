"""Collections, products and images: the shape of input, and of output for the schema."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from store.books.serializers import NOVEL, BookSerializer
from store.books.services import remove_book, write_book
from store.catalog.models import Collection, Product, ProductImage
from store.catalog.rows import NO_STARS
from store.catalog.services import tell_of_new_vendor
from store.shared.fields import ExplicitBooleanField, KeyField
from store.shared.identity import is_staff
from store.shared.money import MAX_AMOUNT, MAX_DIGITS
from store.shared.retrying import retried
from store.shared.saving import save_sent
from store.vendors.models import Vendor
from store.vendors.serializers import VendorSummarySerializer

MANGO = {
    "title": "Alphonso mangoes",
    "slug": "alphonso-mangoes",
    "description": "Ripe, hand-picked, sold by the kilo.",
    "inventory": 120,
    "unit": "kg",
    "unit_price": 4.5,
    "collection": 2,
    "vendor_id": 1,
    "is_published": True,
}

MANGO_AS_READ = OpenApiExample(
    "A product as read",
    {
        "id": 11,
        "code": "AFT001",
        **MANGO,
        "price_with_tax": 4.95,
        "vendor": {"id": 1, "shop_name": "Mango House", "slug": "mango-house"},
        "last_update": "2026-11-21T09:30:00Z",
        "is_favorite": False,
        "average_rating": 4.38,
        "rating_count": 4,
        "rating_histogram": [0, 0, 0, 0, 0, 0, 1, 0, 2, 1],
        "my_rating": 4.5,
        "images": [
            {
                "id": 7,
                "image": "http://127.0.0.1:8000/media/store/images/alphonso-mangoes.png",
            }
        ],
        "book": None,
    },
    response_only=True,
)


@extend_schema_serializer(
    examples=[
        OpenApiExample("A collection", {"title": "Fresh fruit"}, request_only=True),
        OpenApiExample(
            "A collection as read",
            {"id": 2, "title": "Fresh fruit", "products_count": 96},
            response_only=True,
        ),
    ]
)
class CollectionSerializer(serializers.ModelSerializer):
    products_count = serializers.IntegerField(
        read_only=True, default=0, help_text="Products on public sale in it."
    )

    class Meta:
        model = Collection
        fields = ["id", "title", "products_count"]


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "An image",
            {
                "id": 7,
                "image": "http://127.0.0.1:8000/media/store/images/alphonso-mangoes.png",
            },
            response_only=True,
        ),
        OpenApiExample(
            "An upload (multipart)", {"image": "(binary)"}, request_only=True
        ),
    ]
)
class ProductImageSerializer(serializers.ModelSerializer):
    class Meta:
        model = ProductImage
        fields = ["id", "image"]


@extend_schema_serializer(
    examples=[
        OpenApiExample("A product", MANGO, request_only=True),
        NOVEL,
        MANGO_AS_READ,
    ]
)
class ProductSerializer(serializers.ModelSerializer):
    """Input of a product; its output is rendered by `store.catalog.rows`."""

    serializer_related_field = KeyField

    unit_price = serializers.DecimalField(
        max_digits=MAX_DIGITS, decimal_places=2, min_value=1, max_value=MAX_AMOUNT
    )
    price_with_tax = serializers.DecimalField(
        max_digits=MAX_DIGITS + 2,
        decimal_places=2,
        read_only=True,
        help_text="Unit price and tax, rounded to cents.",
    )
    vendor_id = KeyField(
        source="vendor",
        queryset=Vendor.objects.none(),
        allow_null=True,
        required=False,
        help_text=(
            "The seller; null is the store itself. Set at creation: a member of one "
            "vendor may leave it out. Only staff move a product to another vendor."
        ),
    )
    vendor = VendorSummarySerializer(read_only=True, allow_null=True)
    is_published = ExplicitBooleanField(
        required=False, help_text="A draft is seen by its vendor's members alone."
    )
    is_favorite = serializers.BooleanField(
        read_only=True,
        default=False,
        help_text="Whether the signed-in reader marked it; false for anybody else.",
    )
    average_rating = serializers.DecimalField(
        source="rating.average",
        max_digits=3,
        decimal_places=2,
        read_only=True,
        allow_null=True,
        default=None,
    )
    rating_count = serializers.SerializerMethodField()
    rating_histogram = serializers.SerializerMethodField(
        help_text="Ten counts: of 0.5, 1, 1.5, … 5 stars."
    )
    my_rating = serializers.DecimalField(
        max_digits=2,
        decimal_places=1,
        read_only=True,
        allow_null=True,
        default=None,
        help_text="What the signed-in reader gave it; null for anybody else.",
    )
    images = ProductImageSerializer(many=True, read_only=True)
    book = BookSerializer(
        required=False,
        allow_null=True,
        help_text=(
            "What it is to read; null for what is no book. Left out, it stays as it is. "
            "PATCH changes what it names of the book. Null makes it no book, unless it "
            "has files or somebody holds it: 409 `book_in_use`."
        ),
    )

    class Meta:
        model = Product
        fields = [
            "id",
            "title",
            "code",
            "description",
            "slug",
            "inventory",
            "unit",
            "unit_price",
            "price_with_tax",
            "collection",
            "vendor_id",
            "vendor",
            "is_published",
            "last_update",
            "is_favorite",
            "average_rating",
            "rating_count",
            "rating_histogram",
            "my_rating",
            "images",
            "book",
        ]

    def get_fields(self) -> dict[str, Any]:
        """Offer the vendors that the caller may write for, and no others."""
        fields = super().get_fields()
        if "request" in self.context:
            vendor: Any = fields["vendor_id"]
            if vendor.read_only:
                return fields
            vendor.queryset = Vendor.objects.offered_to(self.context["request"].user)
        return fields

    def get_rating_count(self, product: Any) -> int:
        return product.rating.count if hasattr(product, "rating") else 0

    def get_rating_histogram(self, product: Any) -> list[int]:
        return product.rating.histogram if hasattr(product, "rating") else NO_STARS

    def validate_vendor_id(self, vendor: Vendor | None) -> Vendor | None:
        """Only staff move a product that exists; from others the key is ignored."""
        if self.instance is None or is_staff(self.context["request"].user):
            return vendor
        return self.instance.vendor

    def create(self, validated_data: dict[str, Any]) -> Product:
        return self.written(None, validated_data)

    def update(self, instance: Product, validated_data: dict[str, Any]) -> Product:
        """What was sent alone: a checkout may take stock at the same moment.

        Raises Product.DoesNotExist when it was deleted meanwhile.
        """
        return self.written(instance.pk, validated_data)

    @retried
    def written(self, pk: int | None, values: dict[str, Any]) -> Product:
        """The product and the book that it is, both or neither."""
        columns = {name: value for name, value in values.items() if name != "book"}
        if pk is None:
            product = super().create(columns)
        else:
            product = Product.objects.select_for_update().get(pk=pk)
            before = product.vendor_id
            save_sent(row=product, values=columns, also=("last_update",))
            tell_of_new_vendor(product=product, before=before)
        if (book := values.get("book")) is not None:
            write_book(product_id=product.pk, values=book, whole=not self.partial)
        elif "book" in values and pk is not None:
            remove_book(product_id=product.pk)
        return product


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A product",
            {name: value for name, value in MANGO.items() if name != "vendor_id"},
            request_only=True,
        ),
        NOVEL,
        MANGO_AS_READ,
    ]
)
class VendorProductSerializer(ProductSerializer):
    """A product of the vendor in the address."""

    vendor_id = serializers.IntegerField(read_only=True)  # type: ignore[assignment]
