"""`/store/vendors/{id}/reviews/`, the replies, and what vendors are rated."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils.dateparse import parse_datetime

from store.models import Review, ReviewReply, Vendor
from store.reviews.ratings import rate_all_vendors, rate_vendor
from tests.admin_pages import filled
from tests.builders import make_customer, make_product, make_review

pytestmark = pytest.mark.django_db
EMPTY = {"count": 0, "next": None, "previous": None, "results": []}


@pytest.fixture
def review(veras_shop: Vendor) -> Review:
    product = make_product("Mango", vendor=veras_shop)
    return make_review(product, customer=make_customer(), name="Ann", rating="4.5")


def address(shop: Vendor, review: Review | None = None, ending: str = "") -> str:
    key = f"{review.pk}/" if review else ""
    return f"/store/vendors/{shop.pk}/reviews/{key}{ending}"


def test_a_vendor_reads_the_reviews_of_its_own_products_alone(
    client_of: Any, sam: Any, veras_shop: Vendor, ottos_shop: Vendor, review: Review
) -> None:
    foreign = make_review(make_product(vendor=ottos_shop))
    make_review(make_product())

    answer = client_of(sam).get(address(veras_shop))

    assert answer.json() == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [
            {
                "id": review.pk,
                "date": review.date.isoformat(),
                "name": "Ann",
                "description": "Good.",
                "rating": 4.5,
                "verified": False,
                "helpful_count": 0,
                "voted_helpful": False,
                "is_hidden": False,
                "reply": None,
                "product": {"id": review.product_id, "title": "Mango"},
            }
        ],
    }
    one = client_of(sam).get(address(veras_shop, review))
    assert one.json() == answer.json()["results"][0]
    assert client_of(sam).get(address(veras_shop, foreign)).status_code == 404


def test_an_owner_replies_and_everybody_reads_it(
    client_of: Any, anon: Any, vera: Any, veras_shop: Vendor, review: Review
) -> None:
    answer = client_of(vera).put(
        address(veras_shop, review, "reply/"), {"text": "Thank you!"}
    )

    assert answer.status_code == 200
    reply = answer.json()["reply"]
    assert reply["text"] == "Thank you!"
    assert parse_datetime(reply["replied_at"])
    public = anon.get(f"/store/products/{review.product_id}/reviews/{review.pk}/")
    assert public.json()["reply"] == reply
    assert ReviewReply.objects.get().by == vera


def test_a_second_reply_takes_the_place_of_the_first(
    client_of: Any, vera: Any, mina: Any, veras_shop: Vendor, review: Review
) -> None:
    url = address(veras_shop, review, "reply/")
    client_of(vera).put(url, {"text": "Thank you!"})
    client_of(mina).put(url, {"text": "Thanks, Ann!"})

    reply = ReviewReply.objects.get()
    assert (reply.review, reply.text, reply.by) == (review, "Thanks, Ann!", mina)


def test_a_reply_is_taken_back_and_taking_back_none_is_no_error(
    client_of: Any, vera: Any, veras_shop: Vendor, review: Review
) -> None:
    url = address(veras_shop, review, "reply/")
    client_of(vera).put(url, {"text": "Thank you!"})

    assert client_of(vera).delete(url).status_code == 204
    assert client_of(vera).delete(url).status_code == 204
    assert not ReviewReply.objects.exists()
    assert Review.objects.filter(pk=review.pk).exists()


def test_nobody_answers_the_review_of_another_vendors_product(
    client_of: Any, otto: Any, ottos_shop: Vendor, review: Review
) -> None:
    answer = client_of(otto).put(
        address(ottos_shop, review, "reply/"), {"text": "Ours are better."}
    )

    assert answer.status_code == 404
    assert not ReviewReply.objects.exists()


@pytest.mark.parametrize(
    "body", [{}, {"text": ""}, {"text": " "}, {"text": "x" * 2001}, {"text": None}, []]
)
def test_a_reply_without_words_or_with_too_many_is_refused(
    client_of: Any, vera: Any, veras_shop: Vendor, review: Review, body: Any
) -> None:
    answer = client_of(vera).put(
        address(veras_shop, review, "reply/"), body, format="json"
    )

    assert answer.status_code == 400
    assert not ReviewReply.objects.exists()


def test_reviews_are_filtered_searched_and_ordered(
    client_of: Any, vera: Any, veras_shop: Vendor, review: Review
) -> None:
    other = make_product("Plum", vendor=veras_shop)
    bad = make_review(other, rating="1", description="Sour.")
    ReviewReply.objects.create(review=bad, text="Sorry.")

    def found(**params: Any) -> list[int]:
        answer = client_of(vera).get(address(veras_shop), params)
        return [row["id"] for row in answer.json()["results"]]

    assert found() == [bad.pk, review.pk]
    assert found(ordering="-rating") == [review.pk, bad.pk]
    assert found(product_id=other.pk) == [bad.pk]
    assert found(rating__lte="3") == [bad.pk]
    assert found(is_answered="false") == [review.pk]
    assert found(is_answered="true") == [bad.pk]
    assert found(search="sour") == [bad.pk]
    assert found(search="mango") == [review.pk]


def test_the_form_of_the_list_names_no_product_of_other_vendors(
    client_of: Any, vera: Any, veras_shop: Vendor, ottos_shop: Vendor, review: Review
) -> None:
    draft = make_product("Ottos draft", vendor=ottos_shop, is_published=False)
    client = client_of(vera)

    page = client.get(address(veras_shop), HTTP_ACCEPT="text/html").content.decode()
    foreign = client.get(address(veras_shop), {"product_id": draft.pk})
    missing = client.get(address(veras_shop), {"product_id": 10**9})

    assert "product_id" in page
    assert "Ottos draft" not in page
    assert foreign.json() == missing.json() == EMPTY
    for key in ("0", "abc", "1.5", "9" * 30, "\0"):
        assert client.get(address(veras_shop), {"product_id": key}).status_code == 400


def rating_of(shop: Vendor) -> tuple[Decimal | None, int]:
    shop.refresh_from_db()
    return shop.rating, shop.rating_count


def test_a_vendor_is_rated_by_the_reviews_of_its_products(
    client_of: Any,
    anon: Any,
    alice: Any,
    bob: Any,
    veras_shop: Vendor,
    ottos_shop: Vendor,
    django_capture_on_commit_callbacks: Any,
) -> None:
    one, two = make_product(vendor=veras_shop), make_product(vendor=veras_shop)

    def send(verb: str, user: Any, url: str, body: dict[str, Any]) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return getattr(client_of(user), verb)(url, body, format="json")

    base = f"/store/products/{one.pk}/reviews/"
    first = send("post", alice, base, {"description": "x", "rating": 4.5}).json()
    assert rating_of(veras_shop) == (Decimal("4.50"), 1)
    send("post", bob, base, {"description": "x", "rating": 3}).json()
    send(
        "post", bob, f"/store/products/{two.pk}/reviews/", {"description": "No stars."}
    )
    assert rating_of(veras_shop) == (Decimal("3.75"), 2)
    send("patch", alice, f"{base}{first['id']}/", {"rating": 2})
    assert rating_of(veras_shop) == (Decimal("2.50"), 2)
    shown = anon.get(f"/store/vendors/{veras_shop.pk}/").json()
    assert (shown["rating"], shown["rating_count"]) == (2.5, 2)
    send("delete", alice, f"{base}{first['id']}/", {})
    assert rating_of(veras_shop) == (Decimal("3.00"), 1)
    assert rating_of(ottos_shop) == (None, 0)


def test_a_vendor_whose_last_rating_is_gone_has_none(veras_shop: Vendor) -> None:
    review = make_review(make_product(vendor=veras_shop), rating="2")
    rate_vendor(vendor_id=veras_shop.pk)
    assert rating_of(veras_shop) == (Decimal("2.00"), 1)

    review.delete()
    assert rate_all_vendors() == 1
    assert rating_of(veras_shop) == (None, 0)


def test_a_rating_written_over_by_an_older_figure_is_written_again(
    veras_shop: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading and writing of one, another review comes and is counted first."""
    product = make_product(vendor=veras_shop)
    make_review(product, customer=make_customer(), rating="5")
    update = Vendor.objects.filter(pk=veras_shop.pk).update
    queryset = type(Vendor.objects.all())
    plain = queryset.update
    comes = iter([True])

    def late(rows: Any, **figures: Any) -> int:
        if next(comes, False):
            make_review(product, customer=make_customer(), rating="1")
            update(rating=Decimal(3), rating_count=2)
        return plain(rows, **figures)

    monkeypatch.setattr(queryset, "update", late)
    rate_vendor(vendor_id=veras_shop.pk)

    assert rating_of(veras_shop) == (Decimal("3.00"), 2)


