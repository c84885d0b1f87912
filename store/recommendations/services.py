"""What to show beside a product, and to a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from store.books.models import Genre
from store.catalog.models import Product
from store.recommendations.choices import Why
from store.recommendations.figures import MOST_OTHERS
from store.recommendations.mixing import Candidate, collect, first_of, rank, spread
from store.recommendations.models import BoughtTogether, PopularProduct
from store.recommendations.reasons import Pick, Reason
from store.recommendations.tagged import sharing_tags
from store.recommendations.taste import (
    Taste,
    Told,
    bought_by,
    held_by,
    read_taste,
    tell_products,
)
from store.recommendations.tops import EVERYTHING, of_collection, of_genre
from store.shared.identity import user_id
from store.shared.union import union_all

USUAL_LIMIT = 12
MOST = 24
MOST_LISTS = 12
"""Genres and collections that are looked at for one person, those most liked."""
PLACES_EACH = 25
BUYABLE = {"inventory__gt": 0}


def find_related(*, product: Product, user: object, limit: int) -> list[Pick]:
    """Bought together first, then by genre, collection and tag; public, and in stock.

    Never the product itself, nor what the reader holds. A book that was bought is held; a
    mango may be bought again.
    """
    genres = dict(
        Genre.objects.filter(books=product.pk).order_by().values_list("pk", "name")
    )
    lists = places_of([*map(of_genre, genres), of_collection(product.collection_id)])
    shelf = product.collection.title
    groups: list[tuple[Why, list[tuple[int, str]]]] = [
        (Why.BOUGHT_TOGETHER, [(pk, "") for pk in paired_with(product.pk)]),
        (Why.SAME_GENRE, same_genre(lists, genres)),
        (Why.SAME_COLLECTION, [(pk, shelf) for pk in beside(product, lists)]),
        (Why.SHARED_TAG, list(sharing_tags(product.pk, 2 * MOST))),
    ]
    candidates = {pk for _, group in groups for pk, _ in group}
    shown = on_sale(candidates - {product.pk} - held(user))
    found = first_of(groups, shown=shown, limit=limit)
    return [Pick(pk, Reason(why, about)) for pk, (why, about) in found.items()]


def paired_with(product: int) -> Iterable[int]:
    pairs = BoughtTogether.objects.filter(product=product).order_by("-score", "other")
    return pairs.values_list("other_id", flat=True)[:MOST_OTHERS]


def places_of(names: Iterable[str]) -> list[tuple[str, int, int]]:
    """(list, place, product), the best places first."""
    rows = PopularProduct.objects.filter(among__in=names, place__lt=PLACES_EACH)
    ordered = rows.order_by("place", "among")
    return list(ordered.values_list("among", "place", "product_id"))


def same_genre(
    lists: list[tuple[str, int, int]], genres: dict[int, str]
) -> list[tuple[int, str]]:
    """Those that share most genres first."""
    names = {of_genre(pk): name for pk, name in genres.items()}
    rows = [(pk, names[among]) for among, _, pk in lists if among in names]
    shared = Counter(pk for pk, _ in rows)
    return sorted(rows, key=lambda row: -shared[row[0]])


def beside(product: Product, lists: list[tuple[str, int, int]]) -> list[int]:
    """What sells best in the collection; the newest, as long as nobody ranked it."""
    among = of_collection(product.collection_id)
    best = [pk for name, _, pk in lists if name == among]
    shelf = Product.objects.public().filter(collection=product.collection_id)
    newest = shelf.order_by("-pk").values_list("pk", flat=True)[: 2 * MOST]
    return best or list(newest)


def held(user: object) -> set[int]:
    """What is in the reader's library, and the books they bought."""
    pk = user_id(user)
    if pk is None:
        return set()
    books = bought_by(pk, product__book__isnull=False)
    return {product for _, product, _ in union_all(held_by(pk), books)}


def on_sale(keys: Iterable[int]) -> set[int]:
    public = Product.objects.public().filter(pk__in=list(keys), **BUYABLE).order_by()
    return set(public.values_list("pk", flat=True))


def recommend_for(*, user: object, limit: int) -> list[Pick]:
    """What this person may like and does not own; what is popular and new to a new one.

    From what they bought, hold, rated, marked and viewed, and the genres they prefer.
    """
    taste = read_taste(user_id(user))
    pairs = BoughtTogether.objects.filter(product__in=list(taste.seeds)).order_by()
    candidates = collect(
        taste=taste,
        pairs=pairs.values_list("product_id", "other_id", "score"),
        places=places_of([EVERYTHING, *most_liked(taste)]),
    )
    told = tell_products(candidates, **BUYABLE)
    chosen = spread(rank(candidates, told, taste), told, limit=limit)
    return with_words(chosen, taste, told)


def most_liked(taste: Taste) -> list[str]:
    liked = [name for name, liking in taste.liking.items() if liking > 0]
    return sorted(liked, key=lambda name: (-taste.liking[name], name))[:MOST_LISTS]


def with_words(
    chosen: list[Candidate], taste: Taste, told: dict[int, Told]
) -> list[Pick]:
    names: dict[str, str] = {}
    for one in (*told.values(), *taste.told.values()):
        names |= one.shelves
    return [Pick(one.product, say(one, taste, names)) for one in chosen]


def say(one: Candidate, taste: Taste, names: dict[str, str]) -> Reason:
    why, of = one.cause
    about = taste.told[of].title if isinstance(of, int) else names.get(of, "")
    if why == Why.YOU_LIKE and not about:  # it left the genre since that was ranked
        return Reason(Why.POPULAR)
    return Reason(why, about)
