"""Files of books in the admin."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile

from store.models import BookFile
from tests.book_files import jpeg, make_book_file
from tests.builders import make_entry, make_member, make_product, make_user, make_vendor

pytestmark = pytest.mark.django_db
LIST = "/admin/store/bookfile/"


def test_staff_see_what_became_of_each_file(admin_client: Any) -> None:
    ready = make_book_file(cover=ContentFile(jpeg(), "cover.jpg"), size=482_113)
    make_book_file(status="refused", reason="no_pages")

    listed = admin_client.get(LIST).content.decode()
    page = admin_client.get(f"{LIST}{ready.pk}/change/").content.decode()

    for text in ("Ready", "Refused", ready.cover.url, ready.book.product.title):
        assert text in listed
    assert ready.sha256 in page
    assert ready.file.name not in listed + page


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
