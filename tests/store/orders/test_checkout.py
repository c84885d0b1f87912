"""`POST /store/orders/`."""

from decimal import Decimal

import pytest
from django.utils.dateparse import parse_datetime

from store.models import Cart, Order, OrderItem, VendorOrder
from store.signals import order_created
from tests.builders import make_cart, make_product, make_vendor

pytestmark = pytest.mark.django_db
URL = "/store/orders/"
UNKNOWN = "8c9d8a52-6a52-4c5e-9d0f-9d5a3b1f0c11"


@pytest.fixture
def heard():
    """The orders that a receiver was told of."""
    orders = []

    def listen(sender, order, **kwargs):
        orders.append(order)

    order_created.connect(listen)
    yield orders
    order_created.disconnect(listen)


@pytest.mark.parametrize("form", ["json", "multipart"])
def test_a_cart_becomes_a_whole_order(client_of, alice, form):
    mango = make_product("Mango", unit_price=Decimal("4.50"))
    book = make_product("Book", unit_price=Decimal(12))
    cart = make_cart((mango, 3), (book, 1))

    response = client_of(alice).post(URL, {"cart_id": str(cart.pk)}, format=form)

    body = response.json()
    order = Order.objects.get()
    assert response.status_code == 201
    assert body["id"] == order.pk
    assert body["customer"] == alice.customer.pk
    assert body["payment_status"] == "P"
    assert parse_datetime(body["placed_at"]) == order.placed_at
    lines = {line["product"]["title"]: line for line in body["items"]}
    assert set(lines) == {"Mango", "Book"}
    mango_line = lines["Mango"]
    assert mango_line["id"] == order.items.get(product=mango).pk
    assert mango_line["product"] == {
        "id": mango.pk,
        "title": "Mango",
        "unit_price": 4.5,
    }
    assert (mango_line["unit_price"], mango_line["quantity"]) == (4.5, 3)
    assert not Cart.objects.exists()
    assert client_of(alice).get(f"{URL}{order.pk}/").json() == body


def test_stock_is_taken(client_of, alice):
    product = make_product(inventory=5)

    client_of(alice).post(URL, {"cart_id": str(make_cart((product, 5)).pk)})

    product.refresh_from_db()
    assert product.inventory == 0


def test_prices_are_frozen(client_of, alice):
    product = make_product(unit_price=Decimal(10))
    cart = make_cart((product, 2))
    product.unit_price = Decimal(12)
    product.save()
    placed = client_of(alice).post(URL, {"cart_id": str(cart.pk)}).json()
    product.unit_price = Decimal(99)
    product.save()

    (line,) = client_of(alice).get(f"{URL}{placed['id']}/").json()["items"]

    assert line["unit_price"] == 12.0
    assert line["product"]["unit_price"] == 99.0


def test_the_cart_is_gone_afterwards(client_of, alice, anon):
    cart = make_cart((make_product(), 1))
    client = client_of(alice)
    client.post(URL, {"cart_id": str(cart.pk)})

    again = client.post(URL, {"cart_id": str(cart.pk)})

    assert anon.delete(f"/store/carts/{cart.pk}/").status_code == 404
    assert anon.get(f"/store/carts/{cart.pk}/").status_code == 404
    assert again.status_code == 400
    assert again.json()["cart_id"] == ["No cart with the given ID was found."]
    assert Order.objects.count() == 1


@pytest.mark.parametrize("extra", ["C", "P", "nonsense", None, {"a": 1}])
def test_an_extra_payment_status_never_marks_an_order_paid(client_of, alice, extra):
    cart = make_cart((make_product(), 1))

    response = client_of(alice).post(
        URL,
        {"cart_id": str(cart.pk), "payment_status": extra, "customer": 9},
        format="json",
    )

    assert response.status_code == 201
    assert response.json()["payment_status"] == "P"
    assert Order.objects.get().payment_status == "P"
    assert Order.objects.get().customer == alice.customer


@pytest.mark.parametrize(
    ("cart_id", "message"),
    [
        (UNKNOWN, "No cart with the given ID was found."),
        ("abc", "Must be a valid UUID."),
        ("", "Must be a valid UUID."),
        ("9" * 40, "Must be a valid UUID."),
        ("'; drop table store_order; --", "Must be a valid UUID."),
    ],
)
def test_a_wrong_cart_id_is_refused_in_these_words(client_of, alice, cart_id, message):
    response = client_of(alice).post(URL, {"cart_id": cart_id}, format="json")

    assert response.status_code == 400
    assert response.json()["cart_id"] == [message]
    assert response.json()["code"]
    assert not Order.objects.exists()


def test_an_empty_cart_is_refused_and_stays(client_of, alice, heard):
    cart = make_cart()

    response = client_of(alice).post(URL, {"cart_id": str(cart.pk)})

    assert response.status_code == 400
    assert response.json()["cart_id"] == ["The cart is empty."]
    assert Cart.objects.filter(pk=cart.pk).exists()
    assert not Order.objects.exists()


def test_a_cart_id_is_required(client_of, alice):
    response = client_of(alice).post(URL, {}, format="json")

    assert response.status_code == 400
    assert response.json()["cart_id"] == ["This field is required."]


