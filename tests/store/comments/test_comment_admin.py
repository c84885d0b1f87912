"""Staff moderate comments in the admin."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission

from store.comments.services import delete_comment
from store.models import Comment
from tests.admin_pages import queries_of
from tests.builders import (
    make_comment,
    make_member,
    make_product,
    make_user,
    make_vendor,
)

pytestmark = pytest.mark.django_db
LIST = "/admin/store/comment/"


def found(client: Any, **asked: Any) -> set[Any]:
    return set(client.get(LIST, asked).context["cl"].result_list)


def act(client: Any, name: str, *comments: Comment) -> Any:
    keys = [comment.pk for comment in comments]
    return client.post(LIST, {"action": name, "_selected_action": keys}, follow=True)


def test_staff_search_and_filter(admin_client: Any) -> None:
    author = make_user("zoe").customer
    mango = make_comment(make_product("Mango"), text="So ripe", customer=author)
    lemon = make_comment(make_product("Lemon"), text="Sour")
    delete_comment(comment=lemon, by=author.user)

    assert found(admin_client, q="ripe") == {mango}
    assert found(admin_client, q="lemon") == {lemon}
    assert found(admin_client, q="zoe") == {mango}
    assert found(admin_client, deleted="yes") == {lemon}
    assert found(admin_client, deleted="no") == {mango}


def test_staff_hide_comments_and_it_says_who_and_when(
    admin_client: Any, admin_user: Any, anon: Any
) -> None:
    rude, kind = make_comment(text="Rude."), make_comment(text="Kind.")

    act(admin_client, "hide", rude)

    rude.refresh_from_db()
    assert rude.is_deleted
    assert rude.deleted_by == admin_user
    assert b"Hidden by admin" in admin_client.get(LIST).content
    page = admin_client.get(f"{LIST}{rude.pk}/change/").content
    assert b"Rude." in page
    assert not Comment.objects.get(pk=kind.pk).is_deleted


def test_what_was_hidden_is_shown_again_but_not_what_its_author_deleted(
    admin_client: Any, alice: Any
) -> None:
    rude = make_comment(text="Rude.")
    gone = make_comment(text="Private.", customer=alice.customer)
    delete_comment(comment=gone, by=alice)
    act(admin_client, "hide", rude)

    answer = act(admin_client, "show", rude, gone)

    assert b"1 shown again" in answer.content
    rude.refresh_from_db()
    gone.refresh_from_db()
    assert (rude.is_deleted, rude.deleted_by, rude.text) == (False, None, "Rude.")
    assert (gone.is_deleted, gone.text) == (True, "")


def test_deleting_in_the_admin_hides_and_keeps_replies(admin_client: Any) -> None:
    comment = make_comment(text="Rude.")
    reply = make_comment(comment.product, parent=comment)

    answer = admin_client.post(f"{LIST}{comment.pk}/delete/", {"post": "yes"})

    assert answer.status_code == 302
    comment.refresh_from_db()
    assert comment.is_deleted
    assert not Comment.objects.get(pk=reply.pk).is_deleted
    assert b"delete_selected" not in admin_client.get(LIST).content


def test_nobody_writes_another_s_words(admin_client: Any) -> None:
    comment = make_comment()

    answer = admin_client.post(f"{LIST}{comment.pk}/change/", {"text": "x"})

    assert answer.status_code == 403
    assert Comment.objects.get().text == comment.text
    assert admin_client.get(f"{LIST}add/").status_code == 403


def test_who_sells_for_a_vendor_does_not_moderate(client: Any) -> None:
    seller = make_user("seller", is_staff=True)
    shop = make_vendor()
    make_member(shop, seller, "owner")
    seller.user_permissions.set(Permission.objects.filter(codename__contains="comment"))
    make_comment(make_product(vendor=shop))
    client.force_login(seller)

    assert client.get(LIST).status_code == 403


def test_a_product_is_deleted_in_the_admin_with_its_comments(client: Any) -> None:
    staff = make_user("shelves", is_staff=True)
    names = ["view_product", "delete_product", "delete_comment"]
    staff.user_permissions.set(Permission.objects.filter(codename__in=names))
    comment = make_comment()
    client.force_login(staff)

    answer = client.post(
        f"/admin/store/product/{comment.product_id}/delete/", {"post": "yes"}
    )

    assert answer.status_code == 302
    assert not Comment.objects.exists()


def test_a_long_list_costs_the_same(admin_client: Any) -> None:
    for _ in range(2):
        make_comment()
    few = queries_of(admin_client, LIST)
    for _ in range(10):
        make_comment()

    assert queries_of(admin_client, LIST) == few
