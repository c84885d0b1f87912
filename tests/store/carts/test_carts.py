"""`/store/carts/`: open to anyone who holds the UUID."""

from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from store.models import Cart, CartItem
from tests.builders import make_cart, make_product
from tests.store.carts.lines import NOTHING_KNOWN

pytestmark = pytest.mark.django_db
URL = "/store/carts/"
UNKNOWN = "8c9d8a52-6a52-4c5e-9d0f-9d5a3b1f0c11"
MALFORMED = ["abc", "1", "00000000", "9" * 40, "null", "undefined", "%00", "à"]


@pytest.mark.parametrize("form", ["json", "multipart"])
def test_anyone_makes_an_empty_cart(anon, form):
    response = anon.post(URL, {}, format=form)

    cart = Cart.objects.get()
    assert response.status_code == 201
    assert response.json() == {"id": str(cart.pk), "items": [], "total_price": 0}


def test_a_cart_is_made_by_a_post_without_a_body(anon):
    assert anon.post(URL).status_code == 201


def test_the_id_is_made_by_the_server(anon):
    wanted = uuid4()

    response = anon.post(
        URL, {"id": str(wanted), "items": [{"quantity": 1}]}, format="json"
    )

    assert response.status_code == 201
    assert UUID(response.json()["id"]) != wanted
    assert response.json()["items"] == []


def test_a_cart_shows_its_lines_and_its_total(anon):
    mango = make_product("Mango", unit_price=Decimal("4.50"))
    book = make_product("Book", unit_price=Decimal("12.99"))
    cart = make_cart((mango, 3), (book, 1))
    make_cart((mango, 9))
    first, second = cart.items.all()

    response = anon.get(f"{URL}{cart.pk}/")

    assert response.status_code == 200
    assert response.json() == {
        "id": str(cart.pk),
        "items": [
            {
                "id": first.pk,
                "product": {"id": mango.pk, "title": "Mango", "unit_price": 4.5},
                "quantity": 3,
                "total_price": 13.5,
                **NOTHING_KNOWN,
            },
            {
                "id": second.pk,
                "product": {"id": book.pk, "title": "Book", "unit_price": 12.99},
                "quantity": 1,
                "total_price": 12.99,
                **NOTHING_KNOWN,
            },
        ],
        "total_price": 26.49,
    }


def test_a_cart_follows_the_price_of_today(anon):
    product = make_product(unit_price=Decimal(1))
    cart = make_cart((product, 2))
    product.unit_price = Decimal(5)
    product.save()

    assert anon.get(f"{URL}{cart.pk}/").json()["total_price"] == 10


def test_a_cart_goes_with_its_lines(anon):
    cart = make_cart((make_product(), 1))

    response = anon.delete(f"{URL}{cart.pk}/")

    assert response.status_code == 204
    assert response.content == b""
    assert not CartItem.objects.exists()
    assert anon.get(f"{URL}{cart.pk}/").status_code == 404
    assert anon.delete(f"{URL}{cart.pk}/").status_code == 404


def test_there_is_no_list_of_carts(anon, client_of, staff):
    cart = make_cart()

    for client in (anon, client_of(staff)):
        response = client.get(URL)
        assert response.status_code == 405
        assert response.json()["error"]
        assert str(cart.pk) not in response.content.decode()


@pytest.mark.parametrize("verb", ["put", "patch"])
def test_a_cart_itself_is_never_changed(anon, verb):
    cart = make_cart()

    response = getattr(anon, verb)(f"{URL}{cart.pk}/", {})

    assert response.status_code == 405
    assert response.json()["error"]


@pytest.mark.parametrize("cart_id", [*MALFORMED, UNKNOWN])
@pytest.mark.parametrize("verb", ["get", "head", "delete"])
def test_an_unknown_or_malformed_cart_is_a_404(anon, cart_id, verb):
    make_cart()

    response = getattr(anon, verb)(f"{URL}{cart_id}/")

    assert response.status_code == 404
    if verb != "head":
        assert set(response.json()) == {"detail", "code"}
    assert Cart.objects.count() == 1


@pytest.mark.parametrize("cart_id", [*MALFORMED, UNKNOWN])
@pytest.mark.parametrize("verb", ["get", "head", "post"])
@pytest.mark.parametrize("child", ["items/"])
def test_the_lines_of_an_unknown_or_malformed_cart_are_a_404(
    anon, cart_id, verb, child
):
    body = {"product_id": make_product().pk, "quantity": 1}

    response = getattr(anon, verb)(f"{URL}{cart_id}/{child}", body)

    assert response.status_code == 404
    assert not CartItem.objects.exists()


@pytest.mark.parametrize("cart_id", ["abc", UNKNOWN])
@pytest.mark.parametrize("verb", ["get", "patch", "delete"])
def test_a_line_is_not_found_under_a_wrong_cart(anon, cart_id, verb):
    line = make_cart((make_product(), 1)).items.get()

    response = getattr(anon, verb)(f"{URL}{cart_id}/items/{line.pk}/", {"quantity": 5})

    assert response.status_code == 404
    assert CartItem.objects.get().quantity == 1


def test_head_and_options_work(anon):
    cart = make_cart((make_product(), 1))
    line = cart.items.get()

    for url in (
        f"{URL}{cart.pk}/",
        f"{URL}{cart.pk}/items/",
        f"{URL}{cart.pk}/items/{line.pk}/",
    ):
        head = anon.head(url)
        assert (head.status_code, head.content) == (200, b"")
        assert anon.options(url).status_code == 200
    assert anon.options(URL).status_code == 200


@pytest.mark.parametrize("signed_in_as", ["alice", "staff", "unsaved", "dict"])
def test_being_signed_in_changes_nothing(
    request, api_client, authenticate, signed_in_as
):
    if signed_in_as == "unsaved":
        authenticate()
    elif signed_in_as == "dict":
        api_client.force_authenticate(user={})
    else:
        api_client.force_authenticate(request.getfixturevalue(signed_in_as))
    product = make_product()

    cart = api_client.post(URL, {}).json()
    items = f"{URL}{cart['id']}/items/"
    line = api_client.post(items, {"product_id": product.pk, "quantity": 1})

    assert line.status_code == 201
    assert len(api_client.get(f"{URL}{cart['id']}/").json()["items"]) == 1