@pytest.mark.parametrize("way", ["api", "admin"])
def test_vendors_are_rated_anew_when_a_product_changes_hands_or_goes(
    client_of: Any,
    staff: Any,
    admin_client: Any,
    veras_shop: Vendor,
    ottos_shop: Vendor,
    review: Review,
    way: str,
    django_capture_on_commit_callbacks: Any,
) -> None:
    rate_vendor(vendor_id=veras_shop.pk)
    assert rating_of(veras_shop)[1] == 1
    key = review.product_id

    with django_capture_on_commit_callbacks(execute=True):
        if way == "api":
            answer = client_of(staff).patch(
                f"/store/products/{key}/", {"vendor_id": ottos_shop.pk}, format="json"
            )
            assert answer.status_code == 200
        else:
            page = f"/admin/store/product/{key}/change/"
            form = filled(admin_client.get(page)) | {"vendor": ottos_shop.pk}
            assert admin_client.post(page, form).status_code == 302

    assert rating_of(veras_shop) == (None, 0)
    assert rating_of(ottos_shop)[1] == 1

    with django_capture_on_commit_callbacks(execute=True):
        if way == "api":
            answer = client_of(staff).delete(f"/store/products/{key}/")
            assert answer.status_code == 204
        else:
            page = f"/admin/store/product/{key}/delete/"
            assert admin_client.post(page, {"post": "yes"}).status_code == 302

    assert rating_of(ottos_shop) == (None, 0)
