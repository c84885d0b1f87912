"""Reading, paying and deleting orders at `/store/orders/`."""

from decimal import Decimal

import pytest

from store.models import Order, OrderItem, VendorOrder
from store.orders.moves import move_items
from tests.builders import make_order, make_product

pytestmark = pytest.mark.django_db
URL = "/store/orders/"


def test_customers_see_their_own_orders_newest_first(client_of, alice, bob):
    first = make_order(alice.customer)
    second = make_order(alice.customer)
    make_order(bob.customer)

    body = client_of(alice).get(URL).json()

    assert [order["id"] for order in body] == [second.pk, first.pk]
    assert set(body[0]) >= {"id", "customer", "placed_at", "payment_status", "items"}
    assert set(body[0]["items"][0]) >= {"id", "product", "unit_price", "quantity"}
    assert {order["customer"] for order in body} == {alice.customer.pk}


def test_staff_see_every_order(client_of, alice, bob, staff):
    orders = {make_order(alice.customer).pk, make_order(bob.customer).pk}

    assert {order["id"] for order in client_of(staff).get(URL).json()} == orders


def test_an_unsaved_staff_user_sees_every_order(api_client, authenticate, alice):
    order = make_order(alice.customer)
    authenticate(is_staff=True)

    assert [o["id"] for o in api_client.get(URL).json()] == [order.pk]
    assert api_client.get(f"{URL}{order.pk}/").status_code == 200


def test_an_unsaved_user_sees_none(api_client, authenticate, alice):
    order = make_order(alice.customer)
    authenticate()

    assert api_client.get(URL).json() == []
    assert api_client.get(f"{URL}{order.pk}/").status_code == 404


@pytest.mark.parametrize("who", ["bob", "vera"])
def test_a_foreign_order_is_a_404(request, client_of, alice, veras_shop, who):
    order = make_order(alice.customer, (make_product("Secret", vendor=veras_shop), 1))

    response = client_of(request.getfixturevalue(who)).get(f"{URL}{order.pk}/")

    assert response.status_code == 404
    assert set(response.json()) == {"detail", "code"}
    assert "Secret" not in response.content.decode()


@pytest.mark.parametrize("pk", ["999999", "abc", "9" * 25, "-1", "1.5"])
@pytest.mark.parametrize("verb", ["get", "patch", "delete"])
def test_an_unknown_order_is_a_404(client_of, staff, pk, verb):
    response = getattr(client_of(staff), verb)(f"{URL}{pk}/", {"payment_status": "C"})

    assert response.status_code == 404


def test_nobody_is_shown_orders_without_signing_in(api_client, alice):
    order = make_order(alice.customer)

    for verb in ("get", "head", "patch", "delete", "options"):
        assert getattr(api_client, verb)(f"{URL}{order.pk}/").status_code == 401
    assert api_client.get(URL).status_code == 401
    api_client.force_authenticate(user={})
    for verb in ("get", "patch", "delete"):
        assert getattr(api_client, verb)(f"{URL}{order.pk}/").status_code == 403
    assert api_client.get(URL).status_code == 403
    assert Order.objects.get().payment_status == "P"


@pytest.mark.parametrize("status", ["C", "F", "P"])
@pytest.mark.parametrize("form", ["json", "multipart"])
def test_staff_set_the_payment_status_and_read_the_whole_order(
    client_of, staff, alice, status, form
):
    order = make_order(alice.customer)

    response = client_of(staff).patch(
        f"{URL}{order.pk}/", {"payment_status": status}, format=form
    )

    assert response.status_code == 200
    assert response.json()["payment_status"] == status
    assert response.json() == client_of(staff).get(f"{URL}{order.pk}/").json()
    order.refresh_from_db()
    assert order.payment_status == status


@pytest.mark.parametrize(
    "status", ["X", "", None, "Complete", 1, [], {}, ["C"], True, "CC"]
)
def test_a_payment_status_that_is_none_is_refused(client_of, staff, alice, status):
    order = make_order(alice.customer)

    response = client_of(staff).patch(
        f"{URL}{order.pk}/", {"payment_status": status}, format="json"
    )

    assert response.status_code == 400
    assert response.json()["payment_status"]
    order.refresh_from_db()
    assert order.payment_status == "P"


def test_a_patch_moves_nothing_but_the_payment_status(client_of, staff, alice, bob):
    order = make_order(alice.customer)
    before = Order.objects.values().get()

    response = client_of(staff).patch(
        f"{URL}{order.pk}/",
        {"customer": bob.customer.pk, "items": [], "placed_at": "2001-01-01", "id": 9},
        format="json",
    )

    assert response.status_code == 200
    assert Order.objects.values().get() == before
    assert order.items.count() == 1


