"""The life of an import: one at a time, once, whole or not at all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from store.models import ImportFile, Product, ProductImport, Vendor
from store.sheets import run as running
from store.sheets import services
from store.sheets.errors import TooManyImports
from store.sheets.run import run_import, run_left_behind
from store.sheets.services import claim, delete_old, start_import, write_down
from store.vendors.errors import VendorNotApproved
from tests.architecture.world import everything
from tests.builders import make_collection, make_product, make_user, make_vendor
from tests.sheets import csv_of, figures, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return make_vendor()


def start(shop, content=b"id,title\n1,x\n", **options):
    options = {"file_name": "a.csv", "dry_run": True} | options
    return start_import(vendor=shop, by=make_user(), content=content, **options)


def renames(shop, count=3):
    rows = [(make_product(vendor=shop).pk, "New") for _ in range(count)]
    return csv_of(["id", "title"], *rows)


def test_an_import_that_is_delivered_twice_is_done_once(shop):
    content = csv_of(
        ["title", "unit_price", "inventory", "collection"],
        ["Fig", 1, 1, make_collection("Fruit").pk],
    )
    job = start(shop, content, dry_run=False)

    assert [run_import(pk=job.pk) for _ in range(3)] == [True, False, False]
    assert Product.objects.count() == 1


def test_an_import_that_runs_is_not_run_by_another_worker(shop):
    job = start(shop, renames(shop))
    assert claim(pk=job.pk) is not None

    assert run_import(pk=job.pk) is False
    assert claim(pk=job.pk) is None


def test_an_import_whose_worker_was_lost_is_run_by_the_next(shop):
    job = start(shop, renames(shop), dry_run=False)
    claim(pk=job.pk)
    assert run_left_behind() == 0

    ProductImport.objects.update(beat_at=timezone.now() - timedelta(minutes=4))

    assert run_left_behind() == 1
    job.refresh_from_db()
    assert (job.status, figures(job)) == ("done", (3, 0, 3, 0))


def test_an_import_that_no_worker_took_is_found(shop):
    job = start(shop, renames(shop), dry_run=False)
    ProductImport.objects.update(beat_at=timezone.now() - timedelta(minutes=4))

    assert run_left_behind() == 1
    job.refresh_from_db()
    assert job.status == "done"


def test_the_lost_worker_that_comes_back_writes_nothing(shop, monkeypatch):
    content = renames(shop)
    job = start(shop, content, dry_run=False)
    before = everything()["store.Product"]

    def taken_over(**kwargs):
        ProductImport.objects.update(attempts=2)
        return plan_import(**kwargs)

    plan_import = running.plan_import
    monkeypatch.setattr(running, "plan_import", taken_over)

    assert run_import(pk=job.pk) is False
    assert everything()["store.Product"] == before
    job.refresh_from_db()
    assert job.status == "running"


def test_after_three_lost_workers_an_import_has_failed(shop):
    job = start(shop, renames(shop), dry_run=False)
    for _ in range(3):
        assert claim(pk=job.pk)
        ProductImport.objects.update(beat_at=timezone.now() - timedelta(minutes=4))

    assert run_left_behind() == 0
    job.refresh_from_db()
    assert (job.status, job.error) == ("failed", "worker_lost")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (SoftTimeLimitExceeded(), "took_too_long"),
        (IntegrityError(), "conflict"),
        (ZeroDivisionError(), "internal"),
    ],
)
def test_an_import_that_fails_half_way_leaves_nothing(shop, monkeypatch, error, code):
    job = start(shop, renames(shop), dry_run=False)
    before = everything()["store.Product"]

    def fails(**kwargs):
        raise error

    monkeypatch.setattr(services, "create_products", fails)
    try:
        run_import(pk=job.pk)
    except ZeroDivisionError:
        assert code == "internal"

    assert everything()["store.Product"] == before
    job.refresh_from_db()
    assert (job.status, job.error, job.updated) == ("failed", code, 0)
    assert job.finished_at is not None


def test_an_import_that_lost_its_database_is_run_again(shop, monkeypatch):
    job = start(shop, renames(shop), dry_run=False)

    def gone(**kwargs):
        raise OperationalError

    with monkeypatch.context() as patch:
        patch.setattr(services, "write_products", gone)
        with pytest.raises(OperationalError):
            run_import(pk=job.pk)
    job.refresh_from_db()
    assert job.status == "running"

    ProductImport.objects.update(beat_at=timezone.now() - timedelta(minutes=4))
    assert run_left_behind() == 1


def test_a_product_that_goes_while_the_file_is_read_fails_the_whole(shop, monkeypatch):
    job = start(shop, renames(shop), dry_run=False)

    def late(**kwargs):
        plan = plan_import(**kwargs)
        Product.objects.order_by("pk").last().delete()
        return plan

    plan_import = running.plan_import
    monkeypatch.setattr(running, "plan_import", late)
    run_import(pk=job.pk)

    job.refresh_from_db()
    assert (job.status, job.error) == ("failed", "conflict")
    assert not Product.objects.filter(title="New").exists()


def test_a_shop_that_is_suspended_meanwhile_is_not_written(shop, monkeypatch):
    job = start(shop, renames(shop), dry_run=False)
    Vendor.objects.update(status="suspended")

    run_import(pk=job.pk)

    job.refresh_from_db()
    assert (job.status, job.error) == ("failed", "vendor_not_approved")
    assert not Product.objects.filter(title="New").exists()


@pytest.mark.parametrize("status", ["pending", "suspended", "rejected"])
def test_a_shop_that_is_not_approved_may_try_and_not_write(status):
    shop = make_vendor(status=status)

    with pytest.raises(VendorNotApproved):
        start(shop, dry_run=False)
    assert start(shop).status == "waiting"


def test_two_imports_of_a_shop_at_once_are_enough(shop):
    first, _ = start(shop), start(shop)

    with pytest.raises(TooManyImports):
        start(shop)
    assert ImportFile.objects.count() == 2
    start(make_vendor())
    run_import(pk=first.pk)
    start(shop)


def test_progress_is_seen_while_it_runs(shop, monkeypatch):
    monkeypatch.setattr(running, "SECONDS_BETWEEN_NOTES", 0)
    monkeypatch.setattr("store.sheets.checks.AT_A_TIME", 2)
    seen = []

    def spy(*, job, **values):
        write_down(job=job, **values)
        row = ProductImport.objects.get(pk=job.pk)
        seen.append((row.status, row.done, row.total))

    monkeypatch.setattr(running, "write_down", spy)
    run(shop, renames(shop, 5))

    assert seen == [("running", 0, 5), ("running", 2, 5), ("running", 4, 5)]


def test_stock_that_is_taken_while_a_file_is_read_stays_taken(shop, monkeypatch):
    """The file says what was there before; a cell that is unchanged is not written."""
    mango = make_product("Mango", vendor=shop, inventory=10)
    content = csv_of(["id", "title", "inventory"], [mango.pk, "Ripe", 10])
    job = start(shop, content, dry_run=False)

    def sold_meanwhile(**kwargs):
        plan = plan_import(**kwargs)
        Product.objects.filter(pk=mango.pk).update(inventory=4)
        return plan

    plan_import = running.plan_import
    monkeypatch.setattr(running, "plan_import", sold_meanwhile)
    run_import(pk=job.pk)

    mango.refresh_from_db()
    assert (mango.title, mango.inventory) == ("Ripe", 4)


def test_a_rolled_back_request_hands_nothing_to_a_worker(
    shop, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        try:
            with transaction.atomic():
                start(shop)
                raise ZeroDivisionError
        except ZeroDivisionError:
            pass
    assert callbacks == []
    assert not ProductImport.objects.exists()


def test_files_go_after_two_days_and_imports_after_ninety(shop):
    for days in (1, 3, 91, None):
        job = start(make_vendor())
        if days is not None:
            run_import(pk=job.pk)
            ended = timezone.now() - timedelta(days=days)
            ProductImport.objects.filter(pk=job.pk).update(finished_at=ended)

    assert delete_old() == (2, 1)
    assert (ImportFile.objects.count(), ProductImport.objects.count()) == (2, 3)
    assert delete_old() == (0, 0)


def test_a_name_of_a_file_is_kept_as_far_as_it_can_be_shown(shop):
    job = start(shop, file_name="pri\x00ces\ud800" + "é" * 300)

    assert job.file_name == "prices" + "é" * 249
