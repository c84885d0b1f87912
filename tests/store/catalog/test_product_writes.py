"""Staff and everyone else at writing products."""

from decimal import Decimal

import pytest

from store.models import Product
from tests.builders import make_collection, make_image, make_order, make_product

pytestmark = pytest.mark.django_db
URL = "/store/products/"


@pytest.fixture
def valid():
    return {
        "title": "Mango",
        "slug": "mango",
        "inventory": 7,
        "unit_price": 4.5,
        "collection": make_collection().pk,
    }


@pytest.mark.parametrize("form", ["json", "multipart"])
def test_staff_make_a_product_of_the_required_fields_alone(
    client_of, staff, valid, form
):
    response = client_of(staff).post(URL, valid, format=form)

    body = response.json()
    assert response.status_code == 201, body
    assert {name: body[name] for name in valid} == valid
    assert body["price_with_tax"] == 4.95
    assert body["images"] == []
    product = Product.objects.get()
    assert product.pk == body["id"]
    assert product.unit_price == Decimal("4.50")
    assert product.vendor is None
    assert [p["id"] for p in client_of(None).get(URL).json()["results"]] == [product.pk]


def test_an_unsaved_staff_user_may_make_and_change_and_delete(
    api_client, authenticate, valid
):
    authenticate(is_staff=True)

    made = api_client.post(URL, valid)
    url = f"{URL}{made.json()['id']}/"
    changed = api_client.patch(url, {"title": "New"})
    replaced = api_client.put(url, valid)
    gone = api_client.delete(url)

    assert made.status_code == 201
    assert (changed.status_code, changed.json()["title"]) == (200, "New")
    assert (replaced.status_code, replaced.json()["title"]) == (200, "Mango")
    assert gone.status_code == 204
    assert Product.objects.count() == 0


@pytest.mark.parametrize("form", ["json", "multipart"])
def test_a_price_and_stock_may_come_as_text(client_of, staff, valid, form):
    valid |= {"unit_price": "12.30", "inventory": "4"}

    body = client_of(staff).post(URL, valid, format=form).json()

    assert (body["unit_price"], body["inventory"]) == (12.3, 4)


@pytest.mark.parametrize(
    "field", ["title", "slug", "inventory", "unit_price", "collection"]
)
def test_a_required_field_that_is_missing_is_named(client_of, staff, valid, field):
    del valid[field]

    response = client_of(staff).post(URL, valid, format="json")

    assert response.status_code == 400
    assert response.json()[field] == ["This field is required."]
    assert set(response.json()) == {field, "code"}
    assert Product.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "   "),
        ("title", None),
        ("title", "x" * 256),
        ("slug", ""),
        ("slug", "no spaces"),
        ("slug", "ünï"),
        ("inventory", -1),
        ("inventory", None),
        ("inventory", ""),
        ("inventory", 1.5),
        ("unit_price", 0),
        ("unit_price", 0.99),
        ("unit_price", -5),
        ("unit_price", None),
        ("unit_price", "1.999"),
        ("unit_price", 100_000_000),
        ("collection", 999_999),
        ("collection", None),
        ("collection", ""),
    ],
)
@pytest.mark.parametrize("verb", ["post", "patch"])
def test_a_wrong_value_is_refused_by_its_field(
    client_of, staff, valid, field, value, verb
):
    product = make_product("Old")
    before = Product.objects.values().get()
    url = URL if verb == "post" else f"{URL}{product.pk}/"

    response = getattr(client_of(staff), verb)(
        url, {**valid, field: value}, format="json"
    )

    assert response.status_code == 400
    errors = response.json()
    assert set(errors) == {field, "code"}
    assert all(isinstance(text, str) for text in errors[field])
    assert Product.objects.values().get() == before


@pytest.mark.parametrize(
    ("inventory", "price"), [(0, 1), (2_000_000_000, 99_999_999.99)]
)
def test_the_bounds_themselves_are_allowed(client_of, staff, valid, inventory, price):
    valid |= {"inventory": inventory, "unit_price": price}

    response = client_of(staff).post(URL, valid, format="json")

    assert response.status_code == 201
    assert response.json()["inventory"] == inventory
    assert response.json()["unit_price"] == price


