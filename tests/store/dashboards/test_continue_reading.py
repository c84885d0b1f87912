"""`continue_reading`: the books one is in the middle of."""

from __future__ import annotations

from typing import Any

import pytest

from store.progress.services import move_to
from tests.book_files import make_book_file
from tests.builders import make_image
from tests.positions import make_read, position
from tests.store.insights.seeing import client_for

pytestmark = pytest.mark.django_db
URL = "/store/customers/me/dashboard/"


def shown_to(user: Any) -> list[Any]:
    return client_for(user).get(URL).json()["continue_reading"]


def test_the_books_one_is_in_the_middle_of_are_there_the_last_read_first(
    alice: Any, bob: Any, staff: Any
) -> None:
    first = make_read(alice.customer, 0.2, 1)
    second = make_read(alice.customer, 0.3, 2)
    make_read(alice.customer, 0.99, 3)
    make_read(bob.customer, 0.5, 4)
    make_read(alice.customer, 0.5, 5).delete()
    move_to(entry=first, sent=position(0.25, 9, "tablet"))
    first.product.is_published = False
    first.product.save()

    shown = shown_to(alice)

    assert [row["entry"] for row in shown] == [first.pk, second.pk]
    assert shown[0]["product"] == {"id": first.product_id, "title": first.product.title}
    assert shown[0]["current"]["progression"] == 0.25
    assert shown[0]["current"]["device"]["id"] == "tablet"
    assert not shown[0]["is_finished"]
    staffs = f"/store/customers/{alice.customer.pk}/dashboard/"
    assert client_for(staff).get(staffs).json()["continue_reading"] == shown


def test_a_book_shows_the_cover_of_its_file_or_its_first_picture(alice: Any) -> None:
    bare, pictured, covered = (
        make_read(alice.customer, minutes=minutes) for minutes in (3, 2, 1)
    )
    images = [make_image(pictured.product) for _ in range(2)]
    make_image(covered.product)
    make_book_file(covered.product, cover="store/covers/x.jpg")

    assert [row["image"] for row in shown_to(alice)] == [
        None,
        f"http://testserver{images[0].image.url}",
        "http://testserver/media/store/covers/x.jpg",
    ]
    assert bare.pk == shown_to(alice)[0]["entry"]


def test_ten_are_enough(alice: Any) -> None:
    entries = [make_read(alice.customer, minutes=minutes) for minutes in range(12)]

    assert [row["entry"] for row in shown_to(alice)] == [
        entry.pk for entry in reversed(entries[2:])
    ]
