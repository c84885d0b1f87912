"""Replies, and what a deleted comment leaves."""

from __future__ import annotations

from typing import Any

import pytest

from core.privacy.erase import erase_person
from store.models import Comment, Product
from tests.builders import make_comment, make_customer, make_product
from tests.store.comments.test_comments import url

pytestmark = pytest.mark.django_db


def refusal(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def listed(client: Any, product: Product, **asked: Any) -> list[int]:
    answer = client.get(url(product), asked)
    assert answer.status_code == 200, answer.json()
    return [row["id"] for row in answer.json()["results"]]


def test_replies_to_any_depth_are_one_flat_list(client_of: Any, alice: Any) -> None:
    product, client = make_product(), client_of(alice)
    parent = None
    for _ in range(5):
        answer = client.post(
            url(product), {"text": "x", "parent": parent}, format="json"
        )
        assert answer.json()["parent"] == parent
        parent = answer.json()["id"]

    rows = client.get(url(product)).json()["results"]

    ids = [row["id"] for row in rows]
    assert ids == sorted(ids, reverse=True)
    assert [row["parent"] for row in rows] == [*ids[1:], None]
    assert [row["reply_count"] for row in rows] == [0, 1, 1, 1, 1]


def test_one_replies_to_comments_of_the_same_product_only(
    client_of: Any, alice: Any
) -> None:
    elsewhere, product = make_comment(), make_product()

    for parent in (elsewhere.pk, elsewhere.pk + 999):
        answer = client_of(alice).post(url(product), {"text": "x", "parent": parent})
        assert refusal(answer) == (400, "unknown_parent")
        assert list(answer.json()) == ["parent", "code"]

    assert Comment.objects.get() == elsewhere


def test_lists_filter_by_parent(anon: Any) -> None:
    product = make_product()
    one, two = make_comment(product), make_comment(product)
    below = make_comment(product, parent=one)
    deeper = make_comment(product, parent=below)
    make_comment()

    assert listed(anon, product) == [deeper.pk, below.pk, two.pk, one.pk]
    assert listed(anon, product, parent="null") == [two.pk, one.pk]
    assert listed(anon, product, parent=one.pk) == [below.pk]
    assert listed(anon, product, parent=deeper.pk) == []
    for nonsense in ("abc", "-1", "1.5", "NULL", "9" * 19, "٣"):
        answer = anon.get(url(product), {"parent": nonsense})
        assert answer.status_code == 400, nonsense


def test_lists_order_by_date_and_likes_and_come_in_pages(anon: Any) -> None:
    product = make_product()
    keys = [make_comment(product, like_count=likes).pk for likes in (1, 3, 2)]
    by_likes = [keys[1], keys[2], keys[0]]

    assert listed(anon, product, ordering="created_at") == keys
    assert listed(anon, product, ordering="-like_count") == by_likes
    assert listed(anon, product, ordering="like_count", parent="null") == by_likes[::-1]
    assert listed(anon, product, ordering="text") == keys[::-1]
    page = anon.get(url(product), {"page_size": 2, "page": 2}).json()
    assert (page["count"], len(page["results"]), page["next"]) == (3, 1, None)


def test_a_deleted_comment_keeps_its_place_and_its_replies(
    client_of: Any, alice: Any, anon: Any
) -> None:
    comment = make_comment(customer=alice.customer, contains_spoiler=True)
    reply = make_comment(comment.product, parent=comment)

    answers = [client_of(alice).delete(url(comment.product, comment)) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [204, 204]
    row = anon.get(url(comment.product, comment)).json()
    assert (row["is_deleted"], row["text"], row["author"]) == (True, "", None)
    assert (row["contains_spoiler"], row["reply_count"]) == (False, 1)
    assert listed(anon, comment.product, parent=comment.pk) == [reply.pk]
    kept = Comment.objects.get(pk=comment.pk)
    assert (kept.text, kept.deleted_by) == ("", alice)


def test_what_is_deleted_is_not_changed_nor_replied_to(
    client_of: Any, alice: Any
) -> None:
    comment = make_comment(customer=alice.customer)
    client, address = client_of(alice), url(comment.product, comment)
    client.delete(address)
    before = Comment.objects.values().get()

    changed = client.patch(address, {"text": "x"})
    replied = client.post(url(comment.product), {"text": "x", "parent": comment.pk})

    assert refusal(changed) == refusal(replied) == (409, "comment_deleted")
    assert Comment.objects.values().get() == before


def test_others_delete_nothing_and_staff_hide(
    client_of: Any, alice: Any, bob: Any, vera: Any, veras_shop: Any, staff: Any
) -> None:
    comment = make_comment(
        make_product(vendor=veras_shop), customer=alice.customer, text="Rude."
    )
    address = url(comment.product, comment)

    for user in (bob, vera):
        assert client_of(user).delete(address).status_code == 403
    assert client_of(None).get(address).json()["text"] == "Rude."

    assert client_of(staff).delete(address).status_code == 204
    for reader in (None, alice, staff):
        assert client_of(reader).get(address).json()["text"] == ""
    row = Comment.objects.get()
    assert (row.text, row.deleted_by) == ("Rude.", staff)

    assert client_of(alice).delete(address).status_code == 204
    row = Comment.objects.get()
    assert (row.text, row.deleted_by) == ("", staff)


def test_an_erased_person_leaves_places_for_the_replies_of_others(
    alice: Any, anon: Any, veras_shop: Any
) -> None:
    product = make_product(vendor=veras_shop)
    comment = make_comment(
        product, customer=alice.customer, text="I am Alice.", by_vendor=True
    )
    reply = make_comment(product, parent=comment, text="Hello!")

    erase_person(user=alice)

    row = anon.get(url(product, comment)).json()
    assert row["author"] == {"name": "Former customer", "is_me": False}
    assert (row["text"], row["is_deleted"], row["reply_count"]) == ("", True, 1)
    assert anon.get(url(product, reply)).json()["text"] == "Hello!"
    assert Comment.objects.filter(text__contains="Alice").count() == 0


def test_who_hid_a_comment_and_is_erased_is_named_no_more(staff: Any) -> None:
    comment = make_comment(text="Rude.", deleted_by=staff)

    erase_person(user=staff)

    comment.refresh_from_db()
    assert (comment.text, comment.deleted_by) == ("Rude.", None)


def test_a_customer_who_was_deleted_is_a_former_one(anon: Any) -> None:
    comment = make_comment(customer=make_customer())
    comment.customer.delete()

    row = anon.get(url(comment.product, comment)).json()

    assert row["author"] == {"name": "Former customer", "is_me": False}
    assert row["text"] == comment.text


def test_comments_go_with_their_product(client_of: Any, staff: Any) -> None:
    comment = make_comment()
    make_comment(comment.product, parent=comment)
    kept = make_comment()

    answer = client_of(staff).delete(f"/store/products/{comment.product_id}/")

    assert answer.status_code == 204
    assert Comment.objects.get() == kept
