"""Books on the page of their product, genres and authors in the admin."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Permission

from store.models import Author, Book, Genre
from store.signals import book_changed
from tests.admin_pages import filled, page, queries_of, said, suggestions, text
from tests.builders import (
    make_book,
    make_collection,
    make_entry,
    make_genre,
    make_member,
    make_product,
    make_user,
    make_vendor,
)

pytestmark = pytest.mark.django_db
ADD = "/admin/store/product/add/"


def change(product: Any) -> str:
    return page("store_product", "change", product.pk)


def book_of(**fields: Any) -> dict[str, Any]:
    return {
        "book-TOTAL_FORMS": 1,
        **{f"book-0-{name}": value for name, value in fields.items()},
    }


def test_a_book_is_added_with_its_product(admin_client: Any) -> None:
    genre, anna = make_genre("Poetry"), Author.objects.create(name="Anna")
    data = filled(admin_client.get(ADD)) | {
        "title": "Emma",
        "slug": "emma",
        "unit_price": "3.50",
        "inventory": "40",
        "collection": make_collection().pk,
        **book_of(
            author_names=["Zora", str(anna.pk), "émile  Zola", "ANNA"],
            isbn="0-306-40615-2",
            language="ENG",
            pages="180 - 210",
            publisher="Corner Classics",
            released_on="1815-12-23",
            genres=[genre.pk],
        ),
    }

    response = admin_client.post(ADD, data)

    assert response.status_code == 302, response.context["errors"]
    book = Book.objects.get()
    names = list(book.written_by.values_list("author__name", flat=True))
    assert names == ["Zora", "Anna", "émile Zola"]
    assert (book.isbn, book.language) == ("9780306406157", "en")
    assert (book.pages_from, book.pages_to) == (180, 210)
    assert book.released_on == date(1815, 12, 23)
    assert list(book.genres.all()) == [genre]


def test_a_product_without_a_book_stays_none(admin_client: Any) -> None:
    product = make_product()
    data = filled(admin_client.get(change(product))) | {"title": "Mango"}

    assert admin_client.post(change(product), data).status_code == 302
    assert not Book.objects.exists()


def test_a_page_that_is_saved_as_it_was_changes_nothing(admin_client: Any) -> None:
    book = make_book(
        isbn="9780306406157",
        authors=["Zoe", "Anna"],
        pages_from=180,
        pages_to=180,
        released_on=date(1999, 1, 2),
        genres=[make_genre().pk],
    )
    make_book(authors=["Somebody else"])
    told: list[Any] = []

    def hear(**kwargs: Any) -> None:
        told.append(kwargs)

    book_changed.connect(hear)
    response = admin_client.post(
        change(book.product), filled(admin_client.get(change(book.product)))
    )
    book_changed.disconnect(hear)

    assert response.status_code == 302
    assert told == []
    assert [row.author.name for row in book.written_by.all()] == ["Zoe", "Anna"]


def test_what_somebody_else_changed_meanwhile_stays(admin_client: Any) -> None:
    book = make_book(authors=["Anna"], publisher="Before")
    data = filled(admin_client.get(change(book.product)))
    make_book(book.product, authors=["Zoe"], language="fr")

    admin_client.post(change(book.product), data | {"book-0-publisher": "After"})

    book.refresh_from_db()
    assert (book.publisher, book.language) == ("After", "fr")
    assert book.written_by.get().author.name == "Zoe"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("isbn", "9780306406158"), ("language", "xx"), ("pages", "210-180")),
        *(("author_names", ["1984"]), ("author_names", ["x" * 256])),
        ("author_names", ["x" * (n + 1) for n in range(51)]),
        *(("released_on", "0999-12-31"), ("genres", ["999999"])),
    ],
)
def test_what_can_not_be_is_said_at_its_field(
    admin_client: Any, field: str, value: Any
) -> None:
    product = make_product("Before")
    data = filled(admin_client.get(change(product)))

    response = admin_client.post(
        change(product), data | {"title": "After"} | book_of(**{field: value})
    )

    assert response.status_code == 200
    formset = response.context["inline_admin_formsets"][0].formset
    assert list(formset.forms[0].errors) == [field]
    product.refresh_from_db()
    assert product.title == "Before"
    assert not Author.objects.exists()


def test_a_product_is_made_no_book_unless_somebody_holds_it(admin_client: Any) -> None:
    free, held = make_book(), make_book()
    make_entry(product=held.product)
    for book in (free, held):
        data = filled(admin_client.get(change(book.product)))
        response = admin_client.post(
            change(book.product), data | {"title": "After", "book-0-DELETE": "on"}
        )

    assert list(Book.objects.all()) == [held]
    assert said(response)[-1] == "It has files, or somebody holds it: it stays a book."
    held.product.refresh_from_db()
    assert held.product.title != "After"


def test_authors_and_genres_are_found_by_typing(admin_client: Any) -> None:
    make_genre("Poetry")
    make_book(authors=["Jules Verne", "Anna"])

    assert suggestions(admin_client, "store_book", "authors", "ver") == ["Jules Verne"]
    assert suggestions(admin_client, "store_book", "genres", "po") == ["Poetry"]
    html = text(admin_client.get(ADD))
    assert 'data-field-name="authors"' in html
    assert 'data-tags="true"' in html


def test_the_form_costs_the_same_for_one_author_and_for_eight(
    admin_client: Any,
) -> None:
    book = make_book(authors=["Anna"], genres=[make_genre().pk])
    few = queries_of(admin_client, change(book.product))
    names = [f"Author {letter}" for letter in "abcdefgh"]
    make_book(book.product, authors=names, genres=[make_genre().pk for _ in range(8)])

    assert queries_of(admin_client, change(book.product)) == few


# --- Members of a vendor ---------------------------------------------------------------


@pytest.fixture
def signed_in(client: Any) -> Any:
    """A client, as a member with this role of the vendor."""

    def sign_in(vendor: Any, role: str) -> Any:
        member = make_user(is_staff=True)
        member.user_permissions.set(Permission.objects.all())
        make_member(vendor, member, role)
        client.force_login(member)
        return client

    return sign_in


def test_a_manager_writes_the_books_of_the_shop(signed_in: Any) -> None:
    shop = make_vendor()
    book = make_book(make_product(vendor=shop), authors=["Anna", "Zoe"])
    secret = make_book(make_product(is_published=False), authors=["Secret"])
    genre, author = make_genre(), secret.authors.get()
    manager = signed_in(shop, "manager")
    opened = manager.get(change(book.product))
    data = filled(opened)
    names = f"Zoe\r\n\r\nemile zola\r\n{author.pk} x"

    response = manager.post(
        change(book.product),
        data | {"book-0-author_names": names, "book-0-genres": [genre.pk]},
    )

    assert data["book-0-author_names"] == "Anna\nZoe"
    assert "data-tags" not in text(opened)
    assert response.status_code == 302
    wrote = list(book.written_by.values_list("author__name", flat=True))
    assert wrote == ["Zoe", "emile zola", f"{author.pk} x"]  # a number is no id here
    assert list(book.genres.all()) == [genre]
    assert manager.get(change(secret.product)).status_code == 302
    assert manager.get("/admin/store/author/").status_code == 403
    assert manager.get("/admin/store/genre/add/").status_code == 403


def test_who_packs_reads_the_book_and_writes_nothing(signed_in: Any) -> None:
    shop = make_vendor()
    book = make_book(
        make_product(vendor=shop),
        authors=["Zoe", "Anna"],
        pages_from=180,
        pages_to=210,
    )
    packer = signed_in(shop, "staff")

    html = text(packer.get(change(book.product)))

    assert "Zoe, Anna" in html
    assert "180-210" in html
    assert "book-0-isbn" not in html
    assert packer.post(change(book.product), book_of(isbn="")).status_code == 403


# --- Genres and authors ------------------------------------------------------------------


def test_genres_are_kept_by_staff(admin_client: Any) -> None:
    add, used = "/admin/store/genre/add/", make_genre("Poetry")
    make_book(genres=[used.pk])

    again = admin_client.post(add, {"name": "POÉTRY", "slug": "other"})
    number = admin_client.post(add, {"name": "New", "slug": "12"})
    made = admin_client.post(add, {"name": " New ", "slug": "New"})

    assert list(again.context["adminform"].form.errors) == ["name"]
    assert list(number.context["adminform"].form.errors) == ["slug"]
    assert made.status_code == 302
    assert Genre.objects.get(slug="new").name == "New"
    listed = text(admin_client.get("/admin/store/genre/?q=poe"))
    assert "Poetry" in listed
    assert "New" not in listed.split("changelist-form")[-1]


def test_what_books_have_is_not_deleted(admin_client: Any) -> None:
    genre = make_genre("Poetry")
    author = make_book(authors=["Anna"], genres=[genre.pk]).authors.get()
    free = make_genre("Free")

    refused = admin_client.post(
        page("store_genre", "delete", genre.pk), {"post": "yes"}
    )
    admin_client.post(page("store_author", "delete", author.pk), {"post": "yes"})
    admin_client.post(
        "/admin/store/genre/",
        {"action": "delete_selected", "_selected_action": [free.pk], "post": "yes"},
    )

    assert "includes one or more books" in said(refused)[-1]
    assert list(Genre.objects.all()) == [genre]
    assert list(Author.objects.all()) == [author]


def test_the_books_of_an_author_who_is_renamed_are_told(admin_client: Any) -> None:
    book = make_book(authors=["Emile Zola", "Anna"])
    author = Author.objects.get(name="Emile Zola")
    told: list[int] = []

    def hear(product_ids: list[int], **kwargs: Any) -> None:
        told.extend(product_ids)

    book_changed.connect(hear)
    address = page("store_author", "change", author.pk)
    admin_client.post(address, {"name": "Émile Zola"})
    taken = admin_client.post(address, {"name": "ANNA"})
    book_changed.disconnect(hear)

    author.refresh_from_db()
    assert author.name == "Émile Zola"
    assert list(taken.context["adminform"].form.errors) == ["name"]
    assert told == [book.pk]
