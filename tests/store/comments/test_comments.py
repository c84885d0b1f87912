"""Writing and changing comments below a product."""

from __future__ import annotations

from datetime import timedelta
from json import dumps
from typing import Any

import pytest
from django.utils import timezone

from core.throttling import limits_of
from store.comments.choices import LONGEST_COMMENT
from store.models import Comment
from tests.builders import make_comment, make_product

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def url(product: Any, comment: Any = None) -> str:
    tail = "" if comment is None else f"{comment.pk}/"
    return f"/store/products/{product.pk}/comments/{tail}"


def test_a_customer_writes_and_everybody_reads(
    client_of: Any, alice: Any, anon: Any
) -> None:
    product = make_product()

    written = client_of(alice).post(
        url(product), {"text": "Does it keep?", "contains_spoiler": True}
    )

    assert written.status_code == 201
    comment = Comment.objects.get()
    body = {
        "id": comment.pk,
        "parent": None,
        "text": "Does it keep?",
        "author": {"name": "Alice Ait", "is_me": True},
        "by_vendor": False,
        "contains_spoiler": True,
        "created_at": comment.created_at.isoformat().replace("+00:00", "Z"),
        "edited_at": None,
        "is_deleted": False,
        "like_count": 0,
        "reply_count": 0,
        "liked_by_me": False,
    }
    assert written.json() == body
    body["author"] = {"name": "Alice Ait", "is_me": False}
    assert anon.get(url(product)).json()["results"] == [body]
    assert anon.get(url(product, comment)).json() == body


def test_who_is_not_signed_in_writes_nothing(anon: Any) -> None:
    assert anon.post(url(make_product()), {"text": "Hello"}).status_code == 401
    assert not Comment.objects.exists()


def test_comments_of_a_draft_are_seen_by_its_vendor_alone(
    client_of: Any, vera: Any, veras_shop: Any, alice: Any
) -> None:
    draft = make_product(vendor=veras_shop, is_published=False)
    make_comment(draft, customer=vera.customer)

    assert client_of(vera).get(url(draft)).json()["count"] == 1
    assert client_of(alice).get(url(draft)).status_code == 404
    assert client_of(alice).post(url(draft), {"text": "x"}).status_code == 404


@pytest.mark.parametrize("who", ["vera", "mina", "sam"])
def test_members_of_the_vendor_wear_its_badge_also_when_they_left(
    client_of: Any, veras_shop: Any, who: str, request: pytest.FixtureRequest
) -> None:
    member = request.getfixturevalue(who)
    product = make_product(vendor=veras_shop)

    answer = client_of(member).post(url(product), {"text": "It does."}).json()
    veras_shop.members.filter(user=member).delete()

    assert answer["by_vendor"] is True
    assert client_of(None).get(url(product)).json()["results"][0]["by_vendor"] is True


def test_members_of_another_vendor_and_staff_wear_none(
    client_of: Any, veras_shop: Any, otto: Any, ottos_shop: Any, staff: Any
) -> None:
    products = [make_product(vendor=veras_shop), make_product()]

    for user in (otto, staff):
        for product in products:
            answer = client_of(user).post(url(product), {"text": "Hm."})
            assert answer.json()["by_vendor"] is False


@pytest.mark.parametrize(
    "text",
    [
        "🥭" * (LONGEST_COMMENT // 2) + "é" * (LONGEST_COMMENT // 2),
        "👨‍👩‍👧 family",
        "\u200fشكرا جزيلا، كم سعره؟\u200e (9 DZD)",
        "Line\n\n\tand <b>tab</b> & 'quotes' \"too\" \\ %s {}",
        "𝒜 𐍈 中文 ñ",
    ],
)
def test_any_text_comes_back_as_it_was_written(
    client_of: Any, alice: Any, text: str
) -> None:
    product = make_product()

    answer = client_of(alice).post(url(product), {"text": text}, format="json")

    assert answer.status_code == 201
    assert answer.json()["text"] == text
    assert client_of(None).get(url(product)).json()["results"][0]["text"] == text


def test_control_characters_are_left_out(client_of: Any, alice: Any) -> None:
    sent = "a\x00b\x1b[31mc\x7f\x85\r\nd\re\u2028f "

    answer = client_of(alice).post(url(make_product()), {"text": sent}, format="json")

    assert answer.status_code == 201
    assert answer.json()["text"] == Comment.objects.get().text == "ab[31mc\nd\ne\nf"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": None},
        {"text": ""},
        {"text": "  \n "},
        {"text": "\x00\x01"},
        {"text": "\u200b\u200f"},
        {"text": "\ud800"},
        {"text": ["x"]},
        {"text": "x" * (LONGEST_COMMENT + 1)},
        {"text": "é" * 10_000},
        {"text": "x", "contains_spoiler": "perhaps"},
        {"text": "x", "parent": "abc"},
        {"text": "x", "parent": 2.5},
        {"text": "x", "parent": 2**63},
        {"text": "x", "parent": 0},
        {"text": "x", "parent": [1]},
    ],
)
def test_what_is_no_comment_is_refused(
    client_of: Any, alice: Any, body: dict[str, Any]
) -> None:
    answer = client_of(alice).post(
        url(make_product()), dumps(body), content_type="application/json"
    )

    assert answer.status_code == 400
    assert not Comment.objects.exists()


