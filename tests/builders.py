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
from django.utils.text import slugify
from PIL import Image

from store.books.services import write_book
from store.insights.words import digest_of
from store.models import (
    Address,
    Book,
    Cart,
    CartItem,
    Collection,
    Comment,
    Company,
    Coupon,
    Customer,
    Genre,
    LedgerEntry,
    LibraryEntry,
    Order,
    OrderItem,
    Payout,
    Product,
    ProductImage,
    ProductImport,
    ProductView,
    Promotion,
    ReturnRequest,
    Review,
    SearchQuery,
    Vendor,
    VendorInvitation,
    VendorMember,
)
from store.orders.checkout import place_order
from store.orders.moves import move_items
from store.orders.returns import ask_returns
from store.payments.payouts import adjust_balance, settle_vendor
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


def make_genre(name: str = "", **fields: Any) -> Genre:
    name = name or f"Genre {next(numbers):04}"
    fields.setdefault("slug", slugify(name))
    return Genre.objects.create(name=name, **fields)


def make_book(
    product: Product | None = None, *, formats: Iterable[str] = (), **values: Any
) -> Book:
    """A product that is one, with a file of each format; `values` as `write_book` has them."""
    product = product or make_product()
    book = write_book(product_id=product.pk, values=values)
    for kind in formats:
        edition = book.files.filter(format=kind).count() + 1
        book.files.create(format=kind, status="ready", edition=edition)
    return book


def make_cart(*lines: tuple[Product, int], customer: Customer | None = None) -> Cart:
    """Nobody's, or a customer's own."""
    cart = Cart.objects.create(customer=customer)
    for product, quantity in lines:
        CartItem.objects.create(cart=cart, product=product, quantity=quantity)
    return cart


def make_order(
    customer: Customer | None = None,
    *lines: tuple[Product, int],
    coupon: str = "",
    **fields: Any,
) -> Order:
    """Placed through the real checkout; `fields` are written over it afterwards."""
    order = place_order(
        cart_id=make_cart(*(lines or [(make_product(), 1)])).pk,
        customer=customer or make_customer(),
        coupon_code=coupon,
        payment_method=fields.pop("payment_method", ""),
    )
    for name, value in fields.items():
        setattr(order, name, value)
    if fields:
        order.save()
    return order


def make_delivered(
    customer: Customer | None = None, *lines: tuple[Product, int], **fields: Any
) -> Order:
    order = make_order(customer, *lines, **fields)
    for to in ("packed", "shipped", "delivered"):
        move_items(items=order.items.all(), to=to, by=None)
    order.refresh_from_db()
    return order


def make_return(
    item: OrderItem | None = None, *, reason: str = "damaged", words: str = ""
) -> ReturnRequest:
    """One that waits for a decision."""
    item = item or make_delivered().items.get()
    [request] = ask_returns(
        order=item.order, item_ids={item.pk}, reason=reason, words=words
    )
    return request


def make_review(product: Product | None = None, **fields: Any) -> Review:
    fields.setdefault("name", "Somebody")
    fields.setdefault("description", "Good.")
    return Review.objects.create(product=product or make_product(), **fields)


def make_comment(product: Product | None = None, **fields: Any) -> Comment:
    """Of a customer of its own, unless `customer` names one."""
    fields.setdefault("text", f"Comment {next(numbers):04}")
    if "customer" not in fields:
        fields["customer"] = make_customer()
    return Comment.objects.create(product=product or make_product(), **fields)


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
    fields.setdefault("is_granted", fields.get("source") != "bought")
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


def make_adjustment(vendor: Vendor, amount: str = "5.00") -> LedgerEntry:
    """A row of its ledger."""
    return adjust_balance(
        vendor=vendor, amount=Decimal(amount), note="Agreed.", by=None
    )


def make_payout(vendor: Vendor, *amounts: str) -> Payout:
    """That settles rows of these amounts."""
    for amount in amounts or ("7.00",):
        make_adjustment(vendor, amount)
    return settle_vendor(vendor=vendor, by=None)


def picture(
    name: str = "picture.png", size: tuple[int, int] = (8, 8)
) -> SimpleUploadedFile:
    """A real, small image as an upload."""
    file = BytesIO()
    Image.new("RGB", size, "orange").save(file, "PNG")
    return SimpleUploadedFile(name, file.getvalue(), content_type="image/png")


def make_promotion(*products: Product, percent: Any = 10, **fields: Any) -> Promotion:
    """One that runs, for these products."""
    fields.setdefault("description", f"Promotion {next(numbers):04}")
    promotion = Promotion.objects.create(discount=percent, **fields)
    promotion.product_set.set(products)
    return promotion


def make_coupon(*products: Product, **fields: Any) -> Coupon:
    """One that runs, of ten percent, for these products; for all without any."""
    fields.setdefault("code", f"CODE{next(numbers):04}")
    if "amount" not in fields:
        fields.setdefault("percent", Decimal(10))
    fields.setdefault("applies_to_all", not products and "collections" not in fields)
    collections = fields.pop("collections", ())
    coupon = Coupon.objects.create(**fields)
    coupon.products.set(products)
    coupon.collections.set(collections)
    return coupon
