"""Plain functions that make rows for tests, with defaults a test need not care about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from store.insights.words import digest_of
from store.models import (
    Address,
    Cart,
    CartItem,
    Collection,
    Company,
    Customer,
    LibraryEntry,
    Order,
    Product,
    ProductImage,
    ProductImport,
    ProductView,
    Review,
    SearchQuery,
    Vendor,
    VendorInvitation,
    VendorMember,
)
from store.orders.checkout import place_order
from store.vendors.choices import Role, VendorStatus

PASSWORD = "Mango-Tree-42"
numbers = count(1)


def make_user(username: str = "", **fields: Any) -> Any:
    username = username or f"user{next(numbers)}"
    fields.setdefault("email", f"{username}@example.com")
    return get_user_model().objects.create_user(username, password=PASSWORD, **fields)


def make_customer(username: str = "", **fields: Any) -> Customer:
    return make_user(username, **fields).customer


def make_address(customer: Customer | None = None, **fields: Any) -> Address:
    fields = {"street": "1 Rue Didouche", "city": "Algiers", **fields}
    return Address.objects.create(customer=customer or make_customer(), **fields)


def make_company(*customers: Customer, name: str = "", **fields: Any) -> Company:
    company = Company.objects.create(
        name=name or f"Company {next(numbers):04}", **fields
    )
    company.customers.set(customers)
    return company


def make_vendor(
    owner: Any = None, *, status: str = VendorStatus.APPROVED, **fields: Any
) -> Vendor:
    number = next(numbers)
    fields.setdefault("shop_name", f"Shop {number:04}")
    fields.setdefault("slug", f"shop-{number:04}")
    vendor = Vendor.objects.create(status=status, **fields)
    if owner is not None:
        make_member(vendor, owner, Role.OWNER)
    return vendor


def make_member(vendor: Vendor, user: Any, role: str = Role.STAFF) -> VendorMember:
    return VendorMember.objects.create(vendor=vendor, user=user, role=role)


def make_invitation(
    vendor: Vendor, email: str, role: str = Role.STAFF, **fields: Any
) -> VendorInvitation:
    fields.setdefault("expires_at", timezone.now() + timedelta(days=7))
    return VendorInvitation.objects.create(
        vendor=vendor, email=email, role=role, **fields
    )


def make_collection(title: str = "", **fields: Any) -> Collection:
    return Collection.objects.create(
        title=title or f"Collection {next(numbers):04}", **fields
    )


def make_product(title: str = "", **fields: Any) -> Product:
    number = next(numbers)
    fields.setdefault("slug", f"product-{number:04}")
    fields.setdefault("unit_price", Decimal("10.00"))
    fields.setdefault("inventory", 100)
    if "collection" not in fields:
        fields["collection"] = make_collection()
    return Product.objects.create(title=title or f"Product {number:04}", **fields)


def make_cart(*lines: tuple[Product, int], customer: Customer | None = None) -> Cart:
    """Nobody's, or a customer's own."""
    cart = Cart.objects.create(customer=customer)
    for product, quantity in lines:
        CartItem.objects.create(cart=cart, product=product, quantity=quantity)
    return cart


def make_order(
    customer: Customer | None = None, *lines: tuple[Product, int], **fields: Any
) -> Order:
    """Placed through the real checkout; `fields` are written over it afterwards."""
    cart = make_cart(*(lines or [(make_product(), 1)]))
    order = place_order(cart_id=cart.pk, customer=customer or make_customer())
    for name, value in fields.items():
        setattr(order, name, value)
    if fields:
        order.save()
    return order


def make_review(product: Product | None = None, **fields: Any) -> Review:
    fields.setdefault("name", "Somebody")
    fields.setdefault("description", "Good.")
    return Review.objects.create(product=product or make_product(), **fields)


def make_view(customer: Customer, product: Product | None = None) -> ProductView:
    return ProductView.objects.create(
        customer=customer,
        product=product or make_product(),
        times=1,
        last_at=timezone.now(),
    )


def make_search(
    customer: Customer, words: str = "", products: Iterable[Product] = ()
) -> SearchQuery:
    words = words or f"words {next(numbers)}"
    return SearchQuery.objects.create(
        customer=customer,
        words=words,
        digest=digest_of(words),
        product_ids=[product.pk for product in products],
        times=1,
        last_at=timezone.now(),
    )


def make_entry(
    customer: Customer | None = None, product: Product | None = None, **fields: Any
) -> LibraryEntry:
    """An item that a customer holds; granted, unless `source` says otherwise."""
    return LibraryEntry.objects.create(
        customer=customer or make_customer(),
        product=product or make_product(),
        **fields,
    )


def make_image(product: Product | None = None) -> ProductImage:
    return ProductImage.objects.create(
        product=product or make_product(), image=picture()
    )


def make_import(vendor: Vendor, **fields: Any) -> ProductImport:
    """One that ended."""
    fields = {"file_name": "products.csv", "dry_run": True, "status": "done"} | fields
    return ProductImport.objects.create(vendor=vendor, **fields)


def upload(content: bytes, name: str = "products.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def picture(
    name: str = "picture.png", size: tuple[int, int] = (8, 8)
) -> SimpleUploadedFile:
    """A real, small image as an upload."""
    file = BytesIO()
    Image.new("RGB", size, "orange").save(file, "PNG")
    return SimpleUploadedFile(name, file.getvalue(), content_type="image/png")
