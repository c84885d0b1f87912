"""What a person did in the store, read when they ask: nothing of it is kept here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import F, IntegerField, Max, QuerySet, Value

from store.books.models import PreferredGenre
from store.catalog.models import Product
from store.customers.models import FavoriteProduct
from store.insights.models import ProductView
from store.library.models import LibraryEntry
from store.orders.choices import REFUSED
from store.orders.models import OrderItem
from store.recommendations.choices import Why
from store.recommendations.tops import PLACES, of_collection, of_genre
from store.reviews.models import Review
from store.shared.union import union_all

BOUGHT, HELD, RATED, MARKED, VIEWED, DISLIKED, GENRE, NEW = range(8)
LIKED_FROM, DISLIKED_TO = 4, 2
"""Stars. What lies between speaks neither for a product nor against it."""
MOST_ACTS = 50
"""Of each kind, the newest."""
MOST_SEEDS = 40
WEIGHTS = {BOUGHT: 1.0, HELD: 1.0, RATED: 1.0, MARKED: 0.7, VIEWED: 0.4}
DISLIKE = -1.5
FADES = 15
"""The sixteenth newest act of a kind counts half."""
PREFERRED = 1.0
WHY = {
    BOUGHT: Why.YOU_BOUGHT,
    HELD: Why.YOU_HOLD,
    RATED: Why.YOU_RATED,
    MARKED: Why.YOU_MARKED,
    VIEWED: Why.YOU_VIEWED,
}


class Seed(NamedTuple):
    """A product that says something about a person: less than 0, they do not like it."""

    weight: float
    why: Why


class Told(NamedTuple):
    """A public product. `shelves` are the lists on which it may be, and what they are called.

    Of a book its genres, for its collection has all the others too; else its collection.
    """

    title: str
    vendor: int | None
    shelves: dict[str, str]


@dataclass
class Taste:
    """`owned` and `disliked` are products never to be shown; `liking` is by list name."""

    owned: set[int] = field(default_factory=set)
    disliked: set[int] = field(default_factory=set)
    seeds: dict[int, Seed] = field(default_factory=dict)
    told: dict[int, Told] = field(default_factory=dict)
    liking: dict[str, float] = field(default_factory=dict)
    newest: list[int] = field(default_factory=list)


def read_taste(user_pk: int | None) -> Taste:
    """In two queries, however much they did. Of nobody: only what is new."""
    acts = read_acts(user_pk)
    taste = Taste(
        owned={*acts[BOUGHT], *acts[HELD]},
        disliked=set(acts[DISLIKED]),
        seeds=strongest(weigh(acts)),
        newest=acts[NEW],
    )
    taste.told = tell_products(taste.seeds)
    taste.seeds = {pk: taste.seeds[pk] for pk in taste.seeds if pk in taste.told}
    taste.liking = likings(taste, preferred=acts[GENRE])
    return taste


def read_acts(user_pk: int | None) -> defaultdict[int, list[int]]:
    """Keys by kind, the newest first: of products, and of genres that are preferred."""
    newest = Product.objects.public().filter(inventory__gt=0).order_by("-pk")
    queries = [labelled(newest, NEW, F("pk"), F("pk"))[:PLACES]]
    if user_pk is not None:
        queries += acts_of(user_pk)
    found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for kind, thing, when in union_all(*queries):
        found[kind].append((when, thing))
    keys: defaultdict[int, list[int]] = defaultdict(list)
    for kind, rows in found.items():
        keys[kind] = [thing for _, thing in sorted(rows, reverse=True)]
    return keys


def acts_of(user_pk: int) -> list[QuerySet[Any, Any]]:
    """All that is owned, for it is left out; of the rest the newest."""
    own = {"customer__user_id": user_pk}
    product, pk = F("product_id"), F("pk")
    views = ProductView.objects.filter(**own, customer__tracks_history=True)
    rated = Review.objects.filter(**own).order_by("-pk")
    return [
        bought_by(user_pk),
        held_by(user_pk),
        labelled(rated.filter(rating__gte=LIKED_FROM), RATED, product, pk)[:MOST_ACTS],
        labelled(rated.filter(rating__lte=DISLIKED_TO), DISLIKED, product, pk),
        labelled(FavoriteProduct.objects.filter(**own), MARKED, product, pk)[
            :MOST_ACTS
        ],
        labelled(views, VIEWED, product, pk)[:MOST_ACTS],
        labelled(
            PreferredGenre.objects.filter(**own).order_by("-pk"),
            GENRE,
            F("genre_id"),
            pk,
        )[:MOST_ACTS],
    ]


def bought_by(user_pk: int, **more: Any) -> QuerySet[Any, Any]:
    """(`BOUGHT`, product, last line) of everything that was bought and kept."""
    lines = OrderItem.objects.filter(order__customer__user_id=user_pk, **more)
    kept = lines.exclude(status__in=REFUSED).order_by()
    return (
        kept.values("product_id")
        .annotate(kind=Value(BOUGHT, IntegerField()), newest=Max("pk"))
        .values_list("kind", "product_id", "newest")
    )


def held_by(user_pk: int) -> QuerySet[Any, Any]:
    entries = LibraryEntry.objects.filter(customer__user_id=user_pk).order_by()
    return labelled(entries, HELD, F("product_id"), F("pk"))


def labelled(rows: QuerySet[Any], kind: int, thing: F, when: F) -> QuerySet[Any, Any]:
    return rows.annotate(
        kind=Value(kind, IntegerField()), thing=thing, newest=when
    ).values_list("kind", "thing", "newest")


def weigh(acts: dict[int, list[int]]) -> dict[int, Seed]:
    """Each product by all that was done with it; the strongest act is the reason."""
    weights: defaultdict[int, float] = defaultdict(float)
    strongest_act: dict[int, tuple[float, int]] = {}
    for kind, weight in WEIGHTS.items():
        for place, pk in enumerate(acts[kind][:MOST_ACTS]):
            fresh = weight / (1 + place / FADES)
            weights[pk] += fresh
            if fresh > strongest_act.get(pk, (0.0, kind))[0]:
                strongest_act[pk] = fresh, kind
    seeds = {
        pk: Seed(weights[pk], WHY[kind]) for pk, (_, kind) in strongest_act.items()
    }
    seeds |= {pk: Seed(DISLIKE, Why.YOU_RATED) for pk in acts[DISLIKED][:MOST_ACTS]}
    return seeds


def strongest(seeds: dict[int, Seed]) -> dict[int, Seed]:
    """Whichever way they point."""
    order = sorted(seeds, key=lambda pk: (-abs(seeds[pk].weight), pk))
    return {pk: seeds[pk] for pk in order[:MOST_SEEDS]}


def tell_products(keys: Collection[int], **only: Any) -> dict[int, Told]:
    """Those of them that are on public sale, in one query."""
    public = Product.objects.public().filter(pk__in=keys, **only).order_by()
    columns = ("title", "vendor_id", "collection_id", "collection__title")
    of_book = ("book__genres", "book__genres__name")
    told: dict[int, Told] = {}
    for row in public.values_list("pk", *columns, *of_book):
        pk, title, vendor, collection, shelf, genre, name = row
        if genre is None:
            told[pk] = Told(title, vendor, {of_collection(collection): shelf})
        else:
            told.setdefault(pk, Told(title, vendor, {})).shelves[of_genre(genre)] = name
    return told


def likings(taste: Taste, *, preferred: Iterable[int]) -> dict[str, float]:
    """For each genre and collection from -1 to 1, and 1 more for a preferred genre."""
    liking: defaultdict[str, float] = defaultdict(float)
    whole = sum(abs(seed.weight) for seed in taste.seeds.values())
    for pk, seed in taste.seeds.items():
        for name in taste.told[pk].shelves:
            liking[name] += seed.weight / whole
    for genre in preferred:
        liking[of_genre(genre)] += PREFERRED
    return dict(liking)
