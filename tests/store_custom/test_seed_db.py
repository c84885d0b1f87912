"""The example shop, seeded once for all the tests of this file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count, F, Min, Model, Q
from django.test import override_settings
from django.utils import timezone
from PIL import Image

from store.catalog.choices import Unit
from store.models import (
    Collection,
    Customer,
    FavoriteProduct,
    FavoriteVendor,
    LedgerEntry,
    Order,
    OrderItem,
    Payment,
    Product,
    ProductImage,
    Refund,
    Review,
    StatusChange,
    Vendor,
    VendorOrder,
)
from store.orders.choices import OrderStatus
from store.orders.delivery_columns import DELIVERY
from store.orders.drift import find_faults
from store.vendors.choices import VendorStatus
from tags.models import TaggedItem
from tests.store_custom.seed_counts import COUNTS
from tests.store_custom.seed_held import assert_held
from tests.store_custom.seed_money import changed_by_the_rules, in_hand, ways
from tests.store_custom.seed_reviews import assert_marked, assert_rated

User = get_user_model()


class Undo(Exception):
    """Ends the module's transaction."""


@pytest.fixture(scope="module")
def _seeded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The whole shop in one transaction and a storage of its own, both dropped at the end."""
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    storages = {"default": memory, "private": memory}
    with django_db_blocker.unblock(), override_settings(STORAGES=storages):
        try:
            with transaction.atomic():
                seed()
                yield
                raise Undo
        except Undo:
            pass


@pytest.fixture(autouse=True)
def _shop(_seeded: None, db: None) -> None:
    """Each test in a savepoint of its own inside the module's transaction."""


def seed(**options: Any) -> str:
    out = StringIO()
    call_command("seed_db", force=True, stdout=out, **options)
    return out.getvalue()


def counts() -> dict[type[Model], int]:
    return {model: model._default_manager.count() for model in COUNTS}


def test_a_fresh_database_gets_exactly_what_is_planned() -> None:
    assert counts() == COUNTS


def test_a_second_run_creates_nothing_and_says_so() -> None:
    out = seed()
    assert "Everything was there already; nothing was created." in out
    assert "products 1111 (0 new)" in out
    assert counts() == COUNTS


def test_what_was_deleted_by_hand_comes_back_under_its_old_id() -> None:
    Product.objects.filter(orderitems=None, pk__gt=20).earliest("pk").delete()
    Order.objects.filter(ledger=None).earliest("pk").delete()
    Review.objects.earliest("pk").delete()
    ids = set(range(1, 1112))
    assert "products 1111 (1 new)" in seed()
    assert set(Product.objects.values_list("pk", flat=True)) == ids
    assert counts() == COUNTS


def test_accounts_made_by_hand_are_kept_and_used() -> None:
    User.objects.filter(username="staff").delete()
    mine = User.objects.create_user("boss", email="Staff@example.com", password="x")
    out = seed()
    assert "accounts 68 (0 new), customers 68 (0 new)" in out
    assert User.objects.get(email="staff@example.com") == mine


def test_the_products_that_load_tests_ask_for_are_public_and_plenty() -> None:
    public = Product.objects.public()
    assert public.filter(pk__range=(1, 1000)).count() == 1000
    first_ten = public.filter(pk__range=(1, 10))
    assert set(first_ten.values_list("inventory", flat=True)) == {1_000_000}
    assert public.count() == 1083


def test_collections_are_numbered_without_gaps_and_none_is_empty() -> None:
    rows = Collection.objects.with_products_count().order_by("pk")
    sizes = {row.pk: row.products_count for row in rows}
    assert list(sizes) == list(range(1, 15))
    assert [sizes[pk] for pk in (1, 2, 3, 4, 5, 6)] == [77, 78, 78, 78, 78, 78]
    assert rows.filter(featured_product=None).count() == 0


def test_slugs_are_unique() -> None:
    slugs = Product.objects.values_list("slug", flat=True)
    assert len(set(slugs)) == 1111


def test_every_product_has_a_code_by_its_first_tag() -> None:
    assert not Product.objects.filter(code=None).exists()
    first = Product.objects.get(pk=1)
    tag = TaggedItem.objects.get_tags_for(Product, 1).earliest("pk").tag
    assert (first.title, first.collection.title) == ("Alphonso Mangoes", "Fresh Fruit")
    assert (first.code, tag.label[0]) == ("AFM001", "m")


def test_the_mango_house_sells_mangoes_by_the_kilo() -> None:
    mangoes = Product.objects.public().filter(title__endswith="Mangoes")
    assert mangoes.count() == 34
    assert (
        mangoes.filter(
            unit=Unit.KILOGRAM,
            vendor__slug="mango-house",
            collection__title="Fresh Fruit",
        ).count()
        == mangoes.count()
    )


def test_the_bookshop_sells_seventy_classics() -> None:
    books = Product.objects.public().filter(collection__title="Books")
    assert books.count() == 70
    assert books.filter(vendor__slug="corner-bookshop").count() == 70
    novel = books.get(title="Pride and Prejudice")
    assert (novel.description or "").startswith("By Jane Austen, 1813.")


def test_a_quarter_of_the_goods_is_sold_by_the_store_itself() -> None:
    assert Product.objects.filter(vendor=None).count() == 244


def test_shops_that_do_not_sell_have_their_products_after_the_first_thousand() -> None:
    approved = Vendor.objects.filter(status=VendorStatus.APPROVED)
    assert (approved.count(), approved.filter(is_open=False).count()) == (12, 1)
    hidden = Product.objects.filter(
        Q(vendor__is_open=False) | ~Q(vendor__status=VendorStatus.APPROVED),
        vendor__isnull=False,
    )
    assert (hidden.count(), hidden.aggregate(low=Min("pk"))["low"]) == (28, 1014)


