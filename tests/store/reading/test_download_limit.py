"""How often a held book may be downloaded."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from store.models import Download, LibraryEntry
from store.reading.downloads import begin_download, delete_old_downloads
from store.reading.errors import DownloadLimitReached, NoSuchFile
from tests.admin_pages import page, queries_of, text
from tests.book_files import make_book, make_book_file
from tests.builders import make_entry, make_product

pytestmark = pytest.mark.django_db
LIBRARY = "/store/customers/me/library/"
HELD = "/admin/store/libraryentry/"


@pytest.fixture
def entry(alice: Any) -> LibraryEntry:
    return make_entry(alice.customer, make_book().product)


@pytest.fixture
def holder(client_of: Any, alice: Any) -> APIClient:
    return client_of(alice)


def ask(client: APIClient, entry: LibraryEntry, **wanted: Any) -> Any:
    return client.post(
        f"{LIBRARY}{entry.pk}/download/", {"format": "pdf", **wanted}, format="json"
    )


def age(**ago: Any) -> None:
    """As if every download had begun so long ago."""
    Download.objects.update(at=timezone.now() - timedelta(**ago))


def used(client: APIClient) -> dict[str, Any]:
    [row] = client.get(LIBRARY).json()["results"]
    return row["downloads"]


def test_a_resumed_download_counts_once_and_another_edition_by_itself(
    holder: APIClient, entry: LibraryEntry
) -> None:
    make_book_file(entry.product)
    make_book_file(entry.product)
    make_book_file(entry.product, format="epub")

    for _ in range(3):
        assert ask(holder, entry).status_code == 200
    assert used(holder) == {"used": 1, "limit": 20, "days": 30}
    ask(holder, entry, edition=1)
    ask(holder, entry, format="epub")

    assert used(holder)["used"] == 3


def test_after_the_life_of_the_link_it_is_another(
    holder: APIClient, entry: LibraryEntry
) -> None:
    make_book_file(entry.product)
    ask(holder, entry)
    age(minutes=14)
    ask(holder, entry)
    assert used(holder)["used"] == 1

    age(minutes=16)
    ask(holder, entry)

    assert used(holder)["used"] == 2


def test_beyond_the_limit_it_is_a_429_that_says_until_when(
    holder: APIClient, entry: LibraryEntry, settings: Any
) -> None:
    settings.STORE_DOWNLOADS_PER_BOOK, settings.STORE_DOWNLOADS_DAYS = 2, 7
    make_book_file(entry.product)
    now = timezone.now()
    for days in (6, 5):
        Download.objects.create(entry=entry, at=now - timedelta(days=days))

    answer = ask(holder, entry)

    assert answer.status_code == 429
    body = answer.json()
    assert (body["code"], body["limit"]) == ("download_limit_reached", 2)
    assert set(body) == {"detail", "code", "limit"}
    assert 86_390 <= int(answer["Retry-After"]) <= 86_400
    assert Download.objects.count() == 2
    assert used(holder) == {"used": 2, "limit": 2, "days": 7}


def test_what_goes_on_is_not_refused(
    holder: APIClient, entry: LibraryEntry, settings: Any
) -> None:
    settings.STORE_DOWNLOADS_PER_BOOK = 1
    make_book_file(entry.product)
    make_book_file(entry.product, format="epub")

    assert [ask(holder, entry).status_code for _ in range(2)] == [200, 200]
    assert ask(holder, entry, format="epub").status_code == 429


def test_older_ones_do_not_count(
    holder: APIClient, entry: LibraryEntry, settings: Any
) -> None:
    settings.STORE_DOWNLOADS_PER_BOOK = 1
    make_book_file(entry.product)
    ask(holder, entry)
    age(days=30)

    assert ask(holder, entry).status_code == 200
    assert used(holder)["used"] == 1


@pytest.mark.parametrize("limit", [0, -1])
def test_without_a_limit_they_are_counted_and_not_refused(
    holder: APIClient, entry: LibraryEntry, settings: Any, limit: int
) -> None:
    settings.STORE_DOWNLOADS_PER_BOOK = limit
    make_book_file(entry.product)
    for _ in range(3):
        age(minutes=20)
        assert ask(holder, entry).status_code == 200

    assert used(holder) == {"used": 3, "limit": None, "days": 30}


def test_what_another_holder_or_another_book_used_does_not_matter(
    holder: APIClient, entry: LibraryEntry, settings: Any
) -> None:
    settings.STORE_DOWNLOADS_PER_BOOK = 1
    make_book_file(entry.product)
    for other in (make_entry(product=entry.product), make_entry(entry.customer)):
        Download.objects.create(entry=other)

    assert ask(holder, entry).status_code == 200


def test_a_refused_request_counts_nothing(
    holder: APIClient, entry: LibraryEntry
) -> None:
    assert ask(holder, entry).status_code == 400
    assert not Download.objects.exists()


def test_what_is_taken_away_meanwhile_is_not_begun(entry: LibraryEntry) -> None:
    edition = make_book_file(entry.product)
    entry_pk = entry.pk
    LibraryEntry.objects.all().delete()
    entry.pk = entry_pk

    with pytest.raises(LibraryEntry.DoesNotExist):
        begin_download(entry=entry, edition=edition)


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_deleted_meanwhile_is_not_begun() -> None:
    entry = make_entry()
    edition = make_book_file(entry.product)
    type(edition).objects.all().delete()
    edition.pk = 999

    with pytest.raises(NoSuchFile):
        begin_download(entry=entry, edition=edition)
    assert not Download.objects.exists()


def test_old_rows_are_deleted_at_night_and_those_that_count_stay(
    entry: LibraryEntry,
) -> None:
    now = timezone.now()
    for days in (0, 29, 30, 400):
        Download.objects.create(entry=entry, at=now - timedelta(days=days))

    assert delete_old_downloads() == 2
    assert Download.objects.count() == 2


def test_a_deleted_edition_still_counts(holder: APIClient, entry: LibraryEntry) -> None:
    edition = make_book_file(entry.product)
    ask(holder, entry)

    edition.delete()

    assert used(holder)["used"] == 1


# --- Where links lead ------------------------------------------------------------------


def test_the_library_leads_to_the_sample_and_files_lead_to_the_library(
    holder: APIClient, entry: LibraryEntry, anon: APIClient
) -> None:
    product = entry.product
    make_book_file(product)
    files = f"/store/products/{product.pk}/files/"
    assert holder.get(LIBRARY).json()["results"][0]["sample"] is None
    make_book_file(product, is_sample=True, format="epub")

    [row] = holder.get(LIBRARY).json()["results"]
    whole, sample = holder.get(files).json()
    seen = anon.get(files).json()

    assert row["url"] == whole["url"] == f"http://testserver{LIBRARY}{entry.pk}/"
    assert row["sample"] == f"http://testserver/store/products/{product.pk}/sample/"
    assert [file["url"] for file in seen] == [None, sample["url"]]
    for url in (row["url"], row["sample"], sample["url"]):
        assert holder.get(url).status_code == 200


def test_an_old_sample_and_an_edition_that_is_not_theirs_lead_nowhere(
    client_of: Any, staff: Any
) -> None:
    product = make_product()
    for is_sample in (False, False, True, True):
        make_book_file(product, is_sample=is_sample)
    make_entry(product=product)

    rows = client_of(staff).get(f"/store/products/{product.pk}/files/").json()

    urls = [row["url"] for row in rows]
    assert urls[:-1] == [None] * (len(rows) - 1)
    assert urls[-1].endswith("/sample/?file_format=pdf")


def test_the_browsable_page_of_a_product_leads_to_its_files(
    holder: APIClient, entry: LibraryEntry
) -> None:
    product = f"/store/products/{entry.product_id}/"
    make_book_file(entry.product)

    shown = holder.get(product, HTTP_ACCEPT="text/html").content.decode()
    files = holder.get(f"{product}files/", HTTP_ACCEPT="text/html").content.decode()

    assert f'href="http://testserver{product}files/"' in shown
    assert f'href="http://testserver{LIBRARY}{entry.pk}/"' in files


# --- In the admin ----------------------------------------------------------------------


def test_staff_see_the_downloads_and_let_somebody_begin_anew(
    admin_client: Any, holder: APIClient, entry: LibraryEntry, settings: Any
) -> None:
    settings.STORE_DOWNLOADS_PER_BOOK = 1
    edition = make_book_file(entry.product)
    ask(holder, entry)
    age(minutes=20)
    assert ask(holder, entry).status_code == 429

    assert "1 of 1" in text(admin_client.get(HELD))
    shown = text(admin_client.get(page("store_libraryentry", "change", entry.pk)))
    assert str(edition) in shown
    data = {"action": "let_download_anew", "_selected_action": [entry.pk]}
    answer = admin_client.post(HELD, data, follow=True)

    assert "Downloads count from zero." in text(answer)
    assert "0 of 1" in text(answer)
    assert ask(holder, entry).status_code == 200
    assert Download.objects.filter(counts=False).count() == 1


def test_the_page_costs_the_same_for_more_downloads(
    admin_client: Any, entry: LibraryEntry
) -> None:
    edition = make_book_file(entry.product)
    url = page("store_libraryentry", "change", entry.pk)
    Download.objects.create(entry=entry, edition=edition)
    few = queries_of(admin_client, url)
    for _ in range(5):
        Download.objects.create(entry=entry, edition=edition)

    assert queries_of(admin_client, url) == few


def test_the_limit_reads_well() -> None:
    error = DownloadLimitReached(5, retry_after=60)

    assert (error.retry_after, error.extra) == (60, {"limit": 5})
