"""`/store/carts/{cart_pk}/items/`."""

from decimal import Decimal

import pytest

from store.carts import serializers, services
from store.carts.claims import claim_cart
from store.models import CartItem
from tests.builders import make_cart, make_product, make_vendor
from tests.store.carts.lines import NOTHING_KNOWN

pytestmark = pytest.mark.django_db


def address(cart, line=None):
    return f"/store/carts/{cart.pk}/items/" + (f"{line.pk}/" if line else "")


@pytest.mark.parametrize("form", ["json", "multipart"])
def test_a_product_is_put_into_the_cart(anon, form):
    cart, product = make_cart(), make_product()

    response = anon.post(
        address(cart), {"product_id": product.pk, "quantity": 2}, format=form
    )

    line = CartItem.objects.get()
    assert response.status_code == 201
    assert response.json() == {"id": line.pk, "product_id": product.pk, "quantity": 2}
    assert (line.cart, line.product, line.quantity) == (cart, product, 2)


def test_the_same_product_again_adds_to_its_line(anon):
    cart, product = make_cart(), make_product()
    body = {"product_id": product.pk, "quantity": 2}

    first = anon.post(address(cart), body).json()
    second = anon.post(address(cart), {**body, "quantity": 3})

    assert second.status_code == 201
    assert second.json() == {**first, "quantity": 5}
    assert CartItem.objects.count() == 1


def test_two_carts_do_not_share_a_line(anon):
    product = make_product()
    one, other = make_cart((product, 1)), make_cart((product, 1))

    anon.post(address(one), {"product_id": product.pk, "quantity": 2})

    assert (one.items.get().quantity, other.items.get().quantity) == (3, 1)


def test_digits_as_text_are_numbers(anon):
    cart, product = make_cart(), make_product()

    response = anon.post(
        address(cart), {"product_id": str(product.pk), "quantity": "2"}, format="json"
    )

    assert response.status_code == 201
    assert response.json()["product_id"] == product.pk
    assert response.json()["quantity"] == 2


@pytest.mark.parametrize("product_id", [999_999, 0, -1, 2**63, 10**30])
def test_an_unknown_product_is_refused(anon, product_id):
    cart = make_cart()

    response = anon.post(
        address(cart), {"product_id": product_id, "quantity": 1}, format="json"
    )

    assert response.status_code == 400
    assert response.json()["product_id"] == ["No product with the given ID was found."]
    assert response.json()["code"]
    assert cart.items.count() == 0


@pytest.mark.parametrize(
    "hidden",
    [
        {"is_published": False},
        {"vendor": "pending"},
        {"vendor": "suspended"},
        {"vendor": "closed"},
    ],
    ids=str,
)
def test_a_product_that_is_not_on_sale_is_as_unknown_as_any(anon, hidden):
    if status := hidden.get("vendor"):
        hidden = {
            "vendor": make_vendor(is_open=False)
            if status == "closed"
            else make_vendor(status=status)
        }
    cart, product = make_cart(), make_product("Secret", **hidden)

    response = anon.post(address(cart), {"product_id": product.pk, "quantity": 1})

    assert response.status_code == 400
    assert response.json()["product_id"] == ["No product with the given ID was found."]
    assert "Secret" not in response.content.decode()
    assert cart.items.count() == 0


@pytest.mark.parametrize(
    "quantity", [0, -1, "0", "", None, "many", 1.5, True, [], {}, 30_001, 2**63, 10**30]
)
@pytest.mark.parametrize("verb", ["post", "patch"])
def test_a_quantity_that_is_none_is_refused(anon, quantity, verb):
    cart = make_cart((make_product(), 4))
    line = cart.items.get()
    body = {"product_id": make_product().pk, "quantity": quantity}
    url = address(cart, line if verb == "patch" else None)

    response = getattr(anon, verb)(url, body, format="json")

    assert response.status_code == 400
    assert set(response.json()) == {"quantity", "code"}
    assert CartItem.objects.get().quantity == 4


@pytest.mark.parametrize("missing", ["product_id", "quantity"])
def test_both_fields_are_required(anon, missing):
    cart = make_cart()
    body = {"product_id": make_product().pk, "quantity": 1}
    del body[missing]

    response = anon.post(address(cart), body)

    assert response.status_code == 400
    assert response.json()[missing] == ["This field is required."]


def test_a_line_does_not_grow_past_its_bound(anon):
    product = make_product()
    cart = make_cart((product, 29_999))
    body = {"product_id": product.pk, "quantity": 1}

    assert anon.post(address(cart), body).status_code == 201
    response = anon.post(address(cart), body)

    assert response.status_code == 400
    assert response.json()["quantity"]
    assert cart.items.get().quantity == 30_000