def test_every_image_opens_and_is_small() -> None:
    for row in ProductImage.objects.all():
        with Image.open(row.image) as picture:
            picture.load()
            assert (picture.size, picture.format) == ((480, 360), "JPEG")
        assert row.image.size < 10_000
    for vendor in Vendor.objects.all():
        with Image.open(vendor.image) as picture:
            assert (picture.size, picture.format) == ((240, 240), "PNG")


def test_each_line_of_an_order_belongs_to_its_vendors_part_of_it() -> None:
    lines = OrderItem.objects.all()
    assert lines.exclude(vendor_order__order=F("order")).count() == 0
    assert lines.filter(vendor=None).exclude(vendor_order__vendor=None).count() == 0
    sold = lines.exclude(vendor=None)
    assert sold.exclude(vendor_order__vendor=F("vendor")).count() == 0
    assert sold.exclude(product__vendor=F("vendor")).count() == 0
    assert lines.exclude(title=F("product__title")).count() == 0
    assert lines.exclude(unit_price=F("product__unit_price")).count() == 0
    assert VendorOrder.objects.filter(items=None).count() == 0
    assert Order.objects.filter(items=None).count() == 0


def test_orders_cover_ninety_days_all_payment_states_and_several_vendors() -> None:
    now = timezone.now()
    span = (now - timedelta(days=90, minutes=5), now)
    assert Order.objects.filter(placed_at__range=span).count() == 150
    statuses = set(Order.objects.values_list("payment_status", flat=True))
    assert statuses >= set("PCF")
    assert Order.objects.annotate(n=Count("vendor_orders")).filter(n__gt=1).exists()


def test_orders_go_to_the_default_addresses_of_their_customers() -> None:
    orders = Order.objects.select_related("customer__default_shipping_address")
    for order in orders:
        home = order.customer.default_shipping_address
        assert home is not None
        assert order.delivery == {name: str(getattr(home, name)) for name in DELIVERY}
        assert order.delivery_phone.startswith("+213")


def test_orders_have_got_as_far_as_their_age_allows() -> None:
    assert list(find_faults()) == []
    lines = Counter(OrderItem.objects.values_list("status", flat=True))
    assert set(lines) == set(OrderStatus)
    assert lines["delivered"] > 250
    assert set(VendorOrder.objects.values_list("status", flat=True)) >= {
        *("order_placed", "packed", "shipped", "delivered", "cancelled")
    }
    now = timezone.now()
    assert not StatusChange.objects.filter(at__gt=now).exists()
    early = StatusChange.objects.filter(at__lt=F("item__order__placed_at"))
    assert not early.exists()
    assert not StatusChange.objects.filter(by=None).exists()


def test_the_books_of_the_example_orders_are_what_the_rules_write() -> None:
    assert in_hand() == LedgerEntry.objects.balance() > 0
    assert not changed_by_the_rules()
    assert not Payment.objects.exclude(provider_id=None).exists()
    cash = {status for method, status in ways() if method == "cash_on_delivery"}
    assert cash >= {"to_confirm", "confirmed", "collected", "remitted", "refused"}
    assert {("manual", "paid"), ("manual", "pending"), ("chargily", "paid")} <= ways()
    assert set(Refund.objects.values_list("status", flat=True)) == {"owed", "paid"}


def test_reviews_are_marked_and_products_rated_by_all_of_them() -> None:
    assert_rated()
    assert_marked()


def test_the_demo_accounts_sign_in() -> None:
    for username in ("admin", "staff", "vera", "mina", "otto", "alice", "bob"):
        assert User.objects.get(username=username).check_password("Mango-Tree-42")
    assert User.objects.get(username="admin").is_superuser


def test_more_products_are_added_up_to_the_number_asked_for() -> None:
    seed(products=1500, verbosity=0)
    assert (Product.objects.count(), ProductImage.objects.count()) == (1500, 1500)
    assert len(set(Product.objects.values_list("slug", flat=True))) == 1500
    assert "nothing was created" in seed(products=1500)
    assert Product.objects.count() == 1500


def test_further_products_share_one_picture_per_collection() -> None:
    seed(products=1500, verbosity=0)
    images = ProductImage.objects.filter(image__startswith="store/images/seed-shelf-")
    assert images.count() == 389
    assert images.values("image").distinct().count() == 13


def test_nothing_is_printed_at_verbosity_zero() -> None:
    assert seed(verbosity=0) == ""


def test_the_shop_is_seeded_without_tags_and_likes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(apps, "is_installed", lambda name: False)
    assert "tags 0 (0 new), tagged items 0 (0 new)\nlikes 0 (0 new)" in seed()


def test_each_buyer_has_public_favourites_and_books_given_and_bought() -> None:
    marked = FavoriteProduct.objects.values_list("product_id", flat=True)
    assert Product.objects.public().filter(pk__in=marked).count() == len(set(marked))
    assert not FavoriteVendor.objects.exclude(vendor__status="approved").exists()
    assert_held()


def test_the_first_address_of_each_buyer_is_their_default_and_can_be_called() -> None:
    buyers = Customer.objects.filter(addresses__isnull=False).distinct()

    assert buyers.count() == 40
    for buyer in buyers:
        first = buyer.addresses.first()
        assert first.phone.is_valid()
        assert (first.label, first.country) == ("Home", "DZ")
        assert buyer.default_billing_address == first
        assert buyer.default_shipping_address == first