def test_patch_writes_what_was_sent_and_answers_with_everything(client_of, staff):
    product = make_product("Old", unit_price=Decimal(10), inventory=3)
    image = make_image(product)

    response = client_of(staff).patch(f"{URL}{product.pk}/", {"unit_price": 20})

    body = response.json()
    assert response.status_code == 200
    assert (body["title"], body["unit_price"], body["price_with_tax"]) == (
        "Old",
        20.0,
        22.0,
    )
    assert body["inventory"] == 3
    assert [i["id"] for i in body["images"]] == [image.pk]
    assert client_of(None).get(f"{URL}{product.pk}/").json() == body


def test_put_needs_every_required_field(client_of, staff, valid):
    product = make_product("Old")
    url = f"{URL}{product.pk}/"

    short = client_of(staff).put(url, {"title": "New"}, format="json")
    whole = client_of(staff).put(url, valid, format="json")

    assert short.status_code == 400
    assert set(short.json()) == {
        "slug",
        "inventory",
        "unit_price",
        "collection",
        "code",
    }
    assert whole.status_code == 200
    assert {name: whole.json()[name] for name in valid} == valid


def test_a_multipart_patch_does_not_hide_the_product(client_of, staff):
    product = make_product()

    client_of(staff).patch(f"{URL}{product.pk}/", {"title": "x"}, format="multipart")

    assert client_of(None).get(f"{URL}{product.pk}/").status_code == 200


def test_keys_that_are_unknown_or_read_only_change_nothing(client_of, staff, valid):
    sent = {**valid, "id": 777, "price_with_tax": 1, "images": [{"id": 1}], "nope": {}}

    response = client_of(staff).post(URL, sent, format="json")

    assert response.status_code == 201
    assert response.json()["id"] != 777
    assert response.json()["price_with_tax"] == 4.95
    assert response.json()["images"] == []


@pytest.mark.parametrize(
    ("who", "status"), [(None, 401), ("alice", 403), ("unsaved", 403), ("dict", 403)]
)
@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete"])
def test_nobody_else_writes_a_product(
    request, api_client, authenticate, client_of, valid, who, status, verb
):
    product = make_product("Old")
    before = list(Product.objects.values())
    if who == "unsaved":
        authenticate()
        client = api_client
    elif who == "dict":
        api_client.force_authenticate(user={})
        client = api_client
    else:
        client = client_of(who and request.getfixturevalue(who))
    url = URL if verb == "post" else f"{URL}{product.pk}/"

    response = getattr(client, verb)(url, valid, format="json")

    assert response.status_code == status
    assert set(response.json()) == {"detail", "code"}
    assert list(Product.objects.values()) == before


def test_rights_come_before_the_input(client_of, alice):
    """Someone who may not write does not learn what would be wrong with the input."""
    assert client_of(None).post(URL, {}).status_code == 401
    assert client_of(alice).post(URL, {}).status_code == 403


def test_a_product_goes_with_its_images_and_reviews(client_of, staff):
    product = make_product()
    make_image(product)

    response = client_of(staff).delete(f"{URL}{product.pk}/")

    assert response.status_code == 204
    assert response.content == b""
    assert client_of(None).get(f"{URL}{product.pk}/").status_code == 404


def test_a_product_that_was_ordered_stays(client_of, staff, alice):
    product = make_product()
    make_order(alice.customer, (product, 1))

    response = client_of(staff).delete(f"{URL}{product.pk}/")

    assert response.status_code == 405
    assert response.json()["error"] == (
        "Product cannot be deleted because it is associated with an order item."
    )
    assert response.json()["code"]
    assert Product.objects.filter(pk=product.pk).exists()


def test_a_product_cannot_be_changed_through_the_list_address(client_of, staff):
    make_product()

    for verb in ("put", "patch", "delete"):
        response = getattr(client_of(staff), verb)(URL, {})
        assert response.status_code == 405
        assert response.json()["error"]
    assert Product.objects.count() == 1
