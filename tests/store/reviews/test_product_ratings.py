"""What products are rated: in their JSON, in lists, and kept exact by every way to write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from importlib import import_module
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from core.privacy.erase import erase_person
from store.catalog.services import delete_product
from store.models import Product, ProductRating, Review
from store.reviews.drift import find_drift
from store.reviews.ratings import rate_products
from store.reviews.reports import moderate_reviews
from store.reviews.services import delete_reviews, find_helpful
from store.reviews.tasks import mend_ratings
from storefront import env
from tests.admin_pages import filled, page
from tests.builders import make_customer, make_product, make_review

pytestmark = pytest.mark.django_db
FIELDS = ("average_rating", "rating_count", "rating_histogram", "my_rating")


def make_rated(*ratings: Any, **fields: Any) -> Product:
    """A product with a review of each rating."""
    product = make_product(**fields)
    for rating in ratings:
        make_review(product, customer=make_customer(), rating=rating)
    rate_products(product_ids=[product.pk])
    return product


def rating_of(product: Product) -> tuple[Decimal, int, list[int]] | None:
    row = ProductRating.objects.filter(pk=product.pk).first()
    return row and (row.average, row.count, row.histogram)


def test_a_product_shows_what_it_is_rated_and_by_the_reader(
    client_of: Any, anon: Any, alice: Any
) -> None:
    product = make_rated("5", "4.5", "4.5", None)
    make_review(product, customer=alice.customer, rating="0.5")
    rate_products(product_ids=[product.pk])
    plain = make_product()

    def shown(client: Any, url: str) -> list[Any]:
        body = client.get(f"/store/products/{url}").json()
        rows = {row["id"]: row for row in body.get("results", [body])}
        return [rows[product.pk][name] for name in FIELDS]

    rated = [3.63, 4, [1, 0, 0, 0, 0, 0, 0, 0, 2, 1]]
    for url in ("", f"{product.pk}/", "?search=product"):
        assert shown(anon, url) == [*rated, None]
        assert shown(client_of(alice), url) == [*rated, 0.5]
    body = anon.get(f"/store/products/{plain.pk}/").json()
    assert [body[name] for name in FIELDS] == [None, 0, [0] * 10, None]


def test_the_list_is_filtered_by_what_is_rated(anon: Any) -> None:
    good, best = make_rated("4"), make_rated("4.5", "5")
    make_rated("3.5")
    make_product()

    def ids(least: str) -> list[int]:
        body = anon.get("/store/products/", {"rating__gte": least}).json()
        return sorted(row["id"] for row in body["results"])

    assert ids("4") == [good.pk, best.pk]
    assert ids("4.75") == [best.pk]
    assert ids("5") == []
    assert anon.get("/store/products/", {"rating__gte": "x"}).status_code == 400


def test_ordered_by_rating_it_lists_what_is_rated(anon: Any) -> None:
    bad, few, many = make_rated("1"), make_rated("5"), make_rated("5", "5")
    make_product()
    make_rated("5", is_published=False)

    def ids(ordering: str) -> list[int]:
        body = anon.get("/store/products/", {"ordering": ordering}).json()
        assert body["count"] == len(body["results"])
        return [row["id"] for row in body["results"]]

    assert ids("-average_rating") == [many.pk, few.pk, bad.pk]
    assert ids("average_rating") == [bad.pk, few.pk, many.pk]
    assert len(ids("unit_price")) == 4


def test_a_rating_follows_every_request(client_of: Any, alice: Any, bob: Any) -> None:
    product = make_product()
    base = f"/store/products/{product.pk}/reviews/"

    def send(user: Any, verb: str, url: str = "", **body: Any) -> Any:
        answer = getattr(client_of(user), verb)(base + url, body, format="json")
        assert answer.status_code < 300
        row = rating_of(product)
        return row and row[:2]

    assert send(alice, "post", description="Words.") is None
    assert send(alice, "put", "mine/", rating=5) == (5, 1)
    assert send(bob, "post", rating=4, description="x") == (Decimal("4.50"), 2)
    own = Review.objects.get(customer=bob.customer).pk
    assert send(bob, "patch", f"{own}/", rating=1) == (3, 2)
    assert send(bob, "patch", f"{own}/", rating=None) == (5, 1)
    assert send(bob, "put", f"{own}/", rating=2) == (Decimal("3.50"), 2)
    assert send(alice, "delete", "mine/") == (2, 1)
    assert send(bob, "delete", f"{own}/") is None
    assert [*find_drift()] == []


def test_thirds_are_rounded_half_up_to_cents() -> None:
    assert rating_of(make_rated("5", "5", "4"))[:2] == (Decimal("4.67"), 3)
    assert rating_of(make_rated(*["5"] * 7, "4.5"))[:2] == (Decimal("4.94"), 8)
    assert rating_of(make_rated(*["5"] * 3, "4.5"))[:2] == (Decimal("4.88"), 4)


def test_a_rating_follows_the_admin(admin_client: Any) -> None:
    old, new = make_rated("5", "1"), make_product()
    [review, other] = old.reviews.order_by("pk")
    address = page("store_review", "change", review.pk)

    def save(**fields: Any) -> None:
        form = filled(admin_client.get(address)) | fields
        assert admin_client.post(address, form).status_code == 302

    save(rating="4")
    assert rating_of(old)[:2] == (Decimal("2.50"), 2)
    save(product=new.pk)
    assert (rating_of(old)[:2], rating_of(new)[:2]) == ((1, 1), (4, 1))
    chosen = {"action": "delete_selected", "_selected_action": [other.pk]}
    admin_client.post("/admin/store/review/", chosen | {"post": "yes"})
    admin_client.post(page("store_review", "delete", review.pk), {"post": "yes"})
    assert not Review.objects.exists()
    assert not ProductRating.objects.exists()


def test_the_admin_adds_a_review_that_counts_and_refuses_an_empty_one(
    admin_client: Any,
) -> None:
    product = make_product()
    address = page("store_review", "add")
    form = filled(admin_client.get(address)) | {"product": product.pk, "name": "Ann"}

    admin_client.post(address, form)
    assert not Review.objects.exists()
    admin_client.post(address, form | {"rating": "3.5"})
    assert rating_of(product)[:2] == (Decimal("3.50"), 1)


def test_what_an_erased_person_rated_counts_on() -> None:
    product = make_rated("5", None)
    rated, words = product.reviews.order_by("pk")
    before = rating_of(product)

    for review in (rated, words):
        erase_person(user=review.customer.user)

    assert rating_of(product) == before
    assert [*find_drift()] == []
    assert product.reviews.get().rating == 5


def test_a_hidden_review_counts_nowhere_until_it_is_shown_again(
    django_capture_on_commit_callbacks: Any, veras_shop: Any
) -> None:
    product = make_rated("5", "1", vendor=veras_shop)
    worst = product.reviews.get(rating=1)

    def moderate(hide: bool) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            moderate_reviews(review_ids=[worst.pk], hide=hide, by=None)
        veras_shop.refresh_from_db()
        return rating_of(product)[:2], (veras_shop.rating, veras_shop.rating_count)

    assert moderate(hide=True) == ((5, 1), (5, 1))
    assert moderate(hide=True) == ((5, 1), (5, 1))
    assert moderate(hide=False) == ((3, 2), (3, 2))


def test_a_product_goes_with_its_rating() -> None:
    product = make_rated("5")
    delete_product(product=product)
    assert not ProductRating.objects.exists()


def test_what_drifted_is_told_and_mended() -> None:
    wrong, lost, extra, right = (
        make_rated("5"),
        make_rated("4"),
        make_product(),
        make_rated("3"),
    )
    ProductRating.objects.filter(pk=wrong.pk).update(count=7)
    ProductRating.objects.filter(pk=lost.pk).delete()
    ProductRating.objects.create(product=extra, count=1, average=1, histogram=[])
    voted = right.reviews.get()
    find_helpful(review=voted, reader=make_customer())
    Review.objects.filter(pk=voted.pk).update(helpful_count=0)
    before = [*ProductRating.objects.order_by("pk").values()]

    told = [drift.row for drift in find_drift()]

    assert told == [
        *(f"product {product.pk}" for product in (wrong, lost, extra)),
        f"review {voted.pk}",
    ]
    assert [*ProductRating.objects.order_by("pk").values()] == before
    with pytest.raises(CommandError, match="Wrong: 4"):
        call_command("check_ratings", stdout=StringIO())
    assert mend_ratings() == 4
    assert mend_ratings() == 0
    assert [
        rating_of(row) and rating_of(row)[:2] for row in (wrong, lost, extra, right)
    ] == [
        (5, 1),
        (4, 1),
        None,
        (3, 1),
    ]
    voted.refresh_from_db()
    assert voted.helpful_count == 1
    out = StringIO()
    call_command("check_ratings", stdout=out)
    assert out.getvalue() == "Every rating is what the reviews make of it.\n"


def test_what_is_deleted_twice_is_counted_once() -> None:
    product = make_rated("5", "4")
    review = product.reviews.first()

    assert [delete_reviews(review_ids=[review.pk]) for _ in range(2)] == [1, 0]
    assert rating_of(product)[1] == 1


def migration(name: str) -> ModuleType:
    """By its name: the number is nobody's business here."""
    [file] = (Path(env.BASE_DIR) / "store/migrations").glob(f"*_{name}.py")
    return import_module(f"store.migrations.{file.stem}")


