"""`carts/{id}/claim/`: what was put into a cart before signing in is taken along."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from store.carts.models import MAX_QUANTITY
from store.carts.services import delete_stale_carts
from store.models import Cart, CartItem, ClaimedCart, Order
from tests.architecture.world import everything
from tests.builders import make_cart, make_product

pytestmark = pytest.mark.django_db
MINE = "/store/carts/mine/"
NONE = {"id": None, "items": [], "total_price": 0}


def claim(client: Any, cart: Any) -> Any:
    return client.post(f"/store/carts/{getattr(cart, 'pk', cart)}/claim/")


def contents(cart: Cart) -> dict[str, int]:
    return {line.product.title: line.quantity for line in cart.items.all()}


def test_who_has_no_cart_gets_the_anonymous_one_as_it_is(
    client_of: Any, anon: Any, alice: Any
) -> None:
    cart = make_cart((make_product("Mango"), 2), (make_product("Pear"), 1))
    shown = anon.get(f"/store/carts/{cart.pk}/").json()
    client = client_of(alice)

    answer = claim(client, cart)

    assert (answer.status_code, answer.json()) == (200, shown)
    assert client.get(MINE).json() == shown
    assert Cart.objects.get().customer == alice.customer
    assert anon.get(f"/store/carts/{cart.pk}/").status_code == 404


def test_lines_move_into_ones_own_cart_and_quantities_add_up(
    client_of: Any, anon: Any, alice: Any
) -> None:
    mango, pear, fig = (make_product(title) for title in ("Mango", "Pear", "Fig"))
    own = make_cart((mango, 2), (fig, 4), customer=alice.customer)
    cart = make_cart((mango, 3), (pear, 5))
    moved = cart.items.get(product=pear)
    client = client_of(alice)

    answer = claim(client, cart)

    assert answer.status_code == 200
    assert answer.json() == client.get(MINE).json()
    assert answer.json()["id"] == str(own.pk)
    assert contents(own) == {"Mango": 5, "Fig": 4, "Pear": 5}
    assert own.items.get(product=pear) == moved
    assert list(Cart.objects.all()) == [own]
    assert anon.get(f"/store/carts/{cart.pk}/").status_code == 404


def test_a_line_that_grows_keeps_the_price_of_ones_own_cart(
    client_of: Any, alice: Any
) -> None:
    mango, pear = make_product(unit_price=4), make_product(unit_price=2)
    own = make_cart((mango, 1), customer=alice.customer)
    cart = make_cart((mango, 1), (pear, 1))
    own.items.update(added_price=3)
    cart.items.update(added_price=1)

    claim(client_of(alice), cart)

    prices = own.items.order_by("product").values_list("added_price", flat=True)
    assert [float(price) for price in prices] == [3.0, 1.0]


@pytest.mark.parametrize("has_own", [True, False])
def test_claiming_again_changes_nothing_and_answers_with_the_own_cart(
    client_of: Any, alice: Any, has_own: bool
) -> None:
    product = make_product()
    if has_own:
        make_cart((product, 1), customer=alice.customer)
    cart = make_cart((product, 2))
    client = client_of(alice)
    first = claim(client, cart)
    before = everything()

    second = claim(client, cart)

    assert (second.status_code, second.json()) == (200, first.json())
    assert everything() == before


@pytest.mark.parametrize("has_own", [True, False])
def test_a_retry_after_the_order_finds_no_open_cart(
    client_of: Any, alice: Any, has_own: bool
) -> None:
    if has_own:
        make_cart((make_product(), 1), customer=alice.customer)
    cart, client = make_cart((make_product(), 2)), client_of(alice)
    own = claim(client, cart).json()["id"]
    assert client.post("/store/orders/", {"cart_id": own}).status_code == 201

    again = claim(client, cart)

    assert (again.status_code, again.json()) == (200, NONE)
    assert Order.objects.count() == 1


def test_claiming_ones_own_cart_is_harmless(client_of: Any, alice: Any) -> None:
    own = make_cart((make_product(), 1), customer=alice.customer)
    client, before = client_of(alice), everything()

    answer = claim(client, own)

    assert (answer.status_code, answer.json()) == (200, client.get(MINE).json())
    assert everything() == before


def test_an_empty_cart_is_claimed_like_any_other(client_of: Any, alice: Any) -> None:
    own = make_cart((make_product("Mango"), 1), customer=alice.customer)

    assert claim(client_of(alice), make_cart()).status_code == 200
    assert contents(own) == {"Mango": 1}
    assert Cart.objects.count() == 1


def test_more_than_a_line_holds_is_refused_by_name_and_nothing_is_changed(
    client_of: Any, alice: Any
) -> None:
    rice, fine, salt = (make_product(title) for title in ("Rice", "Fine", "Salt"))
    own = make_cart((rice, MAX_QUANTITY), (salt, 20_000), customer=alice.customer)
    cart = make_cart((fine, 1), (rice, 1), (salt, 10_001))
    before = everything()

    answer = claim(client_of(alice), cart)

    assert answer.status_code == 409
    assert answer.json() == {
        "detail": "Together the carts hold more than 30000 of a product.",
        "lines": [
            {"product_id": rice.pk, "title": "Rice", "wanted": 30_001},
            {"product_id": salt.pk, "title": "Salt", "wanted": 30_001},
        ],
        "code": "too_many_together",
    }
    assert everything() == before
    own.items.filter(product=salt).update(quantity=19_999)
    own.items.filter(product=rice).update(quantity=1)
    assert claim(client_of(alice), cart).status_code == 200
    assert contents(own) == {"Rice": 2, "Fine": 1, "Salt": MAX_QUANTITY}


@pytest.mark.parametrize("key", ["somebody's", "claimed", "unknown", "abc", "9" * 40])
def test_what_is_nobodys_to_claim_is_a_404(
    client_of: Any, alice: Any, bob: Any, key: str
) -> None:
    other = make_cart((make_product("Secret"), 1), customer=bob.customer)
    claimed = make_cart((make_product(), 1))
    claim(client_of(bob), claimed)
    keys = {"somebody's": other.pk, "claimed": claimed.pk, "unknown": uuid4()}
    before = everything()

    answer = claim(client_of(alice), keys.get(key, key))

    assert (answer.status_code, answer.json()) == (
        404,
        {"detail": "Not found.", "code": "not_found"},
    )
    assert everything() == before


def test_nobody_claims_without_signing_in(anon: Any) -> None:
    cart = make_cart((make_product(), 1))

    assert claim(anon, cart).status_code == 401
    assert Cart.objects.get().customer is None


def test_a_user_that_was_never_saved_claims_nothing(
    api_client: Any, authenticate: Any
) -> None:
    authenticate()

    assert claim(api_client, make_cart((make_product(), 1))).status_code == 404
    assert Cart.objects.get().customer is None


def test_an_account_that_was_erased_meanwhile_gets_no_cart(
    client_of: Any, alice: Any
) -> None:
    cart, client = make_cart((make_product(), 1)), client_of(alice)
    type(alice).objects.filter(pk=alice.pk).update(is_active=False)

    assert claim(client, cart).status_code == 404
    assert Cart.objects.get().customer is None


@pytest.mark.parametrize("verb", ["get", "put", "patch", "delete"])
def test_it_is_only_posted(client_of: Any, alice: Any, verb: str) -> None:
    cart = make_cart((make_product(), 1))

    url = f"/store/carts/{cart.pk}/claim/"
    assert getattr(client_of(alice), verb)(url).status_code == 405


def test_what_was_claimed_is_remembered_for_as_long_as_a_stale_cart(
    client_of: Any, alice: Any
) -> None:
    old, young = make_cart((make_product(), 1)), make_cart((make_product(), 1))
    for cart in (old, young):
        claim(client_of(alice), cart)
    then = timezone.now() - timedelta(days=31)
    ClaimedCart.objects.filter(pk=old.pk).update(at=then)

    assert delete_stale_carts(days=30) == 0

    assert ClaimedCart.objects.get().pk == young.pk
    assert CartItem.objects.count() == 2


def test_a_claim_of_65_lines_costs_the_queries_of_two(
    client_of: Any, alice: Any, django_assert_max_num_queries: Any
) -> None:
    products = [make_product() for _ in range(65)]
    make_cart(*((product, 1) for product in products[:32]), customer=alice.customer)
    cart = make_cart(*((product, 2) for product in products))

    with django_assert_max_num_queries(20):
        answer = claim(client_of(alice), cart)

    assert sum(line["quantity"] for line in answer.json()["items"]) == 65 * 2 + 32
