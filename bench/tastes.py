"""A made-up store for `bench/recommend.py`: people with tastes, noise and best sellers.

Synthetic, and it says what it assumes: each product is of one kind (a genre of books, or a
collection of other things), each customer likes one to three kinds, and of what they buy so
much is of these kinds and the rest is anything. Inside either, what is popular is bought
more often (Zipf). Nothing else ties two products together.
"""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any, NamedTuple

BATCH = 2000
KINDS = 20
BOOKS_AMONG_KINDS = 12
VENDORS = 10
LOYAL = 0.7
"""So much of what they buy is of the kinds they like."""
REPEATS = 0.1
"""So often a line is something they bought before, unless that is a book."""
RATES = 0.2
PREFERS = 0.3
"""So many of the customers say which genres they prefer."""
VIEWS = 5


class Person(NamedTuple):
    customer: Any
    likes: list[int]
    orders: list[set[int]]


def insert(model: Any, rows: Any) -> list[Any]:
    model.objects.bulk_create(rows, batch_size=BATCH)
    return list(model.objects.order_by("pk"))


class Tastes:
    def __init__(self, *, seed: int, products: int, customers: int) -> None:
        self.dice = random.Random(seed)
        self.products = self.make_products(products)
        self.kind_of = {
            one.pk: number % KINDS for number, one in enumerate(self.products)
        }
        self.shelves = [
            [one.pk for one in self.products if self.kind_of[one.pk] == kind]
            for kind in range(KINDS)
        ]
        self.everything = self.dice.sample(list(self.kind_of), len(self.kind_of))
        self.people = self.make_people(customers)

    def make_products(self, count: int) -> list[Any]:
        from store.models import Book, Collection, Genre, Product, Vendor

        genres = insert(
            Genre,
            [
                Genre(name=f"Genre {kind}", slug=f"genre-{kind}")
                for kind in range(BOOKS_AMONG_KINDS)
            ],
        )
        shelves = insert(
            Collection, [Collection(title=f"Kind {kind}") for kind in range(KINDS)]
        )
        vendors = insert(
            Vendor,
            [
                Vendor(shop_name=f"Shop {place}", slug=f"s{place}", status="approved")
                for place in range(VENDORS)
            ],
        )
        products = insert(
            Product,
            [
                Product(
                    title=f"Product {number}",
                    slug=f"product-{number}",
                    description="Words about it. " * 20,
                    unit_price=10,
                    inventory=1000,
                    # All books are on one shelf: what they are is their genre.
                    collection=shelves[max(number % KINDS, BOOKS_AMONG_KINDS - 1)],
                    vendor=self.dice.choice(vendors),
                )
                for number in range(count)
            ],
        )
        books = [one for n, one in enumerate(products) if n % KINDS < BOOKS_AMONG_KINDS]
        insert(Book, [Book(product=one) for one in books])
        link = Book.genres.through
        insert(
            link,
            [
                link(book_id=one.pk, genre=genres[n % KINDS])
                for n, one in enumerate(products)
                if n % KINDS < BOOKS_AMONG_KINDS
            ],
        )
        self.genres = genres
        return products

    def pick(self, shelf: list[int]) -> int:
        """The first of a shelf most often: the place is drawn as one over a power of two."""
        return shelf[int(len(shelf) ** self.dice.random()) - 1]

    def buy(self, likes: list[int], before: set[int]) -> int:
        again = [pk for pk in before if self.kind_of[pk] >= BOOKS_AMONG_KINDS]
        if again and self.dice.random() < REPEATS:
            return self.dice.choice(sorted(again))
        while True:
            loyal = self.dice.random() < LOYAL
            pk = self.pick(
                self.shelves[self.dice.choice(likes)] if loyal else self.everything
            )
            if pk not in before:
                return pk

    def make_people(self, count: int) -> list[Person]:
        from long_past import make_customers

        people = []
        for customer in make_customers(count):
            likes = self.dice.sample(range(KINDS), self.dice.choice((1, 2, 2, 3)))
            orders: list[set[int]] = []
            before: set[int] = set()
            while not orders or (self.dice.random() < 0.8 and len(orders) < 15):
                order = {
                    self.buy(likes, before)
                    for _ in range(self.dice.choice((1, 1, 2, 3)))
                }
                orders.append(order)
                before |= order
            people.append(Person(customer, likes, orders))
        return people

    def write(self, *, without_last: bool) -> None:
        """Orders, reviews, views and genres; the last orders are not written at all."""
        from django.utils import timezone

        from store.models import Order, OrderItem, PreferredGenre, ProductView, Review

        Order.placed_at.field.auto_now_add = False  # type: ignore[attr-defined]
        now = timezone.now()
        known = [
            (person, person.orders[:-1] if without_last else person.orders)
            for person in self.people
        ]
        baskets = [(person, basket) for person, all_ in known for basket in all_]
        self.dice.shuffle(baskets)
        orders = insert(
            Order,
            [
                Order(
                    customer=person.customer,
                    status="delivered",
                    placed_at=now - timedelta(hours=len(baskets) - place) / 24,
                )
                for place, (person, _) in enumerate(baskets)
            ],
        )
        titles = {one.pk: one for one in self.products}
        lines = [
            OrderItem(
                order=order,
                product_id=pk,
                vendor_id=titles[pk].vendor_id,
                title=titles[pk].title,
                unit_price=10,
                quantity=1,
                status="delivered",
            )
            for order, (_, basket) in zip(orders, baskets, strict=True)
            for pk in sorted(basket)
        ]
        OrderItem.objects.bulk_create(lines, batch_size=BATCH)
        bought = {(p, pk) for p, all_ in enumerate(known) for b in all_[1] for pk in b}
        Review.objects.bulk_create(
            (
                Review(
                    customer=known[p][0].customer,
                    product_id=pk,
                    name="Somebody",
                    description="Words.",
                    rating=self.dice.choice((4, 4.5, 5))
                    if self.kind_of[pk] in known[p][0].likes
                    else self.dice.choice((1, 2, 3, 4)),
                )
                for p, pk in sorted(bought)
                if self.dice.random() < RATES
            ),
            batch_size=BATCH,
        )
        ProductView.objects.bulk_create(
            (
                ProductView(
                    customer=person.customer, product_id=pk, times=1, last_at=now
                )
                for person in self.people
                for pk in {self.buy(person.likes, set()) for _ in range(VIEWS)}
            ),
            batch_size=BATCH,
        )
        PreferredGenre.objects.bulk_create(
            PreferredGenre(customer=person.customer, genre=self.genres[kind])
            for person in self.people
            if self.dice.random() < PREFERS
            for kind in person.likes
            if kind < BOOKS_AMONG_KINDS
        )
