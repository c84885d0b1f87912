"""Files go after the commit that took their last row, and never before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.storage import InMemoryStorage
from django.db import connection, transaction

from store.models import Product, ProductImage, Vendor
from tests.builders import make_image, make_product, make_vendor, picture
from tests.core.files.stored import is_stored, pictures
from tests.races.together import together

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("empty_storage"),
]


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_the_file_of_a_deleted_row_goes() -> None:
    image = make_image()
    name = image.image.name

    image.delete()

    assert not is_stored(name)


def test_a_deleted_vendors_logo_goes() -> None:
    vendor = make_vendor(image=picture())
    name = vendor.image.name
    assert is_stored(name)

    vendor.delete()

    assert not is_stored(name)


def test_the_files_of_a_deleted_queryset_go() -> None:
    names = [make_image().image.name for _ in range(3)]
    kept = make_image()

    ProductImage.objects.exclude(pk=kept.pk).delete()

    assert [is_stored(name) for name in names] == [False] * 3
    assert is_stored(kept.image.name)


def test_rows_that_were_read_without_their_file_column_leave_no_file() -> None:
    names = [make_image().image.name, make_image().image.name]

    ProductImage.objects.only("pk").filter(image=names[0]).delete()
    ProductImage.objects.defer("image").get().delete()

    assert [is_stored(name) for name in names] == [False, False]


def test_the_files_of_rows_that_go_by_cascade_go() -> None:
    image = make_image()

    image.product.delete()

    assert ProductImage.objects.count() == 0
    assert not is_stored(image.image.name)


def test_the_file_is_there_until_the_commit() -> None:
    image = make_image()
    name = image.image.name

    with transaction.atomic():
        image.delete()
        assert is_stored(name)

    assert not is_stored(name)


@pytest.mark.parametrize("change", ["delete", "replace"])
def test_a_rollback_brings_back_a_row_that_has_its_file(change: str) -> None:
    image = make_image()
    name = image.image.name

    with rolled_back():
        if change == "delete":
            image.delete()
        else:
            image.image = picture("new.png")
            image.save()

    assert ProductImage.objects.get().image.name == name
    assert is_stored(name)


def test_a_rolled_back_savepoint_keeps_the_file_though_the_rest_commits() -> None:
    image = make_image()

    with transaction.atomic():
        with rolled_back():
            image.delete()
        make_product()

    assert is_stored(ProductImage.objects.get().image.name)


def test_a_replaced_file_goes_and_the_new_one_stays() -> None:
    image = make_image()
    old = image.image.name
    image.image = picture("new.png")

    image.save()

    assert not is_stored(old)
    assert is_stored(ProductImage.objects.get().image.name)


def test_a_cleared_logo_goes() -> None:
    vendor = make_vendor(image=picture())
    name = vendor.image.name
    vendor.image = ""

    vendor.save()

    assert not is_stored(name)


def test_a_save_of_other_columns_keeps_the_file() -> None:
    vendor = make_vendor(image=picture())
    vendor.image = picture("unsaved.png")

    vendor.save(update_fields=["shop_name"])
    Vendor.objects.get().save()

    assert is_stored(Vendor.objects.get().image.name)


def test_what_goes_is_the_file_of_the_row_not_of_an_instance_read_earlier() -> None:
    image = make_image()
    stale = ProductImage.objects.get()
    image.image = picture("new.png")
    image.save()
    new = image.image.name

    stale.delete()

    assert not is_stored(new)


def test_a_file_that_another_row_shows_stays_until_the_last_one() -> None:
    first = make_image()
    name = first.image.name
    second = ProductImage.objects.create(product=make_product(), image=name)
    logo = make_vendor(image=name)

    first.delete()
    assert is_stored(name)
    second.image = picture("own.png")
    second.save()
    assert is_stored(name)
    logo.delete()
    assert not is_stored(name)


def test_rows_that_shared_a_file_and_go_together_leave_none() -> None:
    name = make_image().image.name
    ProductImage.objects.create(product=make_product(), image=name)

    ProductImage.objects.all().delete()

    assert not is_stored(name)


def test_a_storage_that_does_not_answer_does_not_stop_the_deletion(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(storage: Any, name: str) -> None:
        raise OSError("no answer")

    image = make_image()
    monkeypatch.setattr(InMemoryStorage, "delete", refuse)

    image.delete()

    assert ProductImage.objects.count() == 0
    assert "no answer" in caplog.text


# --- At once ----------------------------------------------------------------------


def test_of_several_replacements_in_transactions_one_file_is_left() -> None:
    image = make_image()
    concurrent = 4 if connection.vendor == "mysql" else 2

    def replace(number: int) -> None:
        mine = ProductImage.objects.get()
        mine.image = picture(f"new{number}.png")
        with transaction.atomic():
            mine.save()

    results = together(*(lambda n=n: replace(n) for n in range(concurrent)))

    assert results == [None] * concurrent
    assert pictures() == {ProductImage.objects.get().image.name}
    assert Product.objects.get() == image.product