@pytest.mark.parametrize(("who", "status"), [(None, 401), ("dict", 403)])
def test_nobody_orders_without_signing_in(api_client, who, status):
    if who:
        api_client.force_authenticate(user={})
    cart = make_cart((make_product(), 1))

    response = api_client.post(URL, {"cart_id": str(cart.pk)})

    assert response.status_code == status
    assert Cart.objects.count() == 1
    assert not Order.objects.exists()


@pytest.mark.parametrize("is_staff", [True, False])
def test_a_user_that_was_never_saved_is_refused_without_a_crash(
    api_client, authenticate, is_staff
):
    authenticate(is_staff=is_staff)
    cart = make_cart((make_product(), 1))

    response = api_client.post(URL, {"cart_id": str(cart.pk)})

    assert 400 <= response.status_code < 500
    assert not Order.objects.exists()
    assert Cart.objects.count() == 1


def test_too_little_stock_changes_nothing_and_names_every_short_line(
    client_of, alice, heard, django_capture_on_commit_callbacks
):
    plenty = make_product("Plenty", inventory=50)
    short = make_product("Short", inventory=2)
    none = make_product("None", inventory=0)
    cart = make_cart((plenty, 1), (short, 3), (none, 1))

    with django_capture_on_commit_callbacks(execute=True):
        response = client_of(alice).post(URL, {"cart_id": str(cart.pk)})

    assert response.status_code == 409
    assert response.json()["code"] == "out_of_stock"
    assert response.json()["detail"]
    assert response.json()["lines"] == [
        {"product_id": short.pk, "title": "Short", "wanted": 3, "left": 2},
        {"product_id": none.pk, "title": "None", "wanted": 1, "left": 0},
    ]
    plenty.refresh_from_db()
    assert plenty.inventory == 50
    assert cart.items.count() == 3
    assert not Order.objects.exists()
    assert not OrderItem.objects.exists()
    assert heard == []


@pytest.mark.parametrize("why", ["unpublished", "pending", "suspended", "closed"])
def test_what_went_off_sale_stops_the_order(client_of, alice, heard, why):
    shop = make_vendor()
    gone = make_product("Gone", vendor=shop)
    fine = make_product("Fine", inventory=5)
    cart = make_cart((gone, 1), (fine, 1))
    if why == "unpublished":
        gone.is_published = False
        gone.save()
    elif why == "closed":
        type(shop).objects.update(is_open=False)
    else:
        type(shop).objects.update(status=why)

    response = client_of(alice).post(URL, {"cart_id": str(cart.pk)})

    assert response.status_code == 409
    assert response.json()["code"] == "unavailable"
    assert response.json()["lines"] == [{"product_id": gone.pk, "title": "Gone"}]
    fine.refresh_from_db()
    assert fine.inventory == 5
    assert cart.items.count() == 2
    assert not Order.objects.exists()


def test_the_order_is_announced_once_and_only_after_the_commit(
    client_of, alice, heard, django_capture_on_commit_callbacks
):
    cart = make_cart((make_product(), 1))

    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        response = client_of(alice).post(URL, {"cart_id": str(cart.pk)})
        assert heard == []
    for callback in callbacks:
        callback()

    assert [order.pk for order in heard] == [response.json()["id"]]


def test_a_failing_receiver_harms_neither_the_order_nor_the_others(
    client_of, alice, django_capture_on_commit_callbacks
):
    later = []

    def fail(sender, **kwargs):
        raise RuntimeError("receiver")

    def listen(sender, order, **kwargs):
        later.append(order)

    order_created.connect(fail)
    order_created.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            response = client_of(alice).post(
                URL, {"cart_id": str(make_cart((make_product(), 1)).pk)}
            )
    finally:
        order_created.disconnect(fail)
        order_created.disconnect(listen)

    assert response.status_code == 201
    assert [order.pk for order in later] == [response.json()["id"]]
    assert Order.objects.count() == 1


def test_a_receiver_outside_the_store_hears_of_orders():
    modules = {
        receiver.__module__
        for _, reference, *_ in order_created.receivers
        if (
            receiver := reference() if hasattr(reference, "__callback__") else reference
        )
    }

    assert any(not module.startswith("store.") for module in modules), modules


def test_each_vendor_gets_its_own_part(client_of, alice, veras_shop, ottos_shop):
    lines = {
        veras_shop: [make_product(vendor=veras_shop), make_product(vendor=veras_shop)],
        ottos_shop: [make_product(vendor=ottos_shop)],
        None: [make_product()],
    }
    cart = make_cart(*((p, 1) for products in lines.values() for p in products))

    placed = client_of(alice).post(URL, {"cart_id": str(cart.pk)}).json()

    parts = VendorOrder.objects.filter(order=placed["id"])
    assert {part.vendor for part in parts} == set(lines)
    assert parts.count() == 3
    for part in parts:
        assert {item.product for item in part.items.all()} == set(lines[part.vendor])
        assert {item.vendor for item in part.items.all()} == {part.vendor}
        assert {item.order_id for item in part.items.all()} == {placed["id"]}
