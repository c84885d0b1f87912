"""Tags of products over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from store.models import Product, StaleText
from store_custom.tags.serializers import LONGEST_LABEL, MOST_TAGS
from store_custom.tags.services import tag_labels
from tags.models import Tag, TaggedItem
from tests.builders import make_collection, make_comment, make_product

pytestmark = pytest.mark.django_db


def url(product: Product) -> str:
    return f"/store/products/{product.pk}/tags/"


def tag(product: Product, *labels: str) -> Product:
    for one in Tag.objects.with_labels(labels):
        TaggedItem.objects.create(tag=one, content_object=product)
    return product


def found(client: Any, path: str = "/store/products/", **asked: Any) -> list[int]:
    answer = client.get(path, asked)
    assert answer.status_code == 200, answer.json()
    return [row["id"] for row in answer.json()["results"]]


@pytest.fixture
def marked() -> Callable[[], list[tuple[str, int]]]:
    """What searches have to read anew, since it was last asked."""
    StaleText.objects.all().delete()

    def take() -> list[tuple[str, int]]:
        found = sorted(StaleText.objects.values_list("source", "key"))
        StaleText.objects.all().delete()
        return found

    return take


@pytest.mark.parametrize("who", ["vera", "mina", "staff"])
def test_whoever_writes_the_product_sets_its_tags(
    client_of: Any, veras_shop: Any, who: str, request: pytest.FixtureRequest
) -> None:
    product = make_product(vendor=veras_shop)
    client = client_of(request.getfixturevalue(who))

    for labels in (["ripe", "organic"], ["organic", "new"], []):
        answer = client.put(url(product), {"tags": labels}, format="json")
        assert (answer.status_code, answer.json()) == (200, {"tags": labels})
        assert client_of(None).get(url(product)).json() == {"tags": labels}


@pytest.mark.parametrize("who", [None, "alice", "sam", "otto"])
def test_others_set_none(
    client_of: Any,
    veras_shop: Any,
    ottos_shop: Any,
    who: str | None,
    request: pytest.FixtureRequest,
) -> None:
    product = tag(make_product(vendor=veras_shop), "ripe")
    client = client_of(who and request.getfixturevalue(who))

    answer = client.put(url(product), {"tags": ["new"]}, format="json")

    assert answer.status_code == (401 if who is None else 403)
    assert tag_labels([product.pk]) == {product.pk: ["ripe"]}
    assert Tag.objects.count() == 1


def test_a_tag_that_is_there_is_used_in_whatever_case(
    client_of: Any, staff: Any
) -> None:
    for label in ("Crème Brûlée", "ÉCOLE", "🥭", "Straße", "ЧАЙ"):
        Tag.objects.create(label=label)
    product = make_product()

    answer = client_of(staff).put(
        url(product),
        {"tags": ["crème  brûlée ", "école", "🥭", "STRASSE", "чай", "Чай"]},
        format="json",
    )

    labels = ["Crème Brûlée", "ÉCOLE", "🥭", "Straße", "ЧАЙ"]
    assert answer.json() == {"tags": labels}
    assert Tag.objects.count() == 5


def test_accents_emojis_and_scripts_make_different_tags(
    client_of: Any, staff: Any
) -> None:
    labels = ["cafe", "café", "🥭", "🍎", "طازج", "e", "é"]

    answer = client_of(staff).put(url(make_product()), {"tags": labels}, format="json")

    assert answer.json() == {"tags": labels}


def test_labels_are_trimmed_and_said_once(client_of: Any, staff: Any) -> None:
    sent = [" ripe\t and\nsweet ", "Ripe and sweet", "a\x00b\x1f"]

    answer = client_of(staff).put(url(make_product()), {"tags": sent}, format="json")

    assert answer.json() == {"tags": ["ripe and sweet", "ab"]}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"tags": None},
        {"tags": "ripe"},
        {"tags": [""]},
        {"tags": [" \n"]},
        {"tags": ["\x00"]},
        {"tags": [None]},
        {"tags": [["ripe"]]},
        {"tags": ["x" * (LONGEST_LABEL + 1)]},
        {"tags": [f"tag {number}" for number in range(MOST_TAGS + 1)]},
    ],
)
def test_what_are_no_labels_is_refused(client_of: Any, staff: Any, body: Any) -> None:
    product = tag(make_product(), "ripe")

    answer = client_of(staff).put(url(product), body, format="json")

    assert answer.status_code == 400
    assert tag_labels([product.pk]) == {product.pk: ["ripe"]}


def test_products_are_found_by_label_in_any_case_or_by_id(anon: Any) -> None:
    ripe = tag(make_product("Mango"), "Reif", "ÉTÉ", "2024")
    make_product("Lemon")
    other = tag(make_product("Apple"), "🍎")
    of_ripe = Tag.objects.get(label="Reif")

    for asked in ("Reif", "REIF", " reif ", "été", "2024", of_ripe.pk):
        assert found(anon, tag=asked) == [ripe.pk], asked
    assert found(anon, tag="🍎") == [other.pk]
    for unknown in ("rei", "ete", "🥭", "99999", "0", "-1", "9" * 40, "x" * 400, "%"):
        assert found(anon, tag=unknown) == [], unknown
    assert anon.get("/store/products/", {"tag": "a\x00"}).status_code == 400


def test_an_empty_tag_filters_nothing(anon: Any) -> None:
    product = tag(make_product(), "ripe")
    other = make_product()

    assert sorted(found(anon, tag="")) == [product.pk, other.pk]


def test_a_tag_goes_with_the_other_filters_search_order_and_pages(anon: Any) -> None:
    shelf = make_collection()
    products = [
        tag(make_product(f"Mango {price}", unit_price=price, collection=shelf), "ripe")
        for price in (3, 1, 2)
    ]
    tag(make_product("Mango 0", unit_price=1), "ripe")
    make_product("Mango 9", unit_price=1, collection=shelf)
    by_price = [products[1].pk, products[2].pk, products[0].pk]

    asked = {"tag": "RIPE", "collection_id": shelf.pk, "search": "mango"}
    assert found(anon, **asked, ordering="unit_price") == by_price
    assert found(anon, **asked, unit_price__lt=2) == [products[1].pk]
    page = anon.get("/store/products/", {"tag": "ripe", "page_size": 3}).json()
    assert (page["count"], len(page["results"])) == (4, 3)
    assert "tag=ripe" in page["next"]


def test_drafts_are_found_by_tag_in_the_vendors_list_alone(
    client_of: Any, vera: Any, veras_shop: Any
) -> None:
    draft = tag(make_product(vendor=veras_shop, is_published=False), "secret")
    make_product(vendor=veras_shop)

    assert found(client_of(vera), tag="secret") == []
    path = f"/store/vendors/{veras_shop.pk}/products/"
    assert found(client_of(vera), path, tag="Secret") == [draft.pk]


def test_tags_of_public_products_are_listed_with_their_number(
    client_of: Any, staff: Any, veras_shop: Any
) -> None:
    tag(make_product(), "ripe", "new")
    tag(make_product(), "ripe")
    tag(make_product(vendor=veras_shop, is_published=False), "secret", "ripe")
    Tag.objects.create(label="unused")
    TaggedItem.objects.create(
        tag=Tag.objects.create(label="elsewhere"), content_object=make_comment()
    )

    for reader in (None, staff):
        rows = client_of(reader).get("/store/tags/").json()
        assert [(row["label"], row["products_count"]) for row in rows["results"]] == [
            ("new", 1),
            ("ripe", 2),
        ]
        assert rows["count"] == 2
    row = client_of(None).get("/store/tags/", {"search": "RI"}).json()["results"]
    assert row == [
        {"id": Tag.objects.get(label="ripe").pk, "label": "ripe", "products_count": 2}
    ]


def test_tags_go_with_their_product(client_of: Any, staff: Any) -> None:
    one, two, kept = (tag(make_product(), "ripe") for _ in range(3))

    client_of(staff).delete(f"/store/products/{one.pk}/")
    Product.objects.filter(pk=two.pk).delete()

    assert [item.object_id for item in TaggedItem.objects.all()] == [kept.pk]


def test_labels_of_several_products_come_at_once(
    django_assert_num_queries: Any,
) -> None:
    one, two = tag(make_product(), "ripe", "new"), tag(make_product(), "new")
    plain = make_product()

    with django_assert_num_queries(1):
        labels = tag_labels([one.pk, two.pk, plain.pk])

    assert labels == {one.pk: ["ripe", "new"], two.pk: ["new"]}


def test_searches_hear_of_a_change_and_of_nothing_else(
    client_of: Any, staff: Any, marked: Any
) -> None:
    product = tag(make_product(), "old", "older", "kept")
    client, body = client_of(staff), {"tags": ["kept", "new", "newer"]}
    marked()

    client.put(url(product), body, format="json")
    assert marked() == [("product", product.pk)]

    client.put(url(product), body, format="json")
    assert marked() == []


def test_searches_hear_what_others_do_to_tags(marked: Any) -> None:
    one, two = tag(make_product(), "ripe"), tag(make_product(), "ripe")
    row = Tag.objects.get()
    marked()

    row.label = "riper"
    row.save()
    assert marked() == [("tag", row.pk)]
    tag(two, "new")
    assert marked() == [("product", two.pk)]
    TaggedItem.objects.filter(object_id=one.pk).delete()
    assert marked() == [("product", one.pk)]
    row.delete()
    assert marked() == [("product", two.pk)]


def test_the_admin_says_that_there_is_such_a_tag(admin_client: Any) -> None:
    Tag.objects.create(label="Ripe")

    answer = admin_client.post("/admin/tags/tag/add/", {"label": "ripe"})

    assert answer.status_code == 200
    assert b"There is a tag Ripe already." in answer.content
    assert Tag.objects.count() == 1