@pytest.mark.parametrize("who", ["alice", "bob", "vera"])
@pytest.mark.parametrize("verb", ["patch", "delete"])
def test_nobody_but_staff_changes_or_deletes_an_order(
    request, client_of, alice, veras_shop, who, verb
):
    order = make_order(alice.customer, (make_product(vendor=veras_shop), 1))

    response = getattr(client_of(request.getfixturevalue(who)), verb)(
        f"{URL}{order.pk}/", {"payment_status": "C"}
    )

    assert response.status_code == 403
    assert set(response.json()) == {"detail", "code"}
    assert Order.objects.get().payment_status == "P"


@pytest.mark.parametrize("who", ["alice", "staff"])
def test_an_order_is_never_replaced(request, client_of, alice, who):
    order = make_order(alice.customer)

    response = client_of(request.getfixturevalue(who)).put(f"{URL}{order.pk}/", {})

    assert response.status_code == 405
    assert response.json()["error"]


def test_the_verbs_are_exactly_these(client_of, alice, staff):
    order = make_order(alice.customer)

    listed = client_of(staff).options(URL)
    single = client_of(staff).options(f"{URL}{order.pk}/")

    assert {v.strip() for v in listed["Allow"].split(",")} == {
        "GET",
        "POST",
        "HEAD",
        "OPTIONS",
    }
    assert {v.strip() for v in single["Allow"].split(",")} == {
        "GET",
        "PATCH",
        "DELETE",
        "HEAD",
        "OPTIONS",
    }


@pytest.mark.parametrize("status", ["P", "F"])
def test_staff_delete_an_unpaid_order_and_its_stock_comes_back(
    client_of, staff, alice, status
):
    one = make_product(inventory=10)
    two = make_product(inventory=4)
    order = make_order(alice.customer, (one, 3), (two, 4), payment_status=status)
    other = make_order(alice.customer, (one, 1))

    response = client_of(staff).delete(f"{URL}{order.pk}/")

    assert response.status_code == 204
    assert list(Order.objects.all()) == [other]
    assert OrderItem.objects.filter(order_id=order.pk).count() == 0
    assert VendorOrder.objects.filter(order_id=order.pk).count() == 0
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.inventory, two.inventory) == (9, 4)


def test_a_paid_order_stays(client_of, staff, alice):
    product = make_product(inventory=10)
    order = make_order(alice.customer, (product, 3), payment_status="C")

    response = client_of(staff).delete(f"{URL}{order.pk}/")

    assert response.status_code == 405
    assert isinstance(response.json()["error"], str)
    assert response.json()["code"]
    product.refresh_from_db()
    assert product.inventory == 7
    assert Order.objects.filter(pk=order.pk).exists()


def test_two_lines_of_one_product_both_come_back(client_of, staff, alice):
    product = make_product(inventory=10)
    order = make_order(alice.customer, (product, 3))
    OrderItem.objects.create(
        order=order, product=product, quantity=2, unit_price=Decimal(1)
    )

    client_of(staff).delete(f"{URL}{order.pk}/")

    product.refresh_from_db()
    assert product.inventory == 12


def test_the_permission_to_cancel_exists():
    from django.contrib.auth.models import Permission

    assert Permission.objects.filter(
        content_type__app_label="store", codename="cancel_order"
    ).exists()


def test_an_order_shows_its_status_and_its_history(
    client_of, alice, bob, staff, veras_shop, sam
):
    order = make_order(alice.customer, (make_product(vendor=veras_shop), 1))
    item = order.items.get()
    move_items(items=[item], to="packed", by=sam)
    move_items(items=[item], to="cancelled", by=alice)
    step = {"item_id": item.pk, "from": "order_placed", "to": "packed"}
    second = {"item_id": item.pk, "from": "packed", "to": "cancelled"}
    times = [
        change.at.isoformat().replace("+00:00", "Z")
        for change in item.status_changes.all()
    ]

    own = client_of(alice).get(f"{URL}{order.pk}/").json()
    seen = client_of(staff).get(f"{URL}{order.pk}/").json()
    listed = client_of(alice).get(URL).json()[0]

    assert (own["status"], own["items"][0]["status"]) == ("cancelled", "cancelled")
    # Who packs for a vendor is not the customer's business.
    assert own["history"] == [
        step | {"by": None, "at": times[0]},
        second | {"by": alice.pk, "at": times[1]},
    ]
    assert seen["history"] == [
        step | {"by": sam.pk, "at": times[0]},
        second | {"by": alice.pk, "at": times[1]},
    ]
    del own["items"][0]["return"]
    of_one = {"history", "amount_due", "amount_paid", "amount_refunded"}
    assert listed == {key: own[key] for key in own if key not in of_one}
    assert client_of(bob).get(f"{URL}{order.pk}/").status_code == 404