@pytest.mark.parametrize("form", ["json", "multipart"])
@pytest.mark.parametrize("quantity", [7, "7"])
def test_patch_sets_the_quantity(anon, form, quantity):
    cart = make_cart((make_product(), 4))
    line = cart.items.get()

    response = anon.patch(address(cart, line), {"quantity": quantity}, format=form)

    assert response.status_code == 200
    assert response.json()["quantity"] == 7
    line.refresh_from_db()
    assert line.quantity == 7


def test_patch_answers_with_the_whole_line(anon):
    product = make_product("Mango", unit_price=Decimal("4.50"))
    cart = make_cart((product, 1))
    line = cart.items.get()

    response = anon.patch(address(cart, line), {"quantity": 2})

    assert response.json() == {
        "id": line.pk,
        "product": {"id": product.pk, "title": "Mango", "unit_price": 4.5},
        "quantity": 2,
        "total_price": 9.0,
        **NOTHING_KNOWN,
    }


def test_a_quantity_set_while_its_cart_was_claimed_is_a_404_and_writes_nothing(
    anon, alice, monkeypatch
):
    product = make_product()
    own = make_cart((product, 5), customer=alice.customer)
    cart = make_cart((product, 1), (make_product(), 2))
    real = services.set_quantity

    def claimed_first(**line):
        claim_cart(cart_id=cart.pk, customer=alice.customer)
        real(**line)

    monkeypatch.setattr(serializers, "set_quantity", claimed_first)

    response = anon.patch(address(cart, cart.items.first()), {"quantity": 9})

    assert (response.status_code, response.json()["code"]) == (404, "not_found")
    lines = own.items.order_by("id").values_list("quantity", flat=True)
    assert list(lines) == [6, 2]


def test_patch_changes_nothing_but_the_quantity(anon):
    product, cart = make_product(), None
    cart = make_cart((product, 1))
    line = cart.items.get()

    anon.patch(
        address(cart, line),
        {"quantity": 2, "product_id": make_product().pk, "cart": str(make_cart().pk)},
    )

    line.refresh_from_db()
    assert (line.product, line.cart, line.quantity) == (product, cart, 2)


def test_a_line_is_never_replaced(anon):
    cart = make_cart((make_product(), 1))
    line = cart.items.get()

    response = anon.put(address(cart, line), {"quantity": 2})

    assert response.status_code == 405
    assert response.json()["error"]
    assert cart.items.get().quantity == 1


def test_a_line_goes(anon):
    cart = make_cart((make_product(), 1), (make_product(), 2))
    line, other = cart.items.all()

    response = anon.delete(address(cart, line))

    assert response.status_code == 204
    assert list(cart.items.all()) == [other]


def test_lines_are_a_bare_list(anon):
    product = make_product("Mango", unit_price=Decimal("4.50"))
    cart = make_cart((product, 2))
    make_cart((product, 9))
    line = cart.items.get()
    expected = {
        "id": line.pk,
        "product": {"id": product.pk, "title": "Mango", "unit_price": 4.5},
        "quantity": 2,
        "total_price": 9.0,
        **NOTHING_KNOWN,
    }

    assert anon.get(address(cart)).json() == [expected]
    assert anon.get(address(cart, line)).json() == expected


def test_a_line_of_another_cart_is_a_404(anon):
    mine = make_cart((make_product(), 1))
    line = make_cart((make_product(), 3)).items.get()

    for verb in ("get", "patch", "delete"):
        response = getattr(anon, verb)(address(mine, line), {"quantity": 9})
        assert response.status_code == 404
    assert CartItem.objects.get(pk=line.pk).quantity == 3


@pytest.mark.parametrize("pk", ["999999", "abc", "9" * 25, "-1", "1.5"])
@pytest.mark.parametrize("verb", ["get", "patch", "delete"])
def test_an_unknown_line_is_a_404(anon, pk, verb):
    cart = make_cart((make_product(), 1))

    response = getattr(anon, verb)(f"{address(cart)}{pk}/", {"quantity": 2})

    assert response.status_code == 404
    assert cart.items.get().quantity == 1


def test_a_product_that_goes_takes_its_cart_lines_with_it(anon, client_of, staff):
    product = make_product()
    cart = make_cart((product, 1))

    client_of(staff).delete(f"/store/products/{product.pk}/")

    assert anon.get(f"/store/carts/{cart.pk}/").json()["items"] == []
