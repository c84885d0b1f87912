"""Files of books in the admin."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile

from store.models import BookFile
from tests.admin_pages import page, queries_of, text
from tests.book_files import jpeg, make_book_file
from tests.builders import make_entry, make_member, make_product, make_user, make_vendor

pytestmark = pytest.mark.django_db
LIST = "/admin/store/bookfile/"


def test_staff_see_what_became_of_each_file(admin_client: Any) -> None:
    ready = make_book_file(cover=ContentFile(jpeg(), "cover.jpg"), size=482_113)
    make_book_file(status="refused", reason="no_pages")

    listed = admin_client.get(LIST).content.decode()
    shown = admin_client.get(f"{LIST}{ready.pk}/change/").content.decode()

    for part in ("Ready", "Refused", ready.cover.url, ready.book.product.title):
        assert part in listed
    assert ready.sha256 in shown
    assert ready.file.name not in listed + shown


def test_a_deletion_keeps_what_somebody_holds(admin_client: Any) -> None:
    held, unheld = make_book_file(), make_book_file()
    make_entry(product=held.book.product)

    for edition in (held, unheld):
        admin_client.post(f"{LIST}{edition.pk}/delete/", {"post": "yes"})

    assert BookFile.objects.get().pk == held.pk
    assert BookFile.objects.get().replaced_at is not None


@pytest.mark.parametrize(
    ("role", "sees", "deletes"),
    [("owner", True, True), ("manager", True, True), ("staff", False, False)],
)
def test_members_have_their_vendors_files_by_their_role(
    client: Any, role: str, sees: bool, deletes: bool
) -> None:
    member, shop = make_user(is_staff=True), make_vendor()
    member.user_permissions.set(Permission.objects.all())
    make_member(shop, member, role)
    own = make_book_file(make_product("Mine", vendor=shop))
    other = make_book_file(make_product("Not mine"))
    client.force_login(member)

    listed = client.get(LIST)

    assert listed.status_code == (200 if sees else 403)
    assert ("Mine" in listed.content.decode()) is sees
    assert "Not mine" not in listed.content.decode()
    for edition in (own, other):
        client.post(f"{LIST}{edition.pk}/delete/", {"post": "yes"})
    assert BookFile.objects.filter(pk=own.pk).exists() is not deletes
    assert BookFile.objects.filter(pk=other.pk).exists()


def test_files_say_how_many_hold_the_book_at_the_cost_of_one(admin_client: Any) -> None:
    edition = make_book_file()
    make_entry(product=edition.book.product)
    few = queries_of(admin_client, LIST)
    for _ in range(3):
        make_entry(product=make_book_file().book.product)
        make_entry(product=edition.book.product)

    rows = admin_client.get(LIST).context["cl"].result_list

    assert sorted(row.holders for row in rows) == [1, 1, 1, 4]
    assert queries_of(admin_client, LIST) == few
    one = f"{LIST}{edition.pk}/change/"
    assert "held by" in text(admin_client.get(one)).lower()


def test_the_page_of_a_product_shows_its_files_at_the_cost_of_one(
    admin_client: Any,
) -> None:
    edition = make_book_file(cover=ContentFile(jpeg(), "cover.jpg"))
    product = edition.book.product
    url = page("store_product", "change", product.pk)
    few = queries_of(admin_client, url)
    sample = make_book_file(product, is_sample=True, format="epub", pages=None)

    shown = text(admin_client.get(url))

    assert f"{LIST}{edition.pk}/change/" in shown
    assert edition.cover.url in shown
    assert "PDF, edition 1</a>: Ready, 12 pages" in shown
    assert f'{LIST}{sample.pk}/change/">EPUB, sample</a>: Ready, no pages' in shown
    assert queries_of(admin_client, url) == few
    assert admin_client.get(page("store_product", "add")).status_code == 200


@pytest.mark.parametrize("role", ["owner", "manager"])
def test_members_see_the_files_on_their_products(client: Any, role: str) -> None:
    member, shop = make_user(is_staff=True), make_vendor()
    member.user_permissions.set(Permission.objects.all())
    make_member(shop, member, role)
    own = make_book_file(make_product("Mine", vendor=shop))
    client.force_login(member)

    shown = text(client.get(page("store_product", "change", own.book_id)))

    assert f"{LIST}{own.pk}/change/" in shown
