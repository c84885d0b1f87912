"""`/store/collections/`."""

import pytest

from store.models import Collection
from tests.builders import make_collection, make_product, make_vendor

pytestmark = pytest.mark.django_db
URL = "/store/collections/"


def test_a_collection_shows_how_many_products_it_has(anon):
    collection = make_collection("Fruit")
    make_product(collection=collection)
    make_product(collection=collection)
    make_product()

    response = anon.get(f"{URL}{collection.pk}/")

    assert response.status_code == 200
    assert response.json() == {
        "id": collection.pk,
        "title": "Fruit",
        "products_count": 2,
    }


def test_collections_are_a_bare_list_by_title(anon):
    make_collection("b")
    make_product(collection=make_collection("a"))

    body = anon.get(URL).json()

    assert [(c["title"], c["products_count"]) for c in body] == [("a", 1), ("b", 0)]


def test_the_count_names_only_what_a_visitor_would_find(anon):
    collection = make_collection()
    make_product(collection=collection)
    make_product(collection=collection, is_published=False)
    make_product(collection=collection, vendor=make_vendor(status="pending"))
    make_product(collection=collection, vendor=make_vendor(is_open=False))

    assert anon.get(f"{URL}{collection.pk}/").json()["products_count"] == 1


@pytest.mark.parametrize("form", ["json", "multipart"])
def test_staff_make_a_collection(client_of, staff, form):
    response = client_of(staff).post(URL, {"title": "Fruit"}, format=form)

    assert response.status_code == 201
    made = Collection.objects.get()
    assert response.json() == {"id": made.pk, "title": "Fruit", "products_count": 0}


def test_an_unsaved_staff_user_makes_a_collection(api_client, authenticate):
    authenticate(is_staff=True)

    response = api_client.post(URL, {"title": "a"})

    assert response.status_code == 201
    assert response.json()["id"] > 0


@pytest.mark.parametrize("title", ["", "  ", None, "x" * 256, [], {}, True])
def test_a_title_that_is_no_title_is_refused(client_of, staff, title):
    response = client_of(staff).post(URL, {"title": title}, format="json")

    assert response.status_code == 400
    assert response.json()["title"]
    assert Collection.objects.count() == 0


def test_a_title_is_required(client_of, staff):
    response = client_of(staff).post(URL, {}, format="json")

    assert response.status_code == 400
    assert response.json()["title"] == ["This field is required."]


@pytest.mark.parametrize("verb", ["put", "patch"])
def test_staff_change_a_collection_and_read_the_whole_of_it(client_of, staff, verb):
    collection = make_collection("Old")
    make_product(collection=collection)

    response = getattr(client_of(staff), verb)(
        f"{URL}{collection.pk}/", {"title": "New"}
    )

    assert response.status_code == 200
    assert response.json() == {
        "id": collection.pk,
        "title": "New",
        "products_count": 1,
    }


def test_an_empty_collection_goes(client_of, staff):
    collection = make_collection()

    response = client_of(staff).delete(f"{URL}{collection.pk}/")

    assert response.status_code == 204
    assert response.content == b""
    assert Collection.objects.count() == 0


@pytest.mark.parametrize("is_published", [True, False])
def test_a_collection_with_products_stays(client_of, staff, is_published):
    collection = make_product(is_published=is_published).collection

    response = client_of(staff).delete(f"{URL}{collection.pk}/")

    assert response.status_code == 405
    assert response.json()["error"] == (
        "Collection cannot be deleted because it includes one or more products."
    )
    assert response.json()["code"]
    assert Collection.objects.filter(pk=collection.pk).exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 401), ("alice", 403), ("vera", 403), ("unsaved", 403), ("dict", 403)],
)
@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete"])
def test_nobody_but_staff_writes_a_collection(
    request, api_client, authenticate, client_of, veras_shop, who, status, verb
):
    collection = make_collection("Old")
    if who == "unsaved":
        authenticate()
        client = api_client
    elif who == "dict":
        api_client.force_authenticate(user={})
        client = api_client
    else:
        client = client_of(who and request.getfixturevalue(who))
    url = URL if verb == "post" else f"{URL}{collection.pk}/"

    response = getattr(client, verb)(url, {"title": "New"})

    assert response.status_code == status
    assert set(response.json()) == {"detail", "code"}
    assert list(Collection.objects.values_list("title", flat=True)) == ["Old"]


@pytest.mark.parametrize("pk", ["999999", "abc", "9" * 25, "-1", "1.5"])
def test_an_unknown_collection_is_a_404(anon, pk):
    response = anon.get(f"{URL}{pk}/")

    assert response.status_code == 404
    assert set(response.json()) == {"detail", "code"}


def test_the_featured_product_is_set_to_null_when_it_goes(client_of, staff):
    product = make_product()
    collection = make_collection(featured_product=product)

    client_of(staff).delete(f"/store/products/{product.pk}/")

    collection.refresh_from_db()
    assert collection.featured_product is None
    assert not hasattr(product, "collection_set")