def test_an_author_changes_text_and_spoiler_for_a_while(
    client_of: Any, alice: Any, settings: Any
) -> None:
    settings.STORE_COMMENT_EDIT_MINUTES = 15
    comment = make_comment(
        customer=alice.customer, created_at=timezone.now() - 14 * MINUTE
    )

    answer = client_of(alice).patch(
        url(comment.product, comment), {"text": "Better.", "contains_spoiler": True}
    )

    assert answer.status_code == 200
    assert answer.json()["text"] == "Better."
    comment.refresh_from_db()
    assert (comment.text, comment.contains_spoiler) == ("Better.", True)
    assert timezone.now() - comment.edited_at < MINUTE


def test_a_change_that_changes_nothing_is_no_edit(client_of: Any, alice: Any) -> None:
    comment = make_comment(customer=alice.customer)
    client = client_of(alice)

    for body in ({}, {"text": comment.text, "parent": 7, "like_count": 9}):
        answer = client.patch(url(comment.product, comment), body, format="json")
        assert answer.status_code == 200

    row = Comment.objects.get()
    assert (row.edited_at, row.parent_id, row.like_count) == (None, None, 0)


def test_later_a_comment_stays_as_it_is(
    client_of: Any, alice: Any, settings: Any
) -> None:
    settings.STORE_COMMENT_EDIT_MINUTES = 15
    comment = make_comment(
        customer=alice.customer, created_at=timezone.now() - 16 * MINUTE
    )

    answer = client_of(alice).patch(url(comment.product, comment), {"text": "x"})

    assert (answer.status_code, answer.json()["code"]) == (409, "edit_time_over")
    assert Comment.objects.get().text == comment.text


def test_nobody_changes_the_words_of_another(
    client_of: Any, alice: Any, bob: Any, staff: Any, vera: Any, veras_shop: Any
) -> None:
    product = make_product(vendor=veras_shop)
    comment = make_comment(product, customer=alice.customer)

    for user in (bob, staff, vera):
        answer = client_of(user).patch(url(product, comment), {"text": "x"})
        assert answer.status_code == 403
        answer = client_of(user).put(url(product, comment), {"text": "x"})
        assert answer.status_code == 405

    assert Comment.objects.get().text == comment.text


def test_a_comment_is_not_found_below_another_product(
    client_of: Any, alice: Any
) -> None:
    comment, other = make_comment(customer=alice.customer), make_product()
    client = client_of(alice)

    assert client.get(url(other, comment)).status_code == 404
    assert client.patch(url(other, comment), {"text": "x"}).status_code == 404
    assert client.delete(url(other, comment)).status_code == 404
    assert Comment.objects.get().text == comment.text


def test_an_account_writes_only_so_many(
    client_of: Any, alice: Any, bob: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rates = {"comment:account": "2/h"}
    monkeypatch.setattr(
        "rest_framework.settings.api_settings.DEFAULT_THROTTLE_RATES", rates
    )
    product, client = make_product(), client_of(alice)

    statuses = [client.post(url(product), {"text": "x"}).status_code for _ in range(3)]

    assert limits_of("comment")
    assert statuses == [201, 201, 429]
    assert client.get(url(product)).status_code == 200
    assert client_of(bob).post(url(product), {"text": "x"}).status_code == 201