def test_the_migration_fills_the_table_from_the_reviews_there_are() -> None:
    rated = make_rated("5", "4.5", None)
    make_review(rated, rating="1", is_hidden=True)
    make_rated(None)
    expected = [*ProductRating.objects.values()]
    ProductRating.objects.update(count=9)

    for _ in range(2):
        migration("ratings_of_products").rate_products(apps, None)

    assert [*ProductRating.objects.values()] == expected


@contextmanager
def unchecked() -> Iterator[None]:
    """As before there was the constraint."""
    off, on = (
        ("SET check_constraint_checks = 0", "SET check_constraint_checks = 1")
        if connection.vendor == "mysql"
        else (
            "PRAGMA ignore_check_constraints = 1",
            "PRAGMA ignore_check_constraints = 0",
        )
    )
    with connection.cursor() as cursor:
        cursor.execute(off)
        yield
        cursor.execute(on)


def test_the_migration_rounds_what_was_no_half() -> None:
    with unchecked():
        odd = [
            make_review(customer=make_customer(), rating=rating)
            for rating in ("4.3", "0.6", "4.9", "2.5", None)
        ]

    migration("ratings_by_halves").round_to_halves(apps, None)

    ratings = Review.objects.filter(pk__in=[row.pk for row in odd]).order_by("pk")
    kept = [Decimal("4.5"), Decimal("0.5"), Decimal(5), Decimal("2.5"), None]
    assert [*ratings.values_list("rating", flat=True)] == kept
